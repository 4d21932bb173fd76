package graph

import "slices"

// Cuts are the weak points of a network whose arcs are read in both directions, repeated and mutual ones once.
type Cuts struct {
	Articulation []bool // of a node: without it the network falls into more parts
	Severed      []int  // of a node: nodes cut off from the largest part that is left of its component, itself not counted
	Bridges      []Bridge
}

// Bridge is an edge without which its component falls in two; Nodes is the size of the smaller part.
type Bridge struct {
	A, B  uint32
	Nodes int
}

// FindCuts finds articulation points and bridges by one depth-first search without recursion, O(n + m). Hopcroft and Tarjan 1973, doi
// 10.1145/362248.362272. Bridges come in order of A, B, with A below B.
func FindCuts(g *Graph) *Cuts {
	n := g.Nodes()
	s := &cutting{g: g, seen: make([]uint32, n), low: make([]uint32, n), size: make([]int, n), at: make([]int, n), cut: make([]int, n), parts: make([]int, n),
		Cuts: Cuts{Articulation: make([]bool, n), Severed: make([]int, n)}}
	for v := range uint32(n) {
		if s.seen[v] == 0 {
			s.component(v)
		}
	}
	slices.SortFunc(s.Bridges, func(a, b Bridge) int { return slices.Compare([]uint32{a.A, a.B}, []uint32{b.A, b.B}) })
	return &s.Cuts
}

type cutting struct {
	Cuts
	g         *Graph
	clock     uint32
	seen, low []uint32 // when a node was met, from 1; the earliest met that its subtree reaches
	size      []int    // of the subtree
	at        []int    // next neighbour to look at
	cut       []int    // nodes of the subtrees that hang on a node alone
	parts     []int    // the largest of them
	stack     []uint32
}

// neighbour is the k-th of a node's targets and sources.
func (s *cutting) neighbour(v uint32, k int) (uint32, bool) {
	out, in := s.g.Targets(v), s.g.Sources(v)
	if k < len(out) {
		return out[k], true
	}
	if k -= len(out); k < len(in) {
		return in[k], true
	}
	return 0, false
}

func (s *cutting) enter(v uint32) {
	s.clock++
	s.seen[v], s.low[v], s.size[v] = s.clock, s.clock, 1
	s.stack = append(s.stack, v)
}

func (s *cutting) component(root uint32) {
	from := s.clock
	var order []uint32
	s.enter(root)
	order = append(order, root)
	children := 0
	for len(s.stack) > 0 {
		v := s.stack[len(s.stack)-1]
		w, more := s.neighbour(v, s.at[v])
		s.at[v]++
		switch {
		case more && s.seen[w] == 0:
			if v == root {
				children++
			}
			s.enter(w)
			order = append(order, w)
		case more:
			if len(s.stack) < 2 || w != s.stack[len(s.stack)-2] {
				s.low[v] = min(s.low[v], s.seen[w])
			}
		default:
			s.leave(v)
		}
	}
	total := int(s.clock - from)
	s.close(order, root, children, total)
}

// leave gives the parent what the subtree of v reaches.
func (s *cutting) leave(v uint32) {
	s.stack = s.stack[:len(s.stack)-1]
	if len(s.stack) == 0 {
		return
	}
	p := s.stack[len(s.stack)-1]
	s.low[p] = min(s.low[p], s.low[v])
	s.size[p] += s.size[v]
	if s.low[v] >= s.seen[p] {
		s.cut[p] += s.size[v]
		s.parts[p] = max(s.parts[p], s.size[v])
	}
	if s.low[v] > s.seen[p] {
		s.Bridges = append(s.Bridges, Bridge{min(v, p), max(v, p), s.size[v]})
	}
}

func (s *cutting) close(order []uint32, root uint32, children, total int) {
	for _, v := range order {
		rest := total - 1 - s.cut[v]
		s.Articulation[v] = s.cut[v] > 0 && (v != root || children > 1)
		if s.Articulation[v] {
			s.Severed[v] = total - 1 - max(rest, s.parts[v])
		}
	}
	for i := len(s.Bridges) - 1; i >= 0 && s.seen[s.Bridges[i].A] >= s.seen[root]; i-- {
		s.Bridges[i].Nodes = min(s.Bridges[i].Nodes, total-s.Bridges[i].Nodes)
	}
}
