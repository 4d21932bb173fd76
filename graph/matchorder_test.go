package graph

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestFitOrder_conditional: in each of many lists of two the one with the greater term is taken three times in four: the weight is ln 3 a unit (binary
// logit of the difference), but for the ridge; and what all of a list share does not count.
func TestFitOrder_conditional(t *testing.T) {
	var choices []Choice
	draw := rand.New(rand.NewPCG(3, 3))
	for i := range 4000 {
		shared := draw.Float64()
		choices = append(choices, Choice{[][]float64{{1, shared}, {0, shared}}, []bool{i%4 != 0, i%4 == 0}})
	}
	m, err := FitOrder(choices)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Score([]float64{1, 0.5}) - m.Score([]float64{0, 0.5}); math.Abs(got-math.Log(3)) > 0.01 {
		t.Errorf("a unit weighs %.4f, want ln 3 = %.4f", got, math.Log(3))
	}
	if math.Abs(m.Weight[1]) > 1e-9 {
		t.Errorf("what a list shares weighs %g", m.Weight[1])
	}
	if _, err := FitOrder(nil); err == nil {
		t.Error("learned from nothing")
	}
}

// plantedPaths is made up: customers 0 … 19 buy of 20 suppliers each at random out of 20 … 59; supplier s+40 (60 … 99) has what s has, but for one customer
// each, which buys of it a year later: many paths of three steps lead there.
func plantedPaths(t *testing.T) (was, is *Graph, right map[uint32]map[uint32]bool) {
	t.Helper()
	draw := rand.New(rand.NewPCG(5, 6))
	var s, c []uint32
	right = map[uint32]map[uint32]bool{}
	var late [][2]uint32
	for k := range uint32(40) {
		buyers := draw.Perm(20)[:4]
		for i, b := range buyers {
			s, c = append(s, 20+k), append(c, uint32(b))
			if i > 0 {
				s, c = append(s, 60+k), append(c, uint32(b))
				continue
			}
			late = append(late, [2]uint32{60 + k, uint32(b)})
		}
	}
	was, err := New(100, s, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range late {
		s, c = append(s, l[0]), append(c, l[1])
		if right[l[1]] == nil {
			right[l[1]] = map[uint32]bool{}
		}
		right[l[1]][l[0]] = true
	}
	is, _ = New(100, s, c)
	return was, is, right
}

// TestFitOrder_planted finds planted links again, and traces the path that leads to each.
func TestFitOrder_planted(t *testing.T) {
	was, _, right := plantedPaths(t)
	m, err := NewMatching([]*Graph{was}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var customers []uint32
	for c := range uint32(20) {
		customers = append(customers, c)
	}
	choices := choicesOf(m, right, customers)
	model, err := FitOrder(choices)
	if err != nil {
		t.Fatal(err)
	}
	found, all := 0, 0
	a, y, x := m.Around(), make([]float64, len(OrderTerms)), make([]float64, len(MatchTerms))
	for _, c := range customers {
		a.Of(c, true)
		var list []Candidate
		for _, s := range a.Reach(200, 0) {
			a.Terms(s, x)
			m.Order(s, true, x, y)
			list = append(list, Candidate{s, model.Score(y)})
		}
		a.Trace(0)
		for i, k := range Diverse(list, 0, nil) {
			via := a.Via(k.Firm)
			if !via.Found || !(m.Met(c, via.First) && m.Met(via.First, via.Second) && m.Met(via.Second, k.Firm)) || via.First == k.Firm || via.Second == c {
				t.Fatalf("%d … %d: no path by %+v", c, k.Firm, via)
			}
			if i < 10 && right[c][k.Firm] {
				found++
			}
		}
		all += len(right[c])
	}
	t.Logf("%d of %d planted links in the first ten", found, all)
	if found < all*3/5 {
		t.Errorf("%d of %d planted links in the first ten", found, all)
	}
}

// TestVia takes the path of the least links: 0 and 9 are joined by 1, 2 (two links each) and by 3, 4 (three and two); a hub is left out.
func TestVia(t *testing.T) {
	g, err := New(10, []uint32{1, 1, 9, 3, 3, 9, 3}, []uint32{0, 2, 2, 0, 4, 4, 5})
	if err != nil {
		t.Fatal(err)
	}
	m, _ := NewMatching([]*Graph{g}, 0)
	a := m.Around()
	a.Of(0, true)
	a.Trace(0)
	if via := a.Via(9); via != (Via{1, 2, true}) {
		t.Errorf("%+v", via)
	}
	if via := a.Via(5); via.Found {
		t.Errorf("a path of two steps taken for one of three: %+v", via)
	}
	a.Trace(1)
	if via := a.Via(9); via.Found {
		t.Errorf("a path by hubs: %+v", via)
	}
}
