package page

import "math"

// charted scales CNY to what charts show, 亿元 in Chinese and billions in English; what is not known is a gap.
func (r *Request) charted(x float64, known bool) float64 {
	switch {
	case !known:
		return math.NaN()
	case r.Lang == "en":
		return x / 1e9
	}
	return x / 1e8
}
