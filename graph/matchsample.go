package graph

import "math/rand/v2"

// Tie is a supplier and a customer.
type Tie struct{ Supplier, Customer uint32 }

// FreshTies are the links of a later date that an earlier one has not, both ends known there; at most so many, drawn by seed (0: all, in order).
func FreshTies(was, is *Graph, most int, seed uint64) (list []Tie) {
	eachArc(is, func(_, v, w uint32) {
		if degree(was, v) > 0 && degree(was, w) > 0 && !was.linked(v, w) {
			list = append(list, Tie{v, w})
		}
	})
	if most == 0 || most >= len(list) {
		return list
	}
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:most]
}

// LikeTies draws for each of some fresh ties one that is linked on neither date, each end replaced by a firm with as many customers and as many
// suppliers on the earlier date (itself where it is the only such). Against such pairs a firm's size is no evidence. Where 100 draws find none, the
// tie has no like and the list is shorter.
func LikeTies(was, is *Graph, fresh []Tie, seed uint64) (list []Tie) {
	type degrees struct{ out, in int }
	of := func(v uint32) degrees { return degrees{len(was.Targets(v)), len(was.Sources(v))} }
	same := map[degrees][]uint32{}
	for v := range uint32(was.Nodes()) {
		if degree(was, v) > 0 {
			same[of(v)] = append(same[of(v)], v)
		}
	}
	draw := rand.New(rand.NewPCG(seed, 1))
	like := func(v uint32) uint32 {
		firms := same[of(v)]
		return firms[draw.IntN(len(firms))]
	}
	for _, t := range fresh {
		for range 100 {
			u := Tie{like(t.Supplier), like(t.Customer)}
			if u.Supplier != u.Customer && !was.linked(u.Supplier, u.Customer) && !is.linked(u.Supplier, u.Customer) {
				list = append(list, u)
				break
			}
		}
	}
	return list
}
