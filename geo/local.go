package geo

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Local is a measure of likeness of one unit and its neighbours.
type Local struct {
	Value    float64 // of the measure; NaN without neighbours
	Lag      float64 // weighted sum of the neighbours' values
	Quadrant string  // HH, LL: alike, high or low; HL: a high one among low ones, LH: a low one among high ones; empty without neighbours
	Z        float64 // analytic of Getis and Ord; of Moran by the draws
	P        float64 // of draws that hold the unit's value and draw its neighbours' from all others: of the lesser side, (count + 1)/(draws + 1); NaN without draws
	PFalse   float64 // P adjusted for the number of units (Benjamini and Hochberg 1995)
}

// LocalMoran is I_i = z_i Σ w_ij z_j/(Σz²/d): with d = n−1 as PySAL, with d = n as Anselin (1995, doi 10.1111/j.1538-4632.1995.tb00338.x) and R's spdep. So ΣI_i = (d/n)·S₀·I.
func LocalMoran(y []float64, w *Neighbours, population bool, draws int, seed uint64) ([]Local, error) {
	z, squares, _, err := prepared(y, w)
	if err != nil {
		return nil, err
	}
	divisor := float64(len(y) - 1)
	if population {
		divisor++
	}
	out, lag, lagY := make([]Local, len(y)), w.Lag(z), w.Lag(y)
	inBands(len(y), func(from, to int) {
		for i := from; i < to; i++ {
			l := &out[i]
			scale := z[i] * divisor / squares
			*l = Local{Value: scale * lag[i], Lag: lagY[i], Z: math.NaN(), P: math.NaN()}
			if w.First[i] == w.First[i+1] {
				l.Value, l.Lag = math.NaN(), math.NaN()
				continue
			}
			l.Quadrant = quadrant(z[i] > 0, lag[i] > 0)
			if t := w.draw(i, z, draws, seed, l.Value, func(lag float64) float64 { return scale * lag }); draws > 0 {
				l.Z, l.P = (l.Value-t.mean())/t.sd(), t.p()
			}
		}
	})
	adjust(out)
	return out, nil
}

func quadrant(high, among bool) string {
	switch {
	case high && among:
		return "HH"
	case high:
		return "HL"
	case among:
		return "LH"
	}
	return "LL"
}

// LocalGetisOrd is G_i = Σ_{j≠i} w_ij y_j/Σ_{j≠i} y_j, or, with star, G*_i with the unit itself among its neighbours at the greatest weight of its row (1 for binary weights); z after Ord and Getis 1995,
// doi 10.1111/j.1538-4632.1995.tb00912.x: hot spots above 1.96, cold ones below −1.96. Values are from 0 up for G, any for z.
func LocalGetisOrd(y []float64, w *Neighbours, star bool, draws int, seed uint64) ([]Local, error) {
	if _, _, _, err := prepared(y, w); err != nil {
		return nil, err
	}
	sum, squares := 0.0, 0.0
	for _, v := range y {
		sum, squares = sum+v, squares+v*v
	}
	out := make([]Local, len(y))
	inBands(len(y), func(from, to int) {
		for i := from; i < to; i++ {
			out[i] = w.getisOrd(i, y, sum, squares, star, draws, seed)
		}
	})
	adjust(out)
	return out, nil
}

func (w *Neighbours) getisOrd(i int, y []float64, sum, squares float64, star bool, draws int, seed uint64) Local {
	others, weights := w.of(i)
	nan := math.NaN()
	l := Local{Value: nan, Lag: nan, Z: nan, P: nan}
	if len(others) == 0 && !star {
		return l
	}
	own, n := 0.0, float64(len(y))
	lag, total, total2 := 0.0, 0.0, 0.0
	for k, j := range others {
		lag, total, total2 = lag+weights[k]*y[j], total+weights[k], total2+weights[k]*weights[k]
	}
	l.Lag = lag
	if star {
		own = 1
		if len(weights) > 0 {
			own = slices.Max(weights)
		}
		lag, total, total2 = lag+own*y[i], total+own, total2+own*own
	} else {
		n, sum, squares = n-1, sum-y[i], squares-y[i]*y[i]
	}
	mean := sum / n
	sd := math.Sqrt(squares/n - mean*mean)
	l.Value = lag / sum
	l.Z = (lag - total*mean) / (sd * math.Sqrt((n*total2-total*total)/(n-1)))
	if draws > 0 && len(others) > 0 {
		t := w.draw(i, y, draws, seed, l.Value, func(lag float64) float64 { return (lag + own*y[i]) / sum })
		l.P = t.p()
	}
	return l
}

// draw lets a unit have the values of others as its neighbours', without replacement.
func (w *Neighbours) draw(i int, y []float64, draws int, seed uint64, observed float64, value func(lag float64) float64) tally {
	t := tally{observed: observed}
	_, weights := w.of(i)
	if draws < 1 || len(weights) == 0 {
		return t
	}
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	rest := make([]float64, 0, len(y)-1)
	rest = append(append(rest, y[:i]...), y[i+1:]...)
	for range draws {
		lag := 0.0
		for k, x := range weights {
			j := k + r.IntN(len(rest)-k)
			rest[k], rest[j] = rest[j], rest[k]
			lag += x * rest[k]
		}
		t.add(value(lag))
	}
	return t
}

// adjust sets PFalse.
func adjust(list []Local) {
	var known []int
	for i := range list {
		if list[i].PFalse = math.NaN(); !math.IsNaN(list[i].P) {
			known = append(known, i)
		}
	}
	slices.SortStableFunc(known, func(a, b int) int {
		if list[a].P < list[b].P {
			return -1
		}
		if list[a].P > list[b].P {
			return 1
		}
		return 0
	})
	least := 1.0
	for rank := len(known); rank > 0; rank-- {
		l := &list[known[rank-1]]
		least = min(least, l.P*float64(len(known))/float64(rank))
		l.PFalse = least
	}
}
