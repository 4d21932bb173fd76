package graph

import (
	"errors"
	"math"
	"slices"
)

// Matching scores pairs of a supplier and a customer that are not linked, from a supply network as it was on several dates. Arcs lead from supplier to
// customer.
type Matching struct {
	now, ever *Graph   // the latest date, and all dates together
	past      []*Graph // oldest first, the latest last
	year      int      // how many dates ago the same season of the year before was, 0: not known

	peers         *Graph    // all dates, both ways: each partner once
	root, rootNow []float64 // 1/√k of a node over all dates and on the latest, k its links both ways
}

// MatchTerms are the names of the terms of a pair, in their order.
var MatchTerms = []string{"common", "adamic_adar", "resource", "l3", "l3_directed", "l3_now", "chain", "before", "lapsed", "reverse",
	"out_degree", "in_degree", "out_ever", "in_ever", "supplier_buys", "customer_sells", "out_growth", "in_growth", "supplier_new", "customer_new", "supplier_lost", "customer_lost", "triads"}

// NewMatching prepares the dates, oldest first, all over the same nodes; season is the number of dates in a year (0 where they are no seasons).
func NewMatching(past []*Graph, season int) (*Matching, error) {
	if len(past) == 0 {
		return nil, errors.New("no network to match in")
	}
	m := &Matching{now: past[len(past)-1], past: past}
	if season > 0 && season < len(past) {
		m.year = season
	}
	n := m.now.Nodes()
	var source, target []uint32
	for _, g := range past {
		if g.Nodes() != n {
			return nil, errors.New("the dates of a network differ in nodes")
		}
		eachArc(g, func(_, v, w uint32) { source, target = append(source, v), append(target, w) })
	}
	var err error
	if m.ever, err = New(n, source, target); err != nil {
		return nil, err
	}
	m.root, m.rootNow = roots(m.ever), roots(m.now)
	m.peers, err = New(n, append(source, target...), append(target, source...))
	return m, err
}

func roots(g *Graph) []float64 {
	out := make([]float64, g.Nodes())
	for v := range out {
		out[v] = 1 / math.Sqrt(degree(g, uint32(v)))
	}
	return out
}

// before is the network a year, or one date, earlier; nil: there is none.
func (m *Matching) before() *Graph {
	back := max(1, m.year)
	if back >= len(m.past) {
		return nil
	}
	return m.past[len(m.past)-1-back]
}

// Met tells whether two firms were linked on any date, whichever way.
func (m *Matching) Met(a, b uint32) bool { return m.ever.linked(a, b) || m.ever.linked(b, a) }

func degree(g *Graph, v uint32) float64 { return float64(len(g.Targets(v)) + len(g.Sources(v))) }

// both calls do for the neighbours of a node, whichever way the arcs lead; a mutual one comes twice.
func both(g *Graph, v uint32, do func(w uint32)) {
	for _, w := range g.Targets(v) {
		do(w)
	}
	for _, w := range g.Sources(v) {
		do(w)
	}
}

func (g *Graph) linked(v, w uint32) bool {
	_, ok := slices.BinarySearch(g.Targets(v), w)
	return ok
}

