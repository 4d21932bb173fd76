package graph

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// plantedVectors draws unit vectors around hidden directions, in groups of unlike sizes.
func plantedVectors(n, dims, groups int, spread float64, seed uint64) (vectors []float32, group []uint32) {
	draw := rand.New(rand.NewPCG(seed, 2))
	centre := make([]float64, groups*dims)
	for i := range centre {
		centre[i] = draw.NormFloat64()
	}
	for range n {
		c := int(float64(groups) * math.Pow(draw.Float64(), 1.3))
		group = append(group, uint32(c))
		row, long := make([]float64, dims), 0.0
		for i := range row {
			row[i] = centre[c*dims+i] + spread*draw.NormFloat64()
			long += row[i] * row[i]
		}
		for _, r := range row {
			vectors = append(vectors, float32(r/math.Sqrt(long)))
		}
	}
	return vectors, group
}

// randIndex is the adjusted Rand index of two groupings: 1 the same, about 0 by chance (Hubert and Arabie 1985, doi 10.1007/BF01908075).
func randIndex(a, b []uint32) float64 {
	pair := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	both, as, bs := map[[2]uint32]int{}, map[uint32]int{}, map[uint32]int{}
	for i := range a {
		both[[2]uint32{a[i], b[i]}]++
		as[a[i]]++
		bs[b[i]]++
	}
	var sum, sumA, sumB float64
	for _, n := range both {
		sum += pair(n)
	}
	for _, n := range as {
		sumA += pair(n)
	}
	for _, n := range bs {
		sumB += pair(n)
	}
	chance := sumA * sumB / pair(len(a))
	return (sum - chance) / ((sumA+sumB)/2 - chance)
}

// recall is the share of the true nearest that were found, over every step-th point.
func recall(s *Neighbours, vectors []float32, dims, step int) float64 {
	n := len(vectors) / dims
	found, all := 0, 0
	for v := 0; v < n; v += step {
		near := ordered(n, v, func(w int) float64 {
			return -float64(Dot(vectors[v*dims:(v+1)*dims], vectors[w*dims:(w+1)*dims]))
		})
		for _, w := range near[:s.K] {
			all++
			if slices.Contains(s.Of[v*s.K:(v+1)*s.K], uint32(w)) {
				found++
			}
		}
	}
	return float64(found) / float64(all)
}

func TestNearestRecall(t *testing.T) {
	vectors, _ := plantedVectors(8000, 64, 30, 0.9, 5)
	s := Nearest(vectors, 64, 15, 1)
	if r := recall(s, vectors, 64, 40); r < 0.95 {
		t.Errorf("recall %.3f: at least 0.95", r)
	} else {
		t.Logf("recall %.3f", r)
	}
	few, _ := plantedVectors(500, 16, 4, 1, 6)
	if r := recall(Nearest(few, 16, 10, 1), few, 16, 1); r != 1 {
		t.Errorf("recall of few points %.3f: they are compared with all", r)
	}
	if s := Nearest(few[:3*16], 16, 5, 1); s.Near[1] <= -2 || s.Near[2] != -2 {
		t.Errorf("three points have two neighbours each: %v", s.Near[:5])
	}
}

// TestPlantedTopics finds planted groups again by neighbours and Leiden, and lays them out so that neighbours stay neighbours.
func TestPlantedTopics(t *testing.T) {
	vectors, group := plantedVectors(4000, 48, 12, 0.7, 11)
	s := Nearest(vectors, 48, 15, 1)
	g, weight, err := s.Graph()
	if err != nil {
		t.Fatal(err)
	}
	of, err := Leiden(g, weight, Communities{Resolution: 1, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	ari := randIndex(of, group)
	x, y := Scatter(vectors, 48, of)
	before, _ := Trustworthiness(vectors, 48, x, y, 12, 10)
	Embed(g, weight, x, y, Embedding{Seed: 1})
	trust, kept := Trustworthiness(vectors, 48, x, y, 12, 10)
	t.Logf("adjusted Rand index %.3f, trustworthiness %.3f (%.3f before), neighbours kept %.3f", ari, trust, before, kept)
	if ari < 0.95 || trust < 0.95 || trust < before {
		t.Error("planted groups are not found or not kept together")
	}
}

func TestEmbedOnAnyCores(t *testing.T) {
	vectors, group := plantedVectors(5000, 24, 6, 0.8, 3)
	run := func(cores int) ([]uint32, []float64, []float64) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		s := Nearest(vectors, 24, 10, 1)
		g, weight, err := s.Graph()
		if err != nil {
			t.Fatal(err)
		}
		x, y := Scatter(vectors, 24, group)
		Embed(g, weight, x, y, Embedding{Rounds: 20})
		return s.Of, x, y
	}
	of1, x1, y1 := run(1)
	of2, x2, y2 := run(2)
	if !slices.Equal(of1, of2) || !slices.Equal(x1, x2) || !slices.Equal(y1, y2) {
		t.Error("neighbours or places depend on the number of cores")
	}
}

// TestScale: points of a plane come back up to turning: all distances are as they were.
func TestScale(t *testing.T) {
	px, py := []float64{0, 3, 3, -1, 2}, []float64{0, 0, 4, 2, -5}
	far := func(x, y []float64) func(a, b int) float64 {
		return func(a, b int) float64 { return math.Hypot(x[a]-x[b], y[a]-y[b]) }
	}
	x, y := Scale(5, far(px, py))
	for a := range 5 {
		for b := range 5 {
			if math.Abs(far(x, y)(a, b)-far(px, py)(a, b)) > 1e-9 {
				t.Fatalf("distance %d-%d: %g, was %g", a, b, far(x, y)(a, b), far(px, py)(a, b))
			}
		}
	}
}

// TestTrustworthiness by its formula: vectors on a quarter circle laid out in order lose nothing; two points that change places cost something.
func TestTrustworthiness(t *testing.T) {
	var vectors []float32
	var x []float64
	for i := range 20 {
		vectors = append(vectors, float32(math.Cos(float64(i)/20+float64(i*i)/4000)), float32(math.Sin(float64(i)/20+float64(i*i)/4000)))
		x = append(x, float64(i)/20+float64(i*i)/4000)
	}
	y := make([]float64, 20)
	if trust, kept := Trustworthiness(vectors, 2, x, y, 3, 1); trust != 1 || kept != 1 {
		t.Errorf("trust %g, kept %g: both 1", trust, kept)
	}
	x[2], x[17] = x[17], x[2]
	if trust, kept := Trustworthiness(vectors, 2, x, y, 3, 1); trust > 0.95 || kept > 0.9 {
		t.Errorf("trust %g, kept %g after two points changed places", trust, kept)
	}
}
