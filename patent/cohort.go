package patent

import (
	"cmp"
	"math"
	"slices"
)

// Cohort is the distribution of an indicator among the patents of one filing year and technology field, as the OECD paper prints it.
type Cohort struct {
	N                            int // values that are defined
	Mean, SD, Skewness, Kurtosis float64
	Min, P1, P10, P25, P50, P75  float64
	P90, P99, Max                float64
}

// Describe gives the distribution of the values that are defined. SD is of the sample (n-1), kurtosis that of a normal
// distribution 3; percentiles interpolate linearly between ranks (type 7).
func Describe(values []float64) Cohort {
	x := defined(values)
	c := Cohort{N: len(x)}
	if len(x) == 0 {
		nan := math.NaN()
		return Cohort{0, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan}
	}
	slices.Sort(x)
	c.Mean, c.SD, c.Skewness, c.Kurtosis = moments(x)
	for _, q := range []struct {
		to *float64
		at float64
	}{{&c.Min, 0}, {&c.P1, 0.01}, {&c.P10, 0.1}, {&c.P25, 0.25}, {&c.P50, 0.5}, {&c.P75, 0.75}, {&c.P90, 0.9}, {&c.P99, 0.99}, {&c.Max, 1}} {
		*q.to = quantile(x, q.at)
	}
	return c
}

func undefined(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

func defined(values []float64) []float64 {
	var x []float64
	for _, v := range values {
		if !math.IsNaN(v) {
			x = append(x, v)
		}
	}
	return x
}

func moments(x []float64) (mean, sd, skewness, kurtosis float64) {
	n := float64(len(x))
	for _, v := range x {
		mean += v / n
	}
	var m2, m3, m4 float64
	for _, v := range x {
		d := v - mean
		m2, m3, m4 = m2+d*d/n, m3+d*d*d/n, m4+d*d*d*d/n
	}
	return mean, math.Sqrt(m2 * n / (n - 1)), m3 / math.Pow(m2, 1.5), m4 / (m2 * m2)
}

// quantile of a sorted slice.
func quantile(x []float64, q float64) float64 {
	at := q * float64(len(x)-1)
	low := int(at)
	if low+1 >= len(x) {
		return x[len(x)-1]
	}
	return x[low] + (at-float64(low))*(x[low+1]-x[low])
}

// Normalise divides each value by the largest of its cohort after winsorising at the cohort's 1st and 99th percentile: 0 … 1.
// NaN stays NaN; a cohort whose largest value is 0 gives 0; NaN where there is no cohort.
func Normalise(values []float64, cohort []uint32) []float64 {
	out := undefined(len(values))
	for _, members := range byCohort(cohort) {
		x := make([]float64, len(members))
		for k, i := range members {
			x[k] = values[i]
		}
		c := Describe(x)
		for k, i := range members {
			v := min(max(x[k], c.P1), c.P99)
			if c.P99 > 0 {
				v /= c.P99
			}
			if math.IsNaN(x[k]) {
				v = math.NaN()
			}
			out[i] = v
		}
	}
	return out
}

// Breakthrough marks the most cited percent of each cohort among its patents cited at all: the ceil(n/100) highest, and all that
// tie with the last of them.
func Breakthrough(forward []float64, cohort []uint32) []bool {
	out := make([]bool, len(forward))
	for _, members := range byCohort(cohort) {
		var x []float64
		for _, i := range members {
			if forward[i] > 0 {
				x = append(x, forward[i])
			}
		}
		if len(x) == 0 {
			continue
		}
		slices.Sort(x)
		least := x[len(x)-(len(x)+99)/100]
		for _, i := range members {
			out[i] = forward[i] >= least
		}
	}
	return out
}

// GrantLag is 1 less the days from filing to grant over the longest of the cohort: fast grants near 1. NaN where not granted.
func GrantLag(days []float64, cohort []uint32) []float64 {
	out := undefined(len(days))
	for _, members := range byCohort(cohort) {
		longest := math.NaN()
		for _, i := range members {
			if !math.IsNaN(days[i]) && !(days[i] <= longest) {
				longest = days[i]
			}
		}
		for _, i := range members {
			out[i] = 1 - days[i]/longest
		}
	}
	return out
}

// Composite is the mean of components for granted patents, NaN for others and where a component is not defined.
func Composite(granted []bool, components ...[]float64) []float64 {
	out := make([]float64, len(granted))
	for i := range out {
		sum := 0.0
		for _, c := range components {
			sum += c[i] / float64(len(components))
		}
		if out[i] = sum; !granted[i] {
			out[i] = math.NaN()
		}
	}
	return out
}

// byCohort lists the members of each cohort; NoCohort belongs to none.
func byCohort(cohort []uint32) map[uint32][]uint32 {
	members := map[uint32][]uint32{}
	for i, c := range cohort {
		if c != NoCohort {
			members[c] = append(members[c], uint32(i))
		}
	}
	return members
}

// NoCohort is the cohort of a patent without filing year or field.
const NoCohort = ^uint32(0)

// CycleTime is the median age in years of the patents each cites (technology cycle time, OECD Patent Statistics Manual 2009): ages from the
// cited publication to the citing filing. NaN where none is known or a date is missing (math.MinInt32, in days).
func CycleTime(cited Lists, filed, published []int32) []float64 {
	out := make([]float64, cited.Len())
	perPatent(cited.Len(), 0, func(i uint32, _ *walk) {
		var ages []float64
		for _, c := range cited.of(i) {
			if filed[i] != math.MinInt32 && published[c] != math.MinInt32 {
				ages = append(ages, float64(filed[i]-published[c])/365.25)
			}
		}
		if out[i] = math.NaN(); len(ages) > 0 {
			slices.Sort(ages)
			out[i] = quantile(ages, 0.5)
		}
	})
	return out
}

// Percentile is the share of the cohort's values below each value, ties counted half (mid-rank): 0.5 is the middle. NaN stays NaN; so it
// is in cohorts of fewer than least values, and where there is no cohort.
func Percentile(values []float64, cohort []uint32, least int) []float64 {
	out := undefined(len(values))
	for _, members := range byCohort(cohort) {
		var known []uint32
		for _, i := range members {
			if !math.IsNaN(values[i]) {
				known = append(known, i)
			}
		}
		if len(known) < least {
			continue
		}
		slices.SortFunc(known, func(a, b uint32) int { return cmp.Compare(values[a], values[b]) })
		for from := 0; from < len(known); {
			to := from + 1
			for to < len(known) && values[known[to]] == values[known[from]] {
				to++
			}
			for _, i := range known[from:to] {
				out[i] = float64(from+to) / 2 / float64(len(known))
			}
			from = to
		}
	}
	return out
}
