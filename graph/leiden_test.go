package graph

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// karate is Zachary's network of 34 members (1977), ids from 0.
func karate(t testing.TB) *Graph {
	arcs := []uint32{0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 10, 0, 11, 0, 12, 0, 13, 0, 17, 0, 19, 0, 21, 0, 31, 1, 2, 1, 3, 1, 7, 1, 13, 1, 17, 1, 19, 1, 21,
		1, 30, 2, 3, 2, 7, 2, 8, 2, 9, 2, 13, 2, 27, 2, 28, 2, 32, 3, 7, 3, 12, 3, 13, 4, 6, 4, 10, 5, 6, 5, 10, 5, 16, 6, 16, 8, 30, 8, 32, 8, 33, 9, 33, 13, 33, 14, 32, 14, 33,
		15, 32, 15, 33, 18, 32, 18, 33, 19, 33, 20, 32, 20, 33, 22, 32, 22, 33, 23, 25, 23, 27, 23, 29, 23, 32, 23, 33, 24, 25, 24, 27, 24, 31, 25, 31, 26, 29, 26, 33,
		27, 33, 28, 31, 28, 33, 29, 32, 29, 33, 30, 32, 30, 33, 31, 32, 31, 33, 32, 33}
	var source, target []uint32
	for i := 0; i < len(arcs); i += 2 {
		source, target = append(source, arcs[i]), append(target, arcs[i+1])
	}
	return made(t, 34, source, target)
}

// TestLeiden_karate: the largest modularity there is on this network is 0.420 (Agarwal and Kempe 2008, doi
// 10.1140/epjb/e2008-00425-1), 0.41979 with more digits.
func TestLeiden_karate(t *testing.T) {
	g := karate(t)
	if g.Arcs() != 78 {
		t.Fatal(g.Arcs())
	}
	best := 0.0
	for seed := range uint64(10) {
		of, err := Leiden(g, nil, Communities{Resolution: 1, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		best = max(best, Modularity(g, nil, of, 1))
	}
	if math.Abs(best-0.41979) > 1e-5 {
		t.Errorf("best of ten: %.6f", best)
	}
}

// planted has k groups of size nodes, denser within than between.
func planted(r *rand.Rand, k, size int, within, between float64) (source, target []uint32) {
	n := k * size
	for v := range n {
		for range int(within) {
			source, target = append(source, uint32(v)), append(target, uint32(v/size*size+r.IntN(size)))
		}
		if r.Float64() < between {
			source, target = append(source, uint32(v)), append(target, uint32(r.IntN(n)))
		}
	}
	return source, target
}

func TestLeiden_planted(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	source, target := planted(r, 50, 100, 6, 1)
	g := made(t, 5000, source, target)
	for _, c := range []Communities{{Resolution: 1}, {CPM: true, Resolution: 0.02}, {Resolution: 1, Louvain: true}} {
		of, err := Leiden(g, nil, c)
		if err != nil {
			t.Fatal(err)
		}
		for v := range of {
			if of[v] != of[v/100*100] {
				t.Fatalf("%+v: node %d is not with its group", c, v)
			}
		}
		if slices.Max(of) != 49 {
			t.Errorf("%+v: %d communities", c, slices.Max(of)+1)
		}
	}
}

// TestLeiden_promises: communities are connected, the same for any number of cores, no worse than nodes apart, and weights of 1
// change nothing.
func TestLeiden_promises(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	for range 20 {
		n := 10 + r.IntN(3000)
		source, target := random(r, n, 3*n, false)
		g := made(t, n, source, target)
		of, err := Leiden(g, nil, Communities{Resolution: 1, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		before := runtime.GOMAXPROCS(1)
		alone, _ := Leiden(g, nil, Communities{Resolution: 1, Seed: 5})
		runtime.GOMAXPROCS(before)
		if !slices.Equal(of, alone) {
			t.Fatal("one core gives another result")
		}
		l, _ := ground(g, nil)
		if !slices.Equal(BySize(connected(l, of)), of) {
			t.Fatal("a community falls apart")
		}
		apart := make([]uint32, n)
		for v := range apart {
			apart[v] = uint32(v)
		}
		if q := Modularity(g, nil, of, 1); q < Modularity(g, nil, apart, 1) || q > 1 {
			t.Fatal(q)
		}
		ones := make([]float64, g.Arcs())
		for i := range ones {
			ones[i] = 1
		}
		weighed, err := Leiden(g, ones, Communities{Resolution: 1, Seed: 5})
		if err != nil || math.Abs(Modularity(g, ones, weighed, 1)-Modularity(g, nil, of, 1)) > 0.02 {
			t.Fatal("weights of 1", err)
		}
	}
	g := made(t, 3, []uint32{0}, []uint32{1})
	if of, err := Leiden(g, nil, Communities{Resolution: 1}); err != nil || !slices.Equal(of, []uint32{0, 0, 1}) {
		t.Error(of, err)
	}
	if _, err := Leiden(g, []float64{-1}, Communities{Resolution: 1}); err == nil {
		t.Error("a negative weight")
	}
	if of, err := Leiden(made(t, 0, nil, nil), nil, Communities{Resolution: 1}); err != nil || len(of) != 0 {
		t.Error(of, err)
	}
}
