package econ

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > within {
		t.Errorf("%s: %g, want %g", what, got, want)
	}
}

func TestRTA(t *testing.T) {
	// Twice the average share: RPA = 100·tanh(ln 2) = 60, RSI = 3/5.
	a := RTA(20, 100, 100, 1000)
	near(t, "RTA", a.RTA, 2, 1e-12)
	near(t, "RPA", a.RPA, 100*math.Tanh(math.Log(2)), 1e-12)
	near(t, "RSI", a.RSI, 0.6, 1e-12)
	// ln RTA ± 1.96·√(1/20 − 1/100 + 1/100 − 1/1000) = ln 2 ± 1.96·√0.049.
	near(t, "low", a.Low, 2*math.Exp(-1.959963984540054*math.Sqrt(0.049)), 1e-12)
	near(t, "high", a.High, 2*math.Exp(1.959963984540054*math.Sqrt(0.049)), 1e-12)
	if a.IsUncommon || !RTA(1, 10, 100, 1000).IsUncommon {
		t.Error("ten expected are common, one is not")
	}
	if b := RTA(0, 100, 100, 1000); b.RTA != 0 || b.Low != 0 || b.High <= 0 || b.RSI != -1 {
		t.Error(b)
	}
	if b := RTA(0, 0, 100, 1000); !math.IsNaN(b.RTA) {
		t.Error(b)
	}
	if b := RTA(100, 100, 100, 100); b.RTA != 1 || b.Low != 1 || b.High != 1 {
		t.Error(b) // one unit with everything: no room for doubt
	}
}
