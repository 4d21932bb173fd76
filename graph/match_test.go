package graph

import (
	"math"
	"slices"
	"testing"
)

func termOf(x []float64, name string) float64 { return x[slices.Index(MatchTerms, name)] }

// TestMatching_terms by hand: 0 → 2 ← 1 → 3 today, 0 → 4 → 3 in the past; the pair 0, 3.
func TestMatching_terms(t *testing.T) {
	past, err := New(5, []uint32{0, 4, 0, 0}, []uint32{4, 3, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	now, _ := New(5, []uint32{0, 1, 1}, []uint32{2, 2, 3})
	m, err := NewMatching([]*Graph{past, now}, 0)
	if err != nil {
		t.Fatal(err)
	}
	x := make([]float64, len(MatchTerms))
	m.Terms(0, 3, x)
	for name, want := range map[string]float64{
		"common": math.Log(2), "adamic_adar": 1 / math.Log(3), "resource": 0.5, // 4, with two neighbours
		"l3": 0.5, "l3_directed": 0.5, "l3_now": 0.5, // 0 → 2 ← 1 → 3: 2 and 1 have two links each
		"chain": 1 / math.Sqrt2, "before": math.Log(2), "lapsed": 1, "reverse": 0,
		"out_degree": math.Log(2), "in_degree": math.Log(2), "out_growth": math.Log(2) - math.Log(4), "supplier_lost": math.Log(3), "triads": 1,
	} {
		if got := termOf(x, name); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %g, want %g", name, got, want)
		}
	}
	a := m.Around()
	a.Of(3, true)
	if got := a.Reach(10, 0); !slices.Contains(got, 0) || slices.Contains(got, 1) {
		t.Errorf("suppliers within reach of 3: %v; 0 is, 1 supplies it already", got)
	}
}

func TestFitMatch(t *testing.T) {
	var positive, negative [][]float64
	for i := range 100 { // odds of 3 at x = 1, of 1/3 at x = 0
		x, y := []float64{1, 7}, []float64{0, 7}
		if i%4 == 0 {
			x, y = y, x
		}
		positive, negative = append(positive, x), append(negative, y)
	}
	m, err := FitMatch(positive, negative)
	if err != nil {
		t.Fatal(err)
	}
	if s := m.Score([]float64{1, 7}); math.Abs(s-math.Log(3)) > 0.05 || math.Abs(s+m.Score([]float64{0, 7})) > 1e-9 || m.Weight[1] != 0 {
		t.Errorf("log-odds %g, should be near %g", s, math.Log(3))
	}
	if _, err := FitMatch(nil, negative); err == nil {
		t.Error("nothing to learn from is taken")
	}
}

func TestDiverse(t *testing.T) {
	list := []Candidate{{0, 10}, {1, 9}, {2, 5}}
	twins := func(a, b uint32) float64 {
		if a+b == 1 {
			return 1
		}
		return 0
	}
	order := func(lambda float64) (firms []uint32) {
		for _, c := range Diverse(list, lambda, twins) {
			firms = append(firms, c.Firm)
		}
		return firms
	}
	if got := order(0); !slices.Equal(got, []uint32{0, 1, 2}) {
		t.Errorf("without diversity: %v", got)
	}
	if got := order(0.6); !slices.Equal(got, []uint32{0, 2, 1}) {
		t.Errorf("1 is as 0, 2 is not: %v", got)
	}
}

func TestFair(t *testing.T) {
	star := func(score float64) []Candidate { return []Candidate{{7, score}, {8, score - 1}, {9, score - 2}} }
	taken, passed := Fair([][]Candidate{star(5), star(9), star(7)}, 2, 2)
	count := map[uint32]int{}
	for i, list := range taken {
		if len(list) > 2 {
			t.Errorf("list %d takes %d", i, len(list))
		}
		for _, c := range list {
			count[c.Firm]++
		}
	}
	if count[7] != 2 || count[8] != 2 || count[9] != 2 || passed == 0 {
		t.Errorf("shown %v, passed over %d", count, passed)
	}
	if taken[1][0].Firm != 7 || taken[2][0].Firm != 7 || taken[0][0].Firm != 8 {
		t.Errorf("the higher score goes first: %v", taken)
	}
	if taken, passed = Fair([][]Candidate{star(5)}, 5, 0); len(taken[0]) != 3 || passed != 0 {
		t.Errorf("no cap: %v", taken)
	}
}

func TestLikeTies(t *testing.T) {
	was, _ := New(6, []uint32{0, 1, 2}, []uint32{3, 4, 5})
	is, _ := New(6, []uint32{0, 0}, []uint32{3, 4})
	fresh := FreshTies(was, is, 0, 1)
	if !slices.Equal(fresh, []Tie{{0, 4}}) {
		t.Fatalf("fresh %v", fresh)
	}
	for seed := range uint64(20) {
		for _, u := range LikeTies(was, is, fresh, seed) {
			if len(was.Targets(u.Supplier)) != 1 || len(was.Sources(u.Customer)) != 1 || was.linked(u.Supplier, u.Customer) || is.linked(u.Supplier, u.Customer) {
				t.Errorf("%v is not like %v", u, fresh[0])
			}
		}
	}
}

// TestReserve: odd firms are the group; the order within it and within the others stays.
func TestReserve(t *testing.T) {
	odd := func(firm uint32) bool { return firm%2 == 1 }
	var list []Candidate
	for i, firm := range []uint32{0, 2, 4, 1, 6, 3, 8} {
		list = append(list, Candidate{firm, float64(-i)})
	}
	for share, want := range map[float64][]uint32{0: {0, 2, 4, 1, 6, 3, 8}, 0.5: {0, 1, 2, 3, 4, 6, 8}, 1: {1, 3, 0, 2, 4, 6, 8}} {
		var got []uint32
		for _, c := range Reserve(list, share, odd) {
			got = append(got, c.Firm)
		}
		if !slices.Equal(got, want) {
			t.Errorf("share %g: %v, want %v", share, got, want)
		}
	}
}
