package econ

import (
	"math"
	"math/rand/v2"
	"testing"
)

// drawn is a table of whole numbers, some of them 0, for properties.
func drawn(regions, industries int, seed uint64) Table {
	r := rand.New(rand.NewPCG(seed, 1))
	t := Table{regions, industries, make([]float64, regions*industries)}
	for k := range t.Amount {
		if r.Float64() < 0.7 {
			t.Amount[k] = float64(r.IntN(500))
		}
	}
	return t
}

// TestLocate_vector: e_ij 1714, e_j 79006, e_i 879213, e 15593224 → 0.384762342301 (R package REAT, locq).
func TestLocate_vector(t *testing.T) {
	table := Table{2, 2, []float64{1714, 79006 - 1714, 879213 - 1714, 15593224 - 79006 - 879213 + 1714}}
	q := Locate(table, QuotientOptions{})
	near(t, "LQ", q.LQ[0], 0.384762342301, 1e-12)
	near(t, "symmetric", q.Symmetric[0], (0.384762342301-1)/(0.384762342301+1), 1e-12)
	near(t, "additive", q.Additive[0], 1714.0/879213-79006.0/15593224, 1e-15)
	near(t, "expected", q.Expected[0]*q.LQ[0], 1714, 1e-9)
}

// TestLocate_interval: exact Poisson limits of 10, 1 and 0 counts are 4.795–18.391, 0.0253–5.572 and 0–3.689 (R, poisson.test).
func TestLocate_interval(t *testing.T) {
	for n, want := range map[float64][2]float64{10: {4.795389, 18.390356}, 1: {0.02531781, 5.571643}, 0: {0, 3.688879}} {
		q := Quotients{Expected: make([]float64, 1), LQ: make([]float64, 1), Additive: make([]float64, 1), Symmetric: make([]float64, 1), Log: make([]float64, 1), Low: make([]float64, 1), High: make([]float64, 1)}
		q.cell(0, n, 100, 100, 10000, QuotientOptions{}) // expected: 1
		near(t, "low", q.Low[0], want[0], 0.02)
		near(t, "high", q.High[0], want[1], 0.02*want[1])
	}
}

func TestLocate_properties(t *testing.T) {
	table := drawn(30, 12, 3)
	region, industry, all := table.Margins()
	q := Locate(table, QuotientOptions{})
	for i := range table.Industries {
		mean, sd, additive := 0.0, 0.0, 0.0
		for r := range table.Regions {
			k := r*table.Industries + i
			near(t, "LQ", q.LQ[k], table.Amount[k]*all/region[r]/industry[i], 1e-12)
			mean, additive = mean+q.Z[k]/30, additive+q.Additive[k]
			sd += q.Z[k] * q.Z[k] / 29
			if s := q.Shrunk[k]; math.Abs(s-1) > math.Abs(q.LQ[k]-1)+1e-9 || (s-1)*(q.LQ[k]-1) < -1e-9 {
				t.Errorf("%g is shrunk to %g, not towards 1", q.LQ[k], s)
			}
			if !(q.Low[k] <= q.LQ[k] && q.LQ[k] <= q.High[k]) {
				t.Errorf("%g is not between %g and %g", q.LQ[k], q.Low[k], q.High[k])
			}
		}
		near(t, "mean of z", mean, 0, 1e-12)
		near(t, "variance of z", sd, 1, 1e-12)
		near(t, "sum of additive", additive, 0, 1e-12)
	}
	empty := Locate(Table{2, 2, []float64{1, 0, 1, 0}}, QuotientOptions{})
	if !math.IsNaN(empty.LQ[1]) || empty.LQ[0] != 1 {
		t.Errorf("an industry that nobody has: %v", empty.LQ)
	}
}
