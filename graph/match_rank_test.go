package graph

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// rankFigures are what is measured of one customer's list of candidates.
type rankFigures struct{ precision, recall, gain, reciprocal, found float64 }

// rankOf measures a list at k: P@k, R@k, nDCG@k (gain 1, discount 1/log2(1+rank)), 1/rank of the first right one, and whether the whole list holds any.
func rankOf(list []uint32, right map[uint32]bool, k int) (f rankFigures) {
	best := 0.0
	for i, v := range list {
		if i < min(k, len(right)) {
			best += 1 / math.Log2(float64(i+2))
		}
		if !right[v] {
			continue
		}
		f.found = 1
		if f.reciprocal == 0 {
			f.reciprocal = 1 / float64(i+1)
		}
		if i < k {
			f.precision += 1 / float64(k)
			f.recall += 1 / float64(len(right))
			f.gain += 1 / math.Log2(float64(i+2))
		}
	}
	for i := len(list); i < min(k, len(right)); i++ {
		best += 1 / math.Log2(float64(i+2))
	}
	f.gain /= best
	return f
}

// TestRankOf by hand: right ones at 1 and 3 of a list of four, one of three is missing.
func TestRankOf(t *testing.T) {
	f := rankOf([]uint32{5, 9, 6, 8}, map[uint32]bool{5: true, 6: true, 7: true}, 3)
	want := rankFigures{2.0 / 3, 2.0 / 3, 1.5 / (1 + 1/math.Log2(3) + 0.5), 1, 1}
	for i, pair := range [][2]float64{{f.precision, want.precision}, {f.recall, want.recall}, {f.gain, want.gain}, {f.reciprocal, want.reciprocal}, {f.found, want.found}} {
		if math.Abs(pair[0]-pair[1]) > 1e-12 {
			t.Errorf("figure %d: %g, want %g", i, pair[0], pair[1])
		}
	}
}

func meanOf(list []rankFigures, of func(rankFigures) float64) (sum float64) {
	for _, f := range list {
		sum += of(f) / float64(len(list))
	}
	return sum
}

// bootstrap is the 90 % interval of a mean, firms drawn again a thousand times.
func bootstrap(list []rankFigures, of func(rankFigures) float64, draw *rand.Rand) string {
	means := make([]float64, 1000)
	again := make([]rankFigures, len(list))
	for b := range means {
		for i := range again {
			again[i] = list[draw.IntN(len(list))]
		}
		means[b] = meanOf(again, of)
	}
	slices.Sort(means)
	return fmt.Sprintf("%.3f [%.3f, %.3f]", meanOf(list, of), means[50], means[949])
}

// byCustomer gathers ties by customer.
func byCustomer(ties []Tie) (right map[uint32]map[uint32]bool, customers []uint32) {
	right = map[uint32]map[uint32]bool{}
	for _, tie := range ties {
		if right[tie.Customer] == nil {
			right[tie.Customer] = map[uint32]bool{}
			customers = append(customers, tie.Customer)
		}
		right[tie.Customer][tie.Supplier] = true
	}
	slices.Sort(customers)
	return right, customers
}

// choicesOf are the lists of firms that got suppliers whom they had never met, at most so many firms, with what they took.
func choicesOf(m *Matching, right map[uint32]map[uint32]bool, customers []uint32) (choices []Choice) {
	a, x := m.Around(), make([]float64, len(MatchTerms))
	for _, c := range customers {
		var list Choice
		a.Of(c, true)
		for _, s := range a.Reach(200, 1000) {
			if m.Met(s, c) {
				continue
			}
			y := make([]float64, len(OrderTerms))
			a.Terms(s, x)
			m.Order(s, true, x, y)
			list.Terms, list.Taken = append(list.Terms, y), append(list.Taken, right[c][s])
		}
		choices = append(choices, list)
	}
	return choices
}

// pathCounts are the paths of three steps from a firm, whichever way, by where they end.
func pathCounts(g *Graph, c uint32, hub float64) map[uint32]float64 {
	inner, count := map[uint32]float64{}, map[uint32]float64{}
	both(g, c, func(u uint32) {
		if degree(g, u) <= hub {
			both(g, u, func(v uint32) {
				if v != c {
					inner[v]++
				}
			})
		}
	})
	for v, n := range inner {
		if degree(g, v) <= hub {
			both(g, v, func(w uint32) { count[w] += n })
		}
	}
	return count
}

// listScores are the orders compared, of a pair's terms.
func listScores(pair, order *MatchModel) map[string]func(x, y []float64, count float64) float64 {
	return map[string]func(x, y []float64, count float64) float64{
		"1 customers of the supplier": func(x, _ []float64, _ float64) float64 { return x[10] },
		"2 Adamic-Adar":               func(x, _ []float64, _ float64) float64 { return x[1] },
		"3 resource allocation":       func(x, _ []float64, _ float64) float64 { return x[2] },
		"4 count of 3-paths":          func(_, _ []float64, count float64) float64 { return count },
		"5 L3 directed":               func(x, _ []float64, _ float64) float64 { return x[4] },
		"6 L3":                        func(x, _ []float64, _ float64) float64 { return x[3] },
		"7 pair score":                func(x, _ []float64, _ float64) float64 { return pair.Score(x) },
		"8 path strength":             func(x, _ []float64, _ float64) float64 { return PathStrength(x) },
		"9 order score":               func(_, y []float64, _ float64) float64 { return order.Score(y) },
	}
}

