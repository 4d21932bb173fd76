package graph

import (
	"os"
	"slices"
	"testing"
	"time"
)

// TestCascades_nation: firms of the Chinese supply graph of the end of 2022 fail in turn, every 500th of them (all of them where
// ASTERISM_SCALE is set). The graph has neither values nor industries:
// links count 1, and firms are dealt out to 86 made-up industries by their number.
func TestCascades_nation(t *testing.T) {
	step := 500
	if os.Getenv("ASTERISM_SCALE") != "" {
		step = 1
	}
	supplier, customer := chinaSupply(t, "2022_12_31")
	s := Supply{Supplier: supplier, Customer: customer, Value: slices.Repeat([]float64{1}, len(supplier))}
	for _, v := range supplier {
		s.Product = append(s.Product, v*2654435761>>8%86)
	}
	for _, essential := range []bool{true, false} {
		s.Essential = slices.Repeat([]bool{essential}, len(supplier))
		n := int(max(slices.Max(supplier), slices.Max(customer))) + 1
		c, err := NewCascades(n, s)
		if err != nil {
			t.Fatal(err)
		}
		c.Tolerance = 1e-6
		begin := time.Now()
		var most, sum float64
		hit, above := 0, 0
		err = c.Each(firmsBelow(n, step), func(v uint32, f Cascade) error {
			if f.Risk < f.Own-1e-12 {
				t.Errorf("firm %d: risk %g below its own share %g", v, f.Risk, f.Own)
			}
			most, sum, hit = max(most, f.Risk), sum+f.Risk, hit+f.Hit
			if f.Risk > 0.01 {
				above++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("essential %v: %d of %d firms in %v; greatest risk %.4f, mean %.6f, %d above 0.01, mean hit %.1f", essential, (n+step-1)/step, n, time.Since(begin).Round(time.Millisecond), most, sum*float64(step)/float64(n), above, float64(hit)/float64((n+step-1)/step))
	}
}
