package graph

// Channel is how most of a firm's loss reached it: over a link of the network, or over none (Link −1: nothing reached it).
type Channel struct {
	Link   int
	Demand bool // the link's customer buys less; else its supplier delivers less
}

// Through tells for every firm over which input, or which fall of demand, its loss came, and the link that carries most of it; lost is what Fail found. An
// input lacks Σ (value / purchases of it)·min(1, supplier's sales / what is still sold of the product)·supplier's loss, demand falls by Σ (value / sales)·customer's
// loss; the greater decides, of equals the input, and of links the first. Inputs are the products,
// those that are not essential together one, against all purchases.
func (s Supply) Through(n int, lost []float64) []Channel {
	type of struct{ firm, product uint32 }
	const rest = ^uint32(0)
	sold, bought, market, left := map[of]float64{}, map[of]float64{}, map[uint32]float64{}, map[uint32]float64{}
	sales := make([]float64, n)
	input := func(i int) of {
		if s.Essential != nil && !s.Essential[i] {
			return of{s.Customer[i], rest}
		}
		return of{s.Customer[i], s.productOf(i)}
	}
	for i, v := range s.Value {
		from, p := s.Supplier[i], s.productOf(i)
		sold[of{from, p}] += v
		sales[from] += v
		market[p] += v
		left[p] += v * (1 - lost[from])
		bought[of{s.Customer[i], p}] += v
		bought[of{s.Customer[i], rest}] += v
	}
	lack, fall := map[of]float64{}, make([]float64, n)
	carry := func(i int) float64 {
		from, p := s.Supplier[i], s.productOf(i)
		kept := 1.0
		if left[p] > 0 {
			kept = min(1, sold[of{from, p}]/left[p])
		}
		return s.Value[i] / max(bought[input(i)], 1e-300) * kept * lost[from]
	}
	for i, v := range s.Value {
		lack[input(i)] += carry(i)
		if sales[s.Supplier[i]] > 0 {
			fall[s.Supplier[i]] += v / sales[s.Supplier[i]] * lost[s.Customer[i]]
		}
	}
	found, most, best := make([]Channel, n), make([]float64, n), make([]float64, n)
	for v := range found {
		found[v].Link = -1
	}
	for i := range s.Value { // the worst input of each firm, then the fall of demand where it is greater
		to := s.Customer[i]
		if g := lack[input(i)]; g > most[to] || g == most[to] && g > 0 && carry(i) > best[to] {
			most[to], best[to], found[to] = g, carry(i), Channel{Link: i}
		}
	}
	for v := range best {
		best[v] = 0
	}
	for i, v := range s.Value {
		from := s.Supplier[i]
		if part := v * lost[s.Customer[i]]; fall[from] > most[from] && part > best[from] {
			best[from], found[from] = part, Channel{Link: i, Demand: true}
		}
	}
	return found
}

// productOf is the product of a link; without products each supplier's is its own.
func (s Supply) productOf(i int) uint32 {
	if s.Product == nil {
		return s.Supplier[i]
	}
	return s.Product[i]
}
