package econ

import (
	"math"
	"testing"
)

func TestDiverse(t *testing.T) {
	// Four equal classes: ln 4, 3/4; all distances 1, so Rao-Stirling is Simpson.
	d := Diverse([]float64{5, 0, 5, 5, 5}, nil)
	near(t, "Shannon", d.Shannon, math.Log(4), 1e-12)
	near(t, "evenness", d.Evenness, 1, 1e-12)
	near(t, "Simpson", d.Simpson, 0.75, 1e-12)
	near(t, "Rao", d.Rao, 0.75, 1e-12)
	// By hand: p = ½, ¼, ¼; d₀₁ = 0.2, d₀₂ = 1, d₁₂ = 0.6: 2(0.2/8 + 1/8 + 0.6/16) = 0.375.
	far := map[[2]int]float64{{1, 0}: 0.2, {2, 0}: 1, {2, 1}: 0.6}
	d = Diverse([]float64{2, 1, 1}, func(i, j int) float64 { return far[[2]int{i, j}] })
	near(t, "Rao", d.Rao, 0.375, 1e-12)
	if one := Diverse([]float64{3}, nil); one.Shannon != 0 || one.Rao != 0 || !math.IsNaN(one.Evenness) {
		t.Error(one)
	}
	if none := Diverse(nil, nil); !math.IsNaN(none.Simpson) {
		t.Error(none)
	}
}

func TestTogether(t *testing.T) {
	j, c, l := Together(10, 20, 50, 200)
	near(t, "Jaccard", j, 10.0/60, 1e-12)
	near(t, "cosine", c, 10/math.Sqrt(1000), 1e-12)
	near(t, "lift", l, 2, 1e-12)
	if j, _, _ := Together(0, 0, 5, 5); !math.IsNaN(j) {
		t.Error(j)
	}
}
