package forecast

import (
	"math"

	"gonum.org/v1/gonum/optimize"
)

// Curve is a law of growth towards a limit.
type Curve int

// Logistic is N(t) = K/(1 + exp(−(ln 81/Δt)(t − t_m))) (Meyer, Yung and Ausubel 1999, doi 10.1016/S0040-1625(99)00021-9): t_m is the year
// of half the limit, Δt the years from 10 % to 90 % of it. Gompertz is N(t) = K·exp(−exp(−c(t − t_m))), c = ln(ln 0.1/ln 0.9)/Δt: t_m
// is the year of 1/e of the limit, where growth is fastest.
const (
	Logistic Curve = iota
	Gompertz
)

// At is the share of the limit reached at time t.
func (c Curve) At(t, middle, span float64) float64 {
	if c == Gompertz {
		return math.Exp(-math.Exp(-gompertzRate / span * (t - middle)))
	}
	return 1 / (1 + math.Exp(-math.Log(81)/span*(t-middle)))
}

var gompertzRate = math.Log(math.Log(0.1) / math.Log(0.9))

// SCurve is a law fitted to yearly counts.
type SCurve struct {
	Curve     Curve
	Limit     float64 // K
	Low, High float64 // 95 % interval of K by profile likelihood; High is +Inf where the data do not bound it
	Middle    float64 // t_m, in years
	Span      float64 // Δt, in years
	Maturity  float64 // N/K at the end of the last year
	Deviance  float64 // of the counts, Poisson; smaller fits better
	Spread    float64 // Pearson χ² per degree of freedom: 1 for Poisson counts
	Reason    string  // why there is no curve, else ""
}

// Reasons why no curve is given.
const (
	TooFewYears  = "too_few_years"  // fewer than six years with patents
	TooFewCounts = "too_few_counts" // fewer than thirty in all
	BeyondData   = "beyond_data"    // the middle lies more than a span after the last year: the limit is a guess
	NoLimit      = "no_limit"       // the fit runs to the edge of what was tried
)

// FitCurve fits a curve to the counts of successive years from first on, the last one complete. Each year's count is taken as
// Poisson around N(t) − N(t−1) (with over-dispersion in the interval); for given t_m and Δt the likeliest K is Σ counts / Σ increments,
// the rest is searched by Nelder and Mead from a grid, the same way every time.
func FitCurve(first int, counts []float64, curve Curve) SCurve {
	f := fit{curve: curve, first: float64(first), counts: counts, room: make([]float64, len(counts))}
	none := SCurve{Curve: curve, Limit: math.NaN(), Low: math.NaN(), High: math.NaN(), Middle: math.NaN(), Span: math.NaN(), Maturity: math.NaN(), Deviance: math.NaN(), Spread: math.NaN()}
	years := 0
	for _, n := range counts {
		f.total += n
		if n > 0 {
			years++
		}
	}
	switch {
	case years < 6:
		none.Reason = TooFewYears
		return none
	case f.total < 30:
		none.Reason = TooFewCounts
		return none
	}
	at, deviance := f.search(0, nil)
	s := f.curveOf(at, deviance)
	switch {
	case s.Middle > f.last()+s.Span:
		s.Reason = BeyondData
	case s.Span > 9.9*float64(len(counts)) || s.Span < 0.11:
		s.Reason = NoLimit
	}
	if s.Reason != "" {
		none.Reason, none.Deviance, none.Spread = s.Reason, s.Deviance, s.Spread
		return none
	}
	f.interval(&s, at)
	return s
}

type fit struct {
	curve        Curve
	first, total float64
	counts       []float64
	room         []float64 // for increments: thousands are made in a search
}

func (f fit) last() float64 { return f.first + float64(len(f.counts)) - 1 }

// increments of the share of the limit, year by year, and their sum; until the next.
func (f fit) increments(at []float64) (g []float64, sum float64) {
	span := math.Exp(at[1])
	g = f.room
	before := f.curve.At(f.first-1, at[0], span)
	for i := range f.counts {
		now := f.curve.At(f.first+float64(i), at[0], span)
		g[i] = now - before
		sum += now - before
		before = now
	}
	return g, sum
}

// deviance of the counts around limit·increments; a limit of 0 takes the likeliest.
func (f fit) deviance(at []float64, limit float64) float64 {
	if span := math.Exp(at[1]); span < 0.1 || span > 10*float64(len(f.counts)) {
		return math.Inf(1)
	}
	g, sum := f.increments(at)
	if limit == 0 {
		limit = f.total / sum
	}
	d := 0.0
	for i, n := range f.counts {
		mean := limit * g[i]
		if !(mean > 1e-300) {
			mean = 1e-300
		}
		if n > 0 {
			d += n * math.Log(n/mean)
		}
		d -= n - mean
	}
	if d = 2 * d; math.IsNaN(d) {
		return math.Inf(1)
	}
	return d
}

// search finds the middle and span (its logarithm) of least deviance, from a grid or from a place near it.
func (f fit) search(limit float64, from []float64) ([]float64, float64) {
	best, least := from, math.Inf(1)
	if from == nil {
		n := float64(len(f.counts))
		for _, m := range []float64{0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3} {
			for _, s := range []float64{0.3, 0.6, 1, 1.5, 2.5, 4} {
				at := []float64{f.first + m*n, math.Log(s * n)}
				if d := f.deviance(at, limit); d < least {
					best, least = at, d
				}
			}
		}
	}
	size, rounds := 0.3, 400
	if from != nil {
		size, rounds = 0.05, 80 // near the place already
	}
	r, err := optimize.Minimize(optimize.Problem{Func: func(x []float64) float64 { return f.deviance(x, limit) }}, best,
		&optimize.Settings{MajorIterations: rounds, Converger: &optimize.FunctionConverge{Absolute: 1e-5, Relative: 1e-8, Iterations: 12}}, &optimize.NelderMead{SimplexSize: size})
	if r == nil || err != nil && math.IsInf(r.F, 0) {
		return best, least
	}
	return r.X, r.F
}

func (f fit) curveOf(at []float64, deviance float64) SCurve {
	g, sum := f.increments(at)
	s := SCurve{Curve: f.curve, Limit: f.total / sum, Middle: at[0], Span: math.Exp(at[1]), Deviance: deviance}
	s.Maturity = f.curve.At(f.last(), s.Middle, s.Span)
	for i, n := range f.counts {
		mean := max(s.Limit*g[i], 1e-300)
		s.Spread += (n - mean) * (n - mean) / mean
	}
	s.Spread /= max(1, float64(len(f.counts)-3))
	return s
}

// interval walks K away from its best value until the deviance has risen by 3.84 times the spread (at least 1).
func (f fit) interval(s *SCurve, at []float64) {
	allowed := s.Deviance + 3.841458820694124*max(1, s.Spread)
	walk := func(step float64) float64 {
		near, inside, k := at, s.Limit, s.Limit
		for range 18 {
			k *= step
			x, d := f.search(k, near)
			if d > allowed {
				return f.boundary(inside, k, near, allowed)
			}
			near, inside = x, k
		}
		return math.NaN()
	}
	if s.Low = walk(1 / 1.3); math.IsNaN(s.Low) {
		s.Low = 0
	}
	if s.High = walk(1.3); math.IsNaN(s.High) {
		s.High = math.Inf(1)
	}
}

func (f fit) boundary(inside, outside float64, near []float64, allowed float64) float64 {
	for range 8 {
		k := math.Sqrt(inside * outside)
		x, d := f.search(k, near)
		if d > allowed {
			outside = k
		} else {
			inside, near = k, x
		}
	}
	return math.Sqrt(inside * outside)
}
