package composite

import "math"

// Available is the share of indicators that each unit has, and the share of those that are not zero.
func Available(c Columns) (there, nonzero []float64) {
	there, nonzero = make([]float64, c.Units()), make([]float64, c.Units())
	for u := range there {
		n, zeros := 0, 0
		for _, x := range c {
			if !math.IsNaN(x[u]) {
				n++
			}
			if x[u] == 0 {
				zeros++
			}
		}
		there[u], nonzero[u] = float64(n)/float64(len(c)), float64(n-zeros)/float64(n)
	}
	return there, nonzero
}

// Screen keeps the units of which at least a share of the indicators is there, and, of those, at least a share not zero (0: any).
func Screen(c Columns, least, leastNonzero float64) (keep []bool) {
	there, nonzero := Available(c)
	keep = make([]bool, len(there))
	for u := range keep {
		keep[u] = there[u] >= least && !(nonzero[u] < leastNonzero)
	}
	return keep
}
