package graph

import (
	"math"
	"testing"
)

func TestCycleTime(t *testing.T) {
	g := made(t, 6, []uint32{5, 5, 5, 4, 4, 3}, []uint32{0, 1, 2, 0, 3, 5})
	got := CycleTime(g, []int32{1990, 1995, 1998, 1999, 2000, 2001})
	for v, want := range []float64{math.NaN(), math.NaN(), math.NaN(), -2, 5.5, 6} {
		if got[v] != want && !(math.IsNaN(got[v]) && math.IsNaN(want)) {
			t.Errorf("node %d: %g, not %g", v, got[v], want)
		}
	}
}
