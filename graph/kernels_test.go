package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// powerIteration is PageRank by its definition.
func powerIteration(g *Graph, damping float64) []float64 {
	n := g.Nodes()
	rank := make([]float64, n)
	for v := range rank {
		rank[v] = 1 / float64(n)
	}
	for range 2000 {
		next, dangling := make([]float64, n), 0.0
		for v := range uint32(n) {
			list := g.Targets(v)
			if len(list) == 0 {
				dangling += rank[v]
			}
			for _, w := range list {
				next[w] += damping * rank[v] / float64(len(list))
			}
		}
		for v := range next {
			next[v] += (1-damping)/float64(n) + damping*dangling/float64(n)
		}
		rank = next
	}
	return rank
}

func near(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for v := range want {
		if math.Abs(got[v]-want[v]) > tolerance*max(1, math.Abs(want[v])) {
			t.Fatalf("%s of node %d: %g, want %g", what, v, got[v], want[v])
		}
	}
}

func TestPageRank_powerIteration(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for k := range 60 {
		n := 1 + r.IntN(60)
		source, target := random(r, n, r.IntN(4*n), k%2 == 0)
		g := made(t, n, source, target)
		near(t, "rank", PageRank(g, 0.85), powerIteration(g, 0.85), 1e-12)
	}
}

// TestPageRank_order: B, C and D lead to A, D to all: against the definition, and in the order that follows from it.
func TestPageRank_order(t *testing.T) {
	g := made(t, 4, []uint32{1, 1, 2, 3, 3, 3}, []uint32{2, 0, 0, 0, 1, 2})
	got := PageRank(g, 0.85)
	near(t, "rank", got, powerIteration(g, 0.85), 1e-14)
	if !(got[0] > got[2] && got[2] > got[1] && got[1] > got[3]) {
		t.Error(got)
	}
}

// TestWeak: against a search over both directions, on graphs of many blocks too.
func TestWeak(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	for _, n := range []int{1, 5, 50, 500, 60000} {
		for range 5 {
			source, target := random(r, n, n*2/3, false)
			g := made(t, n, source, target)
			of := Weak(g)
			seen := make([]bool, n)
			for v := range uint32(n) {
				if seen[v] {
					continue
				}
				list := []uint32{v}
				seen[v] = true
				for i := 0; i < len(list); i++ {
					if of[list[i]] != v {
						t.Fatalf("%d nodes: node %d is with %d, not %d", n, list[i], of[list[i]], v)
					}
					for _, w := range slices.Concat(g.Targets(list[i]), g.Sources(list[i])) {
						if !seen[w] {
							seen[w] = true
							list = append(list, w)
						}
					}
				}
			}
		}
	}
}

// TestCores: against taking off nodes one by one.
func TestCores(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	for _, n := range []int{1, 8, 60, 400, 40000} {
		for _, m := range []int{n / 2, 3 * n, 8 * n} {
			source, target := random(r, n, m, false)
			g := made(t, n, source, target)
			degree, want := make([]int, n), make([]uint32, n)
			for v := range uint32(n) {
				degree[v] = len(g.Targets(v)) + len(g.Sources(v))
			}
			alive := n
			gone := make([]bool, n)
			for k := 0; alive > 0; k++ {
				var queue []uint32
				for v := range uint32(n) {
					if !gone[v] && degree[v] <= k {
						gone[v] = true
						queue = append(queue, v)
					}
				}
				for ; len(queue) > 0; queue = queue[1:] {
					want[queue[0]] = uint32(k)
					alive--
					for _, w := range slices.Concat(g.Targets(queue[0]), g.Sources(queue[0])) {
						if degree[w]--; !gone[w] && degree[w] <= k {
							gone[w] = true
							queue = append(queue, w)
						}
					}
				}
			}
			if got := Cores(g); !slices.Equal(got, want) {
				t.Fatalf("%d nodes, %d arcs", n, m)
			}
		}
	}
}

