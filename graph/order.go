package graph

// Order lists the nodes so that every arc leads forward; ok is false when the graph has a cycle. Where the ids
// themselves are such an order, ascending or descending, as with patents numbered in time, that one is taken. Else it
// is Kahn's, by lowest id within the queue's order. O(n+m).
func Order(g *Graph) (order []uint32, ok bool) {
	n := g.Nodes()
	order = make([]uint32, n)
	if up, down := directions(g); up || down {
		for i := range order {
			order[i] = uint32(i)
			if !up {
				order[i] = uint32(n - 1 - i)
			}
		}
		return order, true
	}
	waiting := make([]uint32, n)
	kept := order[:0]
	for v := range waiting {
		if waiting[v] = g.InAt[v+1] - g.InAt[v]; waiting[v] == 0 {
			kept = append(kept, uint32(v))
		}
	}
	for i := 0; i < len(kept); i++ {
		for _, w := range g.Targets(kept[i]) {
			if waiting[w]--; waiting[w] == 0 {
				kept = append(kept, w)
			}
		}
	}
	return kept, len(kept) == n
}

// directions tells whether every arc leads to a higher id, or every arc to a lower one.
func directions(g *Graph) (up, down bool) {
	all := make([][2]bool, len(blocks(g.Nodes())))
	each(g.Nodes(), func(b, from, to int) {
		u, d := true, true
		for v := from; v < to; v++ {
			if list := g.Targets(uint32(v)); len(list) > 0 { // sorted: the ends tell
				u = u && list[0] > uint32(v)
				d = d && list[len(list)-1] < uint32(v)
			}
		}
		all[b] = [2]bool{u, d}
	})
	up, down = true, true
	for _, a := range all {
		up, down = up && a[0], down && a[1]
	}
	return up, down
}
