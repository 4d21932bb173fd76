package forecast

import (
	"math"
	"testing"
)

// The triangle of Taylor and Ashe (1983), with the reserves and standard errors of Mack 1993, table 3 (thousands).
func TestLadder_published(t *testing.T) {
	triangle := [][]float64{
		{357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463},
		{352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085},
		{290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315},
		{310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268},
		{443160, 1136350, 2128333, 2897821, 3402672, 3873311},
		{396132, 1333217, 2180715, 2985752, 3691712},
		{440832, 1288463, 2419861, 3483130},
		{359480, 1421128, 2864498},
		{376686, 1363294},
		{344014},
	}
	reserve := []float64{0, 95, 470, 710, 985, 1419, 2178, 3920, 4279, 4626}
	errors := []float64{0, 76, 122, 134, 261, 411, 558, 875, 971, 1363}
	for i, c := range Ladder(triangle) {
		if r := (c.Ultimate - c.Seen) / 1000; math.Abs(r-reserve[i]) > 0.5 {
			t.Errorf("row %d: reserve %.1f, want %.0f", i, r, reserve[i])
		}
		if e := c.Error / 1000; math.Abs(e-errors[i]) > 0.6 {
			t.Errorf("row %d: error %.1f, want %.0f", i, e, errors[i])
		}
		if c.Low > c.Ultimate || c.High < c.Ultimate || c.Low < c.Seen {
			t.Error(i, c)
		}
	}
}

func TestLadder_edges(t *testing.T) {
	// Nothing is published in the first period: the youngest year cannot be told, the others can.
	got := Ladder([][]float64{{0, 50, 100}, {0, 60, 120}, {0, 40}, {0}, nil})
	if got[2].Ultimate != 80 || got[2].Error != 0 || got[0].Ultimate != 100 {
		t.Error(got)
	}
	if !math.IsNaN(got[3].Ultimate) || !math.IsNaN(got[4].Seen) {
		t.Error(got)
	}
	if len(Ladder(nil)) != 0 {
		t.Error("no rows")
	}
	// A year of which nothing is seen yet stays open although others develop.
	if got = Ladder([][]float64{{5, 10}, {0}}); !math.IsNaN(got[1].Ultimate) {
		t.Error(got)
	}
}