// TestCD_published: the test graph of fast-cdindex (dspinellis), with days of 1 January; window 1,825 days, as there.
func TestCD_published(t *testing.T) {
	years := []int32{92, 92, 93, 93, 95, 97, 98, 99, 99, 98, 97}
	time := make([]int32, len(years))
	for v, y := range years {
		time[v] = (y-92)*365 + (y-89)/4 // 1992 and 1996 had a day more
	}
	g := made(t, 11, []uint32{4, 4, 4, 4, 5, 6, 6, 7, 8, 9, 9, 9, 10}, []uint32{2, 0, 1, 3, 2, 2, 4, 4, 4, 4, 1, 3, 4})
	d, err := CD(g, time, 1825)
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	for v, want := range []struct {
		counts  [3]uint32
		cd, mcd float64
	}{{[3]uint32{1, 0, 0}, 1, 1}, {[3]uint32{1, 0, 0}, 1, 1}, {[3]uint32{2, 0, 0}, 1, 2}, {[3]uint32{1, 0, 0}, 1, 1}, {[3]uint32{3, 2, 1}, 1.0 / 6, 5.0 / 6},
		{[3]uint32{0, 0, 1}, 0, 0}, {[3]uint32{0, 0, 2}, 0, 0}, {[3]uint32{0, 0, 0}, nan, nan}, {[3]uint32{0, 0, 0}, nan, nan}, {[3]uint32{0, 0, 2}, 0, 0}, {[3]uint32{0, 0, 4}, 0, 0}} {
		f := uint32(v)
		got := [3]uint32{d.Focal[f], d.Both[f], d.References[f]}
		if got != want.counts || math.Abs(d.CD(f)-want.cd) > 1e-15 || math.Abs(d.MCD(f)-want.mcd) > 1e-15 || math.IsNaN(d.CD(f)) != math.IsNaN(want.cd) {
			t.Errorf("node %d: %v %g %g, want %v", v, got, d.CD(f), d.MCD(f), want)
		}
	}
	if !d.NoReferences[0] || d.NoReferences[4] {
		t.Error("references")
	}
}

// TestCD_counted: against sets, with ids that follow time and ids that do not.
func TestCD_counted(t *testing.T) {
	r := rand.New(rand.NewPCG(27, 28))
	for k := range 100 {
		n := 2 + r.IntN(40)
		source, target := random(r, n, 4*n, false)
		time := make([]int32, n)
		for v := range time {
			time[v] = int32(r.IntN(12))
			if k%2 == 0 {
				time[v] = int32(v / 3)
			}
		}
		g := made(t, n, source, target)
		window := int32(r.IntN(6))
		if k%5 == 0 {
			time = nil
		}
		d, err := CD(g, time, window)
		if err != nil {
			t.Fatal(err)
		}
		for f := range uint32(n) {
			var want [3]uint32
			for c := range uint32(n) {
				if c == f || time != nil && (time[c] <= time[f] || window > 0 && time[c] > time[f]+window) {
					continue
				}
				cites := slices.Contains(g.Targets(c), f)
				refs := slices.ContainsFunc(g.Targets(f), func(x uint32) bool { return slices.Contains(g.Targets(c), x) })
				switch {
				case cites && refs:
					want[1]++
				case cites:
					want[0]++
				case refs:
					want[2]++
				}
			}
			if got := [3]uint32{d.Focal[f], d.Both[f], d.References[f]}; got != want {
				t.Fatalf("node %d: %v, want %v", f, got, want)
			}
		}
	}
}

