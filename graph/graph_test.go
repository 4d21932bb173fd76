package graph

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// random is a graph of n nodes and about m arcs, some of them twice or loops; acyclic ones lead from low to high.
func random(r *rand.Rand, n, m int, acyclic bool) (source, target []uint32) {
	for range m {
		s, t := uint32(r.IntN(n)), uint32(r.IntN(n))
		if acyclic && s > t {
			s, t = t, s
		}
		source, target = append(source, s), append(target, t)
	}
	return source, target
}

func made(t testing.TB, n int, source, target []uint32) *Graph {
	t.Helper()
	g, err := New(n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestNew: against a map of arcs.
func TestNew(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 1 + r.IntN(30)
		source, target := random(r, n, r.IntN(80), r.IntN(2) == 0)
		g := made(t, n, source, target)
		arcs, loops := map[[2]uint32]bool{}, 0
		for i := range source {
			if source[i] == target[i] {
				loops++
				continue
			}
			arcs[[2]uint32{source[i], target[i]}] = true
		}
		if g.Arcs() != len(arcs) || g.Loops != loops || g.Repeated != len(source)-loops-len(arcs) || g.Nodes() != n {
			t.Fatalf("%d arcs, %d loops, %d repeated of %d", g.Arcs(), g.Loops, g.Repeated, len(source))
		}
		in := 0
		for v := range uint32(n) {
			if !slices.IsSorted(g.Targets(v)) || !slices.IsSorted(g.Sources(v)) {
				t.Fatal("a list is not sorted")
			}
			for _, w := range g.Targets(v) {
				if !arcs[[2]uint32{v, w}] || !slices.Contains(g.Sources(w), v) {
					t.Fatalf("%d → %d", v, w)
				}
			}
			in += len(g.Sources(v))
		}
		if in != g.Arcs() {
			t.Fatal("the two ways differ")
		}
	}
}

func TestNew_refuses(t *testing.T) {
	if _, err := New(2, []uint32{0}, []uint32{2}); err == nil {
		t.Error("a node that is not there")
	}
	if _, err := New(2, []uint32{0}, nil); err == nil {
		t.Error("slices of different length")
	}
	if g := made(t, 0, nil, nil); g.Nodes() != 0 || g.Arcs() != 0 {
		t.Error("the empty graph")
	}
}
