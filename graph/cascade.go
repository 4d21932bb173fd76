package graph

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Supply is a supply network of n firms: link i carries Value[i] of product Product[i] from Supplier[i] to Customer[i]. Loops are no links.
type Supply struct {
	Supplier, Customer []uint32
	Value              []float64 // at least 0
	Product            []uint32  // 0 … products−1; nil: every supplier's is a product of its own, which nobody replaces
	Essential          []bool    // the customer cannot produce without the product; nil: all are. One essential link makes the input essential.
}

// Cascades holds a supply network ready for cascades. Firms are 0 … n−1.
type Cascades struct {
	n, products int
	size        []float64 // of each firm: its share of all sales
	unitAt      []uint32  // units (a firm's sales of one product) of firm v: unitAt[v] … unitAt[v+1]−1
	product     []uint32  // of a unit
	owner       []uint32  // of a unit
	sales       []float64 // of a unit
	market      []float64 // sales of a product
	soldAt      []uint32  // links of a unit: soldAt[u] … soldAt[u+1]−1
	customer    []uint32
	input       []uint32  // the customer's input that a link belongs to
	share       []float64 // what of the customer's output hangs on the link
	inputs      int
	boughtAt    []uint32 // links by customer, for the way up
	supplier    []uint32
	demand      []float64 // what of the supplier's sales goes to the customer
	Tolerance   float64   // changes of a firm's output below this are not passed on; 0: 1e-9
}

type supplyLink struct {
	supplier, customer, product uint32
	value                       float64
	essential                   bool
}

// NewCascades prepares a network of n firms; links given several times add up. O(m log m).
func NewCascades(n int, s Supply) (*Cascades, error) {
	links, products, err := s.links(n)
	if err != nil {
		return nil, err
	}
	c := &Cascades{n: n, products: products, size: make([]float64, n), unitAt: make([]uint32, n+1), market: make([]float64, products)}
	var all float64
	for i, l := range links {
		if i == 0 || l.supplier != links[i-1].supplier || l.product != links[i-1].product {
			c.product, c.owner, c.sales, c.soldAt = append(c.product, l.product), append(c.owner, l.supplier), append(c.sales, 0), append(c.soldAt, uint32(i))
			c.unitAt[l.supplier+1]++
		}
		c.sales[len(c.sales)-1] += l.value
		c.market[l.product] += l.value
		c.size[l.supplier] += l.value
		c.customer = append(c.customer, l.customer)
		all += l.value
	}
	c.soldAt = append(c.soldAt, uint32(len(links)))
	for v := range n {
		c.unitAt[v+1] += c.unitAt[v]
	}
	c.weigh(links)
	for v := range c.size {
		if all > 0 {
			c.size[v] /= all
		}
	}
	return c, nil
}

// links checks the network and puts its links in order of supplier, product, customer.
func (s Supply) links(n int) (links []supplyLink, products int, err error) {
	m := len(s.Supplier)
	if len(s.Customer) != m || len(s.Value) != m || s.Product != nil && len(s.Product) != m || s.Essential != nil && len(s.Essential) != m {
		return nil, 0, errors.New("slices of a supply network differ in length")
	}
	for i, from := range s.Supplier {
		l := supplyLink{from, s.Customer[i], from, s.Value[i], true}
		if int(from) >= n || int(l.customer) >= n {
			return nil, 0, fmt.Errorf("link %d: %d → %d, but there are %d firms", i, from, l.customer, n)
		}
		if !(l.value >= 0) || math.IsInf(l.value, 0) {
			return nil, 0, fmt.Errorf("link %d: value %g", i, l.value)
		}
		if s.Product != nil {
			l.product = s.Product[i]
		}
		if s.Essential != nil {
			l.essential = s.Essential[i]
		}
		products = max(products, int(l.product)+1)
		if from != l.customer && l.value > 0 {
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, func(a, b supplyLink) int {
		return cmp.Or(cmp.Compare(a.supplier, b.supplier), cmp.Compare(a.product, b.product), cmp.Compare(a.customer, b.customer))
	})
	kept := links[:0]
	for _, l := range links {
		if k := len(kept) - 1; k >= 0 && kept[k].supplier == l.supplier && kept[k].product == l.product && kept[k].customer == l.customer {
			kept[k].value += l.value
			kept[k].essential = kept[k].essential || l.essential
			continue
		}
		kept = append(kept, l)
	}
	return kept, products, nil
}

// weigh gives each link its input and weights. The inputs of a customer are one for each essential product and one for all other
// products together; what an essential link carries is seen against the purchases of its product, what another carries against all purchases.
func (c *Cascades) weigh(links []supplyLink) {
	order := make([]uint32, len(links))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		x, y := links[a], links[b]
		return cmp.Or(cmp.Compare(x.customer, y.customer), cmp.Compare(x.product, y.product), cmp.Compare(x.supplier, y.supplier))
	})
	c.input, c.share = make([]uint32, len(links)), make([]float64, len(links))
	c.boughtAt, c.supplier, c.demand = make([]uint32, c.n+1), make([]uint32, len(links)), make([]float64, len(links))
	for k, i := range order {
		c.boughtAt[links[i].customer+1]++
		c.supplier[k], c.demand[k] = links[i].supplier, links[i].value/c.size[links[i].supplier]
	}
	for v := range c.n {
		c.boughtAt[v+1] += c.boughtAt[v]
		list := order[c.boughtAt[v]:c.boughtAt[v+1]]
		var bought float64
		for _, i := range list {
			bought += links[i].value
		}
		other := uint32(c.inputs)
		c.inputs++
		for from := 0; from < len(list); {
			to, sum, essential := from, 0.0, false
			for ; to < len(list) && links[list[to]].product == links[list[from]].product; to++ {
				sum += links[list[to]].value
				essential = essential || links[list[to]].essential
			}
			input, against := other, bought
			if essential {
				input, against = uint32(c.inputs), sum
				c.inputs++
			}
			for _, i := range list[from:to] {
				c.input[i], c.share[i] = input, links[i].value/against
			}
			from = to
		}
	}
}

