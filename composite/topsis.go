package composite

import "math"

// Ideal is a unit's distance to the best and the worst point, and its closeness d⁻/(d⁺ + d⁻), from 0 to 1.
type Ideal struct{ Worse, Better, Closeness []float64 } // d⁺ to the best point, d⁻ to the worst

// TOPSIS weighs normalised columns (more is better) by w sharing 1 and measures Euclid's distance to the best and the worst point (Hwang and Yoon
// 1981, doi 10.1007/978-3-642-48318-9). nil points are the columns' own extremes: a unit that joins may then turn the order of others round; fixed
// points (of the normalised scale, unweighted) do not.
func TOPSIS(c Columns, weights, best, worst []float64) Ideal {
	n, all := c.Units(), total(weights)
	d := Ideal{make([]float64, n), make([]float64, n), make([]float64, n)}
	for i, x := range c {
		low, high := span(x)
		if best != nil {
			low, high = worst[i], best[i]
		}
		w := weights[i] / all
		for u, v := range x {
			d.Worse[u] += w * w * (high - v) * (high - v)
			d.Better[u] += w * w * (v - low) * (v - low)
		}
	}
	for u := range n {
		d.Worse[u], d.Better[u] = math.Sqrt(d.Worse[u]), math.Sqrt(d.Better[u])
		d.Closeness[u] = d.Better[u] / (d.Worse[u] + d.Better[u])
	}
	return d
}

// VectorNormalise divides a column by √Σx², the other normalisation in use with TOPSIS.
func VectorNormalise(x []float64) []float64 {
	var sum float64
	for _, v := range known(x) {
		sum += v * v
	}
	out := make([]float64, len(x))
	for u, v := range x {
		out[u] = v / math.Sqrt(sum)
	}
	return out
}
