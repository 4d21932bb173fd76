package chain

import (
	"slices"
	"strings"

	"asterism/internal/lang"
)

// Change is one difference between two versions of a chain.
type Change struct {
	Kind   string    `json:"kind"`   // added, removed, moved, changed
	Node   string    `json:"node"`   // id; "" for the chain itself
	Title  lang.Text `json:"title"`  // of the node, as it is after; before where it was removed
	Field  string    `json:"field"`  // of changed: title_zh, title_en, stage, role, classes, query, dialect, note; of a chain also about_zh … scope
	Before string    `json:"before"` // of moved: the id of the node above
	After  string    `json:"after"`
}

// Diff lists what became different, chain first, then nodes in the order of the later version, then the nodes that are gone. A nil
// chain has no nodes. A node that keeps its id is the same node, wherever it went.
func Diff(before, after *Chain) []Change {
	if before == nil {
		before = &Chain{}
	}
	if after == nil {
		after = &Chain{}
	}
	var all []Change
	for i, f := range chainFields(before) {
		if g := chainFields(after)[i]; f.value != g.value {
			all = append(all, Change{Kind: "changed", Title: after.Title, Field: f.name, Before: f.value, After: g.value})
		}
	}
	was, is := parents(before), parents(after)
	stayed := unmoved(before, after, was, is)
	after.Each(func(n *Node, _ int, parent string) {
		old := before.Find(n.ID)
		if old == nil {
			all = append(all, Change{Kind: "added", Node: n.ID, Title: n.Title, After: n.summary()})
			return
		}
		if was[n.ID] != parent || !stayed[n.ID] {
			all = append(all, Change{Kind: "moved", Node: n.ID, Title: n.Title, Before: was[n.ID], After: parent})
		}
		for i, f := range old.fields() {
			if g := n.fields()[i]; f.value != g.value {
				all = append(all, Change{Kind: "changed", Node: n.ID, Title: n.Title, Field: f.name, Before: f.value, After: g.value})
			}
		}
	})
	before.Each(func(n *Node, _ int, _ string) {
		if _, there := is[n.ID]; !there {
			all = append(all, Change{Kind: "removed", Node: n.ID, Title: n.Title, Before: n.summary()})
		}
	})
	return all
}

type fieldValue struct{ name, value string }

func (n *Node) fields() []fieldValue {
	return []fieldValue{{"title_zh", n.Title.Zh}, {"title_en", n.Title.En}, {"stage", n.Stage}, {"role", n.Role}, {"classes", strings.Join(n.Classes, " ")},
		{"query", n.Query}, {"dialect", n.Dialect}, {"note", n.Note}}
}

// summary is what a node looks for.
func (n *Node) summary() string {
	return strings.TrimSpace(strings.Join(n.Classes, " ") + "  " + n.Query)
}

func chainFields(c *Chain) []fieldValue {
	return []fieldValue{{"title_zh", c.Title.Zh}, {"title_en", c.Title.En}, {"about_zh", c.About.Zh}, {"about_en", c.About.En}, {"source_zh", c.Source.Zh}, {"source_en", c.Source.En},
		{"clusters", strings.Join(c.Clusters, " ")}, {"scope", strings.Join(c.Scope, " ")}}
}

func parents(c *Chain) map[string]string {
	of := map[string]string{}
	c.Each(func(n *Node, _ int, parent string) { of[n.ID] = parent })
	return of
}

// unmoved are the nodes that stand under the same node as before in the same order: of the siblings in both versions the longest
// run that keeps its order. The others were moved among them.
func unmoved(before, after *Chain, was, is map[string]string) map[string]bool {
	place, order := map[string]int{}, 0
	before.Each(func(n *Node, _ int, _ string) { place[n.ID], order = order, order+1 })
	siblings := map[string][]string{}
	after.Each(func(n *Node, _ int, parent string) {
		if former, there := was[n.ID]; there && former == parent {
			siblings[parent] = append(siblings[parent], n.ID)
		}
	})
	stayed := map[string]bool{}
	for _, ids := range siblings {
		for _, id := range longestRun(ids, func(a, b string) bool { return place[a] < place[b] }) {
			stayed[id] = true
		}
	}
	return stayed
}

// longestRun is a longest part of a list, in its order, whose items each are less than the next. O(n²).
func longestRun(list []string, less func(a, b string) bool) []string {
	length, from, best := make([]int, len(list)), make([]int, len(list)), -1
	for i := range list {
		length[i], from[i] = 1, -1
		for j := range i {
			if less(list[j], list[i]) && length[j] >= length[i] {
				length[i], from[i] = length[j]+1, j
			}
		}
		if best < 0 || length[i] > length[best] {
			best = i
		}
	}
	var run []string
	for i := best; i >= 0; i = from[i] {
		run = append(run, list[i])
	}
	slices.Reverse(run)
	return run
}
