package composite

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat"
)

// Influence finds weights of an arithmetic mean such that the members' correlations with it stand to each other as targets (Becker and others 2017,
// doi 10.1016/j.ecolind.2017.03.056, where optim is used): with R the correlations, R(w∘σ) ∝ target, so w = R⁻¹target/σ, exactly, unless a weight is
// negative. Then exact is false and the weights, from 0 up, are those with the least squared error of the shares. reached are the correlations' shares.
func Influence(c Columns, target []float64) (weights, reached []float64, exact bool, err error) {
	whole := c.Keep(c.whole())
	if whole.Units() <= len(c) || len(target) != len(c) {
		return nil, nil, false, fmt.Errorf("target influence takes a target for each of %d members and more whole units than members, not %d and %d", len(c), len(target), whole.Units())
	}
	r := correlations(whole)
	sd := make([]float64, len(c))
	for i, x := range whole {
		sd[i] = stat.StdDev(x, nil)
	}
	var solved mat.VecDense
	if err := solved.SolveVec(r, mat.NewVecDense(len(target), target)); err != nil {
		return nil, nil, false, fmt.Errorf("target influence: members repeat each other: %w", err)
	}
	exact = true
	for i := range c {
		w := solved.AtVec(i) / sd[i]
		exact = exact && w >= 0
		weights = append(weights, max(w, 0))
	}
	if !exact {
		if weights, err = nearest(r, sd, shares(weights), target); err != nil {
			return nil, nil, false, err
		}
	}
	weights = shares(weights)
	return weights, influences(r, sd, weights), exact, nil
}

// influences are the shares of the members' correlations with their weighted mean.
func influences(r *mat.SymDense, sd, weights []float64) []float64 {
	out := make([]float64, len(sd))
	for i := range out {
		for k := range sd {
			out[i] += r.At(i, k) * weights[k] * sd[k]
		}
	}
	return shares(out)
}

// nearest searches weights w = v² by Nelder and Mead.
func nearest(r *mat.SymDense, sd, start, target []float64) ([]float64, error) {
	want := shares(append([]float64(nil), target...))
	square := func(v []float64) []float64 {
		w := make([]float64, len(v))
		for i := range v {
			w[i] = v[i] * v[i]
		}
		return w
	}
	problem := optimize.Problem{Func: func(v []float64) (sum float64) {
		for i, x := range influences(r, sd, square(v)) {
			sum += (x - want[i]) * (x - want[i])
		}
		return sum
	}}
	for i := range start {
		start[i] = math.Sqrt(start[i] + 1e-3)
	}
	found, err := optimize.Minimize(problem, start, &optimize.Settings{FuncEvaluations: 20_000}, &optimize.NelderMead{})
	if found == nil {
		return nil, fmt.Errorf("target influence: %w", err)
	}
	return square(found.X), nil
}
