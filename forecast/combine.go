package forecast

import (
	"fmt"
	"math"
	"slices"
)

// Methods are those that Forecast knows; median, the default, is the middle one of ses, holt, damped, theta and drift.
var Methods = []string{"median", "mean", "ses", "holt", "damped", "theta", "drift", "naive", "short"}

// Least is how many observations a series must have; below shortSeries the default forecasts by "short".
const (
	Least       = 3
	shortSeries = 9
)

// Ahead forecasts 1 … h years of an annual series. "median" is the median of ses, holt, damped, theta and drift, which on the 645 yearly series of the M3
// competition is better than each of them and than every method published there; below 9 observations it is "short": Theta with half its trend, because
// trends of few observations mislead. "mean" is the mean of ses, holt and damped. Makridakis and Hibon 2000, doi 10.1016/S0169-2070(00)00057-1.
func Ahead(y []float64, h int, method string) ([]float64, error) {
	if len(y) < Least {
		return nil, fmt.Errorf("%d observations: a forecast needs %d", len(y), Least)
	}
	for _, v := range y {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("an observation is missing")
		}
	}
	if method == "median" && len(y) < shortSeries {
		method = "short"
	}
	switch method {
	case "ses":
		return SES(y).Ahead(h), nil
	case "holt":
		return Holt(y).Ahead(h), nil
	case "damped":
		return Damped(y).Ahead(h), nil
	case "theta":
		return Theta(y, h), nil
	case "drift":
		return Drift(y, h), nil
	case "naive":
		return SES(y[len(y)-1:]).Ahead(h), nil
	case "short":
		return joined(h, mean, Theta(y, h), SES(y).Ahead(h)), nil
	case "mean":
		return joined(h, mean, SES(y).Ahead(h), Holt(y).Ahead(h), Damped(y).Ahead(h)), nil
	case "median":
		return joined(h, median, SES(y).Ahead(h), Holt(y).Ahead(h), Damped(y).Ahead(h), Theta(y, h), Drift(y, h)), nil
	}
	return nil, fmt.Errorf("no method %q: one of %v", method, Methods)
}

func joined(h int, by func([]float64) float64, lists ...[]float64) []float64 {
	out := make([]float64, h)
	for k := range out {
		var at []float64
		for _, l := range lists {
			at = append(at, l[k])
		}
		out[k] = by(at)
	}
	return out
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func median(x []float64) float64 {
	slices.Sort(x)
	n := len(x)
	return (x[(n-1)/2] + x[n/2]) / 2
}

// Band is a forecast with its interval.
type Band struct{ Mean, Low, High float64 }

// bandGrowth widens an interval with the horizon: errors of yearly series grow about as h^0.75 (M3).
const bandGrowth = 0.75

// Intervals forecasts with empirical bands: the absolute one-step errors of forecasts made from every earlier origin, their quantile at level
// (split-conformal, the ⌈(n+1)·level⌉-th of n), widened as h^0.75. pooled are such errors, each divided by its series' own mean absolute change (Spread),
// of other series of the panel; with 30 of them or more they stand in for the series' own few. A series with fewer than 4 own errors and no panel has no
// band (NaN).
func Intervals(y []float64, h int, method string, level float64, pooled []float64) ([]Band, error) {
	forecast, err := Ahead(y, h, method)
	if err != nil {
		return nil, err
	}
	half := math.NaN()
	if own := Errors(y, method); len(pooled) >= 30 {
		half = conformal(slices.Clone(pooled), level) * Spread(y)
	} else if len(own) >= 4 {
		half = conformal(own, level)
	}
	out := make([]Band, h)
	for k, m := range forecast {
		w := half * math.Pow(float64(k+1), bandGrowth)
		out[k] = Band{m, m - w, m + w}
	}
	return out, nil
}

// Errors are the absolute one-step errors from every origin that has at least Least observations.
func Errors(y []float64, method string) []float64 {
	out := signed(y, method)
	for i, e := range out {
		out[i] = math.Abs(e)
	}
	return out
}

// signed are the one-step errors, value less forecast, from every origin that has at least Least observations; none where a forecast fails.
func signed(y []float64, method string) (out []float64) {
	for n := Least; n < len(y); n++ {
		f, err := Ahead(y[:n], 1, method)
		if err != nil {
			return nil
		}
		out = append(out, y[n]-f[0])
	}
	return out
}

// Spread is the mean absolute yearly change of a series, the scale of its errors.
func Spread(y []float64) float64 {
	sum := 0.0
	for t := range len(y) - 1 {
		sum += math.Abs(y[t+1] - y[t])
	}
	return sum / float64(len(y)-1)
}

// conformal is the ⌈(n+1)·level⌉-th smallest; the greatest where there are too few.
func conformal(errors []float64, level float64) float64 {
	slices.Sort(errors)
	k := int(math.Ceil(float64(len(errors)+1) * level))
	return errors[min(k, len(errors))-1]
}
