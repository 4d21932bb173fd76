package graph

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// TestIgraph holds the kernels against what igraph found on random graphs; testdata/record_igraph.py recorded it.
func TestIgraph(t *testing.T) {
	data, err := os.ReadFile("testdata/igraph.json")
	if err != nil {
		t.Fatal(err)
	}
	var recorded struct {
		Graphs []struct {
			Name                       string
			Nodes                      int
			Arcs                       [][2]uint32
			Pagerank, Betweenness, Hub []float64
			Authority                  []float64
			Undirected                 []float64 `json:"betweenness_undirected"`
			Weak, Strong, Core         []uint32
			Modularity                 float64
			Leiden                     float64 `json:"leiden_modularity"`
			Coupling, Cocitation       [][]float64
		}
	}
	if err := json.Unmarshal(data, &recorded); err != nil {
		t.Fatal(err)
	}
	for _, w := range recorded.Graphs {
		var source, target []uint32
		for _, a := range w.Arcs {
			source, target = append(source, a[0]), append(target, a[1])
		}
		g := made(t, w.Nodes, source, target)
		near(t, w.Name+" pagerank", PageRank(g, 0.85), w.Pagerank, 1e-9)
		near(t, w.Name+" betweenness", Betweenness(g, false, nil), w.Betweenness, 1e-9)
		near(t, w.Name+" undirected betweenness", Betweenness(g, true, nil), w.Undirected, 1e-9)
		if w.Name == "cycles" { // without cycles the largest eigenvalue is 0: nothing to agree on
			hub, authority, _ := HITS(g)
			near(t, w.Name+" hubs", hub, normalised(w.Hub), 1e-6)
			near(t, w.Name+" authorities", authority, normalised(w.Authority), 1e-6)
		}
		if !slices.Equal(Cores(g), w.Core) {
			t.Errorf("%s: cores", w.Name)
		}
		strong, _ := Strong(g)
		for name, both := range map[string][2][]uint32{"weak": {Weak(g), w.Weak}, "strong": {strong, w.Strong}} {
			if !slices.Equal(BySize(both[0]), BySize(both[1])) {
				t.Errorf("%s: %s components", w.Name, name)
			}
		}
		parts := make([]uint32, w.Nodes)
		for v := range parts {
			parts[v] = uint32(v % 5)
		}
		if q := Modularity(g, nil, parts, 1); math.Abs(q-w.Modularity) > 1e-12 {
			t.Errorf("%s: modularity %g, not %g", w.Name, q, w.Modularity)
		}
		best := 0.0
		for seed := range uint64(20) {
			of, err := Leiden(g, nil, Communities{Resolution: 1, Seed: seed})
			if err != nil {
				t.Fatal(err)
			}
			best = max(best, Modularity(g, nil, of, 1))
		}
		if best < w.Leiden-0.005 {
			t.Errorf("%s: Leiden's best modularity of 20 seeds %.5f, igraph's %.5f", w.Name, best, w.Leiden)
		}
		pairsAre(t, w.Name+" coupling", Couple(g, 1, 0), w.Coupling)
		pairsAre(t, w.Name+" co-citation", Couple(g.Reverse(), 1, 0), w.Cocitation)
	}
}

func pairsAre(t *testing.T, name string, pairs []Pair, want [][]float64) {
	t.Helper()
	for _, p := range pairs {
		if want[p.A][p.B] != float64(p.Count) {
			t.Errorf("%s of %d and %d: %d, not %g", name, p.A, p.B, p.Count, want[p.A][p.B])
		}
		want[p.A][p.B] = 0
	}
	for a := range want {
		for b := a + 1; b < len(want); b++ {
			if want[a][b] != 0 {
				t.Errorf("%s of %d and %d is missing", name, a, b)
			}
		}
	}
}
