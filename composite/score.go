package composite

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// scratch is the working memory of one goroutine.
type scratch struct {
	nodes Columns
	order []keyed
	ranks []int32
}

type keyed struct {
	score float64
	unit  int32
}

// scores are numbers in the order of the index of a pick: the index itself, or under an increasing function.
func (r *ranker) scores(p pick, s *scratch) ([]float64, error) {
	d, err := r.data(p)
	if err != nil {
		return nil, err
	}
	how := r.Means[p.mean]
	if !simple(how) || d.gaps {
		return r.slow(d, p, how)
	}
	s.nodes = s.nodes[:0]
	s.nodes = append(s.nodes, d.leaves...)
	for n := r.Tree.Leaves; n < len(r.Tree.Nodes); n++ {
		score := s.room(n, len(d.leaves[0]))
		for _, k := range r.Tree.Children[n] {
			floats.AddScaled(score, p.weights[k], s.nodes[k])
		}
		s.nodes = append(s.nodes, score)
	}
	score := s.nodes[r.Tree.Root()]
	if decreasing(how[0]) {
		floats.Scale(-1, score)
	}
	return score, nil
}

// room is a zeroed column for a node, kept between runs.
func (s *scratch) room(node, units int) []float64 {
	if node < cap(s.nodes) {
		if old := s.nodes[:node+1][node]; len(old) == units {
			clear(old)
			return old
		}
	}
	return make([]float64, units)
}

// simple tells whether the same mean is taken on every level, of whatever there is.
func simple(how []Aggregation) bool {
	to, _ := how[0].scale()
	for _, a := range how {
		if to == nil || a.Least > 0 || a.Method != how[0].Method || a.Power != how[0].Power {
			return false
		}
	}
	return true
}

func decreasing(a Aggregation) bool {
	return a.Method == "harmonic" || a.Method == "generalised" && a.Power < 0
}

// slow aggregates group by group.
func (r *ranker) slow(d *prepared, p pick, how []Aggregation) ([]float64, error) {
	t := r.Tree
	t.Nodes = slices.Clone(t.Nodes)
	for i := range t.Nodes {
		t.Nodes[i].Weight = p.weights[i]
	}
	nodes, err := t.Aggregate(d.plain, how)
	if err != nil {
		return nil, err
	}
	return nodes[t.Root()], nil
}

// ranked are the ranks of a pick, 1 the best, equal scores the better one, 0 of a unit without a score.
func (r *ranker) ranked(p pick, s *scratch) ([]int32, error) {
	score, err := r.scores(p, s)
	if err != nil {
		return nil, err
	}
	if err := r.together(len(score)); err != nil {
		return nil, err
	}
	if len(s.ranks) != len(score) {
		s.ranks = make([]int32, len(score))
	}
	for _, rows := range r.rows {
		s.order = s.order[:0]
		for _, u := range rows {
			s.ranks[u] = 0
			if !math.IsNaN(score[u]) {
				s.order = append(s.order, keyed{score[u], int32(u)})
			}
		}
		slices.SortFunc(s.order, func(a, b keyed) int {
			switch {
			case a.score > b.score:
				return -1
			case a.score < b.score:
				return 1
			}
			return 0
		})
		for i, k := range s.order {
			s.ranks[k.unit] = int32(i + 1)
			// Sums in another order differ in the last bits: what is equal that closely is equal.
			if i > 0 && s.order[i-1].score-k.score <= 1e-12*math.Abs(k.score) {
				s.ranks[k.unit] = s.ranks[s.order[i-1].unit]
			}
		}
	}
	return s.ranks, nil
}
