package derive

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"asterism/graph"
)

// matchDesk is scratch for scoring the candidates of one firm after another; one for each goroutine.
type matchDesk struct {
	*matching
	around *graph.Around
	rows   [][]float64 // terms by candidate
	by     []float64   // terms of the order
	taken  map[uint32]bool
}

func (m *matching) desk() *matchDesk {
	return &matchDesk{matching: m, around: m.now.network.Around(), taken: map[uint32]bool{}, by: make([]float64, len(orderTerms))}
}

// Of top candidates wanted, so many times more are put in a diverse order, and so many kept for where the cap passes some over.
const diverseOf, keptOf = 5, 15

// shortlist is a firm's candidates in order of preference, some more than will be taken. Their terms are not kept: for 80,000 firms they would
// be gigabytes.
type shortlist struct {
	candidates []graph.Candidate
	most       []float64 // of each term, the greatest among all candidates
	strongest  float64   // of their paths
}

// pool are the firms looked at closely.
func (d *matchDesk) candidates(firm uint32) []uint32 {
	pool := d.around.Reach(d.pool, d.hub)
	clear(d.taken)
	for _, v := range pool {
		d.taken[v] = true
	}
	pool = append(pool, d.now.fitting(firm, d.supplier, d.pool/4+1, d.taken)...)
	if d.all {
		return pool
	}
	return slices.DeleteFunc(pool, func(c uint32) bool { return d.now.network.Met(c, firm) })
}

// list ranks the candidates of a firm.
func (d *matchDesk) list(firm uint32, top int) shortlist {
	d.around.Of(firm, d.supplier)
	pool := d.candidates(firm)
	for len(d.rows) < len(pool) {
		d.rows = append(d.rows, make([]float64, len(d.now.terms)))
	}
	s := shortlist{candidates: make([]graph.Candidate, len(pool)), most: make([]float64, len(d.now.terms))}
	for i, c := range pool {
		d.terms(firm, c, d.rows[i])
		for k, v := range d.rows[i] {
			s.most[k] = max(s.most[k], v)
		}
		s.strongest = max(s.strongest, graph.PathStrength(d.rows[i]))
	}
	for i, c := range pool {
		s.candidates[i] = graph.Candidate{Firm: c, Score: sum(d.orderParts(c, d.rows[i], s))}
	}
	best := graph.Diverse(s.candidates, 0, nil)
	near := min(len(best), diverseOf*top)
	s.candidates = append(graph.Diverse(best[:near], d.lambda, d.now.alike), best[near:min(len(best), keptOf*top)]...)
	if d.reserve > 0 {
		s.candidates = graph.Reserve(s.candidates, d.reserve, d.small)
	}
	return s
}

func (d *matchDesk) terms(firm, candidate uint32, x []float64) {
	n := len(graph.MatchTerms)
	d.around.Terms(candidate, x[:n])
	t := graph.Tie{Supplier: candidate, Customer: firm}
	if !d.supplier {
		t = graph.Tie{Supplier: firm, Customer: candidate}
	}
	d.now.attributes(t, x[n:])
}

// pair judges one pair.
func (m *matching) pair(x, most []float64) float64 {
	if m.model != nil {
		return m.model.Score(x)
	}
	return sum(m.parts(x, most))
}

// parts are what each term gives to a score: by the model, or in equal shares, each term against its greatest.
func (m *matching) parts(x, most []float64) []float64 {
	if m.model != nil {
		return m.model.Parts(x)
	}
	out := make([]float64, len(x))
	for k, name := range m.now.terms {
		if most[k] > 0 && slices.Contains(plainTerms, name) {
			out[k] = x[k] / most[k] / float64(len(plainTerms))
		}
	}
	return out
}

// propose ranks for every firm, deals the candidates out and writes them.
func (m *matching) propose(ctx context.Context, firms []uint32, top, exposure int, out *Output) error {
	lists := make([]shortlist, len(firms))
	if err := m.eachFirm(ctx, len(firms), func(d *matchDesk, i int) { lists[i] = d.list(firms[i], top) }); err != nil {
		return err
	}
	ranked := make([][]graph.Candidate, len(firms))
	for i, s := range lists {
		ranked[i] = s.candidates
	}
	taken, passed := graph.Fair(ranked, top, exposure)
	shown := map[uint32]int{}
	for _, list := range taken {
		for _, c := range list {
			shown[c.Firm]++
		}
	}
	if passed > 0 {
		out.noted("%d 次推荐因上限（每家至多 %d 次）让给后面的候选 · proposals passed on to others by the cap", passed, exposure)
	}
	if short := shortLists(taken, ranked, top); short > 0 {
		out.noted("%d 家企业因上限不足 %d 个候选（--exposure 0 不限）· firms left with fewer candidates by the cap", short, top)
	}
	return m.write(ctx, firms, lists, taken, shown, out)
}

// judged is what is told of a proposal.
type judged struct {
	score    float64
	why, via string
}

// write works the terms of what was taken out again, for the reasons.
func (m *matching) write(ctx context.Context, firms []uint32, lists []shortlist, taken [][]graph.Candidate, shown map[uint32]int, out *Output) error {
	told := make([][]judged, len(firms))
	err := m.eachFirm(ctx, len(firms), func(d *matchDesk, i int) {
		d.around.Of(firms[i], d.supplier)
		d.around.Trace(d.hub)
		x := make([]float64, len(d.now.terms))
		for _, c := range taken[i] {
			d.terms(firms[i], c.Firm, x)
			parts := d.orderParts(c.Firm, x, lists[i])
			told[i] = append(told[i], judged{d.pair(x, lists[i].most), why(d.by, parts), d.via(firms[i], c.Firm)})
		}
	})
	if err != nil {
		return err
	}
	m.noteSmall(taken, out)
	for i, list := range taken {
		for k, c := range list {
			j := told[i][k]
			if err := out.Row(m.names[firms[i]], k+1, m.names[c.Firm], c.Score, j.score, j.why, j.via, shown[c.Firm]); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachFirm calls do for 0 … n-1 on all cores.
func (m *matching) eachFirm(ctx context.Context, n int, do func(d *matchDesk, i int)) error {
	var all sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), n) {
		all.Go(func() {
			d := m.desk()
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(d, i)
			}
		})
	}
	all.Wait()
	return ctx.Err()
}

// shortLists counts the lists that took fewer than top though they had as many.
func shortLists(taken, ranked [][]graph.Candidate, top int) (count int) {
	for i := range taken {
		if len(taken[i]) < min(top, len(ranked[i])) {
			count++
		}
	}
	return count
}
