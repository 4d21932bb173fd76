package derive

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"asterism/composite"
)

// IndexPart is a node of the index for a unit and year: an indicator or a group.
type IndexPart struct {
	Entity       string
	Year         int
	Node, Parent string
	IsGroup      bool
	Normalised   float64 // on the index's scale; NaN unknown
	Weight       float64 // effective
	Contribution float64 // points of the score; NaN where means are not arithmetic, or it is unknown
}

// Parts are what the score of a year's units is made of; 0: of all years. Where a figure is missing the others of its group share its weight.
func (e *Evaluation) Parts(year int) (out []IndexPart) {
	m := e.made
	tree := m.choices.Tree
	weights := tree.Effective()
	plain := !slices.ContainsFunc(m.choices.Means[0], func(a composite.Aggregation) bool { return a.Method != "arithmetic" })
	for r := range m.frame.units {
		k := m.frame.key(r)
		if year != 0 && k.year != year {
			continue
		}
		shares := m.sharesOf(r)
		for i, n := range tree.Nodes[:tree.Root()] {
			p := IndexPart{Entity: k.entity, Year: k.year, Node: n.Name, Parent: n.Parent, IsGroup: i >= tree.Leaves, Normalised: m.nodes[i][r], Weight: weights[i], Contribution: math.NaN()}
			if plain && !math.IsNaN(p.Normalised) {
				p.Contribution = shares[i] * p.Normalised
			}
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b IndexPart) int { return cmp.Or(a.Year-b.Year, cmp.Compare(a.Entity, b.Entity)) })
	return out
}

// sharesOf are the effective weights among the nodes that a row has figures of.
func (m *madeIndex) sharesOf(r int) []float64 {
	tree := m.choices.Tree
	out := make([]float64, len(tree.Nodes))
	out[tree.Root()] = 1
	for p := tree.Root(); p >= tree.Leaves; p-- {
		sum := 0.0
		for _, c := range tree.Children[p] {
			if !math.IsNaN(m.nodes[c][r]) {
				sum += tree.Nodes[c].Weight
			}
		}
		for _, c := range tree.Children[p] {
			if sum > 0 && !math.IsNaN(m.nodes[c][r]) {
				out[c] = out[p] * tree.Nodes[c].Weight / sum
			}
		}
	}
	return out
}

// IndexInfluence is what a node does to the ranks, beside the weight it was given.
type IndexInfluence struct {
	Node, Parent      string
	IsGroup           bool
	Weight, Effective float64
	Correlation       float64 // with the index
	Shift             float64 // mean absolute shift of rank when it is left out
	Most              int     // the greatest shift
	MostEntity        string
}

// Influences leaves each node out in turn.
func (e *Evaluation) Influences() ([]IndexInfluence, error) {
	m := e.made
	does, err := composite.LeaveOut(m.choices, m.nodes)
	if err != nil {
		return nil, m.explained(err)
	}
	tree := m.choices.Tree
	var out []IndexInfluence
	for i, d := range does {
		n := tree.Nodes[i]
		x := IndexInfluence{Node: n.Name, Parent: n.Parent, IsGroup: i >= tree.Leaves, Weight: n.Weight, Effective: d.Weight, Correlation: d.Correlation, Shift: d.Shift, Most: d.Most}
		if d.MostUnit >= 0 {
			x.MostEntity = m.frame.units[d.MostUnit]
		}
		out = append(out, x)
	}
	return out, nil
}

// IndexFactor is what of the ranks' doubt one choice decides.
type IndexFactor struct {
	Factor       string // a step's name, or weights
	First, Total float64
	Low, High    float64 // of Total: 5 % and 95 % of the bootstrap
}

// Sensitivity tells which choices decide the ranks: Sobol' indices of the mean absolute shift of rank. Nothing varies: none.
func (e *Evaluation) Sensitivity(rows int) (out []IndexFactor, err error) {
	m := e.made
	if len(m.choices.Factors()) == 0 {
		return nil, nil
	}
	m.spec.Uncertainty.Sensitivity = rows
	t, err := m.sensitivity()
	if err != nil {
		return nil, err
	}
	for _, row := range t.rows {
		number := func(i int) float64 {
			if x, is := row[i].(float64); is {
				return x
			}
			return math.NaN()
		}
		out = append(out, IndexFactor{row[0].(string), number(1), number(4), number(5), number(6)})
	}
	return out, nil
}

// IndexChange is what an indicator brought of a unit's change between two years.
type IndexChange struct {
	Node        string
	Score, Rank float64 // Rank below 0: up
}

// Changes shares a unit's change of score and of rank between two years among the indicators (Shapley); ranks are among the units of both years. None where
// the unit is not in both.
func (e *Evaluation) Changes(entity string, from, to int) (out []IndexChange, err error) {
	if _, there := e.kept[indexKey{entity, from}]; !there {
		return nil, nil
	}
	if _, there := e.kept[indexKey{entity, to}]; !there {
		return nil, nil
	}
	var t indexTable
	if err := e.made.change(&t, strconv.Itoa(from), strconv.Itoa(to)); err != nil {
		return nil, err
	}
	for _, row := range t.rows {
		if row[0] != entity {
			continue
		}
		score, _ := row[4].(float64)
		rank, _ := row[5].(float64)
		out = append(out, IndexChange{row[3].(string), score, rank})
	}
	return out, nil
}
