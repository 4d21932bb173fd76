package derive

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"

	"asterism/composite"
)

// frameOf lays rows out as the scheme's data: units and years that have any figure, in order of year and unit.
func (f *IndexFile) frameOf(rows []IndexRow) *indexFrame {
	at := map[indexKey]int{}
	for _, r := range rows {
		at[indexKey{r.Entity, r.Year}] = 0
	}
	keys := slices.SortedFunc(maps.Keys(at), func(a, b indexKey) int { return cmp.Or(a.year-b.year, cmp.Compare(a.entity, b.entity)) })
	frame := &indexFrame{sizes: map[string][]float64{}, labels: map[string][]string{}}
	group := map[string]string{}
	for _, e := range f.Entities {
		group[e.ID] = e.Group
	}
	for i, k := range keys {
		at[k] = i
		frame.units, frame.periods = append(frame.units, k.entity), append(frame.periods, strconv.Itoa(k.year))
		frame.labels["group"] = append(frame.labels["group"], group[k.entity])
	}
	column := func(name string) []float64 {
		if frame.sizes[name] == nil {
			frame.sizes[name] = slices.Repeat([]float64{math.NaN()}, len(keys))
		}
		return frame.sizes[name]
	}
	for _, n := range f.Indicators {
		column(n.Column)
		if n.Denominator != "" {
			column(n.Denominator)
		}
	}
	for _, r := range rows {
		if x := frame.sizes[r.Column]; x != nil {
			x[at[indexKey{r.Entity, r.Year}]] = r.Value
		}
	}
	frame.labels["entity_id"], frame.labels["year"] = frame.units, frame.periods
	for _, n := range f.Indicators {
		frame.values = append(frame.values, frame.sizes[n.Column])
	}
	return frame
}

// measured is the spec without the indicators that the figures do not tell units apart by, and without groups that are left empty.
func (f *IndexFile) measured(frame *indexFrame) (*IndexSpec, []string) {
	s := f.IndexSpec
	s.Indicators, s.Groups = nil, slices.Clone(f.Groups)
	var left []string
	var values composite.Columns
	for i, n := range f.Indicators {
		if x := frame.values[i]; composite.Quantile(x, 1) > composite.Quantile(x, 0) {
			s.Indicators, values = append(s.Indicators, n), append(values, x)
		} else {
			left = append(left, n.ID)
		}
	}
	frame.values = values
	for empty := true; empty; {
		empty = false
		for i := len(s.Groups) - 1; i >= 0; i-- {
			if id := s.Groups[i].ID; s.Groups[i].Group != "" && !s.holds(id) {
				s.Groups, empty = slices.Delete(s.Groups, i, i+1), true
			}
		}
	}
	s.Steps = withoutIndicators(f.Steps, left)
	return &s, left
}

// holds tells whether anything is in a group.
func (s *IndexSpec) holds(group string) bool {
	return slices.ContainsFunc(s.Indicators, func(n IndexIndicator) bool { return n.Group == group }) ||
		slices.ContainsFunc(s.Groups, func(g IndexGroup) bool { return g.Group == group })
}

// withoutIndicators takes indicators out of steps that name them, and steps that named no other.
func withoutIndicators(steps []IndexStep, left []string) (out []IndexStep) {
	for _, x := range steps {
		if len(x.Indicators) > 0 {
			x.Indicators = slices.DeleteFunc(slices.Clone(x.Indicators), func(id string) bool { return slices.Contains(left, id) })
			if len(x.Indicators) == 0 {
				continue
			}
		}
		out = append(out, x)
	}
	return out
}
