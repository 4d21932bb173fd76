package graph

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// published is the graph of the tests of MainPaths.jl; the values were checked with Pajek (SPLC) and by counting paths.
func published(t *testing.T) (g *Graph, order []uint32) {
	arcs := [][2]uint32{{1, 3}, {2, 3}, {2, 4}, {3, 5}, {3, 7}, {4, 6}, {4, 10}, {4, 11}, {5, 8}, {5, 9}, {6, 9}, {6, 10}}
	var source, target []uint32
	for _, a := range arcs {
		source, target = append(source, a[0]), append(target, a[1])
	}
	g = made(t, 12, source, target)
	for _, a := range arcs {
		order = append(order, g.arc(a[0], a[1]))
	}
	return g, order
}

func arranged(w []float64, order []uint32) []float64 {
	var out []float64
	for _, i := range order {
		out = append(out, w[i])
	}
	return out
}

func TestSearchPaths_published(t *testing.T) {
	g, order := published(t)
	w, err := SearchPaths(g)
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := NodePairs(g)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		got, want []float64
	}{
		{"SPC", w.SPC, []float64{3, 3, 4, 4, 2, 2, 1, 1, 2, 2, 1, 1}},
		{"SPLC", w.SPLC, []float64{3, 3, 4, 6, 3, 4, 2, 2, 4, 4, 3, 3}},
		{"SPNP", w.SPNP, []float64{5, 5, 6, 9, 3, 6, 2, 2, 4, 4, 3, 3}},
		{"NPPC", pairs, []float64{5, 5, 5, 9, 3, 6, 2, 2, 4, 4, 3, 3}},
	} {
		if got := arranged(c.got, order); !slices.Equal(got, c.want) {
			t.Errorf("%s %v, want %v", c.name, got, c.want)
		}
	}
}

func named(g *Graph, arcs []uint32) []string {
	var out []string
	eachArc(g, func(i, v, w uint32) {
		if slices.Contains(arcs, i) {
			out = append(out, fmt.Sprintf("%d-%d", v, w))
		}
	})
	return out
}

// TestMainPath_published: the global paths by SPC tie at sum 9: {1|2}-3-5-{8|9}.
func TestMainPath_published(t *testing.T) {
	g, _ := published(t)
	w, _ := SearchPaths(g)
	for _, c := range []struct {
		name string
		how  Search
		want []string
	}{
		{"global", Global, []string{"1-3", "2-3", "3-5", "5-8", "5-9"}},
		{"forward: the heaviest arc from a source is 2-4", LocalForward, []string{"2-4", "4-6", "6-9", "6-10"}},
		{"backward: into the sinks 7, 8 and 9 the heaviest weigh 2", LocalBackward, []string{"1-3", "2-3", "3-5", "3-7", "5-8", "5-9"}},
	} {
		got, err := MainPath(g, w.SPC, c.how)
		if err != nil || !slices.Equal(named(g, got), c.want) {
			t.Errorf("%s: %v %v, want %v", c.name, named(g, got), err, c.want)
		}
	}
	got, _ := KeyRoutes(g, w.SPC, 1, false)
	if want := []string{"1-3", "2-3", "2-4", "3-5", "4-6", "5-8", "5-9", "6-9", "6-10"}; !slices.Equal(named(g, got), want) {
		t.Errorf("key routes of the two arcs that weigh 4: %v", named(g, got))
	}
}

// pathsThrough counts, by walking every path, how many go through each arc: from the given starts to the given ends.
func pathsThrough(g *Graph, starts, ends func(uint32) bool) []float64 {
	count := make([]float64, g.Arcs())
	var walk func(v uint32, arcs []uint32)
	walk = func(v uint32, arcs []uint32) {
		if ends(v) {
			for _, i := range arcs {
				count[i]++
			}
		}
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			walk(g.Out[i], append(arcs, i))
		}
	}
	for v := range uint32(g.Nodes()) {
		if starts(v) {
			walk(v, nil)
		}
	}
	return count
}