// TestBetweenness_known: a path of five nodes, and a star.
func TestBetweenness_known(t *testing.T) {
	path := made(t, 5, []uint32{0, 1, 2, 3}, []uint32{1, 2, 3, 4})
	near(t, "path", Betweenness(path, true, nil), []float64{0, 3, 4, 3, 0}, 1e-12)
	near(t, "directed path", Betweenness(path, false, nil), []float64{0, 3, 4, 3, 0}, 1e-12)
	star := made(t, 5, []uint32{0, 0, 0, 0}, []uint32{1, 2, 3, 4})
	near(t, "star", Betweenness(star, true, nil), []float64{6, 0, 0, 0, 0}, 1e-12)
	near(t, "directed star", Betweenness(star, false, nil), []float64{0, 0, 0, 0, 0}, 1e-12)
}

// TestBetweenness_counted: against paths enumerated for every pair.
func TestBetweenness_counted(t *testing.T) {
	r := rand.New(rand.NewPCG(29, 30))
	for range 40 {
		n := 3 + r.IntN(8)
		source, target := random(r, n, 2*n, false)
		g := made(t, n, source, target)
		want := make([]float64, n)
		for s := range uint32(n) {
			for e := range uint32(n) {
				if s == e {
					continue
				}
				paths := shortest(g, s, e)
				for _, p := range paths {
					for _, v := range p[1 : len(p)-1] {
						want[v] += 1 / float64(len(paths))
					}
				}
			}
		}
		near(t, "betweenness", Betweenness(g, false, nil), want, 1e-12)
		all := Sample(n, n, 7)
		near(t, "all nodes in another order", Betweenness(g, false, all), want, 1e-12)
	}
}

func shortest(g *Graph, s, e uint32) [][]uint32 {
	level := [][]uint32{{s}}
	for range g.Nodes() {
		var found, next [][]uint32
		for _, p := range level {
			for _, w := range g.Targets(p[len(p)-1]) {
				q := append(slices.Clone(p), w)
				if w == e {
					found = append(found, q)
				} else if !slices.Contains(p, w) {
					next = append(next, q)
				}
			}
		}
		if found != nil {
			return found
		}
		level = next
	}
	return nil
}

func TestCouple(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for range 50 {
		n := 2 + r.IntN(30)
		source, target := random(r, n, 4*n, false)
		g := made(t, n, source, target)
		var want []Pair
		for a := range uint32(n) {
			for b := a + 1; b < uint32(n); b++ {
				count := uint32(0)
				for _, x := range g.Targets(a) {
					if slices.Contains(g.Targets(b), x) && len(g.Sources(x)) <= 6 {
						count++
					}
				}
				if count >= 2 {
					want = append(want, Pair{a, b, count})
				}
			}
		}
		if got := Couple(g, 2, 6); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

// TestHITS: the values satisfy the definition.
func TestHITS(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 34))
	source, target := random(r, 40, 160, false)
	g := made(t, 40, source, target)
	hub, authority, ok := HITS(g)
	if !ok {
		t.Fatal("not at rest")
	}
	sums := make([]float64, 40)
	for v := range uint32(40) {
		for _, u := range g.Sources(v) {
			sums[v] += hub[u]
		}
	}
	near(t, "authority", authority, normalised(sums), 1e-10)
}

// TestBetweenness_long: a ring with chords searched eight sources at a time agrees with source by source, and paths that are too long
// for that are found all the same.
func TestBetweenness_long(t *testing.T) {
	r := rand.New(rand.NewPCG(91, 92))
	for _, n := range []int{9, 120, 400} {
		var source, target []uint32
		for v := range n {
			source, target = append(source, uint32(v)), append(target, uint32((v+1)%n))
		}
		for range n / 10 {
			source, target = append(source, uint32(r.IntN(n))), append(target, uint32(r.IntN(n)))
		}
		g := made(t, n, source, target)
		for _, undirected := range []bool{false, true} {
			got := Betweenness(g, undirected, nil)
			want := make([]float64, n)
			b := newBrandes(g, undirected)
			for v := range n {
				b.run(uint32(v))
				for w, x := range b.depends {
					want[w] += x
				}
			}
			if undirected {
				for w := range want {
					want[w] /= 2
				}
			}
			near(t, "source by source", got, want, 1e-9)
		}
	}
}
