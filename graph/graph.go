// Package graph holds kernels over directed graphs, above all citation networks of millions of nodes. Slices in,
// slices out: no I/O, no globals, and the same result for any number of cores.
//
// A node is a number 0 … n-1 (uint32), an arc leads from source to target. Which way knowledge flows is the caller's
// matter: each kernel says what it takes an arc for.
package graph

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// Graph is a directed graph as compressed sparse rows, both ways. Arcs are numbered in the order of Out: by source, then
// by target. The slices are not to be changed.
type Graph struct {
	OutAt, Out []uint32 // targets of v: Out[OutAt[v]:OutAt[v+1]], ascending
	InAt, In   []uint32 // sources of v: In[InAt[v]:InAt[v+1]], ascending
	Repeated   int      // arcs of the input that stood there before, dropped
	Loops      int      // arcs of the input from a node to itself, dropped
}

// Nodes is the number of nodes.
func (g *Graph) Nodes() int { return len(g.OutAt) - 1 }

// Arcs is the number of arcs.
func (g *Graph) Arcs() int { return len(g.Out) }

// Targets are the nodes v leads to, ascending.
func (g *Graph) Targets(v uint32) []uint32 { return g.Out[g.OutAt[v]:g.OutAt[v+1]] }

// Sources are the nodes that lead to v, ascending.
func (g *Graph) Sources(v uint32) []uint32 { return g.In[g.InAt[v]:g.InAt[v+1]] }

// New builds the graph of n nodes with arcs source[i] → target[i]. An arc counts once however often it is given; loops
// are dropped; Repeated and Loops tell how many. O(n+m) time when the arcs come sorted, else plus sorting short lists;
// 8(n+m) bytes. It fails when the slices differ in length, a node is not below n, or n or m passes 2³²-2.
func New(n int, source, target []uint32) (*Graph, error) {
	if len(source) != len(target) {
		return nil, fmt.Errorf("%d sources, %d targets", len(source), len(target))
	}
	if n < 0 || n >= math.MaxUint32 || len(source) >= math.MaxUint32 {
		return nil, fmt.Errorf("%d nodes, %d arcs: at most 2³²-2 of each", n, len(source))
	}
	g := &Graph{}
	var err error
	if g.OutAt, g.Out, err = rows(n, source, target); err != nil {
		return nil, err
	}
	g.tidy()
	g.InAt, g.In = transpose(n, g.OutAt, g.Out)
	return g, nil
}

// Reverse is the graph with every arc turned round. It shares the slices.
func (g *Graph) Reverse() *Graph {
	return &Graph{OutAt: g.InAt, Out: g.In, InAt: g.OutAt, In: g.Out, Repeated: g.Repeated, Loops: g.Loops}
}

// rows sorts arcs by source, in the order given; lists of targets are not sorted yet.
func rows(n int, source, target []uint32) (at, out []uint32, err error) {
	at = make([]uint32, n+1)
	sorted := true
	last := uint32(0)
	for i, s := range source {
		if int(s) >= n || int(target[i]) >= n {
			return nil, nil, fmt.Errorf("arc %d: %d → %d, but there are %d nodes", i, s, target[i], n)
		}
		sorted = sorted && s >= last
		last = s
		at[s+1]++
	}
	for v := range n {
		at[v+1] += at[v]
	}
	out = make([]uint32, len(target))
	if sorted {
		copy(out, target)
		return at, out, nil
	}
	next := slices.Clone(at[:n])
	for i, s := range source {
		out[next[s]] = target[i]
		next[s]++
	}
	return at, out, nil
}

// tidy sorts each list of targets and drops loops and repetitions.
func (g *Graph) tidy() {
	n := g.Nodes()
	unsorted := make([]bool, len(blocks(n)))
	each(n, func(b, from, to int) {
		for v := from; v < to; v++ {
			list := g.Targets(uint32(v))
			if !slices.IsSorted(list) {
				slices.Sort(list)
			}
			unsorted[b] = unsorted[b] || untidy(uint32(v), list)
		}
	})
	if slices.Contains(unsorted, true) {
		g.compact()
	}
}

func untidy(v uint32, list []uint32) bool {
	for i, w := range list {
		if w == v || i > 0 && w == list[i-1] {
			return true
		}
	}
	return false
}

func (g *Graph) compact() {
	kept := uint32(0)
	from := uint32(0)
	for v := range uint32(g.Nodes()) {
		to := g.OutAt[v+1]
		start := kept
		for _, w := range g.Out[from:to] {
			switch {
			case w == v:
				g.Loops++
			case kept > start && g.Out[kept-1] == w:
				g.Repeated++
			default:
				g.Out[kept] = w
				kept++
			}
		}
		from = to
		g.OutAt[v+1] = kept
	}
	g.Out = slices.Clip(g.Out[:kept])
}

// transpose turns rows into columns. Sources come in ascending order, so that each list is sorted. Two goroutines take
// half of the targets each: the writes of one stay in its half of memory.
func transpose(n int, at, out []uint32) (inAt, in []uint32) {
	inAt = make([]uint32, n+1)
	for _, w := range out {
		inAt[w+1]++
	}
	for v := range n {
		inAt[v+1] += inAt[v]
	}
	in = make([]uint32, len(out))
	next := slices.Clone(inAt[:n])
	middle := uint32(n / 2)
	var both sync.WaitGroup
	both.Go(func() { fill(n, at, out, in, next, 0, middle) })
	both.Go(func() { fill(n, at, out, in, next, middle, uint32(n)) })
	both.Wait()
	return inAt, in
}

func fill(n int, at, out, in, next []uint32, from, to uint32) {
	width := to - from
	for v := range uint32(n) {
		for _, w := range out[at[v]:at[v+1]] {
			if w-from < width {
				in[next[w]] = v
				next[w]++
			}
		}
	}
}
