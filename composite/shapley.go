package composite

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
)

// Shapley shares a change among the indicators that changed: value makes a number a unit of the indicators' columns, and part[u][i] is indicator i's part of unit u's
// change of value from before to after; the parts add up to it. A part is the mean over all orders of the indicators of the change when i follows those
// ahead of it. Up to 10 indicators all orders are counted (exact); else orders drawn in pairs, one the reverse of the other, from the seed: the
// parts still add up. Shapley 1953; for indices Sastre and Trannoy 2002, doi 10.1007/BF03052500.
func Shapley(before, after Columns, value func(Columns) ([]float64, error), orders int, seed uint64) (part [][]float64, err error) {
	if len(before) != len(after) || before.Units() != after.Units() {
		return nil, fmt.Errorf("before and after have different indicators or units")
	}
	s := &sharing{before: before, after: after, value: value}
	for range before.Units() {
		s.part = append(s.part, make([]float64, len(before)))
	}
	if len(before) <= 10 {
		return s.part, s.everyOrder()
	}
	random := rand.New(rand.NewPCG(seed, 0))
	pairs := max(1, orders/2)
	for range pairs {
		order := random.Perm(len(before))
		for range 2 {
			if err := s.follow(order, 1/float64(2*pairs)); err != nil {
				return nil, err
			}
			for i, k := 0, len(order)-1; i < k; i, k = i+1, k-1 {
				order[i], order[k] = order[k], order[i]
			}
		}
	}
	return s.part, nil
}

type sharing struct {
	before, after Columns
	value         func(Columns) ([]float64, error)
	part          [][]float64
}

// follow lets the indicators change one after the other.
func (s *sharing) follow(order []int, weight float64) error {
	now := append(Columns(nil), s.before...)
	last, err := s.value(now)
	if err != nil {
		return err
	}
	for _, i := range order {
		now[i] = s.after[i]
		next, err := s.value(now)
		if err != nil {
			return err
		}
		for u := range next {
			s.part[u][i] += weight * (next[u] - last[u])
		}
		last = next
	}
	return nil
}

// everyOrder sums over the sets S of those ahead: i's part has weight |S|!(n − |S| − 1)!/n!.
func (s *sharing) everyOrder() error {
	n := len(s.before)
	values := make([][]float64, 1<<n)
	for set := range values {
		now := append(Columns(nil), s.before...)
		for i := range n {
			if set>>i&1 == 1 {
				now[i] = s.after[i]
			}
		}
		v, err := s.value(now)
		if err != nil {
			return err
		}
		values[set] = append([]float64(nil), v...)
	}
	weight := make([]float64, n) // by |S|
	for k := range weight {
		weight[k] = 1 / float64(n)
		for j := range k { // 1/(n·C(n−1, k))
			weight[k] *= float64(j+1) / float64(n-1-j)
		}
	}
	for set, v := range values {
		for i := range n {
			if set>>i&1 == 1 {
				continue
			}
			w, with := weight[bits.OnesCount(uint(set))], values[set|1<<i]
			for u := range v {
				s.part[u][i] += w * (with[u] - v[u])
			}
		}
	}
	return nil
}