// TestSearchPaths_counted: against paths walked one by one. SPC takes paths from sources to sinks, SPLC from any node to
// sinks, SPNP from any node to any node.
func TestSearchPaths_counted(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		n := 2 + r.IntN(9)
		source, target := random(r, n, r.IntN(2*n), true)
		if r.IntN(2) == 0 { // ids against the arcs
			source, target = target, source
		}
		if r.IntN(3) == 0 { // ids in no order
			p := r.Perm(n)
			for i := range source {
				source[i], target[i] = uint32(p[source[i]]), uint32(p[target[i]])
			}
		}
		g := made(t, n, source, target)
		w, err := SearchPaths(g)
		if err != nil {
			t.Fatal(err)
		}
		any := func(uint32) bool { return true }
		first := func(v uint32) bool { return len(g.Sources(v)) == 0 }
		last := func(v uint32) bool { return len(g.Targets(v)) == 0 }
		for k, want := range [][]float64{pathsThrough(g, first, last), pathsThrough(g, any, last), pathsThrough(g, any, any)} {
			got := [][]float64{w.SPC, w.SPLC, w.SPNP}[k]
			if !slices.Equal(got, want) {
				t.Fatalf("kind %d: %v, want %v", k, got, want)
			}
			exact, _ := Exact(g, []string{"spc", "splc", "spnp"}[k])
			for i := range exact {
				if exact[i].Cmp(big.NewInt(int64(want[i]))) != 0 {
					t.Fatalf("exact kind %d: %v, want %v", k, exact[i], want[i])
				}
			}
		}
	}
}

// ladder has 2ᵏ paths: k rungs of two nodes, each leading to both of the next.
func ladder(t testing.TB, k int) *Graph {
	var source, target []uint32
	for i := range uint32(k - 1) {
		for a := range uint32(2) {
			for b := range uint32(2) {
				source, target = append(source, 2*i+a), append(target, 2*i+2+b)
			}
		}
	}
	return made(t, 2*k, source, target)
}

// TestSearchPaths_overflow: each arc of a ladder of k rungs is on 2ᵏ⁻² of its 2ᵏ paths.
func TestSearchPaths_overflow(t *testing.T) {
	for _, k := range []int{10, 60, 600, 3000} {
		g := ladder(t, k)
		w, err := SearchPaths(g)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range w.SPC {
			if got := math.Log2(x) + float64(w.Exponent[0]); math.Abs(got-float64(k-2)) > 1e-9 {
				t.Fatalf("%d rungs, arc %d: 2^%g", k, i, got)
			}
		}
		exact, _ := Exact(g, "spc")
		if want := new(big.Int).Lsh(big.NewInt(1), uint(k-2)); exact[0].Cmp(want) != 0 {
			t.Errorf("%d rungs: %v", k, exact[0])
		}
	}
}

// TestNodePairs_counted: against sets of nodes.
func TestNodePairs_counted(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{5, 40, 700, 1500} {
		source, target := random(r, n, 3*n, true)
		g := made(t, n, source, target)
		got, err := NodePairs(g)
		if err != nil {
			t.Fatal(err)
		}
		reach := func(v uint32, next func(uint32) []uint32) float64 {
			seen := map[uint32]bool{v: true}
			for list := []uint32{v}; len(list) > 0; list = list[1:] {
				for _, w := range next(list[0]) {
					if !seen[w] {
						seen[w] = true
						list = append(list, w)
					}
				}
			}
			return float64(len(seen))
		}
		eachArc(g, func(i, v, w uint32) {
			if i%97 == 0 && got[i] != reach(v, g.Sources)*reach(w, g.Targets) {
				t.Fatalf("%d nodes, arc %d: %g", n, i, got[i])
			}
		})
	}
}

