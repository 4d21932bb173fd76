package graph

import (
	"errors"
	"math"
	"slices"
	"sync"
)

// PathWeights are the search path weights of every arc, in the order of Out. Arcs are taken for the flow of
// knowledge, cited → citing. The weight of an arc is w·2^Exponent: Exponent is 0 unless counts pass what a float64 holds.
// Counts below 2⁵³ are exact; Exact gives larger ones digit by digit.
type PathWeights struct {
	SPC, SPLC, SPNP []float64
	Exponent        [3]int
}

// ErrCycle: the graph has a cycle, so that paths cannot be counted. Condense or Cut it first.
var ErrCycle = errors.New("the graph has a cycle")

// counts of one node: paths from any source, and nodes that lead here counted once for each path (or, the other way
// round, paths to any sink and nodes reached).
type counts struct{ paths, walks float64 }

// SearchPaths counts search paths. With N⁻(u) the paths from sources to u, N⁺(v) those from v to sinks, n⁻ = 1 + Σ n⁻ of
// the predecessors, n⁺ likewise of the successors, the arc u → v weighs
//
//	SPC  = N⁻(u)·N⁺(v)   Batagelj 2003, arXiv cs/0309023
//	SPLC = n⁻(u)·N⁺(v)   Hummon & Doreian 1989, doi 10.1016/0378-8733(89)90017-8
//	SPNP = n⁻(u)·n⁺(v)   the same
//
// O(n+m): two sweeps over the graph, both at once, and one over its arcs.
func SearchPaths(g *Graph) (*PathWeights, error) {
	order, ok := Order(g)
	if !ok {
		return nil, ErrCycle
	}
	n := g.Nodes()
	before, after := make([]counts, n), make([]counts, n)
	var both sync.WaitGroup
	both.Go(func() {
		for _, v := range order {
			before[v] = gather(before, g.Sources(v))
		}
	})
	both.Go(func() {
		for i := n - 1; i >= 0; i-- {
			after[order[i]] = gather(after, g.Targets(order[i]))
		}
	})
	both.Wait()
	if w, bounded := weigh(g, before, after); bounded {
		return w, nil
	}
	return searchScaled(g, order), nil
}

// gather adds up the counts of the nodes next to one; a node without any begins with one path.
func gather(of []counts, list []uint32) counts {
	c := counts{0, 1}
	for _, u := range list {
		c.paths += of[u].paths
		c.walks += of[u].walks
	}
	if len(list) == 0 {
		c.paths = 1
	}
	return c
}

// weigh multiplies the counts at both ends of each arc; bounded tells that no weight passed the range of float64, of which SPNP is the
// largest.
func weigh(g *Graph, before, after []counts) (w *PathWeights, bounded bool) {
	m := g.Arcs()
	w = &PathWeights{SPC: make([]float64, m), SPLC: make([]float64, m), SPNP: make([]float64, m)}
	over := make([]bool, len(blocks(g.Nodes())))
	each(g.Nodes(), func(block, from, to int) {
		most := 0.0
		for v := from; v < to; v++ {
			b := before[v]
			for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
				a := after[g.Out[i]]
				x := b.walks * a.walks
				w.SPC[i], w.SPLC[i], w.SPNP[i] = b.paths*a.paths, b.walks*a.paths, x
				if !(x <= math.MaxFloat64) { // infinite, or infinite times 0
					most = x
				}
			}
		}
		over[block] = most != 0
	})
	return w, !slices.Contains(over, true)
}

// scaled is a number m·2^e with 0.5 ≤ m < 1, or zero.
type scaled struct {
	m float64
	e int
}

func (a scaled) plus(b scaled) scaled {
	if a.m == 0 || b.e-a.e > 100 {
		return b
	}
	if b.m == 0 || a.e-b.e > 100 {
		return a
	}
	m, e := math.Frexp(a.m + math.Ldexp(b.m, b.e-a.e))
	return scaled{m, a.e + e}
}

func (a scaled) times(b scaled) scaled {
	m, e := math.Frexp(a.m * b.m)
	return scaled{m, a.e + b.e + e}
}

// searchScaled is SearchPaths for counts beyond float64.
func searchScaled(g *Graph, order []uint32) *PathWeights {
	n := g.Nodes()
	before, after := make([][2]scaled, n), make([][2]scaled, n)
	for _, v := range order {
		before[v] = gatherScaled(before, g.Sources(v))
	}
	for i := n - 1; i >= 0; i-- {
		after[order[i]] = gatherScaled(after, g.Targets(order[i]))
	}
	w := &PathWeights{}
	w.SPC, w.Exponent[0] = level(g, func(u, v uint32) scaled { return before[u][0].times(after[v][0]) })
	w.SPLC, w.Exponent[1] = level(g, func(u, v uint32) scaled { return before[u][1].times(after[v][0]) })
	w.SPNP, w.Exponent[2] = level(g, func(u, v uint32) scaled { return before[u][1].times(after[v][1]) })
	return w
}

func gatherScaled(of [][2]scaled, list []uint32) [2]scaled {
	one := scaled{0.5, 1}
	c := [2]scaled{{}, one}
	for _, u := range list {
		c[0] = c[0].plus(of[u][0])
		c[1] = c[1].plus(of[u][1])
	}
	if len(list) == 0 {
		c[0] = one
	}
	return c
}

// level gives all weights one exponent, so that the largest is near 2¹⁰²³. What lies 600 digits below it becomes 0.
func level(g *Graph, weight func(u, v uint32) scaled) ([]float64, int) {
	most := math.MinInt
	eachArc(g, func(_, u, v uint32) { most = max(most, weight(u, v).e) })
	exponent := max(0, most-1023)
	out := make([]float64, g.Arcs())
	eachArc(g, func(i, u, v uint32) {
		x := weight(u, v)
		out[i] = math.Ldexp(x.m, x.e-exponent)
	})
	return out, exponent
}
