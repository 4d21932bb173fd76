package derive

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"testing"

	"asterism/econ"
)

// TestBenchmarkClusters_planted: of the partitions that all score full the planted one is taken, not the coarsest.
func TestBenchmarkClusters_planted(t *testing.T) {
	for _, noise := range []float64{0.1, 0.3} {
		draw := rand.New(rand.NewPCG(11, 4))
		var in, out bytes.Buffer
		fmt.Fprintln(&in, "region,industry,emp")
		for r := range 40 {
			var level [4]float64
			for g := range level {
				level[g] = 100 * draw.ExpFloat64()
			}
			for i := range 24 {
				fmt.Fprintf(&in, "r%02d,i%02d,%g\n", r, i, level[i%4]*(1-noise+2*noise*draw.Float64()))
			}
		}
		if err := Compute(t.Context(), Computation{Kernel: "benchmark-clusters", Name: "made up", Input: in.Bytes(), Options: map[string]string{"clusters": "auto"}, Format: "csv", Output: &out, Notes: io.Discard}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(rows) != 25 {
			t.Fatal(err, len(rows))
		}
		found, truth := make([]int, 24), make([]int, 24)
		for i, row := range rows[1:] {
			n, _ := strconv.Atoi(row[1])
			found[i], truth[i] = n-1, i%4
		}
		x := econ.AdjustedRand(found, truth)
		t.Logf("noise %g: adjusted Rand %.3f, score %s", noise, x, rows[1][8])
		if x < 1 {
			t.Errorf("noise %g: adjusted Rand %g", noise, x)
		}
	}
}
