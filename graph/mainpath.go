package graph

import (
	"container/heap"
	"maps"
	"math"
	"slices"
	"sync"
)

// Search is how a main path is found among arcs with weights.
type Search int

const (
	Global        Search = iota // the path from a source to a sink with the largest sum of weights
	LocalForward                // from the source with the heaviest arc, always the heaviest arc on
	LocalBackward               // the same from the sinks against the arcs
)

// MainPath returns the numbers of the arcs of the main path, ascending. Ties are all kept, so that the result is a small
// network where weights tie, and does not depend on the order of the arcs. Sums are compared to 1e-12 of their size, to
// which they agree whatever the order they were added in. Liu and Lu 2012, doi 10.1002/asi.21692. O(n+m).
func MainPath(g *Graph, weight []float64, how Search) ([]uint32, error) {
	s, err := NewPathSearch(g, weight)
	if err != nil {
		return nil, err
	}
	return s.Main(how), nil
}

// Main is MainPath.
func (s *PathSearch) Main(how Search) []uint32 {
	switch how {
	case LocalForward:
		return s.follow(s.local(true), s.heaviestEnd(true))
	case LocalBackward:
		return s.follow(s.local(false), s.heaviestEnd(false))
	}
	s.sum(true, false)
	best := 0.0
	for _, x := range s.below {
		best = max(best, x)
	}
	var first []uint32
	for v := range uint32(s.g.Nodes()) {
		if s.below[v] > 0 && same(s.below[v], best) && len(s.g.Sources(v)) == 0 {
			first = append(first, s.global(true).next(v)...)
		}
	}
	return s.follow(s.global(true), first)
}

// KeyRoutes returns the arcs of the key-route main paths: each of the k heaviest arcs (and those that tie with the last
// of them) is followed to both ends, by the global or, where local is true, by the local search; their union. Liu and
// Lu 2012.
func KeyRoutes(g *Graph, weight []float64, k int, local bool) ([]uint32, error) {
	s, err := NewPathSearch(g, weight)
	if err != nil || k < 1 {
		return nil, err
	}
	return s.KeyRoutes(k, local), nil
}

// KeyRoutes is the function of that name.
func (s *PathSearch) KeyRoutes(k int, local bool) []uint32 {
	on := s.local
	if !local {
		s.sum(true, true)
		on = s.global
	}
	top := s.top(k)
	all := append(s.follow(on(true), slices.Clone(top)), s.follow(on(false), top)...)
	slices.Sort(all)
	return slices.Compact(all)
}

// PathSearch finds several main paths over the same weights; sums of paths are made once.
type PathSearch struct {
	g            *Graph
	order        []uint32
	weight       []float64
	above, below []float64 // heaviest sums of paths to and from each node, once they are asked for
}

// NewPathSearch begins a search on a graph without cycles.
func NewPathSearch(g *Graph, weight []float64) (*PathSearch, error) {
	order, ok := Order(g)
	if !ok {
		return nil, ErrCycle
	}
	return &PathSearch{g: g, order: order, weight: weight}, nil
}

// source is the node an arc leads from.
func (s *PathSearch) source(arc uint32) uint32 {
	v, _ := slices.BinarySearchFunc(s.g.OutAt, arc, func(at, arc uint32) int {
		if at <= arc {
			return -1
		}
		return 1
	})
	return uint32(v - 1)
}

// sum finds the sums that are asked for and not known yet, both at once.
func (s *PathSearch) sum(below, above bool) {
	var both sync.WaitGroup
	if below && s.below == nil {
		both.Go(func() { s.below = s.downward() })
	}
	if above && s.above == nil {
		both.Go(func() { s.above = s.upward() })
	}
	both.Wait()
}

// downward finds the heaviest sum of a path from each node to any sink, upward of one from any source to each node.
func (s *PathSearch) downward() []float64 {
	sum := make([]float64, s.g.Nodes())
	for k := len(s.order) - 1; k >= 0; k-- {
		v := s.order[k]
		best := 0.0
		for i := s.g.OutAt[v]; i < s.g.OutAt[v+1]; i++ {
			if x := s.weight[i] + sum[s.g.Out[i]]; x > best {
				best = x
			}
		}
		sum[v] = best
	}
	return sum
}

func (s *PathSearch) upward() []float64 {
	sum := make([]float64, s.g.Nodes())
	for _, v := range s.order {
		for i := s.g.OutAt[v]; i < s.g.OutAt[v+1]; i++ {
			w := s.g.Out[i]
			if x := sum[v] + s.weight[i]; x > sum[w] {
				sum[w] = x
			}
		}
	}
	return sum
}

