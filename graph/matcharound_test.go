package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// someYears are random networks of a few dates, with mutual links and hubs.
func someYears(draw *rand.Rand, n, dates int) []*Graph {
	var past []*Graph
	for range dates {
		var source, target []uint32
		for range 3 * n {
			v, w := uint32(draw.IntN(n)), uint32(draw.IntN(1+draw.IntN(n)))
			source, target = append(source, v), append(target, w)
			if draw.IntN(8) == 0 {
				source, target = append(source, w), append(target, v)
			}
		}
		g, _ := New(n, source, target)
		past = append(past, g)
	}
	return past
}

// TestAround: the terms of every pair are those of the definition, whichever of the two is asked for.
func TestAround(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 1))
	for range 20 {
		m, err := NewMatching(someYears(draw, 30, 3), 2)
		if err != nil {
			t.Fatal(err)
		}
		a := m.Around()
		want, got := make([]float64, len(MatchTerms)), make([]float64, len(MatchTerms))
		for v := range uint32(30) {
			for w := range uint32(30) {
				if v == w {
					continue
				}
				m.Terms(v, w, want)
				for _, supplying := range []bool{true, false} {
					firm, candidate := w, v
					if !supplying {
						firm, candidate = v, w
					}
					a.Of(firm, supplying)
					a.Terms(candidate, got)
					for i := range want {
						if math.Abs(got[i]-want[i]) > 1e-12 || (got[i] == 0) != (want[i] == 0) {
							t.Fatalf("%d → %d, %s: %g, want %g", v, w, MatchTerms[i], got[i], want[i])
						}
					}
				}
			}
		}
	}
}

// reachPathByPath walks every path.
func reachPathByPath(m *Matching, firm uint32, hub int) map[uint32]float64 {
	weight := map[uint32]float64{}
	big := func(v uint32) bool { return hub > 0 && degree(m.ever, v) > float64(hub) }
	both(m.ever, firm, func(u uint32) {
		if !m.now.linked(u, firm) && !m.now.linked(firm, u) {
			weight[u]++
		}
		if big(u) {
			return
		}
		both(m.ever, u, func(v uint32) {
			if v == firm {
				return
			}
			weight[v] += 1 / degree(m.ever, u)
			if !big(v) {
				both(m.ever, v, func(w uint32) { weight[w] += 1 / math.Sqrt(degree(m.ever, u)*degree(m.ever, v)) })
			}
		})
	})
	return weight
}

// TestAround_Reach: the foremost of all paths walked one by one.
func TestAround_Reach(t *testing.T) {
	draw := rand.New(rand.NewPCG(4, 1))
	m, err := NewMatching(someYears(draw, 60, 2), 0)
	if err != nil {
		t.Fatal(err)
	}
	a := m.Around()
	for firm := range uint32(60) {
		for _, hub := range []int{0, 12} {
			a.Of(firm, true)
			weight, got := reachPathByPath(m, firm, hub), a.Reach(7, hub)
			last := math.Inf(1)
			for _, v := range got {
				if weight[v] > last+1e-12 || m.now.linked(v, firm) || v == firm {
					t.Errorf("%d, hub %d: %v", firm, hub, got)
				}
				last = weight[v]
			}
			for v, x := range weight {
				if len(got) == 7 && x > last+1e-9 && v != firm && !m.now.linked(v, firm) && len(m.ever.Targets(v)) > 0 && !slices.Contains(got, v) {
					t.Errorf("%d, hub %d: %d with %g is left out of %v", firm, hub, v, x, got)
				}
			}
		}
	}
}
