// Package composite builds composite indices in the order of the OECD/JRC handbook (2008, doi 10.1787/9789264043466-en): denominate, impute,
// screen, treat, normalise, weigh, aggregate; then how sure the ranks are and what they hang on.
package composite

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Columns are data of units by indicators: one slice an indicator, a place a unit; NaN is missing.
type Columns [][]float64

// Units is the number of units.
func (c Columns) Units() int {
	if len(c) == 0 {
		return 0
	}
	return len(c[0])
}

// Clone copies the numbers.
func (c Columns) Clone() Columns {
	out := make(Columns, len(c))
	for i, x := range c {
		out[i] = slices.Clone(x)
	}
	return out
}

// Each applies a function to every column.
func (c Columns) Each(do func(i int, x []float64) []float64) Columns {
	out := make(Columns, len(c))
	for i, x := range c {
		out[i] = do(i, x)
	}
	return out
}

// Keep leaves the units that are kept.
func (c Columns) Keep(keep []bool) Columns {
	return c.Each(func(_ int, x []float64) []float64 {
		var out []float64
		for u, yes := range keep {
			if yes {
				out = append(out, x[u])
			}
		}
		return out
	})
}

// known are the numbers that are there.
func known(x []float64) []float64 {
	out := make([]float64, 0, len(x))
	for _, v := range x {
		if !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}

// span is the least and the greatest number; NaN where there is none.
func span(x []float64) (least, most float64) {
	least, most = math.NaN(), math.NaN()
	for _, v := range x {
		if !(v >= least) && !math.IsNaN(v) {
			least = v
		}
		if !(v <= most) && !math.IsNaN(v) {
			most = v
		}
	}
	return least, most
}

func median(x []float64) float64 { return Quantile(x, 0.5) }

// Quantile of the numbers that are there, interpolated as R's type 7.
func Quantile(x []float64, p float64) float64 {
	x = known(x)
	if len(x) == 0 {
		return math.NaN()
	}
	slices.Sort(x)
	at := p * float64(len(x)-1)
	low := int(at)
	high := min(low+1, len(x)-1)
	return x[low] + (at-float64(low))*(x[high]-x[low])
}

// Mean of the numbers that are there, in two passes: a mean that is exact in decimal meets the ties it should.
func Mean(x []float64) float64 {
	x = known(x)
	m := stat.Mean(x, nil)
	var rest float64
	for _, v := range x {
		rest += v - m
	}
	return m + rest/float64(len(x))
}

// Skewness is the sample skewness of the numbers that are there, as Excel's SKEW; NaN below three.
func Skewness(x []float64) float64 {
	if x = known(x); len(x) < 3 {
		return math.NaN()
	}
	return stat.Skew(x, nil)
}

// Kurtosis is the sample excess kurtosis of the numbers that are there, as Excel's KURT; NaN below four.
func Kurtosis(x []float64) float64 {
	if x = known(x); len(x) < 4 {
		return math.NaN()
	}
	return stat.ExKurtosis(x, nil)
}

// Cronbach is Cronbach's alpha, k/(k−1)·(1 − Σ_i cov_ii/Σ_ij cov_ij), covariances over the units that have both.
func Cronbach(c Columns) float64 {
	var own, all float64
	for i, x := range c {
		for j, y := range c {
			both := Columns{x, y}
			both = both.Keep(both.whole())
			v := stat.Covariance(both[0], both[1], nil)
			all += v
			if i == j {
				own += v
			}
		}
	}
	k := float64(len(c))
	return k / (k - 1) * (1 - own/all)
}

// whole marks the units without a missing value.
func (c Columns) whole() []bool {
	out := make([]bool, c.Units())
	for u := range out {
		out[u] = true
		for _, x := range c {
			out[u] = out[u] && !math.IsNaN(x[u])
		}
	}
	return out
}

// Correlation is Pearson's over the units that have both.
func Correlation(x, y []float64) float64 {
	both := Columns{x, y}
	both = both.Keep(both.whole())
	if both.Units() < 2 {
		return math.NaN()
	}
	return stat.Correlation(both[0], both[1], nil)
}