// heaviestEnd are the heaviest of the arcs at one end of the graph: from nodes that nothing leads to, or to nodes that lead nowhere.
func (s *PathSearch) heaviestEnd(first bool) []uint32 {
	parts := make([][]uint32, len(blocks(s.g.Nodes())))
	each(s.g.Nodes(), func(b, from, to int) {
		for v := uint32(from); v < uint32(to); v++ {
			if first && s.g.InAt[v] < s.g.InAt[v+1] {
				continue
			}
			for i := s.g.OutAt[v]; i < s.g.OutAt[v+1]; i++ {
				w := s.g.Out[i]
				if x := s.weight[i]; first || s.g.OutAt[w] == s.g.OutAt[w+1] {
					switch {
					case len(parts[b]) == 0 || x > s.weight[parts[b][0]] && !same(x, s.weight[parts[b][0]]):
						parts[b] = append(parts[b][:0], i)
					case same(x, s.weight[parts[b][0]]):
						parts[b] = append(parts[b], i)
					}
				}
			}
		}
	})
	return heaviest(s.weight, slices.Concat(parts...))
}

// step lists the arcs that go on from a node, forward along the arcs or backward against them.
type step struct {
	forward bool
	next    func(v uint32) []uint32
}

func (s *PathSearch) local(forward bool) step {
	return step{forward, func(v uint32) []uint32 { return heaviest(s.weight, s.arcsAt(v, forward)) }}
}

// global goes on by the arcs that lie on a path with the largest sum.
func (s *PathSearch) global(forward bool) step {
	return step{forward, func(v uint32) []uint32 {
		return slices.DeleteFunc(s.arcsAt(v, forward), func(i uint32) bool {
			if forward {
				return !same(s.weight[i]+s.below[s.g.Out[i]], s.below[v])
			}
			return !same(s.weight[i]+s.above[s.source(i)], s.above[v])
		})
	}}
}

// arcsAt are the arcs from a node, or those to it.
func (s *PathSearch) arcsAt(v uint32, forward bool) []uint32 {
	var arcs []uint32
	if forward {
		for i := s.g.OutAt[v]; i < s.g.OutAt[v+1]; i++ {
			arcs = append(arcs, i)
		}
		return arcs
	}
	for _, u := range s.g.Sources(v) {
		arcs = append(arcs, s.g.arc(u, v))
	}
	return arcs
}

// follow takes arcs and all that a step adds to them, ascending.
func (s *PathSearch) follow(next step, arcs []uint32) []uint32 {
	found := map[uint32]bool{}
	seen := map[uint32]bool{}
	for len(arcs) > 0 {
		i := arcs[len(arcs)-1]
		arcs = arcs[:len(arcs)-1]
		found[i] = true
		end := s.source(i)
		if next.forward {
			end = s.g.Out[i]
		}
		if !seen[end] {
			seen[end] = true
			arcs = append(arcs, next.next(end)...)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// heaviest keeps the arcs of the largest weight.
func heaviest(weight []float64, arcs []uint32) []uint32 {
	most := math.Inf(-1)
	for _, i := range arcs {
		most = max(most, weight[i])
	}
	return slices.DeleteFunc(arcs, func(i uint32) bool { return !same(weight[i], most) })
}

// same tells two sums apart that differ by more than the order of adding explains.
func same(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b)) }

// top are the k heaviest arcs, and those that tie with the last of them.
func (s *PathSearch) top(k int) []uint32 {
	least := kth(s.weight, k)
	var arcs []uint32
	for i, w := range s.weight {
		if w > least || same(w, least) {
			arcs = append(arcs, uint32(i))
		}
	}
	return arcs
}

// kth is the k-th largest value, the smallest where there are fewer. O(n) for small k: a heap of the k largest met so far.
func kth(x []float64, k int) float64 {
	h := make(leastFirst, 0, min(k, len(x)))
	for _, v := range x {
		switch {
		case len(h) < k:
			heap.Push(&h, v)
		case v > h[0]:
			h[0] = v
			heap.Fix(&h, 0)
		}
	}
	if len(h) == 0 {
		return math.Inf(1)
	}
	return h[0]
}

type leastFirst []float64

func (h leastFirst) Len() int           { return len(h) }
func (h leastFirst) Less(i, j int) bool { return h[i] < h[j] }
func (h leastFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *leastFirst) Push(v any)        { *h = append(*h, v.(float64)) }
func (h *leastFirst) Pop() any {
	last := len(*h) - 1
	v := (*h)[last]
	*h = (*h)[:last]
	return v
}

// Criticality is, for every node, how far the longest path through it falls short of the longest path of the graph, in arcs:
// 0 on a longest path. Baskets of the nodes with the smallest values hold nearly all nodes of main paths (Price and
// Evans 2025, arXiv 2512.12355). longest is the length of the longest path. O(n+m).
func Criticality(g *Graph) (of []uint32, longest uint32, err error) {
	order, ok := Order(g)
	if !ok {
		return nil, 0, ErrCycle
	}
	depth, height := make([]uint32, g.Nodes()), make([]uint32, g.Nodes())
	for _, v := range order {
		for _, u := range g.Sources(v) {
			depth[v] = max(depth[v], depth[u]+1)
		}
		longest = max(longest, depth[v])
	}
	for k := len(order) - 1; k >= 0; k-- {
		for _, w := range g.Targets(order[k]) {
			height[order[k]] = max(height[order[k]], height[w]+1)
		}
	}
	for v := range depth {
		depth[v] = longest - depth[v] - height[v]
	}
	return depth, longest, nil
}
