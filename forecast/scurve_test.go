package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Meyer et al. 1999: half the limit at t_m; 10 % and 90 % half a span before and after. Gompertz: 1/e at t_m, the span likewise.
func TestCurve_definition(t *testing.T) {
	for _, c := range []struct {
		curve   Curve
		t, want float64
	}{{Logistic, 2000, 0.5}, {Logistic, 1990, 0.1}, {Logistic, 2010, 0.9}, {Gompertz, 2000, 1 / math.E}} {
		if got := c.curve.At(c.t, 2000, 20); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("curve %d at %g: %g, want %g", c.curve, c.t, got, c.want)
		}
	}
	at := func(share float64) float64 { return 2000 - 20/gompertzRate*math.Log(-math.Log(share)) }
	if span := at(0.9) - at(0.1); math.Abs(span-20) > 1e-9 {
		t.Error(span)
	}
}

// counts of a curve, exact or drawn.
func counts(c Curve, first, n int, limit, middle, span float64, r *rand.Rand) []float64 {
	var out []float64
	for y := first; y < first+n; y++ {
		mean := limit * (c.At(float64(y), middle, span) - c.At(float64(y-1), middle, span))
		if r != nil {
			mean = max(0, math.Round(mean+math.Sqrt(mean)*r.NormFloat64()))
		}
		out = append(out, mean)
	}
	return out
}

func TestFitCurve_recovers(t *testing.T) {
	for _, curve := range []Curve{Logistic, Gompertz} {
		s := FitCurve(1990, counts(curve, 1990, 25, 5000, 2005, 18, nil), curve)
		if s.Reason != "" || math.Abs(s.Limit/5000-1) > 1e-3 || math.Abs(s.Middle-2005) > 0.02 || math.Abs(s.Span-18) > 0.05 {
			t.Errorf("%d: %+v", curve, s)
		}
		if math.Abs(s.Maturity-curve.At(2014, 2005, 18)) > 1e-3 || s.Low >= s.Limit || s.High <= s.Limit {
			t.Errorf("%d: %+v", curve, s)
		}
	}
}

// The interval holds the true limit about as often as it says.
func TestFitCurve_coverage(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	held, n := 0, 60
	for range n {
		s := FitCurve(1990, counts(Logistic, 1990, 20, 2000, 2003, 15, r), Logistic)
		if s.Reason != "" {
			t.Fatal(s.Reason)
		}
		if s.Low <= 2000 && 2000 <= s.High {
			held++
		}
	}
	if held < n*85/100 {
		t.Errorf("%d of %d intervals hold the truth", held, n)
	}
}

func TestFitCurve_refuses(t *testing.T) {
	if s := FitCurve(2000, []float64{3, 0, 9, 20, 30}, Logistic); s.Reason != TooFewYears || !math.IsNaN(s.Limit) {
		t.Error(s)
	}
	if s := FitCurve(2000, []float64{1, 1, 2, 1, 3, 2, 4}, Logistic); s.Reason != TooFewCounts {
		t.Error(s)
	}
	var exponential []float64
	for i := range 15 {
		exponential = append(exponential, math.Round(20*math.Exp(0.25*float64(i))))
	}
	if s := FitCurve(2000, exponential, Logistic); s.Reason != BeyondData && s.Reason != NoLimit {
		t.Errorf("growth without a bend gives no limit: %+v", s)
	}
}
