package composite

import "math"

// Denominate divides an indicator by a size (population, area, output), unit by unit, times scale. What is divided by nothing, by zero or
// by a missing size is missing.
func Denominate(x, size []float64, scale float64) []float64 {
	out := make([]float64, len(x))
	for u := range x {
		out[u] = math.NaN()
		if size[u] != 0 {
			out[u] = x[u] / size[u] * scale
		}
	}
	return out
}
