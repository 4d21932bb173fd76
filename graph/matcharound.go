package graph

import (
	"cmp"
	"math"
	"slices"
)

// Around scores many candidates of one firm: what all of them share is worked out once, in two steps from the firm, so that a candidate costs its own links
// alone. It is scratch for one goroutine: 50 bytes a node.
type Around struct {
	m         *Matching
	firm      uint32
	supplying bool // the firm is the customer, candidates are suppliers

	near, chain             marks     // the firm's partners over all dates; those on the side where a chain to it passes
	long, directed, longNow partSums  // by node, paths of length 3 as far as the node next to the candidate
	reach, inner            partSums  // Reach: by node, what leads to it; over two steps
	top                     []weighed // Reach: a heap, the least first
	best                    []uint32  // Trace: by node, the partner that leads to it best
	hub                     int       // Trace
}

// Around makes the scratch.
func (m *Matching) Around() *Around {
	n := m.now.Nodes()
	a := &Around{m: m, near: newMarks(n), chain: newMarks(n)}
	for _, s := range []*partSums{&a.long, &a.directed, &a.longNow, &a.reach, &a.inner} {
		s.of = make([]float64, n)
	}
	return a
}

// partSums are sums by node, mostly none.
type partSums struct {
	of    []float64
	nodes []uint32 // that have one
}

func (s *partSums) add(v uint32, x float64) {
	if s.of[v] == 0 {
		s.nodes = append(s.nodes, v)
	}
	s.of[v] += x
}

func (s *partSums) clear() {
	for _, v := range s.nodes {
		s.of[v] = 0
	}
	s.nodes = s.nodes[:0]
}

// marks are a set of nodes.
type marks struct {
	on    []bool
	nodes []uint32
}

func newMarks(n int) marks { return marks{on: make([]bool, n)} }

func (s *marks) set(list []uint32) {
	for _, v := range s.nodes {
		s.on[v] = false
	}
	s.nodes = append(s.nodes[:0], list...)
	for _, v := range list {
		s.on[v] = true
	}
}

// Of turns to a firm. supplying: its candidates are suppliers.
func (a *Around) Of(firm uint32, supplying bool) {
	a.firm, a.supplying = firm, supplying
	ever := a.m.ever
	a.near.set(a.m.peers.Targets(firm))
	a.along(&a.long, ever, a.m.peers.Targets(firm), a.m.root)
	a.along(&a.longNow, a.m.now, union(a.m.now, firm), a.m.rootNow)
	a.directed.clear()
	side, back := ever.Sources(firm), ever.Targets
	if !supplying {
		side, back = ever.Targets(firm), ever.Sources
	}
	a.chain.set(side)
	for _, v := range side {
		for _, u := range back(v) {
			a.directed.add(u, a.m.root[v])
		}
	}
}

// along sums what leads by one partner to the nodes beyond. Seen from a supplier a mutual partner counts twice, as it does in Terms.
func (a *Around) along(s *partSums, g *Graph, partners []uint32, root []float64) {
	s.clear()
	for _, v := range partners {
		x := root[v]
		if !a.supplying && g.linked(v, a.firm) && g.linked(a.firm, v) {
			x *= 2
		}
		both(g, v, func(u uint32) { s.add(u, x) })
	}
}

// union lists the partners of a node, ascending, each once.
func union(g *Graph, v uint32) []uint32 {
	list := slices.Concat(g.Targets(v), g.Sources(v))
	slices.Sort(list)
	return slices.Compact(list)
}

// Terms are those of Matching.Terms for the firm and a candidate.
func (a *Around) Terms(candidate uint32, x []float64) {
	supplier, customer := candidate, a.firm
	if !a.supplying {
		supplier, customer = customer, supplier
	}
	if a.near.on[candidate] { // paths over the pair's own link do not count: rare, and told apart there
		a.m.Terms(supplier, customer, x)
		return
	}
	clear(x)
	a.common(candidate, x)
	ever, now := a.m.ever, a.m.now
	x[3], x[5] = a.ending(&a.long, ever, candidate, a.m.root), a.ending(&a.longNow, now, candidate, a.m.rootNow)
	side := ever.Targets(candidate)
	if !a.supplying {
		side = ever.Sources(candidate)
	}
	for _, u := range side {
		x[4] += a.directed.of[u] * a.m.root[u]
		if a.chain.on[u] {
			x[6] += a.m.root[u]
		}
	}
	a.m.degrees(supplier, customer, x)
	if x[3]+x[4]+x[5]+x[6] > 0 {
		x[22] = 1
	}
}

