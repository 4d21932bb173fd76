package graph

import (
	"fmt"
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

// reachTerms are the terms of fresh ties within reach, and of twenty others within reach of the same customers.
func reachTerms(m *Matching, fresh []Tie, draw *rand.Rand) (positive, negative [][]float64) {
	right, customers := byCustomer(fresh)
	a := m.Around()
	for _, c := range customers {
		a.Of(c, true)
		pool := a.Reach(200, 1000)
		draw.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
		others := 0
		for _, s := range pool {
			x := make([]float64, len(MatchTerms))
			switch {
			case m.Met(s, c):
			case right[c][s]:
				a.Terms(s, x)
				positive = append(positive, x)
			case others < 20:
				a.Terms(s, x)
				negative, others = append(negative, x), others+1
			}
		}
	}
	return positive, negative
}

// TestMatching_ranking: lists of candidates for customers that got suppliers within the year whom they had never met: weights are learned a year earlier, candidates come
// from Reach alone. Prints the figures of the models beside those of L3 and of the number of customers alone. L3 orders lists better than the models, whose terms are not
// in logarithms: told in docs/methods/matching.md.
func TestMatching_ranking(t *testing.T) {
	years := chinaYears(t)
	draw := rand.New(rand.NewPCG(15, 3))
	then, err := NewMatching(years[:12], 2)
	if err != nil {
		t.Fatal(err)
	}
	now, err := NewMatching(years[:14], 2)
	if err != nil {
		t.Fatal(err)
	}
	fresh, other := pairsOf("matched", years[11], years[13], 4000, draw)
	model, err := FitMatch(termsOf(then, never(then, fresh)), termsOf(then, never(then, other)))
	if err != nil {
		t.Fatal(err)
	}
	inReach, err := FitMatch(reachTerms(then, never(then, FreshTies(years[11], years[13], 4000, 7)), draw))
	if err != nil {
		t.Fatal(err)
	}
	right, customers := byCustomer(never(now, FreshTies(years[13], years[15], 0, 0)))
	draw.Shuffle(len(customers), func(i, j int) { customers[i], customers[j] = customers[j], customers[i] })
	customers = customers[:min(300, len(customers))]
	scores := map[string]func(x []float64) float64{"against pairs of like degrees": model.Score, "against those within reach": inReach.Score, "L3": func(x []float64) float64 { return x[3] }, "customers of the supplier": func(x []float64) float64 { return x[10] }}
	figures, shown, small, places := map[string][]rankFigures{}, map[string]map[uint32]bool{}, map[string]int{}, map[string]int{}
	a, x := now.Around(), make([]float64, len(MatchTerms))
	for _, c := range customers {
		a.Of(c, true)
		lists := map[string][]Candidate{}
		for _, s := range a.Reach(200, 1000) {
			if now.Met(s, c) {
				continue
			}
			a.Terms(s, x)
			for name, score := range scores {
				lists[name] = append(lists[name], Candidate{s, score(x)})
			}
		}
		for name := range scores {
			var list []uint32
			for _, k := range Diverse(lists[name], 0, nil) {
				list = append(list, k.Firm)
			}
			figures[name] = append(figures[name], rankOf(list, right[c], 10))
			for _, s := range list[:min(10, len(list))] {
				if shown[name] == nil {
					shown[name] = map[uint32]bool{}
				}
				shown[name][s] = true
				if places[name]++; len(years[13].Targets(s)) <= 2 {
					small[name]++
				}
			}
		}
	}
	for _, name := range []string{"against those within reach", "against pairs of like degrees", "L3", "customers of the supplier"} {
		f := figures[name]
		t.Logf("%s, %d customers: P@10 %s, R@10 %s, nDCG@10 %s, MRR %s, within reach %.3f, %d firms over %d places, of suppliers with two customers or fewer %.2f", name, len(f),
			bootstrap(f, func(f rankFigures) float64 { return f.precision }, draw), bootstrap(f, func(f rankFigures) float64 { return f.recall }, draw),
			bootstrap(f, func(f rankFigures) float64 { return f.gain }, draw), bootstrap(f, func(f rankFigures) float64 { return f.reciprocal }, draw),
			meanOf(f, func(f rankFigures) float64 { return f.found }), len(shown[name]), places[name], float64(small[name])/float64(places[name]))
	}
	gain := func(f rankFigures) float64 { return f.gain }
	for _, name := range []string{"L3", "against those within reach"} {
		if m, plain := meanOf(figures[name], gain), meanOf(figures["customers of the supplier"], gain); m <= plain {
			t.Errorf("nDCG@10 of %s, %.3f, is not above that of size alone, %.3f", name, m, plain)
		}
	}
}
