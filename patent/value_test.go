package patent

import (
	"math"
	"testing"
)

func TestValue(t *testing.T) {
	nan := math.NaN()
	v := Value([]float64{1, 0.5, nan, 0}, []float64{0.2, 0.3, 0.4, 0.1})
	// (0.2 + 0.15)/0.6; without the first 0.15/0.4, without the second 0.2/0.3, without the last 0.35/0.5.
	for name, x := range map[string][2]float64{"score": {v.Score, 0.35 / 0.6}, "known": {v.Known, 0.6}, "low": {v.Low, 0.375}, "high": {v.High, 0.7}} {
		if math.Abs(x[0]-x[1]) > 1e-12 {
			t.Errorf("%s %g, want %g", name, x[0], x[1])
		}
	}
	if none := Value([]float64{nan}, []float64{1}); !math.IsNaN(none.Score) || none.Known != 0 {
		t.Error(none)
	}
	if one := Value([]float64{0.3, nan}, []float64{1, 1}); one.Score != 0.3 || one.Low != 0.3 || one.Known != 0.5 {
		t.Error(one)
	}
}
