package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestIntraclassShare: the ratings of table 2 of Shrout and Fleiss 1979, whose ICC(1,1) is .17 (mean squares 11.24 and 6.26).
func TestIntraclassShare(t *testing.T) {
	nearly(t, "ICC(1,1)", IntraclassShare([][]float64{{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}}), (11.2416667-6.2638889)/(11.2416667+3*6.2638889), 1e-7)
}

// Unequal groups drawn with a known common share give it back.
func TestIntraclassShare_recovers(t *testing.T) {
	r, groups := rand.New(rand.NewPCG(1, 2)), [][]float64{}
	for range 4000 {
		common := r.NormFloat64()
		var g []float64
		for range 3 + r.IntN(6) {
			g = append(g, math.Sqrt(0.3)*common+math.Sqrt(0.7)*r.NormFloat64())
		}
		groups = append(groups, g)
	}
	nearly(t, "share", IntraclassShare(groups), 0.3, 0.02)
}

// TestExceed: nine errors 1 … 9 times 2. The threshold at distance 16 has two as great: (1+2)/10/2 on the far side.
func TestExceed(t *testing.T) {
	errors := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	for _, c := range []struct{ threshold, want float64 }{{116, 0.15}, {84, 0.85}, {100, 0.5}, {1000, 0.05}, {-1000, 0.95}} {
		nearly(t, "P", Exceed(100, c.threshold, 2, errors), c.want, 1e-15)
	}
	if !math.IsNaN(Exceed(100, 1, 1, nil)) {
		t.Error("a probability without errors")
	}
}

// TestExceed_M3: of values said to be at or above a threshold with probability about p, about p are; and how that compares with a normal
// distribution of the band's width (Brier scores, smaller is better).
func TestExceed_M3(t *testing.T) {
	var said, came, n [5]float64
	conformal, bell, count := 0.0, 0.0, 0.0
	for k, s := range m3(t) {
		if k%6 != 0 {
			continue
		}
		last, errors := s.x[len(s.x)-1], Errors(s.x, "median")
		bands, err := Intervals(s.x, len(s.after), "median", 0.8, nil)
		if err != nil {
			t.Fatal(err)
		}
		for h, b := range bands {
			for _, part := range []float64{0.8, 0.9, 1, 1.1, 1.2, 1.4} {
				p, real := Exceed(b.Mean, last*part, math.Pow(float64(h+1), bandGrowth), errors), 0.0
				if s.after[h] >= last*part {
					real = 1
				}
				z := (b.Mean - last*part) / ((b.High - b.Low) / 2 / 1.2815515655446004)
				bin := min(int(p*5), 4)
				said[bin], came[bin], n[bin] = said[bin]+p, came[bin]+real, n[bin]+1
				conformal, bell, count = conformal+(p-real)*(p-real), bell+(normal(z)-real)*(normal(z)-real), count+1
			}
		}
	}
	t.Logf("Brier score: empirical %.4f, normal of the band's width %.4f", conformal/count, bell/count)
	if conformal > bell*1.05 || conformal/count > 0.2 {
		t.Errorf("Brier %.4f beside %.4f", conformal/count, bell/count)
	}
	for b := range n {
		t.Logf("said %.3f, came %.3f of %.0f", said[b]/n[b], came[b]/n[b], n[b])
		if math.Abs(said[b]-came[b])/n[b] > 0.1 {
			t.Errorf("said %.3f, came %.3f", said[b]/n[b], came[b]/n[b])
		}
	}
}

// Nothing is forecast from nothing: too few, none or old values are unknown, not 0; later values are not looked at.
func TestOutlook_unknown(t *testing.T) {
	steady := Course{2001, []float64{10, 12, 13, 15, 18, 19, 21, 24, 999}}
	p, err := Outlook([]Course{steady, {2007, []float64{5, 6}}, {}, {2001, []float64{1, 2, 3, 4}}}, 2008, 2010, 20, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", "few_years", "no_value", "stale"} {
		if c := p.Chances[i]; c.Reason != want || math.IsNaN(c.P) != (want != "") {
			t.Errorf("course %d: %+v", i, c)
		}
	}
	if c := p.Chances[0]; c.Last != 2008 || c.Value != 24 || c.Years != 8 || p.Rho != DefaultRho || p.Given {
		t.Errorf("%+v", p)
	}
	nearly(t, "pivot of the only one", p.Chances[0].Pivotal, 1, 1e-12)
	if _, err := Outlook(nil, 2010, 2010, 1, 1); err == nil {
		t.Error("a year due that is past")
	}
	up := p.At(0, 1000, 20, 1)
	if up.Chances[0].P <= p.Chances[0].P-1e-12 || p.Chances[0].Forecast == 1000 {
		t.Errorf("what if: %g after %g", up.Chances[0].P, p.Chances[0].P)
	}
}

// A band that just touches the threshold at its 80 % bound leaves one in ten above.
func TestOutlook_agreesWithBands(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var courses []Course
	for range 20 {
		y := []float64{100}
		for range 12 {
			y = append(y, y[len(y)-1]+5+10*r.NormFloat64())
		}
		courses = append(courses, Course{2000, y})
	}
	p, err := Outlook(courses, 2012, 2015, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Chances {
		nearly(t, "beyond the band", Exceed(c.Forecast, c.High, c.half, c.errors), 0.1, 0.01)
	}
	if !p.Given || p.Rho > 0.3 {
		t.Errorf("ρ %g of independent series, estimated %v", p.Rho, p.Given)
	}
}

// A gap ends the run; later years are not looked at.
func TestRun(t *testing.T) {
	c := Run(map[int64]float64{2001: 1, 2003: 3, 2004: 4, 2005: 5, 2006: 6}, 2005)
	if c.First != 2003 || len(c.Values) != 3 || c.Values[0] != 3 || c.Values[2] != 5 {
		t.Errorf("%+v", c)
	}
	if c := Run(map[int64]float64{2009: 1}, 2005); len(c.Values) != 0 {
		t.Errorf("%+v", c)
	}
}

// TestOutlookOf: one course looked at alone, in several years, is told what the whole panel tells of it.
func TestOutlookOf(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 9))
	var courses []Course
	for i := range 9 {
		c, level := Course{First: 2005 + i%3}, 50+100*r.Float64()
		for range 12 {
			level *= 1.05 + 0.1*r.NormFloat64()
			c.Values = append(c.Values, level)
		}
		courses = append(courses, c)
	}
	due := []int{2014, 2016, 2020}
	for at := range courses {
		alone := OutlookOf(courses, at, 2013, due, 120)
		for i, y := range due {
			panel, err := Outlook(courses, 2013, y, 120, 1)
			if err != nil {
				t.Fatal(err)
			}
			want := panel.Chances[at]
			want.Pivotal, alone[i].Pivotal = 0, 0
			if fmt.Sprint(alone[i]) != fmt.Sprint(want) || want.Reason != "" {
				t.Errorf("course %d to %d: %+v, in the panel %+v", at, y, alone[i], want)
			}
		}
	}
}
