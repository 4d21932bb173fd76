package forecast

import (
	"fmt"
	"math"
)

// Reach is the probability that 0, 1, … n of n clusters reach a target, given each one's own: the Poisson-binomial distribution, by convolution, O(n²).
// Hong 2013, doi 10.1016/j.csda.2012.10.006.
func Reach(p []float64) ([]float64, error) {
	for i, x := range p {
		if !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("probability %d is %g", i+1, x)
		}
	}
	return reach(p), nil
}

func reach(p []float64) []float64 {
	pmf := make([]float64, 1, len(p)+1)
	pmf[0] = 1
	for _, x := range p {
		pmf = append(pmf, 0)
		for k := len(pmf) - 1; k > 0; k-- {
			pmf[k] = pmf[k]*(1-x) + pmf[k-1]*x
		}
		pmf[0] *= 1 - x
	}
	return pmf
}

// ReachTogether is Reach where clusters move together: a common factor z, normal, shifts all of them, p_j(z) = Φ((Φ⁻¹(p_j) − √ρ z)/√(1−ρ)), and the
// distribution is the mean over z. ρ from 0 (independent) to below 1 is the share of the factor. The tails are fatter than those of Reach, the expected
// number is the same. Vasicek 2002; the integral is a trapezoid of 600 steps over ±9, exact to rounding for so smooth an integrand.
func ReachTogether(p []float64, rho float64) ([]float64, error) {
	if !(rho >= 0 && rho < 1) {
		return nil, fmt.Errorf("ρ is %g, not from 0 to below 1", rho)
	}
	independent, err := Reach(p)
	if err != nil || rho == 0 {
		return independent, err
	}
	const steps, end = 600, 9.0
	out, shifted := make([]float64, len(p)+1), make([]float64, len(p))
	all := 0.0
	for s := range steps + 1 {
		z := -end + 2*end*float64(s)/steps
		w := math.Exp(-z * z / 2)
		all += w
		for j, x := range p {
			shifted[j] = normal((quantile(x) - math.Sqrt(rho)*z) / math.Sqrt(1-rho))
		}
		for k, x := range reach(shifted) {
			out[k] += w * x
		}
	}
	for k := range out {
		out[k] /= all
	}
	return out, nil
}

func normal(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

func quantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

// AtLeast is the probability of k or more.
func AtLeast(pmf []float64, k int) float64 {
	sum := 0.0
	for n := len(pmf) - 1; n >= max(k, 0); n-- {
		sum += pmf[n]
	}
	return min(sum, 1)
}

// Pivotal is how much the probability of k or more moves with each one's own, ∂P/∂p_j = P(k−1 of the others): which cluster decides.
func Pivotal(p []float64, k int) []float64 {
	out := make([]float64, len(p))
	others := make([]float64, len(p)-min(1, len(p)))
	for j := range p {
		copy(others, p[:j])
		copy(others[j:], p[j+1:])
		if pmf := reach(others); k >= 1 && k-1 < len(pmf) {
			out[j] = pmf[k-1]
		}
	}
	return out
}

// NeededGrowth is the yearly growth that brings value to target in years: (target/value)^(1/years) − 1. NaN where value or years are not above 0.
func NeededGrowth(value, target, years float64) float64 {
	if !(value > 0) || !(years > 0) {
		return math.NaN()
	}
	return math.Pow(target/value, 1/years) - 1
}
