package graph

import "math/big"

// Exact counts search paths as SearchPaths does, digit by digit. Kind is "spc", "splc" or "spnp". O((n+m)·digits) time;
// two big numbers a node and one an arc of memory.
func Exact(g *Graph, kind string) ([]*big.Int, error) {
	order, ok := Order(g)
	if !ok {
		return nil, ErrCycle
	}
	n := g.Nodes()
	before, after := make([]*big.Int, n), make([]*big.Int, n)
	for _, v := range order {
		before[v] = sumExact(before, g.Sources(v), kind != "spc")
	}
	for i := n - 1; i >= 0; i-- {
		after[order[i]] = sumExact(after, g.Targets(order[i]), kind == "spnp")
	}
	out := make([]*big.Int, g.Arcs())
	eachArc(g, func(i, u, v uint32) { out[i] = new(big.Int).Mul(before[u], after[v]) })
	return out, nil
}

// sumExact adds up the neighbours' counts, and the node itself where walks are counted or it has no neighbour.
func sumExact(of []*big.Int, list []uint32, walks bool) *big.Int {
	sum := new(big.Int)
	for _, u := range list {
		sum.Add(sum, of[u])
	}
	if walks || len(list) == 0 {
		sum.Add(sum, big.NewInt(1))
	}
	return sum
}
