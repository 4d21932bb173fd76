package geo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Autocorrelation is a global measure of likeness of neighbours, with its moments where values are normal draws and where they are shuffled over the units. P are of both sides; PShuffled is
// of the lesser side, (count + 1)/(draws + 1), as in PySAL.
type Autocorrelation struct {
	Value, Expected                float64
	SdNormal, ZNormal, PNormal     float64
	SdRandom, ZRandom, PRandom     float64
	MeanShuffled, SdShuffled       float64
	PShuffled                      float64
	varianceNormal, varianceRandom float64
}

func (a *Autocorrelation) judge() {
	a.SdNormal, a.SdRandom = math.Sqrt(a.varianceNormal), math.Sqrt(a.varianceRandom)
	a.ZNormal, a.ZRandom = (a.Value-a.Expected)/a.SdNormal, (a.Value-a.Expected)/a.SdRandom
	a.PNormal, a.PRandom = math.Erfc(math.Abs(a.ZNormal)/math.Sqrt2), math.Erfc(math.Abs(a.ZRandom)/math.Sqrt2)
	a.MeanShuffled, a.SdShuffled, a.PShuffled = math.NaN(), math.NaN(), math.NaN()
}

func checkValues(y []float64, w *Neighbours) error {
	if len(y) != w.Count() {
		return fmt.Errorf("%d values for %d units", len(y), w.Count())
	}
	if len(y) < 4 {
		return fmt.Errorf("%d units: at least 4", len(y))
	}
	if len(w.Other) == 0 {
		return fmt.Errorf("no unit has a neighbour")
	}
	for i, v := range y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("unit %d: value %g", i, v)
		}
	}
	return nil
}

// centred values, Σz² and the kurtosis k = nΣz⁴/(Σz²)².
func centred(y []float64) (z []float64, squares, k float64) {
	mean := 0.0
	for _, v := range y {
		mean += v / float64(len(y))
	}
	z = make([]float64, len(y))
	fourth := 0.0
	for i, v := range y {
		d := v - mean
		z[i] = d
		squares, fourth = squares+d*d, fourth+d*d*d*d
	}
	return z, squares, float64(len(y)) * fourth / (squares * squares)
}

func (w *Neighbours) cross(z []float64) (sum float64) {
	for i := range w.Count() {
		others, weights := w.of(i)
		for k, j := range others {
			sum += weights[k] * z[i] * z[j]
		}
	}
	return sum
}

// Moran's I = (n/S₀)·ΣΣ w_ij z_i z_j/Σz², expected −1/(n−1). draws shuffles the values that often. Moran 1950; moments of Cliff and Ord 1981. Errors: no variation, fewer than 4 units.
func Moran(y []float64, w *Neighbours, draws int, seed uint64) (Autocorrelation, error) {
	z, squares, k, err := prepared(y, w)
	if err != nil {
		return Autocorrelation{}, err
	}
	s0, s1, s2 := w.sums()
	n := float64(len(y))
	a := Autocorrelation{Value: n / s0 * w.cross(z) / squares, Expected: -1 / (n - 1)}
	a.varianceNormal = (n*n*s1-n*s2+3*s0*s0)/((n*n-1)*s0*s0) - a.Expected*a.Expected
	a.varianceRandom = (n*((n*n-3*n+3)*s1-n*s2+3*s0*s0)-k*((n*n-n)*s1-2*n*s2+6*s0*s0))/((n-1)*(n-2)*(n-3)*s0*s0) - a.Expected*a.Expected
	a.judge()
	a.shuffle(z, draws, seed, func(z []float64) float64 { return n / s0 * w.cross(z) / squares })
	return a, nil
}

