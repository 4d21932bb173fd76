package forecast

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// Course is the annual series of one cluster: a value for every year from First on. No values: nothing is known of it.
type Course struct {
	First  int
	Values []float64
}

// Run is the course of years without a gap that ends with the last value up to the year asOf.
func Run(at map[int64]float64, asOf int) (c Course) {
	years := slices.Sorted(maps.Keys(at))
	for i, y := range slices.Backward(years) {
		if y > int64(asOf) {
			continue
		}
		if len(c.Values) > 0 && years[i+1] != y+1 {
			break
		}
		c.First, c.Values = int(y), append(c.Values, at[y])
	}
	slices.Reverse(c.Values)
	return c
}

// Chance is how likely one cluster is to stand at or above a threshold in the year due. P is NaN where it is unknown, with the Reason.
type Chance struct {
	Last                int     // last year with a value, at most the year the forecast is made; 0 none
	Years               int     // values the forecast rests on
	Value               float64 // of the last year
	Forecast, Low, High float64 // of the year due, band of nominally 80 %
	P, Needed, Pivotal  float64 // Needed: yearly growth to the threshold; Pivotal: see Pivotal
	half                float64 // what the errors are multiplied by
	errors              []float64
	Reason              string // no_value | few_years | stale | no_band
}

// Panel is the outlook of several clusters from one year on.
type Panel struct {
	Chances []Chance
	Rho     float64 // share of the common factor
	Given   bool    // estimated from the errors; otherwise DefaultRho
}

// DefaultRho is the share of the common factor where the panel's errors do not suffice to estimate it: within the 0.12–0.24 of the credit
// portfolio models of Basel II (2006, § 272), which have the same form.
const DefaultRho = 0.2

// stale is how many years a series may end before the year of the forecast.
const stale = 2

// Outlook is the chance of every course to be at or above the threshold in the year due, by what is known up to the year asOf. The forecast is
// Ahead's median, the errors those of rolling origins as in Intervals (the panel's from 30 on, else the series' own from 4 on); P is Exceed's.
// goal is the number of clusters wanted, for Pivotal.
func Outlook(courses []Course, asOf, due int, threshold float64, goal int) (Panel, error) {
	if due <= asOf {
		return Panel{}, fmt.Errorf("the year due, %d, is not after %d", due, asOf)
	}
	known, pooled := knownTo(courses, asOf)
	p := Panel{Chances: make([]Chance, len(courses))}
	p.Rho, p.Given = commonShare(known)
	for i, c := range known {
		p.Chances[i] = chance(c, asOf, due, threshold, pooled)
	}
	p.pivot(goal)
	return p, nil
}

// OutlookOf is what Outlook says of one course, in several years due, all after asOf: the same without the other courses' chances (and without Pivotal).
func OutlookOf(courses []Course, at, asOf int, due []int, threshold float64) []Chance {
	known, pooled := knownTo(courses, asOf)
	out := make([]Chance, len(due))
	for i, y := range due {
		out[i] = chance(known[at], asOf, y, threshold, pooled)
	}
	return out
}

// knownTo cuts the courses at a year and pools their errors, nil where they are fewer than 30.
func knownTo(courses []Course, asOf int) (known []Course, pooled []float64) {
	known = make([]Course, len(courses))
	for i, c := range courses {
		known[i] = Course{c.First, c.Values[:max(0, min(len(c.Values), asOf-c.First+1))]}
		pooled = append(pooled, scaled(known[i].Values)...)
	}
	if len(pooled) < 30 {
		pooled = nil
	}
	return known, pooled
}

// scaled are the absolute one-step errors over the series' own mean yearly change.
func scaled(y []float64) (list []float64) {
	if len(y) < 2 {
		return nil
	}
	if spread := Spread(y); spread > 0 {
		for _, e := range Errors(y, "median") {
			list = append(list, e/spread)
		}
	}
	return list
}

func chance(c Course, asOf, due int, threshold float64, pooled []float64) Chance {
	n := len(c.Values)
	out := Chance{Years: n, Value: math.NaN(), Forecast: math.NaN(), Low: math.NaN(), High: math.NaN(), P: math.NaN(), Needed: math.NaN(), Pivotal: math.NaN()}
	if n == 0 {
		out.Reason = "no_value"
		return out
	}
	out.Last, out.Value = c.First+n-1, c.Values[n-1]
	h := due - out.Last
	out.Needed = NeededGrowth(out.Value, threshold, float64(h))
	switch {
	case asOf-out.Last > stale:
		out.Reason = "stale"
		return out
	case n < Least:
		out.Reason = "few_years"
		return out
	}
	bands, err := Intervals(c.Values, h, "median", 0.8, pooled)
	if err != nil {
		out.Reason = "no_value"
		return out
	}
	b := bands[h-1]
	out.Forecast, out.Low, out.High = b.Mean, b.Low, b.High
	errors, scale := pooled, Spread(c.Values)
	if errors == nil {
		errors, scale = Errors(c.Values, "median"), 1
	}
	out.half, out.errors = scale*math.Pow(float64(h), bandGrowth), errors
	if math.IsNaN(b.Low) {
		out.Reason = "no_band"
		return out
	}
	out.P = Exceed(b.Mean, threshold, out.half, errors)
	return out
}

