package graph

import (
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
	s, err := newPathSearch(g, weight)
	if err != nil {
		return nil, err
	}
	switch how {
	case LocalForward:
		return s.follow(s.local(true), s.heaviestEnd(func(v, _ uint32) bool { return len(g.Sources(v)) == 0 })), nil
	case LocalBackward:
		return s.follow(s.local(false), s.heaviestEnd(func(_, w uint32) bool { return len(g.Targets(w)) == 0 })), nil
	}
	s.below = s.downward()
	best := slices.Max(append([]float64{0}, s.below...))
	var first []uint32
	for v := range uint32(g.Nodes()) {
		if s.below[v] > 0 && same(s.below[v], best) && len(g.Sources(v)) == 0 {
			first = append(first, s.global(true).next(v)...)
		}
	}
	return s.follow(s.global(true), first), nil
}

// KeyRoutes returns the arcs of the key-route main paths: each of the k heaviest arcs (and those that tie with the last
// of them) is followed to both ends, by the global or, where local is true, by the local search; their union. Liu and
// Lu 2012.
func KeyRoutes(g *Graph, weight []float64, k int, local bool) ([]uint32, error) {
	s, err := newPathSearch(g, weight)
	if err != nil || k < 1 {
		return nil, err
	}
	on := s.local
	if !local {
		var both sync.WaitGroup
		both.Go(func() { s.below = s.downward() })
		both.Go(func() { s.above = s.upward() })
		both.Wait()
		on = s.global
	}
	all := append(s.follow(on(true), s.top(k)), s.follow(on(false), s.top(k))...)
	slices.Sort(all)
	return slices.Compact(all), nil
}

type pathSearch struct {
	g            *Graph
	order        []uint32
	weight       []float64
	source       []uint32 // of each arc
	above, below []float64
}

func newPathSearch(g *Graph, weight []float64) (*pathSearch, error) {
	order, ok := Order(g)
	if !ok {
		return nil, ErrCycle
	}
	s := &pathSearch{g: g, order: order, weight: weight, source: make([]uint32, g.Arcs())}
	each(g.Nodes(), func(_, from, to int) {
		for v := from; v < to; v++ {
			for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
				s.source[i] = uint32(v)
			}
		}
	})
	return s, nil
}

// downward finds the heaviest sum of a path from each node to any sink, upward of one from any source to each node.
func (s *pathSearch) downward() []float64 {
	sum := make([]float64, s.g.Nodes())
	for k := len(s.order) - 1; k >= 0; k-- {
		v := s.order[k]
		best := 0.0
		for i := s.g.OutAt[v]; i < s.g.OutAt[v+1]; i++ {
			best = max(best, s.weight[i]+sum[s.g.Out[i]])
		}
		sum[v] = best
	}
	return sum
}

func (s *pathSearch) upward() []float64 {
	sum := make([]float64, s.g.Nodes())
	for _, v := range s.order {
		for i := s.g.OutAt[v]; i < s.g.OutAt[v+1]; i++ {
			w := s.g.Out[i]
			sum[w] = max(sum[w], sum[v]+s.weight[i])
		}
	}
	return sum
}

// heaviestEnd are the heaviest of the arcs at one end of the graph.
func (s *pathSearch) heaviestEnd(at func(v, w uint32) bool) []uint32 {
	most := math.Inf(-1)
	eachArc(s.g, func(i, v, w uint32) {
		if s.weight[i] > most && at(v, w) {
			most = s.weight[i]
		}
	})
	var arcs []uint32
	eachArc(s.g, func(i, v, w uint32) {
		if same(s.weight[i], most) && at(v, w) {
			arcs = append(arcs, i)
		}
	})
	return arcs
}

// step lists the arcs that go on from a node, forward along the arcs or backward against them.
type step struct {
	forward bool
	next    func(v uint32) []uint32
}

func (s *pathSearch) local(forward bool) step {
	return step{forward, func(v uint32) []uint32 { return heaviest(s.weight, s.arcsAt(v, forward)) }}
}

// global goes on by the arcs that lie on a path with the largest sum.
func (s *pathSearch) global(forward bool) step {
	return step{forward, func(v uint32) []uint32 {
		return slices.DeleteFunc(s.arcsAt(v, forward), func(i uint32) bool {
			if forward {
				return !same(s.weight[i]+s.below[s.g.Out[i]], s.below[v])
			}
			return !same(s.weight[i]+s.above[s.source[i]], s.above[v])
		})
	}}
}

// arcsAt are the arcs from a node, or those to it.
func (s *pathSearch) arcsAt(v uint32, forward bool) []uint32 {
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
func (s *pathSearch) follow(next step, arcs []uint32) []uint32 {
	found := map[uint32]bool{}
	seen := map[uint32]bool{}
	for len(arcs) > 0 {
		i := arcs[len(arcs)-1]
		arcs = arcs[:len(arcs)-1]
		found[i] = true
		end := s.source[i]
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
func (s *pathSearch) top(k int) []uint32 {
	if len(s.weight) == 0 {
		return nil
	}
	sorted := slices.Clone(s.weight)
	slices.Sort(sorted)
	least := sorted[max(0, len(sorted)-k)]
	var arcs []uint32
	for i, w := range s.weight {
		if w > least || same(w, least) {
			arcs = append(arcs, uint32(i))
		}
	}
	return arcs
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
