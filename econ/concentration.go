package econ

import (
	"cmp"
	"math"
	"slices"
)

// Concentration tells how few hold how much.
type Concentration struct {
	N          int     // holders of something
	CR4, CR10  float64 // shares of the largest 4 and 10
	HHI        float64 // Σ share², 1/N … 1 (times 10,000 in competition law)
	Normalised float64 // (HHI − 1/N)/(1 − 1/N), 0 … 1; NaN for one holder
	Equivalent float64 // 1/HHI: holders of equal size that give this HHI
}

// Concentrate measures amounts; those that are not above 0 hold nothing. NaN where nobody holds anything. Hirschman 1964, American
// Economic Review 54:761; Adelman 1969 for the numbers equivalent.
func Concentrate(amounts []float64) Concentration {
	var x []float64
	total := 0.0
	for _, a := range amounts {
		if a > 0 {
			x, total = append(x, a), total+a
		}
	}
	nan := math.NaN()
	if total == 0 {
		return Concentration{0, nan, nan, nan, nan, nan}
	}
	slices.SortFunc(x, func(a, b float64) int { return cmp.Compare(b, a) })
	c := Concentration{N: len(x), Normalised: nan}
	for i, a := range x {
		s := a / total
		c.HHI += s * s
		if i < 4 {
			c.CR4 += s
		}
		if i < 10 {
			c.CR10 += s
		}
	}
	if n := float64(c.N); n > 1 {
		c.Normalised = (c.HHI - 1/n) / (1 - 1/n)
	}
	c.Equivalent = 1 / c.HHI
	return c
}
