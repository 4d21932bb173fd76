package page

import "math"

// inHundredMillions scales CNY to 亿元 for charts; what is not known is a gap.
func inHundredMillions(x float64, known bool) float64 {
	if !known {
		return math.NaN()
	}
	return x / 1e8
}
