package econ

import (
	"math"
	"testing"
)

// Agresti, An Introduction to Categorical Data Analysis (2007), tables 2.5 and 2.6: gender and party identification.
func TestResiduals_published(t *testing.T) {
	got := Residuals([][]float64{{762, 327, 468}, {484, 239, 477}})
	expected := [][]float64{{703.7, 319.6, 533.7}, {542.3, 246.4, 411.3}}
	adjusted := [][]float64{{4.50, 0.70, -5.32}, {-4.50, -0.70, 5.32}}
	square := 0.0
	for i, row := range got {
		for j, c := range row {
			near(t, "expected", c.Expected, expected[i][j], 0.05)
			near(t, "adjusted", c.Adjusted, adjusted[i][j], 0.005)
			square += c.Pearson * c.Pearson
		}
	}
	near(t, "χ²", square, 30.1, 0.05)
}

func TestResiduals_edges(t *testing.T) {
	got := Residuals([][]float64{{4, 0}, {0, 0}})
	if got[0][0].Pearson != 0 || !math.IsNaN(got[0][0].Adjusted) || !math.IsNaN(got[1][0].Expected) || got[1][0].Count != 0 {
		t.Error(got)
	}
	if len(Residuals(nil)) != 0 {
		t.Error("no rows")
	}
}
