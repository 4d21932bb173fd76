// Package econ holds formulas of regional and technology economics: pure functions of slices, each with its source.
package econ

import "math"

// Advantage is how far a unit (region, firm) is specialised in a class of technology or industry.
type Advantage struct {
	RTA        float64 // revealed technology advantage (Balassa); 1 is the average of all units
	Low, High  float64 // 95 % interval of RTA
	RPA        float64 // 100·tanh(ln RTA), −100 … 100
	RSI        float64 // (RTA²−1)/(RTA²+1), −1 … 1
	IsUncommon bool    // fewer than five expected: the ratio says little
}

// RTA compares a unit's share in a class with all units' share in it: (own/unit) / (class/all). own is what the unit has in the class, unit
// what it has in all classes, class what all units have in the class, all the whole.
//
// The interval is Katz's for the ratio of two proportions, exp(ln RTA ± 1.96·√(1/own − 1/unit + 1/class − 1/all)) (Katz et al. 1978,
// Biometrics 34:469); where own is 0 its lower end is 0 and the upper takes own as ½. NaN where a margin is 0. OECD Patent Statistics
// Manual 2009; RPA: Grupp 1994.
func RTA(own, unit, class, all float64) Advantage {
	if unit <= 0 || class <= 0 || all <= 0 {
		nan := math.NaN()
		return Advantage{nan, nan, nan, nan, nan, true}
	}
	expected := unit * class / all
	a := Advantage{RTA: own / expected, IsUncommon: expected < 5}
	x := max(own, 0.5)
	spread := math.Exp(1.959963984540054 * math.Sqrt(max(0, 1/x-1/unit+1/max(class, x)-1/all)))
	a.High = x / expected * spread
	if own > 0 {
		a.Low = a.RTA / spread
	}
	square := a.RTA * a.RTA
	a.RSI = (square - 1) / (square + 1)
	a.RPA = 100 * a.RSI // tanh(ln r) = (r²−1)/(r²+1)
	return a
}
