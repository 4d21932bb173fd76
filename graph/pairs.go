package graph

import (
	"fmt"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
)

// maxPairWork bounds n·m/512 of NodePairs, which no sampling makes smaller: some minutes on two cores.
const maxPairWork = 1 << 34

// NodePairs is NPPC, the node pair projection count: the arc u → v weighs |u and its ancestors| · |v and its descendants|,
// distinct nodes, not paths. Some programs print it under the name of SPNP. O(n·m/64) by bit sets of 512 nodes at a
// time; 64 bytes a node and core. It fails with ErrCycle, and where n·m is too large to be done in minutes.
func NodePairs(g *Graph) ([]float64, error) {
	order, ok := Order(g)
	if !ok {
		return nil, ErrCycle
	}
	if work := uint64(g.Nodes()) / 512 * uint64(g.Arcs()); work > maxPairWork {
		return nil, fmt.Errorf("%d nodes and %d arcs: node pairs of a graph this large would take hours; SPC, SPLC and SPNP take seconds", g.Nodes(), g.Arcs())
	}
	above := reached(g.Nodes(), order, g.Sources)
	back := make([]uint32, len(order))
	for i, v := range order {
		back[len(order)-1-i] = v
	}
	below := reached(g.Nodes(), back, g.Targets)
	out := make([]float64, g.Arcs())
	eachArc(g, func(i, u, v uint32) { out[i] = float64(above[u]) * float64(below[v]) })
	return out, nil
}

type bitset [8]uint64

// reached counts, for every node, the nodes from which the lists of next lead to it, itself among them. 512 of them at
// a time are carried along the order as bits.
func reached(n int, order []uint32, next func(uint32) []uint32) []uint32 {
	total := make([]uint32, n)
	var lot atomic.Int64
	var all sync.WaitGroup
	var add sync.Mutex
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			own, carried := make([]uint32, n), make([]bitset, n)
			for {
				from := int(lot.Add(1)-1) * 512
				if from >= n {
					break
				}
				carry(order, from, next, carried, own)
			}
			add.Lock()
			defer add.Unlock()
			for v, c := range own {
				total[v] += c
			}
		})
	}
	all.Wait()
	return total
}

// carry follows the nodes order[from:from+512]; nodes before them in the order are not reached.
func carry(order []uint32, from int, next func(uint32) []uint32, carried []bitset, count []uint32) {
	for _, v := range order[:from] {
		carried[v] = bitset{}
	}
	for i, v := range order[from:] {
		var b bitset
		if i < 512 {
			b[i>>6] = 1 << (i & 63)
		}
		for _, u := range next(v) {
			for k, w := range &carried[u] {
				b[k] |= w
			}
		}
		carried[v] = b
		for _, w := range b {
			count[v] += uint32(bits.OnesCount64(w))
		}
	}
}