// Cascade is what the failure of firms does.
type Cascade struct {
	Risk     float64 // share of all sales lost, ESRI
	Own      float64 // the failed firms' share of all sales
	Down, Up float64 // share lost by lack of inputs alone, and by lack of demand alone
	Hit      int     // firms that lose more than 1 % of their output, those that failed left out
	Rounds   int     // of the way down
}

// cascade is the working memory of one worker.
type cascade struct {
	*Cascades
	tolerance   float64
	down, up    []float64 // output lost, 0 … 1
	lack        []float64 // of an input: share that is missing
	left        []float64 // of a market: what is still sold
	passed      []float64 // of a unit, on the way down; of a firm, on the way up: loss already passed on
	passedUp    []float64
	listed      []bool // firms met
	met         []uint32
	queued      []bool
	next, now   []uint32
	openMarket  []bool
	markets     []uint32
	failing     [][]uint32 // of a product: units that lost output
	inFailing   []bool
	touchedIn   []uint32 // inputs touched
	touchedUnit []uint32
	before      []float64 // of a firm: loss that markets know of
}

func (c *Cascades) worker() *cascade {
	w := &cascade{Cascades: c, tolerance: c.Tolerance, down: make([]float64, c.n), up: make([]float64, c.n), lack: make([]float64, c.inputs), left: slices.Clone(c.market),
		passed: make([]float64, len(c.product)), passedUp: make([]float64, c.n), listed: make([]bool, c.n), queued: make([]bool, c.n),
		openMarket: make([]bool, c.products), failing: make([][]uint32, c.products), inFailing: make([]bool, len(c.product)), before: make([]float64, c.n)}
	if w.tolerance == 0 {
		w.tolerance = 1e-9
	}
	return w
}

// Fail lets firms fail altogether and follows what that does to the others, down by missing inputs and up by missing demand, to the fixed point: the
// economic systemic risk index of Diem et al. 2022, doi 10.1038/s41598-022-11522-z. A customer's output is bound by its scarcest essential input
// and by its other inputs in their share (generalised Leontief production); of what a supplier no longer sells the part
// min(1, its sales / what is still sold of the product) cannot be replaced; demand is linear. The two ways do not mix; a firm loses the
// greater of both. lost is the output each firm loses, 0 to 1.
func (c *Cascades) Fail(firms []uint32) (Cascade, []float64) {
	w := c.worker()
	found := w.run(firms)
	lost := make([]float64, c.n)
	for v := range lost {
		lost[v] = max(w.down[v], w.up[v])
	}
	return found, lost
}

// Each lets each of some firms fail alone, on all cores; only what is touched costs time. do is called with each firm's result, in no order, one
// call at a time.
func (c *Cascades) Each(firms []uint32, do func(firm uint32, found Cascade) error) error {
	var next atomic.Int64
	var all sync.WaitGroup
	var one sync.Mutex
	var failed error
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			w := c.worker()
			for v := int(next.Add(1)) - 1; v < len(firms); v = int(next.Add(1)) - 1 {
				found := w.run(firms[v : v+1])
				w.clear()
				one.Lock()
				if failed == nil {
					failed = do(firms[v], found)
				}
				stop := failed != nil
				one.Unlock()
				if stop {
					return
				}
			}
		})
	}
	all.Wait()
	return failed
}

