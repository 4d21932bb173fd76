package econ

import (
	"cmp"
	"math"
	"slices"
)

// Gini of amounts, 0 (equal) … 1−1/n: Σ(2k−n−1)x_(k) / (nΣx) over sorted amounts. normalised multiplies by n/(n−1), so that one who holds
// all gives 1. NaN of nothing, or where all are 0; amounts are not below 0. Gini 1912; vector: 1940 incomes of Mexican states, as PySAL has it.
func Gini(amounts []float64, normalised bool) float64 {
	x := slices.Clone(amounts)
	slices.Sort(x)
	n, sum, weighted := float64(len(x)), 0.0, 0.0
	for k, v := range x {
		sum += v
		weighted += (2*float64(k+1) - n - 1) * v
	}
	g := weighted / (n * sum)
	if normalised {
		g *= n / (n - 1)
	}
	return g
}

// Theil's T of amounts: (1/n)Σ (x/μ) ln(x/μ), 0 … ln n; 0·ln 0 is 0; NaN where they add up to nothing. Theil 1967.
func Theil(amounts []float64) float64 {
	n, sum := float64(len(amounts)), 0.0
	for _, x := range amounts {
		sum += x
	}
	if !(sum > 0) {
		return math.NaN()
	}
	t := 0.0
	for _, x := range amounts {
		if x > 0 {
			t += x * n / sum * math.Log(x*n/sum)
		}
	}
	return t / n
}

// LocationalGini of an industry: the Lorenz curve of its regions' shares in the industry (own) against their shares in all (all), in rising
// order of own/all. 0: spread as everything is. The area between curve and diagonal is doubled, so that the most is 1; half gives the area itself,
// at most 0.5, the convention of Krugman 1991 (EconGeo locational.Gini; REAT gini.conc doubles). Regions without anything are passed over; NaN
// where the industry has nothing.
func LocationalGini(own, all []float64, half bool) float64 {
	var at []int
	var s, x float64
	for r := range own {
		if all[r] > 0 {
			at = append(at, r)
			s, x = s+own[r], x+all[r]
		}
	}
	if !(s > 0) {
		return math.NaN()
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(own[a]/all[a], own[b]/all[b]) })
	area, height := 0.0, 0.0
	for _, r := range at {
		rise := own[r] / s
		area += all[r] / x * (2*height + rise) / 2
		height += rise
	}
	g := 1 - 2*area
	if half {
		g /= 2
	}
	return g
}
