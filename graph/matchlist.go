package graph

import (
	"cmp"
	"slices"
)

// Candidate is a firm proposed to another, with its score (any scale, more is better).
type Candidate struct {
	Firm  uint32
	Score float64
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
	x, y := m.peers.Targets(a), m.peers.Targets(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	shared := sharedNodes(x, y)
	if all := len(x) + len(y) - shared; all > 0 {
		return float64(shared) / float64(all)
	}
	return 0
}

// sharedNodes counts what two ascending lists have in common, the first not the longer.
func sharedNodes(x, y []uint32) (count int) {
	for _, v := range x {
		at, ok := slices.BinarySearch(y, v)
		if ok {
			count++
		}
		if y = y[at:]; len(y) == 0 {
			break
		}
	}
	return count
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

// Reserve puts candidates in an order in which of every first k at least ⌊share·k⌋ are of a group, as long as there are such; else the order stays. The rule is the
// ranked group fairness of FA*IR (Zehlike et al. 2017, doi 10.1145/3132847.3132938) without its test: the least number is the expectation.
func Reserve(list []Candidate, share float64, of func(firm uint32) bool) []Candidate {
	var group, rest []Candidate
	for _, c := range list {
		if of(c.Firm) {
			group = append(group, c)
		} else {
			rest = append(rest, c)
		}
	}
	out, at := make([]Candidate, 0, len(list)), 0
	for _, c := range list {
		for len(group) > 0 && at < int(share*float64(len(out)+1)) {
			out, group, at = append(out, group[0]), group[1:], at+1
		}
		switch {
		case len(rest) > 0 && c == rest[0]:
			out, rest = append(out, c), rest[1:]
		case len(group) > 0 && c == group[0]:
			out, group, at = append(out, c), group[1:], at+1
		}
	}
	return append(out, group...)
}
