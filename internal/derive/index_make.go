package derive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"asterism/composite"
	"asterism/internal/fail"
)

// madeIndex is an index with everything to make it again otherwise.
type madeIndex struct {
	spec    *IndexSpec
	frame   *indexFrame // of the rows kept
	whole   *indexFrame // of all
	choices composite.Choices
	leaves  composite.Columns // normalised
	nodes   composite.Columns
	dropped []string
	notes   []string
	stages  []string // what each stage does
}

// make runs the steps over a frame.
func (s *IndexSpec) make(f *indexFrame) (*madeIndex, error) {
	tree, err := s.tree()
	if err != nil {
		return nil, err
	}
	m := &madeIndex{spec: s, frame: f, whole: f, leaves: f.values}
	m.choices = composite.Choices{Raw: f.values, Tree: tree, Noise: s.Uncertainty.Weights}
	hash := m.hashOf("data", s, f.values, "")
	for _, x := range s.Steps {
		if err := m.do(x); err != nil {
			return nil, s.at(x.place, err)
		}
		hash = m.hashOf(x.Do, x, m.shown(x), hash)
	}
	m.choices.Within = m.frame.within()
	return m, nil
}

// shown is what a step has made: of weigh the weights.
func (m *madeIndex) shown(x IndexStep) composite.Columns {
	switch x.Do {
	case "weigh":
		return composite.Columns{m.choices.Tree.Effective()}
	case "aggregate":
		return m.nodes
	}
	return m.leaves
}

// hashOf notes a hash of a step: SHA-256 of the hash before, what it is told, and every number it makes, so that who has the same hashes has the same index.
func (m *madeIndex) hashOf(do string, told any, made composite.Columns, before string) string {
	h := sha256.New()
	text, _ := json.Marshal(told) // plain fields always marshal
	fmt.Fprintln(h, before)
	h.Write(text)
	missing := 0
	for _, x := range made {
		for _, v := range x {
			if math.IsNaN(v) {
				missing++
				v = math.NaN() // one of the many
			}
			fmt.Fprintf(h, "%x,", math.Float64bits(v))
		}
	}
	sum := hex.EncodeToString(h.Sum(nil))[:16]
	m.notes = append(m.notes, fmt.Sprintf("%s %s: %d rows, %d missing%s", sum, do, len(m.frame.units), missing, described(told)))
	return sum
}

// described is a step's options in short.
func described(told any) string {
	x, is := told.(IndexStep)
	if !is {
		return ""
	}
	text, _ := json.Marshal(x)
	_, options, more := strings.Cut(string(text), ",")
	if !more || len(options) > 200 {
		return ""
	}
	return "; " + strings.ReplaceAll(strings.TrimSuffix(options, "}"), `"`, "")
}

func (m *madeIndex) do(x IndexStep) error {
	switch x.Do {
	case "screen":
		return m.screen(x)
	case "weigh":
		return m.weigh(x)
	case "aggregate":
		return m.aggregate(x)
	}
	step := m.spec.step(x, m.frame)
	next, err := step(m.leaves)
	if err != nil {
		return err
	}
	m.leaves = next
	if x.Do == "normalise" {
		if err := m.finite(); err != nil {
			return err
		}
	}
	if k := len(m.stages); k > 0 && m.stages[k-1] == x.Do { // the same kind goes on
		before := m.choices.Stages[k-1][0]
		m.choices.Stages[k-1][0] = func(c composite.Columns) (composite.Columns, error) {
			c, err := before(c)
			if err != nil {
				return nil, err
			}
			return step(c)
		}
		return nil
	}
	m.stages = append(m.stages, x.Do)
	m.choices.Stages = append(m.choices.Stages, []composite.Step{step})
	return nil
}

// finite refuses an indicator that has no spread, or nothing in it.
func (m *madeIndex) finite() error {
	for i, x := range m.leaves {
		there := 0
		for r, v := range x {
			if math.IsInf(v, 0) {
				return fail.New(fail.Invalid, "%s: normalised it has no finite value for %s; is there any spread?", m.spec.Indicators[i].ID, m.frame.units[r])
			}
			if !math.IsNaN(v) {
				there++
			}
		}
		if there == 0 {
			return fail.New(fail.Invalid, "%s: it has no values, or the same for all: it tells the units not apart; take it out", m.spec.Indicators[i].ID)
		}
	}
	return nil
}

func (m *madeIndex) screen(x IndexStep) error {
	keep := composite.Screen(m.leaves, or(x.Least, 0), or(x.Nonzero, 0))
	for r, yes := range keep {
		if !yes {
			name := m.frame.units[r]
			if m.frame.periods != nil {
				name += " " + m.frame.periods[r]
			}
			m.dropped = append(m.dropped, name)
		}
	}
	m.leaves, m.frame = m.leaves.Keep(keep), m.frame.keep(keep)
	m.stages = append(m.stages, "screen")
	m.choices.Stages = append(m.choices.Stages, []composite.Step{func(c composite.Columns) (composite.Columns, error) { return c.Keep(keep), nil }})
	if len(m.frame.units) < 2 {
		return fail.New(fail.Invalid, "screen: %d rows are left; least is too high for these data", len(m.frame.units))
	}
	if len(m.dropped) > 0 {
		m.notes = append(m.notes, "screened out: "+strings.Join(m.dropped, ", "))
	}
	return nil
}

func (m *madeIndex) aggregate(x IndexStep) error {
	how := x.aggregations()
	m.choices.Means = [][]composite.Aggregation{how}
	nodes, err := m.choices.Tree.Aggregate(m.leaves, how)
	m.nodes = nodes
	return m.explained(err)
}

// explained adds to an error of a geometric mean who it is about, and what to do.
func (m *madeIndex) explained(err error) error {
	var refused *composite.Nonpositive
	if errors.As(err, &refused) {
		return fail.New(fail.Invalid, "%s has %g: the %s mean takes numbers above 0; normalise onto a range above 0, as range: [1, 100]", m.frame.units[refused.Unit], refused.Value, refused.Method)
	}
	if err != nil && fail.KindOf(err) == fail.Internal {
		return fail.As(fail.Invalid, err, "index")
	}
	return err
}
