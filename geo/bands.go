package geo

import (
	"math"
	"slices"
)

// Bands hold a curve against draws of it under independence: locally, by distance (5 % of draws lie below Low, 5 % above High), and globally (5 % of draws pass GlobalHigh anywhere, 5 % fall below GlobalLow anywhere).
type Bands struct {
	Low, High, GlobalLow, GlobalHigh []float64
}

// bandsOf draws, one curve each; share lies beyond a band.
func bandsOf(draws [][]float64, share float64) *Bands {
	if len(draws) == 0 {
		return nil
	}
	points, n := len(draws[0]), len(draws)
	b := &Bands{make([]float64, points), make([]float64, points), make([]float64, points), make([]float64, points)}
	sorted := make([][]float64, points)
	lowest, highest := slices.Repeat([]int{n}, n), slices.Repeat([]int{n}, n) // least rank of each draw over distances, from either end
	for d := range points {
		column := make([]float64, n)
		for s, curve := range draws {
			column[s] = curve[d]
		}
		sorted[d] = slices.Sorted(slices.Values(column))
		for s, x := range column {
			below, _ := slices.BinarySearch(sorted[d], x)
			above, _ := slices.BinarySearch(sorted[d], math.Nextafter(x, math.Inf(1)))
			lowest[s], highest[s] = min(lowest[s], above-1), min(highest[s], n-below-1)
		}
	}
	k := int(share * float64(n))
	slices.Sort(lowest)
	slices.Sort(highest)
	for d, column := range sorted {
		b.Low[d], b.High[d] = column[k], column[n-1-k]
		b.GlobalLow[d], b.GlobalHigh[d] = column[lowest[k]], column[n-1-highest[k]]
	}
	return b
}