// TestMatching_ranking: lists of candidates for customers that got suppliers within the year whom they had never met: weights are learned a year earlier, candidates come
// from Reach alone. The terms of the order were chosen on 2020-12 → 2021-12; 2021-12 → 2022-12 is the test. The order has to be as good as each single score.
func TestMatching_ranking(t *testing.T) {
	years := chinaYears(t)
	for _, at := range []int{11, 13} {
		rankYear(t, years, at)
	}
}

func rankYear(t *testing.T, years []*Graph, at int) {
	draw := rand.New(rand.NewPCG(uint64(at), 3))
	then, err := NewMatching(years[:at-1], 2)
	if err != nil {
		t.Fatal(err)
	}
	now, err := NewMatching(years[:at+1], 2)
	if err != nil {
		t.Fatal(err)
	}
	some := func(m *Matching, was, is *Graph) (map[uint32]map[uint32]bool, []uint32) {
		right, firms := byCustomer(never(m, FreshTies(was, is, 0, 0)))
		draw.Shuffle(len(firms), func(i, j int) { firms[i], firms[j] = firms[j], firms[i] })
		return right, firms[:min(1000, len(firms))]
	}
	fresh, other := pairsOf("matched", years[at-2], years[at], 4000, draw)
	pair, err := FitMatch(termsOf(then, never(then, fresh)), termsOf(then, never(then, other)))
	if err != nil {
		t.Fatal(err)
	}
	took, choosers := some(then, years[at-2], years[at])
	order, err := FitOrder(choicesOf(then, took, choosers))
	if err != nil {
		t.Fatal(err)
	}
	right, customers := some(now, years[at], years[at+2])
	scores := listScores(pair, order)
	ten, fifty, small, places := map[string][]rankFigures{}, map[string][]rankFigures{}, map[string]int{}, map[string]int{}
	shown := map[string]map[uint32]bool{}
	a, x, y := now.Around(), make([]float64, len(MatchTerms)), make([]float64, len(OrderTerms))
	for _, c := range customers {
		a.Of(c, true)
		lists := map[string][]Candidate{}
		count := pathCounts(now.ever, c, 1000)
		for _, s := range a.Reach(200, 1000) {
			if now.Met(s, c) {
				continue
			}
			a.Terms(s, x)
			now.Order(s, true, x, y)
			for name, score := range scores {
				lists[name] = append(lists[name], Candidate{s, score(x, y, count[s])})
			}
		}
		for name := range scores {
			lists[name] = Diverse(lists[name], 0, nil)
		}
		best := lists["9 order score"]
		lists["order score, diverse"] = append(Diverse(best[:min(50, len(best))], 0.2, now.Alike), best[min(50, len(best)):]...)
		lists["order score, diverse, 0.3 kept for small"] = Reserve(lists["order score, diverse"], 0.3, func(v uint32) bool { return len(years[at].Targets(v)) <= 2 })
		for name, ranked := range lists {
			var list []uint32
			for _, k := range ranked {
				list = append(list, k.Firm)
			}
			ten[name], fifty[name] = append(ten[name], rankOf(list, right[c], 10)), append(fifty[name], rankOf(list, right[c], 50))
			for _, s := range list[:min(10, len(list))] {
				if shown[name] == nil {
					shown[name] = map[uint32]bool{}
				}
				shown[name][s] = true
				if places[name]++; len(years[at].Targets(s)) <= 2 {
					small[name]++
				}
			}
		}
	}
	recall, gain := func(f rankFigures) float64 { return f.recall }, func(f rankFigures) float64 { return f.gain }
	sellers, few := 0, 0
	for v := range uint32(now.ever.Nodes()) {
		if len(now.ever.Targets(v)) > 0 {
			if sellers++; len(years[at].Targets(v)) <= 2 {
				few++
			}
		}
	}
	t.Logf("%s → %s: %d customers, suppliers with two customers or fewer %.2f of all", chinaDates[at], chinaDates[at+2], len(customers), float64(few)/float64(sellers))
	for i, name := range OrderTerms {
		t.Logf("  weight of %s %+.2f", name, order.Weight[i])
	}
	for _, name := range slices.Sorted(maps.Keys(ten)) {
		f := ten[name]
		t.Logf("%s: nDCG@10 %s, R@10 %s, R@50 %.3f, P@10 %.3f, MRR %.3f, within reach %.3f, %d firms over %d places, of small suppliers %.2f", name, bootstrap(f, gain, draw), bootstrap(f, recall, draw),
			meanOf(fifty[name], recall), meanOf(f, func(f rankFigures) float64 { return f.precision }), meanOf(f, func(f rankFigures) float64 { return f.reciprocal }),
			meanOf(f, func(f rankFigures) float64 { return f.found }), len(shown[name]), places[name], float64(small[name])/float64(places[name]))
	}
	for name := range scores {
		for k, ours := range []float64{meanOf(ten["9 order score"], gain), meanOf(ten["9 order score"], recall), meanOf(fifty["9 order score"], recall)} {
			if other := []float64{meanOf(ten[name], gain), meanOf(ten[name], recall), meanOf(fifty[name], recall)}[k]; ours < other-0.005 {
				t.Errorf("%s of the order score, %.3f, is below that of %s, %.3f", []string{"nDCG@10", "R@10", "R@50"}[k], ours, name, other)
			}
		}
	}
}
