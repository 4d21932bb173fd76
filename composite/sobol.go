package composite

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Sensitivity is how much of the variance of a result one factor decides: alone (first order), and with all its interactions (total).
type Sensitivity struct {
	First, Total                             float64
	FirstLow, FirstHigh, TotalLow, TotalHigh float64 // 5 % and 95 % of the bootstrap
}

// Sobol estimates the indices of f over [0,1)^factors by the design A, B, A with one column of B: n(factors + 2) runs, first order after Saltelli and others
// 2010 (doi 10.1016/j.cpc.2009.09.018) mean(yB(yAB − yA))/V, total after Jansen mean((yA − yAB)²)/2V, V the variance of yA and yB; intervals by
// 1,000 resamplings of the n rows. f may be called on several cores.
func Sobol(factors, n int, seed uint64, f func(u []float64) (float64, error)) ([]Sensitivity, error) {
	return sobol(factors, n, seed, func(u []float64, _ *scratch) (float64, error) { return f(u) })
}

func sobol(factors, n int, seed uint64, f func(u []float64, s *scratch) (float64, error)) ([]Sensitivity, error) {
	if factors < 1 || n < 2 {
		return nil, fmt.Errorf("sensitivity takes a factor and 2 rows at least, not %d and %d", factors, n)
	}
	y := make([][]float64, factors+2) // of A, B, and A with one column of B
	for k := range y {
		y[k] = make([]float64, n)
	}
	err := parallel(n, func(i int, s *scratch) error {
		random := rand.New(rand.NewPCG(seed, uint64(i)))
		a, b := make([]float64, factors), make([]float64, factors)
		for k := range factors {
			a[k], b[k] = random.Float64(), random.Float64()
		}
		for k := range y {
			u := a
			if k == 1 {
				u = b
			} else if k > 1 {
				u = slices.Clone(a)
				u[k-2] = b[k-2]
			}
			v, err := f(u, s)
			if err != nil {
				return err
			}
			y[k][i] = v
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return sensitivities(y, seed), nil
}

func sensitivities(y [][]float64, seed uint64) []Sensitivity {
	const resamplings = 1000
	n, factors := len(y[0]), len(y)-2
	rows := make([]int, n)
	for i := range rows {
		rows[i] = i
	}
	first, total := indices(y, rows)
	out, drawn := make([]Sensitivity, factors), make([][2][]float64, factors)
	for k := range drawn {
		drawn[k] = [2][]float64{make([]float64, resamplings), make([]float64, resamplings)}
	}
	_ = parallel(resamplings, func(r int, _ *scratch) error {
		random, rows := rand.New(rand.NewPCG(seed, math.MaxUint64-uint64(r))), make([]int, n)
		for i := range rows {
			rows[i] = random.IntN(n)
		}
		f, t := indices(y, rows)
		for k := range factors {
			drawn[k][0][r], drawn[k][1][r] = f[k], t[k]
		}
		return nil
	})
	for k := range out {
		out[k] = Sensitivity{first[k], total[k], Quantile(drawn[k][0], .05), Quantile(drawn[k][0], .95), Quantile(drawn[k][1], .05), Quantile(drawn[k][1], .95)}
	}
	return out
}

// indices of the rows listed. The results are taken from their mean, which changes nothing expected and much of the noise.
func indices(y [][]float64, rows []int) (first, total []float64) {
	var sum, squares float64
	for _, i := range rows {
		sum += y[0][i] + y[1][i]
	}
	m := sum / float64(2*len(rows))
	for _, i := range rows {
		squares += (y[0][i]-m)*(y[0][i]-m) + (y[1][i]-m)*(y[1][i]-m)
	}
	variance := squares / float64(2*len(rows))
	for _, changed := range y[2:] {
		var f, t float64
		for _, i := range rows {
			d := changed[i] - y[0][i]
			f += (y[1][i] - m) * d
			t += d * d
		}
		first = append(first, f/float64(len(rows))/variance)
		total = append(total, t/float64(2*len(rows))/variance)
	}
	return first, total
}

// RankSensitivity tells which choices decide the ranks: Sobol' indices of the mean absolute shift of rank from the index as made, a factor a place of
// c.Factors. rows·(factors + 2) indices are made.
func RankSensitivity(c Choices, rows int, seed uint64) ([]Sensitivity, error) {
	r := newRanker(&c)
	nominal, err := r.ranked(c.nominal(), &scratch{})
	if err != nil {
		return nil, err
	}
	nominal = slices.Clone(nominal)
	return sobol(len(c.Factors()), rows, seed, func(u []float64, s *scratch) (float64, error) {
		ranks, err := r.ranked(c.at(u, seed), s)
		if err != nil {
			return 0, err
		}
		var shift float64
		for i, rank := range ranks {
			shift += math.Abs(float64(rank - nominal[i]))
		}
		return shift / float64(len(ranks)), nil
	})
}
