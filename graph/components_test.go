package graph

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestComponents(t *testing.T) {
	for _, c := range []struct {
		n        int32
		from, to []int32
		want     []int32
	}{
		{0, nil, nil, []int32{}},
		{3, nil, nil, []int32{0, 1, 2}},
		{4, []int32{3, 1}, []int32{1, 1}, []int32{0, 1, 2, 1}},
		{5, []int32{4, 2, 0, 4}, []int32{2, 0, 4, 2}, []int32{0, 1, 0, 3, 0}},
	} {
		if got := Components(c.n, c.from, c.to); !slices.Equal(got, c.want) {
			t.Errorf("%d nodes, %v–%v: %v, want %v", c.n, c.from, c.to, got, c.want)
		}
	}
}

// naive walks the graph breadth first from each node that was not met, in their order.
func naive(n int32, from, to []int32) []int32 {
	next := make([][]int32, n)
	for i := range from {
		next[from[i]] = append(next[from[i]], to[i])
		next[to[i]] = append(next[to[i]], from[i])
	}
	out := make([]int32, n)
	for i := range out {
		out[i] = -1
	}
	for start := range n {
		if out[start] >= 0 {
			continue
		}
		out[start] = start
		for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
			for _, b := range next[queue[0]] {
				if out[b] < 0 {
					out[b] = start
					queue = append(queue, b)
				}
			}
		}
	}
	return out
}

func TestComponents_asNaive(t *testing.T) {
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		n := 1 + rnd.Int32N(200)
		m := rnd.IntN(int(n) + 20)
		from, to := make([]int32, m), make([]int32, m)
		for i := range from {
			from[i], to[i] = rnd.Int32N(n), rnd.Int32N(n)
		}
		want := naive(n, from, to)
		if got := Components(n, from, to); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
		rnd.Shuffle(m, func(i, j int) { from[i], from[j], to[i], to[j] = to[j], to[i], from[j], from[i] })
		if got := Components(n, from, to); !slices.Equal(got, want) {
			t.Fatalf("seed %d: the order of edges matters", seed)
		}
	}
}

// A path given from its far end is the worst for naive trees.
func BenchmarkComponents(b *testing.B) {
	const n = 1 << 20
	from, to := make([]int32, n-1), make([]int32, n-1)
	for i := range from {
		from[i], to[i] = int32(n-1-i), int32(n-2-i)
	}
	for b.Loop() {
		Components(n, from, to)
	}
}
