package graph

import "sync/atomic"

// Weak finds the weakly connected components: of[v] is the lowest node connected with v by arcs in any direction. Sutton,
// Ben-Nun and Barak 2018 (Afforest, doi 10.1109/IPDPS.2018.00012): two arcs of each node first, then all but the nodes of the
// component that is then the largest. O(n+m) in practice; 4n bytes.
func Weak(g *Graph) []uint32 {
	n := g.Nodes()
	of := make([]uint32, n)
	each(n, func(_, from, to int) {
		for v := from; v < to; v++ {
			of[v] = uint32(v)
		}
	})
	for round := range uint32(2) {
		each(n, func(_, from, to int) {
			for v := from; v < to; v++ {
				if i := g.OutAt[v] + round; i < g.OutAt[v+1] {
					link(of, uint32(v), g.Out[i])
				}
			}
		})
		flatten(of)
	}
	giant := sampled(of)
	each(n, func(_, from, to int) {
		for v := from; v < to; v++ {
			if of[v] == giant {
				continue // its other arcs are found from their other ends, or lie within
			}
			for i := g.OutAt[v] + 2; i < g.OutAt[v+1]; i++ {
				link(of, uint32(v), g.Out[i])
			}
			for _, u := range g.Sources(uint32(v)) {
				link(of, uint32(v), u)
			}
		}
	})
	flatten(of)
	return of
}

// link joins the trees of two nodes: the higher root hangs on the lower one, so that the root is the lowest node.
func link(of []uint32, v, w uint32) {
	a, b := atomic.LoadUint32(&of[v]), atomic.LoadUint32(&of[w])
	for a != b {
		high, low := max(a, b), min(a, b)
		up := atomic.LoadUint32(&of[high])
		if up == low || up == high && atomic.CompareAndSwapUint32(&of[high], high, low) {
			return
		}
		a = atomic.LoadUint32(&of[atomic.LoadUint32(&of[high])])
		b = atomic.LoadUint32(&of[low])
	}
}

func flatten(of []uint32) {
	each(len(of), func(_, from, to int) {
		for v := from; v < to; v++ {
			first := atomic.LoadUint32(&of[v])
			up := first
			for {
				next := atomic.LoadUint32(&of[up])
				if next == up {
					break
				}
				up = next
			}
			if up != first { // a store that others see costs far more than a look
				atomic.StoreUint32(&of[v], up)
			}
		}
	})
}

// sampled is the component met most often among 1,024 nodes spread over the ids.
func sampled(of []uint32) uint32 {
	met := map[uint32]int{}
	best := ^uint32(0)
	for k := range min(1024, len(of)) {
		c := of[k*len(of)/1024%len(of)]
		if met[c]++; met[c] > met[best] || met[c] == met[best] && c < best {
			best = c
		}
	}
	return best
}
