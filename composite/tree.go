package composite

import (
	"fmt"
	"math"
)

// Node is an indicator or an aggregate.
type Node struct {
	Name   string
	Parent string // "": the index
	Weight float64
}

// Tree is how indicators make up aggregates, and those the index: indicators first, every parent behind its children, the index last.
type Tree struct {
	Nodes    []Node
	Leaves   int
	Children [][]int // of each node; none of an indicator
	Level    []int   // 1 of an indicator, else one more than the highest child
}

// NewTree orders nodes. The first leaves nodes are the indicators and keep their order. One node alone has no parent; every aggregate has
// children; weights are not negative and, among siblings, not all zero.
func NewTree(nodes []Node, leaves int) (Tree, error) {
	t := Tree{Leaves: leaves}
	at, members := map[string]int{}, map[string]int{}
	for _, n := range nodes {
		if _, twice := members[n.Name]; twice {
			return t, fmt.Errorf("%s stands twice", n.Name)
		}
		members[n.Name] = 0
	}
	for _, n := range nodes {
		if _, is := members[n.Parent]; !is && n.Parent != "" {
			return t, fmt.Errorf("%s: there is no group %s", n.Name, n.Parent)
		}
		if !(n.Weight >= 0) || math.IsInf(n.Weight, 0) {
			return t, fmt.Errorf("%s: a weight is a number from 0 up", n.Name)
		}
		members[n.Parent]++
	}
	if members[""] != 1 {
		return t, fmt.Errorf("%d nodes have no group: one, the index, has none", members[""])
	}
	for placed := -1; len(t.Nodes) > placed; {
		placed = len(t.Nodes)
		for i, n := range nodes {
			if _, is := at[n.Name]; !is && (i < leaves || childrenPlaced(nodes, at, n.Name)) {
				at[n.Name] = len(t.Nodes)
				t.Nodes = append(t.Nodes, n)
			}
		}
	}
	if leaves == len(nodes) {
		return t, fmt.Errorf("there is no index above the indicators")
	}
	return t, t.join(nodes, at)
}

func childrenPlaced(nodes []Node, at map[string]int, parent string) bool {
	any := false
	for _, n := range nodes {
		if _, is := at[n.Name]; n.Parent == parent && !is {
			return false
		}
		any = any || n.Parent == parent
	}
	return any
}

func (t *Tree) join(nodes []Node, at map[string]int) error {
	for i, n := range nodes {
		if _, is := at[n.Name]; !is {
			return fmt.Errorf("%s: it has no indicators, or is its own group", n.Name)
		}
		for _, m := range nodes[:t.Leaves] {
			if i < t.Leaves && m.Parent == n.Name {
				return fmt.Errorf("%s: its group %s is an indicator", m.Name, n.Name)
			}
		}
	}
	t.Children, t.Level = make([][]int, len(t.Nodes)), make([]int, len(t.Nodes))
	for i, n := range t.Nodes {
		t.Level[i]++
		if n.Parent == "" {
			continue
		}
		p := at[n.Parent]
		t.Children[p] = append(t.Children[p], i)
		t.Level[p] = max(t.Level[p], t.Level[i])
	}
	for i := range t.Nodes {
		if i >= t.Leaves && total(t.WeightsOf(i)) == 0 {
			return fmt.Errorf("%s: the weights within it are all 0", t.Nodes[i].Name)
		}
	}
	return nil
}

// WeightsOf are the weights of a node's children, as given.
func (t Tree) WeightsOf(node int) []float64 {
	var w []float64
	for _, c := range t.Children[node] {
		w = append(w, t.Nodes[c].Weight)
	}
	return w
}

// Root is the index.
func (t Tree) Root() int { return len(t.Nodes) - 1 }

// Effective weights: a node's share in its group times that of its group, up to the index, which has 1.
func (t Tree) Effective() []float64 {
	out := make([]float64, len(t.Nodes))
	out[t.Root()] = 1
	for p := t.Root(); p >= t.Leaves; p-- {
		sum := total(t.WeightsOf(p))
		for _, c := range t.Children[p] {
			out[c] = out[p] * t.Nodes[c].Weight / sum
		}
	}
	return out
}

func total(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}
