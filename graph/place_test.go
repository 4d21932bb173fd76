package graph

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// TestPlace: groups that hang together lie together, no place is without number, and cores change nothing.
func TestPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	source, target := planted(r, 12, 40, 4, 0.3)
	g := made(t, 500, source, target) // the last 20 have no arcs
	group, err := Leiden(g, nil, Communities{Resolution: 1})
	if err != nil {
		t.Fatal(err)
	}
	x, y := Place(g, group)
	before := runtime.GOMAXPROCS(1)
	x1, y1 := Place(g, group)
	runtime.GOMAXPROCS(before)
	if !slices.Equal(x, x1) || !slices.Equal(y, y1) {
		t.Error("one core gives other places")
	}
	within, between, n, m := 0.0, 0.0, 0, 0
	for a := range 480 {
		for b := range a {
			d := math.Hypot(x[a]-x[b], y[a]-y[b])
			if math.IsNaN(d) || math.IsInf(d, 0) {
				t.Fatal("a node is nowhere")
			}
			if a/40 == b/40 {
				within, n = within+d, n+1
			} else {
				between, m = between+d, m+1
			}
		}
	}
	if within/float64(n) > 0.5*between/float64(m) {
		t.Errorf("distance within groups %.2f, between %.2f", within/float64(n), between/float64(m))
	}
	if x, y := Place(made(t, 0, nil, nil), nil); len(x)+len(y) != 0 {
		t.Error("the empty graph")
	}
	if x, y := Place(made(t, 1, nil, nil), []uint32{0}); math.IsNaN(x[0]) || math.IsNaN(y[0]) {
		t.Error("one node")
	}
}
