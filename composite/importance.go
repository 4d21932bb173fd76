package composite

import (
	"fmt"
	"math"
	"slices"
)

// Importance is what a member of the tree does to the index, beside the weight it was given.
type Importance struct {
	Weight      float64 // effective
	Correlation float64 // with the index; its square is the share of the index's variance that the member alone accounts for
	Shift       float64 // mean absolute shift of rank when it is left out
	Most        int     // the greatest shift
	MostUnit    int     // whose; −1: nobody moves
}

// LeaveOut leaves each node but the index out in turn, its siblings taking its weight, and looks at the ranks. nodes are all columns of the index as made.
func LeaveOut(c Choices, nodes Columns) ([]Importance, error) {
	r := newRanker(&c)
	whole, err := r.ranked(c.nominal(), &scratch{})
	if err != nil {
		return nil, err
	}
	whole = slices.Clone(whole)
	weights := c.Tree.Effective()
	out := make([]Importance, c.Tree.Root())
	err = parallel(len(out), func(i int, s *scratch) error {
		out[i] = Importance{Weight: weights[i], Correlation: Correlation(nodes[i], nodes[c.Tree.Root()]), MostUnit: -1, Shift: math.NaN()}
		p := c.nominal()
		p.weights = c.given()
		c.leave(p.weights, i)
		if p.weights = c.shared(p.weights); c.alone(i) {
			return nil
		}
		ranks, err := r.ranked(p, s)
		if err != nil {
			return fmt.Errorf("without %s: %w", c.Tree.Nodes[i].Name, err)
		}
		out[i].Shift, out[i].Most, out[i].MostUnit = shifts(whole, ranks)
		return nil
	})
	return out, err
}

// leave takes a node's weight away, and that of everything in it.
func (c *Choices) leave(w []float64, node int) {
	w[node] = 0
	for _, k := range c.Tree.Children[node] {
		c.leave(w, k)
	}
}

// alone tells whether nothing is left of the index without a node.
func (c *Choices) alone(node int) bool {
	w := c.given()
	c.leave(w, node)
	for _, v := range w[:c.Tree.Leaves] {
		if v > 0 {
			return false
		}
	}
	return true
}

func shifts(a, b []int32) (mean float64, most, unit int) {
	unit = -1
	for u := range a {
		d := int(a[u] - b[u])
		d = max(d, -d)
		mean += float64(d)
		if d > most {
			most, unit = d, u
		}
	}
	return mean / float64(len(a)), most, unit
}

// Reversal is what a unit's absence does to the order of the others.
type Reversal struct {
	Pairs int // pairs of others that change their order
	Most  int // greatest shift of a rank among the others
}

// LeaveUnitOut leaves each unit out in turn and makes the index of the others anew: index gives the scores of the units kept, in order. An index with fixed
// goalposts has no reversals; extremes, means and ranks of the data move with who is there.
func LeaveUnitOut(units int, index func(keep []bool) ([]float64, error)) ([]Reversal, error) {
	keep := make([]bool, units)
	for u := range keep {
		keep[u] = true
	}
	whole, err := index(keep)
	if err != nil {
		return nil, err
	}
	if len(whole) != units {
		return nil, fmt.Errorf("the index has %d units of %d", len(whole), units)
	}
	out := make([]Reversal, units)
	err = parallel(units, func(u int, _ *scratch) error {
		mine := slices.Clone(keep)
		mine[u] = false
		part, err := index(mine)
		if err != nil {
			return fmt.Errorf("without unit %d: %w", u+1, err)
		}
		others := slices.Delete(slices.Clone(whole), u, u+1)
		out[u] = compareOrders(others, part)
		return nil
	})
	return out, err
}

func compareOrders(a, b []float64) (r Reversal) {
	before, after := Ranks(a), Ranks(b)
	for i := range a {
		r.Most = max(r.Most, before[i]-after[i], after[i]-before[i])
		for k := range i {
			if (before[i]-before[k])*(after[i]-after[k]) < 0 {
				r.Pairs++
			}
		}
	}
	return r
}