// TestMainPath_exhaustive: the global main path against the sums of all paths.
func TestMainPath_exhaustive(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		n := 2 + r.IntN(8)
		source, target := random(r, n, 2*n, true)
		g := made(t, n, source, target)
		weight := make([]float64, g.Arcs())
		for i := range weight {
			weight[i] = float64(1 + r.IntN(4))
		}
		best, on := 0.0, map[uint32]bool{}
		var walk func(v uint32, sum float64, arcs []uint32)
		walk = func(v uint32, sum float64, arcs []uint32) {
			if len(g.Targets(v)) == 0 && len(arcs) > 0 && sum >= best {
				if sum > best {
					best, on = sum, map[uint32]bool{}
				}
				for _, i := range arcs {
					on[i] = true
				}
			}
			for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
				walk(g.Out[i], sum+weight[i], append(slices.Clone(arcs), i))
			}
		}
		for v := range uint32(n) {
			if len(g.Sources(v)) == 0 {
				walk(v, 0, nil)
			}
		}
		got, err := MainPath(g, weight, Global)
		if err != nil || len(got) != len(on) {
			t.Fatalf("%v %v, want %v", got, err, on)
		}
		for _, i := range got {
			if !on[i] {
				t.Fatalf("%v, want %v", got, on)
			}
		}
	}
}

func TestCriticality(t *testing.T) {
	g, _ := published(t)
	of, longest, err := Criticality(g)
	if err != nil || longest != 3 {
		t.Fatal(longest, err)
	}
	// 3-7 ends one arc early, 4-10 and 4-11 too; node 0 stands alone.
	if want := []uint32{3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1}; !slices.Equal(of, want) {
		t.Error(of)
	}
}

// TestAcyclic: what Condense and Cut make has no cycle; nothing else than arcs within components is touched; every other
// arc keeps its place.
func TestAcyclic(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 200 {
		n := 2 + r.IntN(20)
		source, target := random(r, n, r.IntN(3*n), false)
		g := made(t, n, source, target)
		of, _ := Strong(g)
		time := make([]int32, n)
		for v := range time {
			time[v] = int32(r.IntN(5))
		}
		condensed, err := Condense(g)
		if err != nil {
			t.Fatal(err)
		}
		cut, err := Cut(g, time, true)
		if err != nil {
			t.Fatal(err)
		}
		for name, a := range map[string]*Acyclic{"condense": condensed, "cut": cut} {
			if _, ok := Order(a.Graph); !ok {
				t.Fatalf("%s left a cycle", name)
			}
			for _, arc := range a.Altered {
				if of[arc[0]] != of[arc[1]] {
					t.Fatalf("%s touched an arc outside cycles", name)
				}
			}
			if a.Arc != nil {
				eachArc(g, func(i, v, w uint32) {
					if of[v] != of[w] && a.Arc[i] == NoArc {
						t.Fatalf("%s lost %d → %d", name, v, w)
					}
				})
			}
		}
		_, acyclic := Order(g)
		if acyclic != (len(cut.Altered) == 0) {
			t.Fatal("cut without need, or not")
		}
	}
}

// TestStrong: two nodes are in one component when each reaches the other; arcs between components lead down.
func TestStrong(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 200 {
		n := 1 + r.IntN(15)
		source, target := random(r, n, r.IntN(3*n), false)
		g := made(t, n, source, target)
		of, count := Strong(g)
		reach := make([][]bool, n)
		for v := range uint32(n) {
			reach[v] = make([]bool, n)
			reach[v][v] = true
			for list := []uint32{v}; len(list) > 0; list = list[1:] {
				for _, w := range g.Targets(list[0]) {
					if !reach[v][w] {
						reach[v][w] = true
						list = append(list, w)
					}
				}
			}
		}
		for v := range n {
			for w := range n {
				if (reach[v][w] && reach[w][v]) != (of[v] == of[w]) {
					t.Fatal("components differ")
				}
				if reach[v][w] && of[v] < of[w] {
					t.Fatal("an arc leads up")
				}
			}
			if int(of[v]) >= count {
				t.Fatal("count")
			}
		}
	}
}
