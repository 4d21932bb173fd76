package econ

import (
	"math"
	"testing"
)

// TestGini_Mexico: GDP per head of 32 Mexican states, 1940: Gini .35372371173452849, Theil .20894344 (PySAL, inequality; recomputed).
func TestGini_Mexico(t *testing.T) {
	var x []float64
	for _, row := range records(t, sharedData(t, "clusters", "libpysal_examples", "mexico.csv")) {
		x = append(x, number(row["pcgdp1940"]))
	}
	if len(x) != 32 {
		t.Fatalf("%d states", len(x))
	}
	near(t, "Gini", Gini(x, false), 0.35372371173452849, 1e-14)
	near(t, "Theil", Theil(x), 0.20894344, 5e-9)
}

func TestGini_ends(t *testing.T) {
	near(t, "equal", Gini([]float64{3, 3, 3}, false), 0, 1e-15)
	near(t, "one holds all", Gini([]float64{0, 0, 0, 5}, false), 0.75, 1e-15)
	near(t, "one holds all, normalised", Gini([]float64{0, 0, 0, 5}, true), 1, 1e-15)
	if !math.IsNaN(Gini(nil, false)) || !math.IsNaN(Gini([]float64{0, 0}, false)) {
		t.Error("Gini of nothing")
	}
	if !math.IsNaN(Theil([]float64{0, 0})) || !math.IsNaN(LocationalGini([]float64{0, 0}, []float64{1, 2}, false)) {
		t.Error("Theil or locational Gini of nothing")
	}
}

// TestLocationalGini: an industry spread as everything is gives 0, one all in a region of share x gives 1 − x, or half of it.
func TestLocationalGini(t *testing.T) {
	all := []float64{10, 20, 30, 40}
	near(t, "as everything", LocationalGini([]float64{1, 2, 3, 4}, all, false), 0, 1e-15)
	near(t, "in one region", LocationalGini([]float64{5, 0, 0, 0}, all, false), 0.9, 1e-15)
	near(t, "half", LocationalGini([]float64{5, 0, 0, 0}, all, true), 0.45, 1e-15)
	// Two regions: area under the curve through (.6, .2): 1 − (.6·.2 + .4·1.2) = .4.
	near(t, "two regions", LocationalGini([]float64{2, 8}, []float64{60, 40}, false), 0.4, 1e-15)
}

// TestSpecialise: two regions by hand, and the identities of the measures.
func TestSpecialise(t *testing.T) {
	table := Table{2, 2, []float64{30, 10, 20, 40}} // shares .75 .25 and 1/3 2/3 against .5 .5
	s := Specialise(table)
	near(t, "Krugman", s[0].Krugman, 0.5, 1e-15)
	near(t, "Krugman against the other", s[0].KrugmanOther, 2*(0.75-1.0/3), 1e-15)
	near(t, "HHI", s[0].HHI, 0.625, 1e-15)
	near(t, "Hachman", s[0].Hachman, 1/(0.75*1.5+0.25*0.5), 1e-15)
	if s[0].Specialised != 1 {
		t.Errorf("%d industries with LQ of 1 or more", s[0].Specialised)
	}
	for r, s := range Specialise(drawn(20, 15, 9)) {
		near(t, "Hoover", s.Hoover, s.Krugman/2, 0)
		if !(s.Hachman > 0 && s.Hachman <= 1+1e-12) || !(s.Krugman >= 0 && s.Krugman <= 2) {
			t.Errorf("region %d: %+v", r, s)
		}
	}
	same := Specialise(Table{2, 2, []float64{1, 3, 2, 6}})
	near(t, "Hachman of the structure of all", same[0].Hachman, 1, 1e-15)
}

// TestVarieties: four industries in two groups; Total = Unrelated + Related, and each by its own formula.
func TestVarieties(t *testing.T) {
	v := Varieties([]float64{2, 2, 4, 0}, []int{0, 0, 1, 1})
	near(t, "total", v.Total, 1.5, 1e-15)
	near(t, "unrelated", v.Unrelated, 1, 1e-15)
	near(t, "related", v.Related, 0.5, 1e-15)
	table := drawn(10, 24, 5)
	group := make([]int, 24)
	for i := range group {
		group[i] = i / 5
	}
	for r := range table.Regions {
		amounts := table.Of(r)
		sums, all := map[int]float64{}, 0.0
		for i, a := range amounts {
			sums[group[i]] += a
			all += a
		}
		between := 0.0
		for _, s := range sums {
			if s > 0 {
				between -= s / all * math.Log2(s/all)
			}
		}
		v := Varieties(amounts, group)
		near(t, "unrelated", v.Unrelated, between, 1e-12)
		near(t, "parts", v.Unrelated+v.Related, v.Total, 1e-15)
	}
}
