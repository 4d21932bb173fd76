package graph

import "math"

// HITS finds hubs and authorities (Kleinberg 1999, doi 10.1145/324133.324140): a node is a good hub when it leads to good
// authorities, and the other way round. Each adds up to 1. Power iteration until no value changes by more than 1e-12 of the
// largest, at most 1,000 times; ok tells that it came to rest. O(m) an iteration.
func HITS(g *Graph) (hub, authority []float64, ok bool) {
	n := g.Nodes()
	hub, authority = make([]float64, n), make([]float64, n)
	for v := range hub {
		hub[v] = 1
	}
	for range 1000 {
		spread(g.InAt, g.In, hub, authority)
		if spread(g.OutAt, g.Out, authority, hub) <= 1e-12 {
			ok = true
			break
		}
	}
	return normalised(hub), normalised(authority), ok
}

// spread sets to[v] to the sum of from over the list of v, the largest scaled to 1, and returns the largest change.
func spread(at, list []uint32, from, to []float64) float64 {
	sums := make([]float64, len(to))
	each(len(to), func(_, a, b int) {
		for v := a; v < b; v++ {
			for _, u := range list[at[v]:at[v+1]] {
				sums[v] += from[u]
			}
		}
	})
	most, change := 0.0, 0.0
	for _, x := range sums {
		most = max(most, x)
	}
	for v, x := range sums {
		if most > 0 {
			x /= most
		}
		change = max(change, math.Abs(x-to[v]))
		to[v] = x
	}
	return change
}
