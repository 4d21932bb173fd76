package derive

import (
	"cmp"
	"math"
	"slices"

	"asterism/graph"
)

// facts are industry, product and location of a firm, "" where not known.
type facts [3]string

// aboutFirms are facts by number.
type aboutFirms struct {
	of     []facts
	within [2]map[string][]uint32    // firms of an industry, of a product
	near   [2]map[[2]string][]uint32 // firms of an industry, of a product, and a location
}

func newAbout(names []string, given map[string]facts) *aboutFirms {
	a := &aboutFirms{of: make([]facts, len(names))}
	for k := range a.within {
		a.within[k], a.near[k] = map[string][]uint32{}, map[[2]string][]uint32{}
	}
	for v, name := range names {
		f := given[name]
		a.of[v] = f
		for k := range a.within {
			if f[k] != "" {
				a.within[k][f[k]] = append(a.within[k][f[k]], uint32(v))
				if f[2] != "" {
					at := [2]string{f[k], f[2]}
					a.near[k][at] = append(a.near[k][at], uint32(v))
				}
			}
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
	best    [2]map[string][2][]string // of an industry, of a product: those that supply it, and those it supplies, by fit
}

func newFitting(past []*graph.Graph, season int, about *aboutFirms) (*fitting, error) {
	m, err := graph.NewMatching(past, season)
	if err != nil {
		return nil, asInvalid(err)
	}
	f := &fitting{network: m, past: past, about: about, terms: append(slices.Clone(graph.MatchTerms), "industry_fit", "product_fit", "same_location")}
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
	for k := range f.best {
		f.best[k] = f.rank(k)
	}
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

// rank puts the industries (products) that supply, and are supplied by, each in order.
func (f *fitting) rank(k int) map[string][2][]string {
	best := map[string][2][]string{}
	for p := range f.flows[k] {
		seller, buyer := best[p[0]], best[p[1]]
		buyer[0] = append(buyer[0], p[0])
		best[p[1]] = buyer
		if p[0] == p[1] {
			seller = buyer
		}
		seller[1] = append(seller[1], p[1])
		best[p[0]] = seller
	}
	for name, s := range best {
		slices.SortFunc(s[0], func(a, b string) int {
			return cmp.Or(cmp.Compare(f.fit(k, b, name), f.fit(k, a, name)), cmp.Compare(a, b))
		})
		slices.SortFunc(s[1], func(a, b string) int {
			return cmp.Or(cmp.Compare(f.fit(k, name, b), f.fit(k, name, a)), cmp.Compare(a, b))
		})
	}
	return best
}

// partners counts the suppliers and customers of a firm on the latest date.
func (f *fitting) partners(v uint32) (suppliers, customers int) {
	now := f.past[len(f.past)-1]
	return len(now.Sources(v)), len(now.Targets(v))
}

// fitting lists more candidates by product, then by industry, those of the same place first: firms without any path, newcomers above all. Those listed are
// added to taken.
func (f *fitting) fitting(firm uint32, supplying bool, most int, taken map[uint32]bool) (list []uint32) {
	own, side := f.about.of[firm], 0
	now := f.past[len(f.past)-1]
	linked := now.Sources(firm)
	if !supplying {
		side, linked = 1, now.Targets(firm)
	}
	add := func(firms []uint32) bool {
		for _, v := range firms {
			_, tied := slices.BinarySearch(linked, v)
			if v == firm || tied || taken[v] {
				continue
			}
			taken[v] = true
			if list = append(list, v); len(list) == most {
				return true
			}
		}
		return false
	}
	for _, k := range []int{1, 0} {
		for _, name := range f.best[k][own[k]][side] {
			if own[2] != "" && add(f.about.near[k][[2]string{name, own[2]}]) {
				return list
			}
		}
		for _, name := range f.best[k][own[k]][side] {
			if add(f.about.within[k][name]) {
				return list
			}
		}
	}
	return list
}

func (f *fitting) termsOfOne(t graph.Tie) []float64 {
	x := make([]float64, len(f.terms))
	n := len(graph.MatchTerms)
	f.network.Terms(t.Supplier, t.Customer, x[:n])
	f.attributes(t, x[n:])
	return x
}

// attributes are the terms of the pair that need no network.
func (f *fitting) attributes(t graph.Tie, x []float64) {
	a, b := f.about.of[t.Supplier], f.about.of[t.Customer]
	for k := range f.flows {
		x[k] = 0
		if a[k] != "" && b[k] != "" {
			x[k] = f.fit(k, a[k], b[k])
		}
	}
	x[2] = 0
	if a[2] != "" && a[2] == b[2] {
		x[2] = 1
	}
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