func (w *cascade) run(firms []uint32) (found Cascade) {
	for _, v := range firms {
		w.meet(v)
		w.down[v], w.up[v] = 1, 1
	}
	found.Rounds = w.goDown(firms)
	w.goUp(firms)
	failed := map[uint32]bool{}
	for _, v := range firms {
		if !failed[v] {
			failed[v] = true
			found.Own += w.size[v]
		}
	}
	slices.Sort(w.met)
	for _, v := range w.met {
		lost := max(w.down[v], w.up[v])
		found.Risk += w.size[v] * lost
		found.Down += w.size[v] * w.down[v]
		found.Up += w.size[v] * w.up[v]
		if lost > 0.01 && !failed[v] {
			found.Hit++
		}
	}
	return found
}

func (w *cascade) meet(v uint32) {
	if !w.listed[v] {
		w.listed[v] = true
		w.met = append(w.met, v)
	}
}

// goDown works in rounds: firms whose output fell change markets, then the units of these markets pass on what is new.
func (w *cascade) goDown(firms []uint32) (rounds int) {
	w.now = append(w.now[:0], firms...)
	for len(w.now) > 0 {
		rounds++
		for _, v := range w.now {
			w.queued[v] = false
			w.shrink(v)
		}
		w.next = w.next[:0]
		for _, p := range w.markets {
			w.openMarket[p] = false
			for _, u := range w.failing[p] {
				w.passDown(u)
			}
		}
		w.markets = w.markets[:0]
		w.now, w.next = w.next, w.now
	}
	return rounds
}

// shrink takes what a firm lost since from its markets.
func (w *cascade) shrink(v uint32) {
	more := w.down[v] - w.before[v]
	w.before[v] = w.down[v]
	for u := w.unitAt[v]; u < w.unitAt[v+1]; u++ {
		p := w.product[u]
		w.left[p] -= w.sales[u] * more
		if !w.inFailing[u] {
			w.inFailing[u] = true
			w.failing[p] = append(w.failing[p], u)
			w.touchedUnit = append(w.touchedUnit, u)
		}
		if !w.openMarket[p] {
			w.openMarket[p] = true
			w.markets = append(w.markets, p)
		}
	}
}

// passDown gives a unit's customers what they lack more than before.
func (w *cascade) passDown(u uint32) {
	v := w.owner[u]
	gone := 1.0
	if left := w.left[w.product[u]]; left > w.sales[u] {
		gone = w.sales[u] / left
	}
	loss := gone * w.down[v]
	more := loss - w.passed[u]
	if more <= w.tolerance {
		return
	}
	w.passed[u] = loss
	for i := w.soldAt[u]; i < w.soldAt[u+1]; i++ {
		to, in := w.customer[i], w.input[i]
		if w.lack[in] == 0 {
			w.touchedIn = append(w.touchedIn, in)
		}
		w.lack[in] += w.share[i] * more
		if lost := min(1, w.lack[in]); lost > w.down[to] {
			w.down[to] = lost
			w.meet(to)
			if !w.queued[to] && lost-w.before[to] > w.tolerance {
				w.queued[to] = true
				w.next = append(w.next, to)
			}
		}
	}
}

func (w *cascade) goUp(firms []uint32) {
	w.now = append(w.now[:0], firms...)
	for len(w.now) > 0 {
		w.next = w.next[:0]
		for _, v := range w.now {
			w.queued[v] = false
			more := w.up[v] - w.passedUp[v]
			w.passedUp[v] = w.up[v]
			for i := w.boughtAt[v]; i < w.boughtAt[v+1]; i++ {
				from := w.supplier[i]
				w.up[from] = min(1, w.up[from]+w.demand[i]*more)
				w.meet(from)
				if !w.queued[from] && w.up[from]-w.passedUp[from] > w.tolerance {
					w.queued[from] = true
					w.next = append(w.next, from)
				}
			}
		}
		w.now, w.next = w.next, w.now
	}
}

// clear forgets one cascade.
func (w *cascade) clear() {
	for _, v := range w.met {
		w.down[v], w.up[v], w.passedUp[v], w.before[v], w.listed[v] = 0, 0, 0, 0, false
	}
	for _, in := range w.touchedIn {
		w.lack[in] = 0
	}
	for _, u := range w.touchedUnit {
		p := w.product[u]
		w.passed[u], w.inFailing[u], w.left[p], w.failing[p] = 0, false, w.market[p], w.failing[p][:0]
	}
	w.met, w.touchedIn, w.touchedUnit = w.met[:0], w.touchedIn[:0], w.touchedUnit[:0]
}

// Size is a firm's share of all sales.
func (c *Cascades) Size(firm int) float64 { return c.size[firm] }