// Geary's C = (n−1)·ΣΣ w_ij (y_i − y_j)²/(2 S₀ Σz²), expected 1; below 1 neighbours are alike. Geary 1954; moments of Cliff and Ord 1981.
func Geary(y []float64, w *Neighbours, draws int, seed uint64) (Autocorrelation, error) {
	z, squares, k, err := prepared(y, w)
	if err != nil {
		return Autocorrelation{}, err
	}
	s0, s1, s2 := w.sums()
	n := float64(len(y))
	value := func(z []float64) float64 {
		sum := 0.0
		for i := range z {
			others, weights := w.of(i)
			for k, j := range others {
				sum += weights[k] * (z[i] - z[j]) * (z[i] - z[j])
			}
		}
		return (n - 1) * sum / (2 * s0 * squares)
	}
	a := Autocorrelation{Value: value(z), Expected: 1}
	a.varianceNormal = ((2*s1+s2)*(n-1) - 4*s0*s0) / (2 * (n + 1) * s0 * s0)
	a.varianceRandom = ((n-1)*s1*(n*n-3*n+3-(n-1)*k) - (n-1)*s2*(n*n+3*n-6-(n*n-n+2)*k)/4 + s0*s0*(n*n-3-(n-1)*(n-1)*k)) / (n * (n - 2) * (n - 3) * s0 * s0)
	a.judge()
	a.shuffle(z, draws, seed, value)
	return a, nil
}

// GetisOrd's general G = ΣΣ w_ij y_i y_j/ΣΣ_{i≠j} y_i y_j of values from 0 up, expected S₀/(n(n−1)); no moments but those of shuffling. Getis and Ord 1992, doi 10.1111/j.1538-4632.1992.tb00261.x.
func GetisOrd(y []float64, w *Neighbours, draws int, seed uint64) (Autocorrelation, error) {
	if _, _, _, err := prepared(y, w); err != nil {
		return Autocorrelation{}, err
	}
	s0, _, _ := w.sums()
	n, sum, squares := float64(len(y)), 0.0, 0.0
	for i, v := range y {
		if v < 0 {
			return Autocorrelation{}, fmt.Errorf("unit %d: value %g: Getis and Ord's G is of values from 0 up", i, v)
		}
		sum, squares = sum+v, squares+v*v
	}
	value := func(y []float64) float64 { return w.cross(y) / (sum*sum - squares) }
	nan := math.NaN()
	a := Autocorrelation{Value: value(y), Expected: s0 / (n * (n - 1)), varianceNormal: nan, varianceRandom: nan}
	a.judge()
	a.shuffle(y, draws, seed, value)
	return a, nil
}

func prepared(y []float64, w *Neighbours) (z []float64, squares, k float64, err error) {
	if err := checkValues(y, w); err != nil {
		return nil, 0, 0, err
	}
	if slices.Min(y) == slices.Max(y) {
		return nil, 0, 0, fmt.Errorf("all values are the same")
	}
	z, squares, k = centred(y)
	return z, squares, k, nil
}

// shuffle gives the value of draws permutations.
func (a *Autocorrelation) shuffle(y []float64, draws int, seed uint64, value func([]float64) float64) {
	if draws < 1 {
		return
	}
	r := rand.New(rand.NewPCG(seed, 0x6d6f72))
	values := append([]float64(nil), y...)
	t := tally{observed: a.Value}
	for range draws {
		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		t.add(value(values))
	}
	a.MeanShuffled, a.SdShuffled, a.PShuffled = t.mean(), t.sd(), t.p()
}

// tally compares an observed value with draws.
type tally struct {
	observed, sum, squares float64
	above, draws           int
}

func (t *tally) add(x float64) {
	d := x - t.observed
	t.sum, t.squares, t.draws = t.sum+d, t.squares+d*d, t.draws+1
	if x >= t.observed {
		t.above++
	}
}

func (t *tally) mean() float64 { return t.observed + t.sum/float64(t.draws) }

func (t *tally) sd() float64 {
	n := float64(t.draws)
	return math.Sqrt(max(0, t.squares/n-t.sum/n*t.sum/n))
}

// p of the lesser side.
func (t *tally) p() float64 {
	return float64(min(t.above, t.draws-t.above)+1) / float64(t.draws+1)
}