// Exceed is the probability of a value at or above the threshold, from a forecast, the absolute errors of n earlier forecasts and the scale they are
// multiplied by. Errors are taken as likely either way, so that it agrees with the bands of Intervals: beyond the distance d of the threshold lie
// (1 + the number of errors ≥ d)/(n + 1) of them, half on each side. It is never nearer to 0 or 1 than 1/(2(n + 1)): what n errors can tell.
// Conformal p-value, Vovk, Gammerman and Shafer 2005, doi 10.1007/b106715. NaN without errors.
func Exceed(forecast, threshold, scale float64, errors []float64) float64 {
	if len(errors) == 0 || math.IsNaN(forecast) {
		return math.NaN()
	}
	d, beyond := math.Abs(threshold-forecast), 1
	for _, e := range errors {
		if e*scale >= d {
			beyond++
		}
	}
	tail := float64(beyond) / float64(len(errors)+1) / 2
	if forecast >= threshold {
		return 1 - tail
	}
	return tail
}

// Known are the probabilities that are known, and which courses have them.
func (p Panel) Known() (list []float64, of []int) {
	for i, c := range p.Chances {
		if !math.IsNaN(c.P) {
			list, of = append(list, c.P), append(of, i)
		}
	}
	return list, of
}

func (p *Panel) pivot(goal int) {
	known, of := p.Known()
	if goal > len(known) {
		return // even all of them together do not decide
	}
	for k, x := range Pivotal(known, goal) {
		p.Chances[of[k]].Pivotal = x
	}
}

// At is the panel with another forecast for one course, its errors the same: what if.
func (p Panel) At(i int, value, threshold float64, goal int) Panel {
	out := p
	out.Chances = slices.Clone(p.Chances)
	c := &out.Chances[i]
	wide := (c.High - c.Low) / 2
	c.Forecast, c.Low, c.High = value, value-wide, value+wide
	if c.Reason == "" {
		c.P = Exceed(value, threshold, c.half, c.errors)
	}
	out.pivot(goal)
	return out
}

// leastYears and leastEach are how many years, with how many errors each, the share of a common factor takes.
const leastYears, leastEach = 5, 5

// commonShare estimates ρ from the signed one-step errors, each over its series' mean yearly change, grouped by year; DefaultRho where there are
// fewer than five years with five errors each.
func commonShare(courses []Course) (rho float64, given bool) {
	byYear := map[int][]float64{}
	for _, c := range courses {
		if len(c.Values) <= Least {
			continue
		}
		spread := Spread(c.Values)
		for k, e := range signed(c.Values, "median") {
			if year := c.First + Least + k; spread > 0 {
				byYear[year] = append(byYear[year], e/spread)
			}
		}
	}
	var groups [][]float64
	for _, list := range byYear {
		if len(list) >= leastEach {
			groups = append(groups, list)
		}
	}
	if len(groups) < leastYears {
		return DefaultRho, false
	}
	return min(max(IntraclassShare(groups), 0), 0.9), true
}

// IntraclassShare is the share of variance that lies between groups, ICC(1) = (MSB − MSW)/(MSB + (n₀ − 1)·MSW) with n₀ = (N − Σn²/N)/(groups − 1):
// the correlation of two members of a group. Below 0 where groups differ less than by chance; NaN for fewer than two groups or no variance.
// Fisher 1925; Shrout and Fleiss 1979, doi 10.1037/0033-2909.86.2.420.
func IntraclassShare(groups [][]float64) float64 {
	count, squares, sum := 0.0, 0.0, 0.0
	for _, g := range groups {
		n := float64(len(g))
		count, squares = count+n, squares+n*n
		for _, x := range g {
			sum += x
		}
	}
	between, within := 0.0, 0.0
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		m := mean(g)
		between += float64(len(g)) * (m - sum/count) * (m - sum/count)
		for _, x := range g {
			within += (x - m) * (x - m)
		}
	}
	k := float64(len(groups))
	msb, msw, n0 := between/(k-1), within/(count-k), (count-squares/count)/(k-1)
	return (msb - msw) / (msb + (n0-1)*msw)
}
