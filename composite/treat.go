package composite

import (
	"math"
	"slices"
)

// Treatment tames outliers as COINr's Treat: a column passes when |skewness| < Skew or kurtosis < Kurt; else its extremes are winsorised until it
// passes, at most Winmax values; else the original is transformed by Log.
type Treatment struct {
	Winmax     int
	Skew, Kurt float64 // 2 and 3.5
	Log        string  // one of LogMethods; "": none
	Lambda     float64 // of boxcox
}

// StandardTreatment is what the JRC uses: five values, then log_ct.
var StandardTreatment = Treatment{Winmax: 5, Skew: 2, Kurt: 3.5, Log: "log_ct"}

// Treated is what was done to a column.
type Treated struct {
	Winsorised                                   int
	Log                                          bool
	SkewBefore, KurtBefore, SkewAfter, KurtAfter float64
	Passes                                       bool // after the treatment
}

func (t Treatment) passes(x []float64) bool {
	s, k := Skewness(x), Kurtosis(x)
	return math.IsNaN(s) || math.IsNaN(k) || math.Abs(s) < t.Skew || k < t.Kurt
}

// Column treats one column. Fewer than four numbers, or equal ones, are left as they are.
func (t Treatment) Column(x []float64) ([]float64, Treated) {
	done := Treated{SkewBefore: Skewness(x), KurtBefore: Kurtosis(x)}
	out := x
	if !t.passes(x) {
		out, done.Winsorised = t.winsorise(x)
		if !t.passes(out) && t.Log != "" {
			out, done.Log, done.Winsorised = Transform(x, t.Log, t.Lambda), true, 0
		}
	}
	done.SkewAfter, done.KurtAfter, done.Passes = Skewness(out), Kurtosis(out), t.passes(out)
	return out, done
}

// winsorise sets the greatest value (the least, where the skewness is negative) to the next one, again and again. Values that were set count as
// often as they are the extreme, so that ties may pass Winmax by some.
func (t Treatment) winsorise(x []float64) ([]float64, int) {
	x = slices.Clone(x)
	high, low := 0, 0
	for !t.passes(x) && high+low < t.Winmax {
		if Skewness(x) >= 0 {
			high = setExtreme(x, 1)
		} else {
			low = setExtreme(x, -1)
		}
	}
	return x, high + low
}

// setExtreme sets the greatest values (sign 1), or the least (−1), to the next and says how many there were.
func setExtreme(x []float64, sign float64) (count int) {
	most, next := math.Inf(-1), math.Inf(-1)
	for _, v := range x {
		if v *= sign; v > most {
			most, next = v, most
		} else if v < most && v > next {
			next = v
		}
	}
	for u, v := range x {
		if v*sign == most {
			x[u] = next * sign
			count++
		}
	}
	return count
}

// LogMethods are transformations of a skewed column, of range R = max − min:
// log_ct ln(x − min + R/100); log_ct_plus the same for positive, −ln(max − x + R/100) for negative skewness; log_ct_orig ln(x − min + 1);
// log_gii ln((max − 1)(x − min)/R + 1), which COINr 1.1.14 leaves out (it returns x); boxcox (x^λ − 1)/λ, ln x at λ = 0, of x − min + R/100 where min ≤ 0.
var LogMethods = []string{"log_ct", "log_ct_plus", "log_ct_orig", "log_gii", "boxcox"}

// Transform applies one of LogMethods.
func Transform(x []float64, method string, lambda float64) []float64 {
	least, most := span(x)
	r, negative := most-least, Skewness(x) < 0
	out := make([]float64, len(x))
	for u, v := range x {
		switch method {
		case "log_ct_orig":
			out[u] = math.Log(v - least + 1)
		case "log_gii":
			out[u] = math.Log((most-1)*(v-least)/r + 1)
		case "boxcox":
			out[u] = boxcox(v, least, r, lambda)
		case "log_ct_plus":
			out[u] = math.Log(v - least + r/100)
			if negative {
				out[u] = -math.Log(most - v + r/100)
			}
		default:
			out[u] = math.Log(v - least + r/100)
		}
	}
	return out
}

func boxcox(v, least, r, lambda float64) float64 {
	if least <= 0 {
		v += r/100 - least
	}
	if lambda == 0 {
		return math.Log(v)
	}
	return (math.Pow(v, lambda) - 1) / lambda
}
