// Package forecast holds estimates from short annual series: pure functions of slices, each with its source and its interval.
package forecast

import "math"

// Completed is a year that is not fully observed yet, and what it will come to.
type Completed struct {
	Seen     float64 // observed so far
	Ultimate float64 // estimate of the whole; NaN where nothing can be told
	Error    float64 // standard error of the estimate (Mack)
	Low      float64 // 95 % band, log-normal, never below what is seen
	High     float64
}

// Ladder completes the rows of a triangle by the chain-ladder method. triangle[i][j] is what is known of row i (a filing year) after j periods,
// cumulative; a row that is fully known has as many periods as the longest. Development factors are f_j = Σ C_{i,j+1} / Σ C_{i,j} over the
// rows known at j+1; errors are Mack's, with his rule for the last σ². Rows of which nothing is seen, or whose factor nobody
// shows, are NaN. O(rows × periods). Mack 1993, ASTIN Bulletin 23:213, doi 10.2143/AST.23.2.2005092.
func Ladder(triangle [][]float64) []Completed {
	periods := 0
	for _, row := range triangle {
		periods = max(periods, len(row))
	}
	factor, variance := factors(triangle, periods)
	out := make([]Completed, len(triangle))
	for i, row := range triangle {
		out[i] = complete(triangle, row, factor, variance, periods)
	}
	return out
}

func factors(triangle [][]float64, periods int) (factor, variance []float64) {
	factor, variance = make([]float64, periods), make([]float64, periods)
	for j := range periods - 1 {
		var before, after, rows float64
		for _, row := range triangle {
			if j+1 < len(row) {
				before, after = before+row[j], after+row[j+1]
			}
		}
		factor[j] = after / before // NaN or Inf where nobody shows it
		for _, row := range triangle {
			if j+1 < len(row) && row[j] > 0 {
				d := row[j+1]/row[j] - factor[j]
				variance[j] += row[j] * d * d
				rows++
			}
		}
		if rows > 1 {
			variance[j] /= rows - 1
		} else if j > 1 {
			variance[j] = lastVariance(variance[j-2], variance[j-1])
		}
	}
	return factor, variance
}

func lastVariance(a, b float64) float64 {
	if a == 0 {
		return 0
	}
	return min(b*b/a, min(a, b))
}

func complete(triangle [][]float64, row, factor, variance []float64, periods int) Completed {
	if len(row) == 0 {
		nan := math.NaN()
		return Completed{nan, nan, nan, nan, nan}
	}
	c := Completed{Seen: row[len(row)-1], Ultimate: row[len(row)-1]}
	sum := 0.0
	for j := len(row) - 1; j < periods-1; j++ {
		all := 0.0 // what the factor was estimated from
		for _, r := range triangle {
			if j+1 < len(r) {
				all += r[j]
			}
		}
		sum += variance[j] / (factor[j] * factor[j]) * (1/c.Ultimate + 1/all)
		c.Ultimate *= factor[j]
	}
	c.Error = c.Ultimate * math.Sqrt(sum)
	if len(row) == periods {
		c.Error, c.Low, c.High = 0, c.Seen, c.Seen
		return c
	}
	if !(c.Seen > 0) || math.IsNaN(c.Ultimate) || math.IsInf(c.Ultimate, 0) {
		nan := math.NaN()
		return Completed{c.Seen, nan, nan, nan, nan}
	}
	spread := math.Sqrt(math.Log1p(sum))
	c.Low = max(c.Seen, c.Ultimate*math.Exp(-1.959963984540054*spread))
	c.High = c.Ultimate * math.Exp(1.959963984540054*spread)
	return c
}
