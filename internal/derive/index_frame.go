package derive

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"

	"asterism/composite"
	"asterism/internal/fail"
)

// indexFrame is the data of an index: rows are units, or units in periods.
type indexFrame struct {
	units, periods []string
	values         composite.Columns    // by indicator
	sizes          map[string][]float64 // denominators by column
	labels         map[string][]string  // of the groups that impute takes, by column
}

// frame reads the columns that the spec names.
func (s *IndexSpec) frame(ctx context.Context, name string, data []byte) (*indexFrame, error) {
	texts := []string{s.Unit}
	if s.Period != "" {
		texts = append(texts, s.Period)
	}
	steps := s.Steps
	if s.Uncertainty.Instead != nil {
		steps = slices.Concat(steps, *s.Uncertainty.Instead)
	}
	for _, x := range steps {
		if x.By != "" && !slices.Contains(texts, x.By) {
			texts = append(texts, x.By)
		}
	}
	var numbers []string
	for _, n := range s.Indicators {
		numbers = append(numbers, n.Column)
	}
	for _, n := range s.Indicators {
		if n.Denominator != "" && !slices.Contains(numbers, n.Denominator) {
			numbers = append(numbers, n.Denominator)
		}
	}
	in, err := readColumns(name, data, slices.Concat(words(texts...), doubles(numbers...)), nil)
	if err != nil {
		return nil, err
	}
	defer in.Release()
	f := &indexFrame{sizes: map[string][]float64{}, labels: map[string][]string{}}
	columns, rows := make([][]float64, len(numbers)), make([][]string, len(texts))
	err = numbersOf(ctx, in, func(w []string, x []float64) {
		for i, v := range w {
			rows[i] = append(rows[i], v)
		}
		for i, v := range x {
			columns[i] = append(columns[i], v)
		}
	})
	if err != nil {
		return nil, err
	}
	f.units, f.values = rows[0], columns[:len(s.Indicators)]
	for i, t := range texts {
		f.labels[t] = rows[i]
	}
	for i, n := range numbers {
		f.sizes[n] = columns[i]
	}
	if s.Period != "" {
		f.periods = f.labels[s.Period]
	}
	return f, f.check(s, name)
}

func (f *indexFrame) check(s *IndexSpec, name string) error {
	if len(f.units) < 2 || len(f.units) > 200_000 {
		return fail.New(fail.Invalid, "%s: %d rows: an index takes 2 to %d", name, len(f.units), 200_000)
	}
	seen := map[[2]string]bool{}
	for r, u := range f.units {
		key := [2]string{u}
		if f.periods != nil {
			key[1] = f.periods[r]
			if _, err := strconv.ParseFloat(key[1], 64); err != nil {
				return fail.New(fail.Invalid, "%s: %s: period %q is no number", name, u, key[1])
			}
		}
		if seen[key] {
			return fail.New(fail.Invalid, "%s: %s stands twice; a panel names its period in the spec", name, u)
		}
		seen[key] = true
	}
	for i, x := range f.values {
		for r, v := range x {
			if math.IsInf(v, 0) {
				return fail.New(fail.Invalid, "%s: %s of %s is not finite", name, s.Indicators[i].ID, f.units[r])
			}
		}
	}
	return nil
}

// keep leaves the rows kept.
func (f *indexFrame) keep(keep []bool) *indexFrame {
	out := &indexFrame{values: f.values.Keep(keep), sizes: map[string][]float64{}, labels: map[string][]string{}}
	pick := func(x []string) (list []string) {
		for r, v := range x {
			if keep[r] {
				list = append(list, v)
			}
		}
		return list
	}
	out.units = pick(f.units)
	if f.periods != nil {
		out.periods = pick(f.periods)
	}
	for name, x := range f.sizes {
		out.sizes[name] = composite.Columns{x}.Keep(keep)[0]
	}
	for name, x := range f.labels {
		out.labels[name] = pick(x)
	}
	return out
}

// within numbers the periods of the rows; nil where there are none.
func (f *indexFrame) within() []int {
	if f.periods == nil {
		return nil
	}
	list := f.years()
	out := make([]int, len(f.periods))
	for r, p := range f.periods {
		out[r] = slices.Index(list, p)
	}
	return out
}

// years are the periods in order.
func (f *indexFrame) years() []string {
	list := slices.Clone(f.periods)
	slices.SortFunc(list, func(a, b string) int {
		x, _ := strconv.ParseFloat(a, 64)
		y, _ := strconv.ParseFloat(b, 64)
		return cmp.Compare(x, y)
	})
	return slices.Compact(list)
}

// parts are the rows that a step takes together: those of a period, or all.
func (f *indexFrame) parts(over, usual string) [][]int {
	if over == "" {
		over = usual
	}
	if f.periods == nil || over == "all" {
		all := make([]int, len(f.units))
		for r := range all {
			all[r] = r
		}
		return [][]int{all}
	}
	out := make([][]int, len(f.years()))
	for r, p := range f.within() {
		out[p] = append(out[p], r)
	}
	return out
}
