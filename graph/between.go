package graph

import (
	"math/rand/v2"
	"runtime"
	"sync"
)

// Betweenness counts, for every node, the shortest paths between all ordered pairs of other nodes that pass through it, each
// pair's paths adding up to 1 (Brandes 2001, doi 10.1080/0022250X.2001.9990249). Undirected graphs count each pair
// once. sources are the nodes that paths begin from: nil for all nodes, which is exact; a sample's counts are scaled up to
// all nodes (Brandes and Pich 2007). Eight sources are searched together while
// paths are short, O(m·length of paths) for eight, 64n bytes; else one by one, O(m) a source, 29n bytes a core.
func Betweenness(g *Graph, undirected bool, sources []uint32) []float64 {
	n := g.Nodes()
	if sources == nil {
		sources = make([]uint32, n)
		for v := range sources {
			sources[v] = uint32(v)
		}
	}
	total := make([]float64, n)
	if len(sources) == 0 {
		return total
	}
	rest := sources
	for count := make([]lanes, n); len(rest) > 0; {
		lot := rest[:min(len(rest), len(lanes{}))]
		if !together(g, undirected, lot, count, total) {
			break
		}
		rest = rest[len(lot):]
	}
	inOrder(g, undirected, rest, func(part []float64) {
		for v, x := range part {
			total[v] += x
		}
	})
	scale := float64(n) / float64(len(sources))
	if undirected {
		scale /= 2
	}
	for v := range total {
		total[v] *= scale
	}
	return total
}

// Sample draws k different nodes of n, the same for the same seed, ascending in the order drawn.
func Sample(n, k int, seed uint64) []uint32 {
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	out := make([]uint32, 0, min(n, k))
	taken := map[uint32]bool{}
	for len(out) < min(n, k) {
		if v := uint32(r.IntN(n)); !taken[v] {
			taken[v] = true
			out = append(out, v)
		}
	}
	return out
}

// inOrder runs the sources on all cores and hands their parts over in the order of sources, so that sums do not depend on
// which core was first.
func inOrder(g *Graph, undirected bool, sources []uint32, add func([]float64)) {
	workers := min(runtime.GOMAXPROCS(0), len(sources))
	var all sync.WaitGroup
	ready := make([]chan *brandes, workers)
	back := make([]chan *brandes, workers)
	for k := range workers {
		ready[k], back[k] = make(chan *brandes, 1), make(chan *brandes, 1)
		all.Go(func() {
			b := newBrandes(g, undirected)
			for i := k; i < len(sources); i += workers {
				b.run(sources[i])
				ready[k] <- b
				b = <-back[k]
			}
		})
	}
	for i := range sources {
		b := <-ready[i%workers]
		add(b.depends)
		back[i%workers] <- b
	}
	all.Wait()
}

// brandes is the work of one source.
type brandes struct {
	g          *Graph
	undirected bool
	distance   []int32
	paths      []float64
	depends    []float64
	queue      []uint32
}

func newBrandes(g *Graph, undirected bool) *brandes {
	n := g.Nodes()
	return &brandes{g, undirected, make([]int32, n), make([]float64, n), make([]float64, n), make([]uint32, 0, n)}
}

func (b *brandes) run(source uint32) {
	clear(b.depends)
	clear(b.paths)
	for v := range b.distance {
		b.distance[v] = -1
	}
	b.distance[source], b.paths[source] = 0, 1
	b.queue = append(b.queue[:0], source)
	for i := 0; i < len(b.queue); i++ {
		v := b.queue[i]
		b.reach(v, b.g.Targets(v))
		if b.undirected {
			b.reach(v, b.g.Sources(v))
		}
	}
	for i := len(b.queue) - 1; i > 0; i-- {
		w := b.queue[i]
		share := (1 + b.depends[w]) / b.paths[w]
		b.credit(w, b.g.Sources(w), share)
		if b.undirected {
			b.credit(w, b.g.Targets(w), share)
		}
	}
	b.depends[source] = 0
}

func (b *brandes) reach(v uint32, list []uint32) {
	next, paths := b.distance[v]+1, b.paths[v]
	for _, w := range list {
		d := b.distance[w]
		if d < 0 {
			b.distance[w], d = next, next
			b.queue = append(b.queue, w)
		}
		if d == next {
			b.paths[w] += paths
		}
	}
}

// credit gives the nodes one step nearer to the source their part of what depends on w.
func (b *brandes) credit(w uint32, list []uint32, share float64) {
	near := b.distance[w] - 1
	for _, v := range list {
		if b.distance[v] == near {
			b.depends[v] += b.paths[v] * share
		}
	}
}
