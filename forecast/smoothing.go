package forecast

import "math"

// Smooth is a fitted exponential smoothing of an annual series: level, trend and how they answer to an error.
type Smooth struct {
	Alpha, Beta, Phi float64 // Beta is of the level's part (β* of Hyndman); Phi 1 where the trend is not damped
	Level, Trend     float64 // at the last observation
	Sum              float64 // of squared one-step errors
	N                int
}

// SES fits simple exponential smoothing l_t = l_{t−1} + α e_t: α from 0.01 to 0.99 with the least sum of squared one-step errors, starting from the first
// observation. Brown 1959; Hyndman et al. 2008, Forecasting with Exponential Smoothing.
func SES(y []float64) Smooth {
	best := Smooth{Sum: math.Inf(1)}
	refine(func(a, _, _ float64) float64 {
		s := smooth(y, a, 0, 1, 0)
		if s.Sum < best.Sum {
			best = s
		}
		return s.Sum
	}, [3][2]float64{{0.01, 0.99}, {0, 0}, {1, 1}})
	return best
}

// Holt fits the linear trend l_t = l + b + α e, b_t = b + αβ e, starting from the first observation and the first difference.
func Holt(y []float64) Smooth { return trended(y, [2]float64{1, 1}) }

// Damped fits Holt's trend damped by φ from 0.8 to 0.98: h years on it has grown φ + … + φ^h (Gardner and McKenzie 1985, doi 10.1287/mnsc.31.10.1237).
func Damped(y []float64) Smooth { return trended(y, [2]float64{0.8, 0.98}) }

func trended(y []float64, phi [2]float64) Smooth {
	best := Smooth{Sum: math.Inf(1)}
	refine(func(a, b, f float64) float64 {
		s := smooth(y, a, b, f, y[1]-y[0])
		if s.Sum < best.Sum {
			best = s
		}
		return s.Sum
	}, [3][2]float64{{0.01, 0.99}, {0.01, 0.99}, phi})
	return best
}

func smooth(y []float64, alpha, beta, phi, trend float64) Smooth {
	s := Smooth{Alpha: alpha, Beta: beta, Phi: phi, Level: y[0], Trend: trend, N: len(y)}
	for _, v := range y[1:] {
		e := v - s.Level - phi*s.Trend
		s.Level += phi*s.Trend + alpha*e
		s.Trend = phi*s.Trend + alpha*beta*e
		s.Sum += e * e
	}
	return s
}

// refine looks for the least value on a grid that narrows around the best point five times: deterministic, and no worse for flat or
// double-bottomed sums, which short series have.
func refine(value func(a, b, c float64) float64, within [3][2]float64) {
	const steps = 8
	box := within
	for range 6 {
		least, at := math.Inf(1), [3]float64{}
		for i := range points(box[0], steps) {
			for j := range points(box[1], steps) {
				for k := range points(box[2], steps) {
					p := [3]float64{place(box[0], i, steps), place(box[1], j, steps), place(box[2], k, steps)}
					if v := value(p[0], p[1], p[2]); v < least {
						least, at = v, p
					}
				}
			}
		}
		for d := range box {
			step := (box[d][1] - box[d][0]) / steps
			box[d] = [2]float64{max(within[d][0], at[d]-step), min(within[d][1], at[d]+step)}
		}
	}
}

func points(side [2]float64, steps int) int {
	if side[0] == side[1] {
		return 1
	}
	return steps + 1
}

func place(side [2]float64, i, steps int) float64 {
	return side[0] + (side[1]-side[0])*float64(i)/float64(steps)
}

// Ahead forecasts 1 … h years.
func (s Smooth) Ahead(h int) []float64 {
	out := make([]float64, h)
	grown, f := 0.0, 1.0
	for k := range out {
		f *= s.Phi
		grown += f
		out[k] = s.Level + grown*s.Trend
	}
	return out
}

// Theta forecasts by the method of Assimakopoulos and Nikolopoulos (2000, doi 10.1016/S0169-2070(00)00066-2): simple smoothing and half the slope b of
// the line through the series, b/2·(h − 1 + 1/α − (1−α)^n/α) (Hyndman and Billah 2003, doi 10.1016/S0169-2070(01)00143-1).
func Theta(y []float64, h int) []float64 {
	s, n := SES(y), float64(len(y))
	out := s.Ahead(h)
	b := slope(y)
	for k := range out {
		out[k] += b / 2 * (float64(k) + 1/s.Alpha - math.Pow(1-s.Alpha, n)/s.Alpha)
	}
	return out
}

// slope of the least-squares line.
func slope(y []float64) float64 {
	n, sum, with := float64(len(y)), 0.0, 0.0
	for t, v := range y {
		sum += v
		with += float64(t) * v
	}
	return (with - sum*(n-1)/2) / (n * (n*n - 1) / 12)
}

// Drift forecasts the last value and the mean yearly change.
func Drift(y []float64, h int) []float64 {
	n := len(y)
	out, d := make([]float64, h), (y[n-1]-y[0])/float64(n-1)
	for k := range out {
		out[k] = y[n-1] + float64(k+1)*d
	}
	return out
}
