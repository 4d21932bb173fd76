package derive

import (
	"fmt"
	"math"
	"slices"

	"asterism/composite"
	"asterism/internal/fail"
)

// weigh sets the tree's weights.
func (m *madeIndex) weigh(x IndexStep) error {
	tree := &m.choices.Tree
	tree.Nodes = slices.Clone(tree.Nodes)
	switch x.Method {
	case "", "given":
		return nil
	case "equal":
		for i := range tree.Nodes {
			tree.Nodes[i].Weight = 1
		}
		return nil
	case "ahp":
		return m.judged(x)
	case "influence":
		return m.influence()
	}
	if x.Over == "group" || x.Over == "" && x.Method == "pca" {
		for p := tree.Leaves; p < len(tree.Nodes); p++ {
			if tree.Level[p] == 2 {
				if err := m.fromData(x, tree.Children[p]); err != nil {
					return err
				}
			}
		}
		return nil
	}
	all := make([]int, tree.Leaves)
	for i := range all {
		all[i] = i
	}
	if err := m.fromData(x, all); err != nil {
		return err
	}
	for p := tree.Leaves; p < len(tree.Nodes); p++ { // a group weighs what is in it
		tree.Nodes[p].Weight = 0
		for _, c := range tree.Children[p] {
			tree.Nodes[p].Weight += tree.Nodes[c].Weight
		}
	}
	return nil
}

// fromData weighs the indicators listed by their normalised data.
func (m *madeIndex) fromData(x IndexStep, list []int) error {
	tree := &m.choices.Tree
	var c composite.Columns
	for _, i := range list {
		if i >= tree.Leaves {
			return nil // a group of both
		}
		c = append(c, m.leaves[i])
	}
	if len(c) == 1 {
		return nil
	}
	weights, err := []float64(nil), error(nil)
	switch x.Method {
	case "entropy":
		weights, _, err = composite.Entropy(c, or(x.Shift, 0))
	case "critic":
		weights = composite.CRITIC(c)
	case "pca":
		var explained float64
		var mixed bool
		weights, explained, mixed, err = composite.PCA(c)
		m.notes = append(m.notes, fmt.Sprintf("pca of %s: the first component explains %.3f", tree.Nodes[list[0]].Parent, explained))
		if mixed {
			m.notes = append(m.notes, "pca: loadings differ in sign; the component is no common factor")
		}
	}
	if err != nil {
		return fail.As(fail.Invalid, err, "weigh")
	}
	for k, i := range list {
		if math.IsNaN(weights[k]) {
			return fail.New(fail.Invalid, "weigh: %s gives no weight: it has no spread, or too few values", tree.Nodes[i].Name)
		}
		tree.Nodes[i].Weight = weights[k]
	}
	return nil
}

func (m *madeIndex) judged(x IndexStep) error {
	tree := &m.choices.Tree
	for p := tree.Leaves; p < len(tree.Nodes); p++ {
		judged, is := x.Judgements[tree.Nodes[p].Name]
		if !is {
			continue
		}
		j, err := composite.AHP(judged)
		if err != nil {
			return fail.As(fail.Invalid, err, "ahp")
		}
		for k, c := range tree.Children[p] {
			tree.Nodes[c].Weight = j.Weights[k]
		}
		note := fmt.Sprintf("ahp of %s: λ %.6f, CR %.4f", tree.Nodes[p].Name, j.Lambda, j.Ratio)
		if j.Ratio >= 0.1 {
			a, b := tree.Nodes[tree.Children[p][j.Worst[0]]].Name, tree.Nodes[tree.Children[p][j.Worst[1]]].Name
			note += fmt.Sprintf(", not consistent (0.1): %s over %s is judged %.2f times what the weights say", a, b, j.WorstFactor)
		}
		m.notes = append(m.notes, note)
	}
	return nil
}

// influence takes the given weights for importances, group by group from below.
func (m *madeIndex) influence() error {
	tree := &m.choices.Tree
	nodes := append(composite.Columns(nil), m.leaves...)
	for p := tree.Leaves; p < len(tree.Nodes); p++ {
		var c composite.Columns
		for _, k := range tree.Children[p] {
			c = append(c, nodes[k])
		}
		if len(c) > 1 {
			weights, _, exact, err := composite.Influence(c, tree.WeightsOf(p))
			if err != nil {
				return fail.As(fail.Invalid, err, "weigh")
			}
			if !exact {
				m.notes = append(m.notes, fmt.Sprintf("influence: no weights give the members of %s the importances asked; these are the nearest", tree.Nodes[p].Name))
			}
			for k, i := range tree.Children[p] {
				tree.Nodes[i].Weight = weights[k]
			}
		}
		score, err := composite.Aggregation{Method: "arithmetic"}.Of(c, tree.WeightsOf(p))
		if err != nil {
			return err
		}
		nodes = append(nodes, score)
	}
	return nil
}
