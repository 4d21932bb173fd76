package econ

import "testing"

// TestEllisonGlaeser_vector: plants in Wien, Linz and Graz (Farhauer and Kröll, Standorttheorien; R package REAT, ellison.a).
func TestEllisonGlaeser_vector(t *testing.T) {
	size := []float64{200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000}
	region := []int{0, 0, 0, 0, 0, 1, 1, 1, 1, 2}
	a := EllisonGlaeser(size, region, []float64{500000, 400000, 100000})
	near(t, "γ", a.Gamma, 0.0599062841165, 1e-12)
	near(t, "G", a.G, 0.168163265306, 1e-12)
	near(t, "H", a.Plants, 0.24468877551, 1e-11)
	near(t, "z", a.Z, 0.195900, 1e-6)
	near(t, "γ of Maurel and Sédillot", a.MaurelSed, -0.435763, 1e-6)
}

// TestCoagglomeration: of an industry with itself it is G/(1−Σx²); industries in one region each, of two alike, repel.
func TestCoagglomeration(t *testing.T) {
	all := []float64{50, 30, 20}
	one := []float64{5, 1, 4}
	a := EllisonGlaeser(one, []int{0, 1, 2}, all)
	near(t, "with itself", Coagglomeration(one, one, all), a.G/(1-0.38), 1e-15)
	near(t, "apart", Coagglomeration([]float64{1, 0}, []float64{0, 1}, []float64{1, 1}), -1, 1e-15)
}

// TestShift: the terms add up to what they part.
func TestShift(t *testing.T) {
	before, after := drawn(12, 9, 1), drawn(12, 9, 2)
	for r := range before.Regions {
		before.Amount[r*9+8] = 0 // an industry that nobody had
	}
	nation := 0.0
	for r, s := range Shift(before, after) {
		near(t, "Dunn", s.National+s.Mix+s.Regional+s.Fresh, s.Change, 1e-9)
		near(t, "Esteban", s.Homothetic+s.Allocation+s.Entered, s.Regional, 1e-9)
		change := 0.0
		for i, e := range before.Of(r) {
			change += after.Of(r)[i] - e
		}
		near(t, "change", s.Change, change, 1e-9)
		nation += s.Mix + s.Regional + s.Fresh
	}
	near(t, "what regions gain on each other", nation, 0, 1e-8)
}
