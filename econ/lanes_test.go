package econ

import (
	"math/rand/v2"
	"testing"
)

// TestLanes: wide registers and plain Go come to the very same, for lists and rows of any length.
func TestLanes(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 5))
	phi := make([][band]float64, 90)
	for k := range phi {
		for x := range phi[k] {
			phi[k][x] = r.Float64()
		}
	}
	columns := make([][tile]uint64, chunk)
	for w := range columns {
		for j := range columns[w] {
			columns[w][j] = r.Uint64()
		}
	}
	for n := range 40 {
		has := make([]uint32, n)
		for i := range has {
			has[i] = uint32(r.IntN(len(phi)))
		}
		var sums, wantSums [band]float64
		sumsPlain(has, phi, &wantSums)
		if sumsOf(has, phi, &sums); sums != wantSums {
			t.Fatalf("sums of %d rows: %v, want %v", n, sums, wantSums)
		}
		row := make([]uint64, n%(chunk/quad+1)*quad)
		for w := range row {
			row[w] = r.Uint64()
		}
		counts, wantCounts := [tile]uint16{3: 60000}, [tile]uint16{3: 60000}
		countsPlain(row, columns, &wantCounts)
		if countsOf(row, columns, &counts); counts != wantCounts {
			t.Fatalf("counts of %d words: %v, want %v", len(row), counts, wantCounts)
		}
	}
	t.Logf("wide sums %v, wide counts %v", sumsWide, countsWide)
}
