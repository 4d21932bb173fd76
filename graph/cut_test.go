package graph

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// partsWithout are the sizes of the components when a node, or an edge between two, is taken out.
func partsWithout(g *Graph, node int, a, b uint32, of []uint32, mine uint32) (sizes []int) {
	var from, to []int32
	eachArc(g, func(_, v, w uint32) {
		if int(v) != node && int(w) != node && !(v == a && w == b) && !(v == b && w == a) {
			from, to = append(from, int32(v)), append(to, int32(w))
		}
	})
	count := map[int32]int{}
	for v, c := range Components(int32(g.Nodes()), from, to) {
		if v != node && of[v] == mine {
			count[c]++
		}
	}
	for _, size := range count {
		sizes = append(sizes, size)
	}
	slices.Sort(sizes)
	return sizes
}

// TestFindCuts_definition: taking out each node and each edge of random graphs.
func TestFindCuts_definition(t *testing.T) {
	for seed := range uint64(60) {
		draw := rand.New(rand.NewPCG(seed, 2))
		n := 3 + draw.IntN(14)
		var source, target []uint32
		for range draw.IntN(2 * n) {
			source, target = append(source, uint32(draw.IntN(n))), append(target, uint32(draw.IntN(n)))
		}
		g, err := New(n, source, target)
		if err != nil {
			t.Fatal(err)
		}
		of, cuts := Weak(g), FindCuts(g)
		for v := range n {
			sizes := partsWithout(g, v, 0, 0, of, of[v])
			severed := 0
			for i := 0; i+1 < len(sizes); i++ {
				severed += sizes[i]
			}
			if cuts.Articulation[v] != (len(sizes) > 1) || cuts.Severed[v] != severed {
				t.Errorf("seed %d, node %d: articulation %v, severed %d; without it: %v", seed, v, cuts.Articulation[v], cuts.Severed[v], sizes)
			}
		}
		var want []Bridge
		seen := map[[2]uint32]bool{}
		eachArc(g, func(_, v, w uint32) {
			a, b := min(v, w), max(v, w)
			if seen[[2]uint32{a, b}] {
				return
			}
			seen[[2]uint32{a, b}] = true
			if sizes := partsWithout(g, -1, a, b, of, of[a]); len(sizes) == 2 {
				want = append(want, Bridge{a, b, sizes[0]})
			}
		})
		slices.SortFunc(want, func(a, b Bridge) int { return slices.Compare([]uint32{a.A, a.B}, []uint32{b.A, b.B}) })
		if !slices.Equal(cuts.Bridges, want) {
			t.Errorf("seed %d: bridges %v, want %v", seed, cuts.Bridges, want)
		}
	}
}

func TestFindCuts_longPath(t *testing.T) { // no recursion
	n := 300_000
	source, target := make([]uint32, n-1), make([]uint32, n-1)
	for i := range source {
		source[i], target[i] = uint32(i), uint32(i+1)
	}
	g, err := New(n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	cuts := FindCuts(g)
	if len(cuts.Bridges) != n-1 || cuts.Severed[n/2] != n/2-1 || cuts.Bridges[9] != (Bridge{9, 10, 10}) {
		t.Errorf("%d bridges, %d severed, %v", len(cuts.Bridges), cuts.Severed[n/2], cuts.Bridges[9])
	}
}
