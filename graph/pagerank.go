package graph

import "math"

// PageRank is the stationary distribution of a walk that follows an arc with probability damping (0.85 is usual) and
// jumps to any node otherwise, or where no arc leads on. It adds up to 1. On a graph without cycles one sweep along the
// arcs is exact, since ranks flow one way and the mass of nodes that lead nowhere only scales all of them. Cycles are
// solved inside their strongly connected component by Gauss-Seidel, to 1e-13 of the component's largest rank. Page et al. 1998;
// the components' order: Avrachenkov and Litvak 2004. O(n+m), times the iterations within components.
func PageRank(g *Graph, damping float64) []float64 {
	if up, down := directions(g); up || down {
		return sweep(g, nil, down, damping)
	}
	if order, ok := Order(g); ok {
		return sweep(g, order, false, damping)
	}
	r := &ranks{g: g, damping: damping, rank: make([]float64, g.Nodes()), share: shares(g)}
	of, count := Strong(g)
	members := groups(of, count)
	for c := count - 1; c >= 0; c-- { // arcs between components lead to lower numbers
		r.settle(members[c])
	}
	return normalised(r.rank)
}

// sweep goes along the order, or where it is nil along the ids, from the highest where down is true.
func sweep(g *Graph, order []uint32, down bool, damping float64) []float64 {
	n := g.Nodes()
	rank, given := make([]float64, n), make([]float64, n)
	total := 0.0
	for k := range n {
		v := uint32(k)
		switch {
		case order != nil:
			v = order[k]
		case down:
			v = uint32(n - 1 - k)
		}
		sum := 0.0
		for _, u := range g.In[g.InAt[v]:g.InAt[v+1]] {
			sum += given[u]
		}
		x := 1 + sum
		rank[v] = x
		total += x
		if d := g.OutAt[v+1] - g.OutAt[v]; d > 0 {
			given[v] = damping * x / float64(d)
		}
	}
	scale := 1 / total
	each(n, func(_, from, to int) {
		for v := from; v < to; v++ {
			rank[v] *= scale
		}
	})
	return rank
}

type ranks struct {
	g       *Graph
	damping float64
	rank    []float64
	share   []float64 // 1/outdegree, 0 where no arc leads on
}

func shares(g *Graph) []float64 {
	share := make([]float64, g.Nodes())
	for v := range share {
		if d := g.OutAt[v+1] - g.OutAt[v]; d > 0 {
			share[v] = 1 / float64(d)
		}
	}
	return share
}

func (r *ranks) settle(members []uint32) {
	for range 10000 {
		change, most := 0.0, 0.0
		for _, v := range members {
			sum := 0.0
			for _, u := range r.g.Sources(v) {
				sum += r.rank[u] * r.share[u]
			}
			x := 1 + r.damping*sum
			change = max(change, math.Abs(x-r.rank[v]))
			most = max(most, x)
			r.rank[v] = x
		}
		if len(members) == 1 || change <= 1e-13*most {
			return
		}
	}
}

// normalised scales x so that it adds up to 1; zeros stay.
func normalised(x []float64) []float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	if sum == 0 {
		return x
	}
	for i := range x {
		x[i] /= sum
	}
	return x
}

// groups lists the members of each component.
func groups(of []uint32, count int) [][]uint32 {
	size := make([]int, count)
	for _, c := range of {
		size[c]++
	}
	all := make([]uint32, len(of))
	members := make([][]uint32, count)
	at := 0
	for c, k := range size {
		members[c] = all[at : at : at+k]
		at += k
	}
	for v, c := range of {
		members[c] = append(members[c], uint32(v))
	}
	return members
}
