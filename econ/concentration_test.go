package econ

import (
	"math"
	"testing"
)

// US Horizontal Merger Guidelines: four firms with shares of 30, 30, 20 and 20 percent have an HHI of 2,600.
func TestConcentrate_guidelines(t *testing.T) {
	c := Concentrate([]float64{30, 20, 0, 30, 20, -1, math.NaN()})
	near(t, "HHI", c.HHI*10000, 2600, 1e-9)
	near(t, "CR4", c.CR4, 1, 1e-12)
	if c.N != 4 {
		t.Error(c.N)
	}
	near(t, "equivalent", c.Equivalent, 1/0.26, 1e-12)
	near(t, "normalised", c.Normalised, (0.26-0.25)/0.75, 1e-12)
}

func TestConcentrate(t *testing.T) {
	equal := make([]float64, 20)
	for i := range equal {
		equal[i] = 3
	}
	c := Concentrate(equal)
	near(t, "HHI of 20 equals", c.HHI, 0.05, 1e-12)
	near(t, "CR4 of 20 equals", c.CR4, 0.2, 1e-12)
	near(t, "CR10 of 20 equals", c.CR10, 0.5, 1e-12)
	near(t, "normalised of equals", c.Normalised, 0, 1e-12)
	if one := Concentrate([]float64{7}); one.HHI != 1 || !math.IsNaN(one.Normalised) {
		t.Error(one)
	}
	if none := Concentrate(nil); !math.IsNaN(none.HHI) || none.N != 0 {
		t.Error(none)
	}
}
