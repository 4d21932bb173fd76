package derive

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"asterism/graph"
)

// facts are industry, product and location of a firm, "" where not known.
type facts [3]string

// aboutFirms are facts by number.
type aboutFirms struct {
	of     []facts
	known  [3]bool // whether any firm has the fact
	within map[string][]uint32
}

func newAbout(names []string, given map[string]facts) *aboutFirms {
	a := &aboutFirms{of: make([]facts, len(names)), within: map[string][]uint32{}}
	for v, name := range names {
		f := given[name]
		a.of[v] = f
		for k := range a.known {
			a.known[k] = a.known[k] || f[k] != ""
		}
		if f[0] != "" {
			a.within[f[0]] = append(a.within[f[0]], uint32(v))
		}
	}
	return a
}

// fitting scores pairs over a network as it was up to a date.
type fitting struct {
	network *graph.Matching
	past    []*graph.Graph
	about   *aboutFirms
	terms   []string
	flows   [2]map[[2]string]float64 // links from industry to industry, and from product to product, on the latest date
	from    [2]map[string]float64
	to      [2]map[string]float64
	all     [2]float64
	best    map[string][2][]string // of an industry: those that supply it, and those it supplies, by fit
}

func newFitting(past []*graph.Graph, season int, about *aboutFirms) (*fitting, error) {
	m, err := graph.NewMatching(past, season)
	if err != nil {
		return nil, asInvalid(err)
	}
	f := &fitting{network: m, past: past, about: about, terms: append(slices.Clone(graph.MatchTerms), "industry_fit", "product_fit", "same_location"), best: map[string][2][]string{}}
	for k := range f.flows {
		f.flows[k], f.from[k], f.to[k] = map[[2]string]float64{}, map[string]float64{}, map[string]float64{}
	}
	now := past[len(past)-1]
	for v := range uint32(now.Nodes()) {
		for _, w := range now.Targets(v) {
			for k := range f.flows {
				a, b := about.of[v][k], about.of[w][k]
				if a != "" && b != "" {
					f.flows[k][[2]string{a, b}]++
					f.from[k][a]++
					f.to[k][b]++
					f.all[k]++
				}
			}
		}
	}
	f.rank()
	return f, nil
}

// fit is how much more often a kind sells to another than chance has it, ln(1 + n·all/(sales·purchases)).
func (f *fitting) fit(k int, seller, buyer string) float64 {
	n := f.flows[k][[2]string{seller, buyer}]
	if n == 0 {
		return 0
	}
	return math.Log1p(n * f.all[k] / f.from[k][seller] / f.to[k][buyer])
}

// rank puts the industries that supply, and are supplied by, each in order.
func (f *fitting) rank() {
	type side struct{ suppliers, customers []string }
	sides := map[string]*side{}
	at := func(name string) *side {
		if sides[name] == nil {
			sides[name] = &side{}
		}
		return sides[name]
	}
	for p := range f.flows[0] {
		at(p[1]).suppliers = append(at(p[1]).suppliers, p[0])
		at(p[0]).customers = append(at(p[0]).customers, p[1])
	}
	for name, s := range sides {
		slices.SortFunc(s.suppliers, func(a, b string) int {
			return cmp.Or(cmp.Compare(f.fit(0, b, name), f.fit(0, a, name)), cmp.Compare(a, b))
		})
		slices.SortFunc(s.customers, func(a, b string) int {
			return cmp.Or(cmp.Compare(f.fit(0, name, b), f.fit(0, name, a)), cmp.Compare(a, b))
		})
		f.best[name] = [2][]string{s.suppliers, s.customers}
	}
}

// partners counts the suppliers and customers of a firm on the latest date.
func (f *fitting) partners(v uint32) (suppliers, customers int) {
	now := f.past[len(f.past)-1]
	return len(now.Sources(v)), len(now.Targets(v))
}

// fitting lists more candidates by industry, those of the same place first: firms without any path, newcomers above all.
func (f *fitting) fitting(firm uint32, supplying bool, most int, but []uint32) (list []uint32) {
	own := f.about.of[firm]
	side := 0
	if !supplying {
		side = 1
	}
	now := f.past[len(f.past)-1]
	for _, near := range []bool{true, false} {
		for _, industry := range f.best[own[0]][side] {
			for _, v := range f.about.within[industry] {
				linked := now.Targets(v)
				if !supplying {
					linked = now.Sources(v)
				}
				_, tied := slices.BinarySearch(linked, firm)
				same := own[2] != "" && f.about.of[v][2] == own[2]
				if v == firm || tied || same != near || slices.Contains(but, v) {
					continue
				}
				if list = append(list, v); len(list) == most {
					return list
				}
			}
		}
	}
	return list
}

func (f *fitting) termsOfOne(t graph.Tie) []float64 {
	x := make([]float64, len(f.terms))
	n := len(graph.MatchTerms)
	f.network.Terms(t.Supplier, t.Customer, x[:n])
	a, b := f.about.of[t.Supplier], f.about.of[t.Customer]
	for k := range f.flows {
		if a[k] != "" && b[k] != "" {
			x[n+k] = f.fit(k, a[k], b[k])
		}
	}
	if a[2] != "" && a[2] == b[2] {
		x[n+2] = 1
	}
	return x
}

func (f *fitting) termsOf(list []graph.Tie) [][]float64 {
	out := make([][]float64, len(list))
	for i, t := range list {
		out[i] = f.termsOfOne(t)
	}
	return out
}

// alike is how alike two candidates are: by their partners, or of one product (0.5: of one industry).
func (f *fitting) alike(a, b uint32) float64 {
	x, y, same := f.about.of[a], f.about.of[b], 0.0
	if x[0] != "" && x[0] == y[0] {
		same = 0.5
	}
	if x[1] != "" && x[1] == y[1] {
		same = 1
	}
	return max(same, f.network.Alike(a, b))
}

// ofFirms are terms of one firm or the other, not of the pair: they enter the score but are no reason for this very pair.
var ofFirms = graph.MatchTerms[slices.Index(graph.MatchTerms, "out_degree"):]

// why names the three terms of the pair, of those it has, that gave most to its score.
func (m *matching) why(r reasons) string {
	var order []int
	for i, name := range m.now.terms {
		if r.terms[i] > 0 && !slices.Contains(ofFirms, name) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.parts[b], r.parts[a]) })
	var words []string
	for _, i := range order[:min(3, len(order))] {
		if r.parts[i] > 0 {
			words = append(words, fmt.Sprintf("%s %+.2f", m.now.terms[i], r.parts[i]))
		}
	}
	return strings.Join(words, "; ")
}
