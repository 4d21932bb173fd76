package composite

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// NormaliseMethods bring indicators to one scale, x having been turned by its direction first (as COINr does):
// minmax (x − min)/(max − min) onto [Low, High]; zscore (x − mean)/sd·High + Low (sample sd); scaled 100(x − Low)/(High − Low);
// dist2max 1 − (max − x)/(max − min); dist2ref, dist2targ 1 − (r − x)/(r − min), r the reference unit's value or the target; fracmax x/max;
// prank (rank − 1)/(n − 1); rank, borda (rank − 1), ties taking the lowest; goalposts (x − Low)/(High − Low)·Scale, posts in the indicator's own sense.
var NormaliseMethods = []string{"minmax", "zscore", "scaled", "dist2max", "dist2ref", "dist2targ", "fracmax", "prank", "rank", "borda", "goalposts", "none"}

// Scaling is one way to normalise a column.
type Scaling struct {
	Method    string
	Low, High float64 // minmax: onto; zscore: mean and sd; scaled, goalposts: from
	Reference int     // dist2ref: the unit
	Target    float64 // dist2targ, in the indicator's own sense
	Cap       bool    // dist2ref, dist2targ: no more than 1; goalposts: within the posts
	Scale     float64 // goalposts: the score at the upper one
}

// Column normalises x. direction is 1 (more is better) or −1. Where the formula has no value (no spread) the result is not finite.
func (s Scaling) Column(x []float64, direction int) []float64 {
	d := float64(direction)
	if s.Method == "goalposts" {
		return s.posts(x, direction)
	}
	turned := make([]float64, len(x))
	for u, v := range x {
		turned[u] = v * d
	}
	switch s.Method {
	case "prank", "rank", "borda":
		return s.ranks(turned)
	case "none":
		return turned
	}
	to := s.formula(turned, d)
	for u, v := range turned {
		turned[u] = to(v)
	}
	return turned
}

// formula is the function of one value.
func (s Scaling) formula(x []float64, d float64) func(float64) float64 {
	least, most := span(x)
	switch s.Method {
	case "zscore":
		m, sd := stat.MeanStdDev(known(x), nil)
		return func(v float64) float64 { return (v-m)/sd*s.High + s.Low }
	case "scaled":
		return func(v float64) float64 { return (v - s.Low) / (s.High - s.Low) * 100 }
	case "dist2max":
		return func(v float64) float64 { return 1 - (most-v)/(most-least) }
	case "dist2ref", "dist2targ":
		r := s.Target * d
		if s.Method == "dist2ref" {
			r = x[s.Reference]
		}
		return func(v float64) float64 {
			y := 1 - (r-v)/(r-least)
			if s.Cap && y > 1 {
				return 1
			}
			return y
		}
	case "fracmax":
		return func(v float64) float64 { return v / most }
	}
	return func(v float64) float64 { return (v-least)/(most-least)*(s.High-s.Low) + s.Low }
}

func (s Scaling) posts(x []float64, direction int) []float64 {
	from, to := s.Low, s.High
	if direction < 0 {
		from, to = to, from
	}
	out := make([]float64, len(x))
	for u, v := range x {
		y := (v - from) / (to - from)
		if s.Cap && y > 1 {
			y = 1
		}
		if s.Cap && y < 0 {
			y = 0
		}
		out[u] = y * s.Scale
	}
	return out
}

// ranks are ascending: the best has the greatest.
func (s Scaling) ranks(x []float64) []float64 {
	sorted := known(x)
	slices.Sort(sorted)
	out := make([]float64, len(x))
	for u, v := range x {
		at, _ := slices.BinarySearch(sorted, v)
		out[u] = float64(at)
		switch {
		case math.IsNaN(v):
			out[u] = v
		case s.Method == "rank":
			out[u]++
		case s.Method == "prank":
			out[u] /= float64(len(sorted) - 1)
		}
	}
	return out
}
