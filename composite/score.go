package composite

import (
	"math"
	"math/bits"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// scratch is the working memory of one goroutine.
type scratch struct {
	nodes Columns
	order []uint64
	ranks []int32
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

// ranked are the ranks of a pick, as Ranks gives them, of the units ranked together.
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
		s.order = rank(score, rows, s.ranks, s.order)
	}
	return s.ranks, nil
}

// Ranks gives 1 to the greatest score; equal scores share the better rank; NaN has rank 0. Sums in another order differ in their last bits: what is within 1e-12 of the
// first score of a rank has that rank.
func Ranks(score []float64) []int {
	rows, ranks, out := make([]int, len(score)), make([]int32, len(score)), make([]int, len(score))
	for u := range rows {
		rows[u] = u
	}
	rank(score, rows, ranks, nil)
	for u, r := range ranks {
		out[u] = int(r)
	}
	return out
}

// rank ranks the units of the rows. It sorts whole numbers: the order-keeping bits of a score with the row's place in the last ones, then puts right what those hid.
func rank(score []float64, rows []int, ranks []int32, order []uint64) []uint64 {
	order = order[:0]
	places := uint64(1)<<bits.Len(uint(len(rows))) - 1
	for i, u := range rows {
		ranks[u] = 0
		if math.IsNaN(score[u]) {
			continue
		}
		key := math.Float64bits(-score[u]) // the best first
		if key>>63 == 1 {
			key = ^key
		} else {
			key |= 1 << 63
		}
		order = append(order, key&^places|uint64(i))
	}
	slices.Sort(order)
	of := func(i int) float64 { return score[rows[order[i]&places]] }
	for i := 1; i < len(order); i++ {
		for k := i; k > 0 && of(k) > of(k-1); k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	first := 0
	for i := range order {
		if d := of(first) - of(i); d > 1e-12*math.Abs(of(first)) || math.IsInf(d, 1) {
			first = i
		}
		ranks[rows[order[i]&places]] = int32(first + 1)
	}
	return order
}