// common are common neighbours, Adamic-Adar and resource allocation.
func (a *Around) common(candidate uint32, x []float64) {
	for _, z := range a.m.peers.Targets(candidate) {
		if a.near.on[z] {
			k := degree(a.m.ever, z)
			x[0]++
			x[1] += 1 / math.Log(k+1)
			x[2] += 1 / k
		}
	}
	x[0] = math.Log1p(x[0])
}

// ending adds the last step to the candidate. Seen from a customer the candidate's mutual partners count twice.
func (a *Around) ending(s *partSums, g *Graph, candidate uint32, root []float64) (sum float64) {
	if len(s.nodes) == 0 {
		return 0
	}
	if a.supplying {
		both(g, candidate, func(u uint32) { sum += s.of[u] * root[u] })
		return sum
	}
	out, in := g.Targets(candidate), g.Sources(candidate)
	for _, u := range out {
		sum += s.of[u] * root[u]
	}
	for _, u := range in {
		if _, twice := slices.BinarySearch(out, u); !twice {
			sum += s.of[u] * root[u]
		}
	}
	return sum
}

// weighed is a node with what leads to it.
type weighed struct {
	node   uint32
	weight float64
}

func (a weighed) before(b weighed) bool {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.node, b.node)) < 0
}

// Reach lists the firms, at most so many, that are not linked with the firm on the latest date but lie two or three steps from it over all dates, those
// with the most paths first: Σ 1/√(k_u k_v) over paths of three steps and Σ 1/k_z over two. Paths through nodes of more than hub
// neighbours are left out (0: none). A supplier has to have sold something, a customer bought something.
func (a *Around) Reach(most, hub int) []uint32 {
	a.reach.clear()
	a.inner.clear()
	ever, now := a.m.ever, a.m.now
	big := func(v uint32) bool { return hub > 0 && degree(ever, v) > float64(hub) }
	both(ever, a.firm, func(u uint32) {
		if !now.linked(u, a.firm) && !now.linked(a.firm, u) {
			a.reach.add(u, 1) // a partner of earlier days
		}
		if big(u) {
			return
		}
		k, root := degree(ever, u), a.m.root[u]
		both(ever, u, func(v uint32) {
			if v != a.firm {
				a.reach.add(v, 1/k)
				a.inner.add(v, root)
			}
		})
	})
	for _, v := range a.inner.nodes {
		if big(v) {
			continue
		}
		step := a.inner.of[v] * a.m.root[v]
		both(ever, v, func(w uint32) { a.reach.add(w, step) })
	}
	return a.first(most)
}

// first takes the nodes with most, out of those that play the part and are not linked.
func (a *Around) first(most int) []uint32 {
	a.top = a.top[:0]
	for _, v := range a.reach.nodes {
		role, linked := a.m.ever.Targets(v), a.m.now.linked(v, a.firm)
		if !a.supplying {
			role, linked = a.m.ever.Sources(v), a.m.now.linked(a.firm, v)
		}
		if v != a.firm && len(role) > 0 && !linked {
			a.keep(weighed{v, a.reach.of[v]}, most)
		}
	}
	slices.SortFunc(a.top, func(x, y weighed) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.node, y.node)) })
	list := make([]uint32, len(a.top))
	for i, w := range a.top {
		list[i] = w.node
	}
	return list
}

// keep holds the most foremost in a heap whose root is the last of them.
func (a *Around) keep(w weighed, most int) {
	h := a.top
	if len(h) < most {
		h = append(h, w)
		for i := len(h) - 1; i > 0 && h[(i-1)/2].before(h[i]); i = (i - 1) / 2 {
			h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
		}
		a.top = h
		return
	}
	if most == 0 || !w.before(h[0]) {
		return
	}
	h[0] = w
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child].before(h[child+1]) {
			child++
		}
		if !h[i].before(h[child]) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
