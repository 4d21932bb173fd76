package patent

import "math"

// Valuation is a weighted score with what it stands on.
type Valuation struct {
	Score     float64 // Σ w·x / Σ w over the components that are known, 0 … 1; NaN where none is
	Known     float64 // share of the weight that is known
	Low, High float64 // the least and the most the score becomes when any one known component is left out
}

// Value weighs the components of a valuation, 0 … 1 each, NaN where not known; weights are not negative. Unknown components take no part
// and are told of by Known; they are never counted as 0. Low and High show how far the score hangs on a single component; with one
// known component they are the score. Indicators and scenes: GB/T 42748-2023, which prescribes no weights.
func Value(components, weights []float64) Valuation {
	var sum, known, all float64
	n := 0
	for k, x := range components {
		all += weights[k]
		if !math.IsNaN(x) && weights[k] > 0 {
			sum, known, n = sum+weights[k]*x, known+weights[k], n+1
		}
	}
	if known == 0 {
		return Valuation{math.NaN(), 0, math.NaN(), math.NaN()}
	}
	v := Valuation{Score: sum / known, Known: known / all, Low: sum / known, High: sum / known}
	if n == 1 {
		return v
	}
	for k, x := range components {
		if w := weights[k]; !math.IsNaN(x) && w > 0 {
			without := (sum - w*x) / (known - w)
			v.Low, v.High = min(v.Low, without), max(v.High, without)
		}
	}
	return v
}
