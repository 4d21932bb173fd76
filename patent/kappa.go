package patent

import "math"

// Kappa is how far two readers agree on the same items, beyond what chance would make of their habits.
type Kappa struct {
	Items              int
	Observed, Expected float64 // shares of items: in agreement, and by chance
	Kappa              float64 // 1 in full agreement, 0 as chance; NaN where both gave one and the same value throughout
	SE                 float64 // standard error
	Low, High          float64 // 95 % interval, within −1 … 1
}

// Agreement compares the values that two readers gave to the same items, place by place: κ = (p_o − p_e)/(1 − p_e), p_o the
// share of equal values, p_e = Σ_k p_k·q_k from each reader's own shares. Cohen 1960, Educational and Psychological Measurement
// 20:37. The standard error is that for unequal κ, of Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72:323. Values are
// names without order. NaN without items. a and b are of one length.
func Agreement(a, b []string) Kappa {
	n := float64(len(a))
	cells := map[[2]string]float64{}
	first, second := map[string]float64{}, map[string]float64{}
	for i := range a {
		cells[[2]string{a[i], b[i]}]++
		first[a[i]]++
		second[b[i]]++
	}
	nan := math.NaN()
	k := Kappa{Items: len(a), Observed: nan, Expected: nan, Kappa: nan, SE: nan, Low: nan, High: nan}
	if n == 0 {
		return k
	}
	var equal, chance float64 // counts are whole: their sums do not depend on the order of the maps
	for value, f := range first {
		equal += cells[[2]string{value, value}]
		chance += f * second[value]
	}
	k.Observed, k.Expected = equal/n, chance/(n*n)
	if chance == n*n {
		return k
	}
	k.Kappa = (k.Observed - k.Expected) / (1 - k.Expected)
	k.SE = spread(cells, first, second, n, k)
	k.Low, k.High = max(-1, k.Kappa-1.959963984540054*k.SE), min(1, k.Kappa+1.959963984540054*k.SE)
	return k
}

// spread sums over the cells as whole numbers weighed by integers first, so that the order of the map does not show.
func spread(cells map[[2]string]float64, first, second map[string]float64, n float64, k Kappa) float64 {
	var linear, square, off float64
	for pair, count := range cells {
		if pair[0] == pair[1] {
			m := first[pair[0]] + second[pair[0]]
			linear, square = linear+count*m, square+count*m*m
		} else {
			m := second[pair[0]] + first[pair[1]]
			off += count * m * m
		}
	}
	rest := 1 - k.Kappa
	agreed := k.Observed - 2*rest*linear/(n*n) + rest*rest*square/(n*n*n)
	variance := agreed + rest*rest*off/(n*n*n) - math.Pow(k.Kappa-k.Expected*rest, 2)
	return math.Sqrt(max(0, variance)) / ((1 - k.Expected) * math.Sqrt(n))
}
