package composite

import (
	"math"
)

// MPI is the Mazziotta–Pareto index of a unit: M ∓ S·S/M, M the weighted mean of its scores, S their weighted population deviation. Minus (the default) is
// for good things, plus for bad ones. The scores are to be on z(100, 10) (MPI) or on posts 70–130 (AMPI, comparable over time: AMPIPosts).
// Mazziotta and Pareto 2016, doi 10.1007/s11205-015-0998-2.
func MPI(c Columns, weights []float64, plus bool) []float64 {
	sign := -1.0
	if plus {
		sign = 1
	}
	out := make([]float64, c.Units())
	for u := range out {
		var sum, squares, all float64
		for i, x := range c {
			if !math.IsNaN(x[u]) {
				sum, squares, all = sum+weights[i]*x[u], squares+weights[i]*x[u]*x[u], all+weights[i]
			}
		}
		m := sum / all
		out[u] = m + sign*max(0, squares/all-m*m)/m
	}
	return out
}

// AMPIPosts are goalposts of the adjusted index: a reference value scores 100, ± half the range over all years scores 70 and 130: normalise
// 60·(x − low)/(high − low) + 70.
func AMPIPosts(least, most, reference float64) (low, high float64) {
	half := (most - least) / 2
	return reference - half, reference + half
}

// AMPIScale is a column on 70–130 by its posts, turned where less is better.
func AMPIScale(x []float64, low, high float64, direction int) []float64 {
	out := Scaling{Method: "goalposts", Low: low, High: high, Scale: 60}.Column(x, direction)
	for u := range out {
		out[u] += 70
	}
	return out
}
