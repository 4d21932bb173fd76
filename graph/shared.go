package graph

import (
	"math"
	"slices"
)

// Pair is two nodes and what they share.
type Pair struct {
	A, B  uint32
	Count uint32 // neighbours in common
}

// Couple counts, for every two nodes, the targets they have in common: with arcs from citing to cited that is bibliographic
// coupling (Kessler 1963, doi 10.1002/asi.5090140103), on the reverse graph co-citation (Small 1973, doi
// 10.1002/asi.4630240406). Pairs with fewer than least in common are left out. A target that more than cap nodes lead to couples
// nobody (0: no cap): what everybody cites tells little and costs its square. Pairs come sorted by A, then B, A < B.
// O(Σ in-degree² up to the cap), 4n bytes a core.
func Couple(g *Graph, least, cap uint32) []Pair {
	n := g.Nodes()
	found := make([][]Pair, len(blocks(n)))
	free := make(chan *marker, 64)
	each(n, func(b, from, to int) {
		m := borrow(free, n)
		defer func() { free <- m }()
		count := m.seen // all 0 between nodes
		var met []uint32
		for a := uint32(from); a < uint32(to); a++ {
			met = met[:0]
			for _, t := range g.Targets(a) {
				list := g.Sources(t)
				if cap > 0 && uint32(len(list)) > cap {
					continue
				}
				at, _ := slices.BinarySearch(list, a+1)
				for _, c := range list[at:] {
					if count[c] == 0 {
						met = append(met, c)
					}
					count[c]++
				}
			}
			slices.Sort(met)
			for _, c := range met {
				if count[c] >= least {
					found[b] = append(found[b], Pair{a, c, count[c]})
				}
				count[c] = 0
			}
		}
	})
	return slices.Concat(found...)
}

// Salton is the cosine of a pair: what they share over the geometric mean of what each has.
func Salton(p Pair, degree func(uint32) int) float64 {
	return float64(p.Count) / math.Sqrt(float64(degree(p.A))*float64(degree(p.B)))
}