// Terms works out the terms of a pair into x, as long as MatchTerms. Paths are over all dates; l3_now is over the latest. Common neighbours,
// Adamic and Adar 2003 Σ 1/ln k, resource allocation (Zhou et al. 2009) Σ 1/k; paths of length 3 Σ 1/√(k_u k_v) (Kovács et al. 2019, doi
// 10.1038/s41467-019-09177-y), both ways and as supplier → customer ← supplier → customer; Counts enter as ln(1 + n).
func (m *Matching) Terms(supplier, customer uint32, x []float64) {
	clear(x)
	ofSupplier, ofCustomer := map[uint32]bool{}, map[uint32]bool{}
	both(m.ever, supplier, func(w uint32) {
		if w != customer {
			ofSupplier[w] = true
		}
	})
	both(m.ever, customer, func(w uint32) {
		if w != supplier {
			ofCustomer[w] = true
		}
	})
	for _, z := range sortedNodes(ofSupplier) {
		if ofCustomer[z] {
			k := degree(m.ever, z)
			x[0]++
			x[1] += 1 / math.Log(k+1)
			x[2] += 1 / k
		}
	}
	x[0] = math.Log1p(x[0])
	x[3] = longPaths(m.ever, supplier, customer, ofCustomer, false)
	x[4] = longPaths(m.ever, supplier, customer, ofCustomer, true)
	if ofCustomer := neighbourSet(m.now, customer, supplier); len(ofCustomer) > 0 {
		x[5] = longPaths(m.now, supplier, customer, ofCustomer, false)
	}
	for _, z := range m.ever.Targets(supplier) {
		if z != customer && m.ever.linked(z, customer) {
			x[6] += 1 / math.Sqrt(degree(m.ever, z))
		}
	}
	m.history(supplier, customer, x)
	m.degrees(supplier, customer, x)
	for _, i := range []int{3, 4, 5, 6} {
		x[22] += x[i]
	}
	if x[22] > 0 {
		x[22] = 1
	}
}

func sortedNodes(set map[uint32]bool) []uint32 {
	list := make([]uint32, 0, len(set))
	for v := range set {
		list = append(list, v)
	}
	slices.Sort(list)
	return list
}

func neighbourSet(g *Graph, v, but uint32) map[uint32]bool {
	set := map[uint32]bool{}
	both(g, v, func(w uint32) {
		if w != but {
			set[w] = true
		}
	})
	return set
}

// longPaths sums paths of length 3 from supplier to customer, each by the degrees of its inner nodes.
func longPaths(g *Graph, supplier, customer uint32, ends map[uint32]bool, directed bool) (sum float64) {
	step := func(u uint32) {
		if u == customer {
			return
		}
		ku := degree(g, u)
		inner := func(v uint32) {
			if v != supplier && v != u && ends[v] && (!directed || g.linked(v, customer)) {
				sum += 1 / math.Sqrt(ku*degree(g, v))
			}
		}
		if directed {
			for _, v := range g.Sources(u) {
				inner(v)
			}
			return
		}
		both(g, u, inner)
	}
	if directed {
		for _, u := range g.Targets(supplier) {
			step(u)
		}
		return sum
	}
	both(g, supplier, step)
	return sum
}

// history: on how many dates the pair was linked, how lately (1 one date ago, falling), and whether it is linked the other way round.
func (m *Matching) history(supplier, customer uint32, x []float64) {
	for i, g := range m.past[:len(m.past)-1] {
		if g.linked(supplier, customer) {
			x[7]++
			x[8] = 1 / float64(len(m.past)-1-i)
		}
	}
	x[7] = math.Log1p(x[7])
	if m.ever.linked(customer, supplier) {
		x[9] = 1
	}
}

func (m *Matching) degrees(supplier, customer uint32, x []float64) {
	log := func(n int) float64 { return math.Log1p(float64(n)) }
	out, in := m.now.Targets(supplier), m.now.Sources(customer)
	x[10], x[11] = log(len(out)), log(len(in))
	x[12], x[13] = log(len(m.ever.Targets(supplier))), log(len(m.ever.Sources(customer)))
	x[14], x[15] = log(len(m.now.Sources(supplier))), log(len(m.now.Targets(customer)))
	if g := m.before(); g != nil {
		x[16], x[17] = x[10]-log(len(g.Targets(supplier))), x[11]-log(len(g.Sources(customer)))
		x[18], x[19] = log(missingFrom(out, g.Targets(supplier))), log(missingFrom(in, g.Sources(customer)))
		x[20], x[21] = log(missingFrom(g.Targets(supplier), out)), log(missingFrom(g.Sources(customer), in))
	}
}

// missingFrom counts what is in a and not in b, both ascending.
func missingFrom(a, b []uint32) (count int) {
	for _, v := range a {
		if _, ok := slices.BinarySearch(b, v); !ok {
			count++
		}
	}
	return count
}
