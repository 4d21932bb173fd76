package graph

import (
	"cmp"
	"math"
	"slices"
)

// Candidate is a firm proposed to another, with its score (any scale, more is better).
type Candidate struct {
	Firm  uint32
	Score float64
}

// Reach lists the firms, at most so many, that are not linked with a firm on the latest date but lie two or three steps from it over all dates, those
// with the most paths first: Σ 1/√(k_u k_v) over paths of three steps and Σ 1/k_z over two. Paths through nodes of more than hub
// neighbours are left out (0: none). supplying: the candidates have to have sold something, else bought something.
func (m *Matching) Reach(firm uint32, supplying bool, most, hub int) []uint32 {
	weight := map[uint32]float64{}
	var order []uint32
	add := func(v uint32, x float64) {
		if _, met := weight[v]; !met {
			order = append(order, v)
		}
		weight[v] += x
	}
	big := func(v uint32) bool { return hub > 0 && degree(m.ever, v) > float64(hub) }
	both(m.ever, firm, func(u uint32) {
		if !m.now.linked(u, firm) && !m.now.linked(firm, u) {
			add(u, 1) // a partner of earlier days
		}
		if big(u) {
			return
		}
		ku := degree(m.ever, u)
		both(m.ever, u, func(v uint32) {
			if v == firm {
				return
			}
			add(v, 1/ku)
			if big(v) {
				return
			}
			step := 1 / math.Sqrt(ku*degree(m.ever, v))
			both(m.ever, v, func(w uint32) { add(w, step) })
		})
	})
	kept := order[:0]
	for _, v := range order {
		role := m.ever.Targets(v)
		linked := m.now.linked(v, firm)
		if !supplying {
			role, linked = m.ever.Sources(v), m.now.linked(firm, v)
		}
		if v != firm && len(role) > 0 && !linked {
			kept = append(kept, v)
		}
	}
	slices.SortFunc(kept, func(a, b uint32) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b)) })
	return kept[:min(most, len(kept))]
}

// Diverse puts candidates in the order of maximal marginal relevance: each next one has the most of (1−λ)·score − λ·(its greatest likeness to those
// before), scores scaled to 0 … 1. Carbonell and Goldstein 1998, doi 10.1145/290941.291025. λ = 0 is the order of scores.
func Diverse(list []Candidate, lambda float64, alike func(a, b uint32) float64) []Candidate {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Candidate) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Firm, b.Firm)) })
	if len(list) < 3 || lambda <= 0 {
		return list
	}
	most, least := list[0].Score, list[len(list)-1].Score
	if most == least {
		least = most - 1
	}
	near := make([]float64, len(list))
	for k := range list {
		best, value := k, 0.0
		for i := k; i < len(list); i++ {
			if x := (1-lambda)*(list[i].Score-least)/(most-least) - lambda*near[i]; i == k || x > value {
				best, value = i, x
			}
		}
		c, n := list[best], near[best]
		copy(list[k+1:best+1], list[k:best])
		copy(near[k+1:best+1], near[k:best])
		list[k], near[k] = c, n
		for i := k + 1; i < len(list); i++ {
			near[i] = max(near[i], alike(c.Firm, list[i].Firm))
		}
	}
	return list
}

// Alike is the Jaccard likeness of two firms' neighbours over all dates.
func (m *Matching) Alike(a, b uint32) float64 {
	x, shared := neighbourSet(m.ever, a, a), 0
	y := neighbourSet(m.ever, b, b)
	for v := range x {
		if y[v] {
			shared++
		}
	}
	if all := len(x) + len(y) - shared; all > 0 {
		return float64(shared) / float64(all)
	}
	return 0
}

// Fair deals candidates out, top to each of the lists, no firm more than exposure times in all (0: no cap): in rounds, in each of which every list takes its next
// candidate that is still free, those whose next has the higher score first. The lists are in order of preference. What a list takes comes in
// its order; passed counts the candidates that were passed over because of the cap.
func Fair(lists [][]Candidate, top, exposure int) (taken [][]Candidate, passed int) {
	taken = make([][]Candidate, len(lists))
	at, shown := make([]int, len(lists)), map[uint32]int{}
	turn := make([]int, len(lists))
	for i := range turn {
		turn[i] = i
	}
	next := func(i int) float64 {
		if at[i] < len(lists[i]) {
			return lists[i][at[i]].Score
		}
		return 0
	}
	for range top {
		slices.SortStableFunc(turn, func(a, b int) int { return cmp.Or(cmp.Compare(next(b), next(a)), cmp.Compare(a, b)) })
		for _, i := range turn {
			for at[i] < len(lists[i]) {
				c := lists[i][at[i]]
				at[i]++
				if exposure > 0 && shown[c.Firm] >= exposure {
					passed++
					continue
				}
				shown[c.Firm]++
				taken[i] = append(taken[i], c)
				break
			}
		}
	}
	return taken, passed
}
