package geo

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// mostUnits bounds NearestNeighbours, whose time grows with the square: 5,000 units take seconds.
const mostUnits = 5000

// NearestNeighbours makes the k nearest others of every unit its neighbours, each at weight 1/k, by great circle; of equally near ones the first in order. Units may be
// neighbours one way only. Degrees. Errors: coordinates that are no place, k below 1 or not below the number of units, too many units. O(n² log n).
func NearestNeighbours(lat, lon []float64, k int) (*Neighbours, error) {
	n := len(lat)
	if k < 1 || k >= n {
		return nil, fmt.Errorf("%d nearest of %d units", k, n)
	}
	if n > mostUnits {
		return nil, fmt.Errorf("%d units: at most %d have their nearest found", n, mostUnits)
	}
	for i := range n {
		if !(math.Abs(lat[i]) <= 90) || !(math.Abs(lon[i]) <= 360) {
			return nil, fmt.Errorf("unit %d: latitude %g, longitude %g: no place on earth", i, lat[i], lon[i])
		}
	}
	ties := make([]Tie, 0, n*k)
	far, order := make([]float64, n), make([]int32, n-1)
	for i := range n {
		order = order[:0]
		for j := range n {
			if far[j] = Distance(lat[i], lon[i], lat[j], lon[j]); j != i {
				order = append(order, int32(j))
			}
		}
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(far[a], far[b]) })
		for _, j := range order[:k] {
			ties = append(ties, Tie{From: int32(i), To: j, Weight: 1 / float64(k)})
		}
	}
	return NewNeighbours(n, ties)
}
