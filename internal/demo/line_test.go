package demo

import (
	"testing"

	"asterism/graph"
)

// TestLine: the global main path of all citations runs along the planted line, from a tenth of the usual size on (smaller ones have too few followers).
func TestLine(t *testing.T) {
	for _, scale := range []float64{0.1, 0.5} {
		for seed := range uint64(3) {
			w, err := newWorld(Options{Seed: seed + 1, Scale: scale})
			if err != nil {
				t.Fatal(err)
			}
			if len(w.line.members) < 4 || len(w.lineTruth().Applications) != len(w.line.members) {
				t.Fatalf("%d members", len(w.line.members))
			}
			g := citationsOf(t, w)
			p, err := graph.FindPaths(g, nil, false, "spc", 10)
			if err != nil {
				t.Fatal(err)
			}
			for k, m := range w.line.members[1:] {
				if !onPath(g, p.Global, uint32(w.line.members[k]), uint32(m)) {
					t.Errorf("scale %g, seed %d: the main path leaves the line between its members %d and %d of %d", scale, seed+1, k, k+1, len(w.line.members))
				}
			}
		}
	}
}

// citationsOf is the network of all patents, arcs from cited to citing.
func citationsOf(t *testing.T, w *world) *graph.Graph {
	var source, target []uint32
	for i := range w.calendar.total {
		for _, j := range w.cites(w.core(i), nil) {
			source, target = append(source, uint32(j)), append(target, uint32(i))
		}
	}
	g, err := graph.New(int(w.calendar.total), source, target)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func onPath(g *graph.Graph, on []bool, from, to uint32) bool {
	for k, w := range g.Targets(from) {
		if w == to {
			return on[int(g.OutAt[from])+k]
		}
	}
	return false
}
