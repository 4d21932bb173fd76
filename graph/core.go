package graph

import (
	"math"
	"runtime"
	"slices"
	"sync"
)

// Cores finds the core number of every node: the largest k for which the node lies in a subgraph where all have k neighbours
// or more. Arcs count in both directions, two opposite arcs as two. Level by level all nodes of least degree peel at once (after
// Kabir and Madduri 2017, doi 10.1109/IPDPSW.2017.151). The arcs they take with them are first sorted into buckets of neighbouring nodes, whose degrees fit
// the cache of a core: nothing is shared, and memory is not waited for. O(n·levels + m) with the nodes left shrinking; 12n bytes.
func Cores(g *Graph) []uint32 {
	n := g.Nodes()
	p := &peeling{g: g, degree: make([]int32, n), core: make([]uint32, n)}
	left := make([]uint32, n)
	each(n, func(_, from, to int) {
		for v := from; v < to; v++ {
			p.degree[v] = int32(g.OutAt[v+1] - g.OutAt[v] + g.InAt[v+1] - g.InAt[v])
			left[v] = uint32(v)
		}
	})
	for k := int32(0); len(left) > 0; k++ {
		var queue []uint32
		least := int32(0)
		if queue, left, least = p.open(left, k); len(queue) == 0 {
			k = least - 1 // levels where nothing peels
			continue
		}
		for len(queue) > 0 {
			lot := queue[:min(len(queue), peelLot)]
			queue = append(queue[len(lot):], p.peel(lot, k)...)
		}
	}
	return p.core
}

const (
	peelLot     = 1 << 18 // nodes that peel at once
	peelAlone   = 1 << 11 // so few are not worth a second core
	bucketShift = 17      // 131,072 degrees, half a megabyte
)

type peeling struct {
	g      *Graph
	degree []int32
	core   []uint32
	sorted [][][]uint32 // by worker and bucket: nodes that lose an arc
	next   [][]uint32   // by bucket: nodes that come down to the level
}

// open begins level k: nodes of that degree peel, those of a lower one have, the others stay; least is the smallest degree of these.
func (p *peeling) open(left []uint32, k int32) (queue, kept []uint32, least int32) {
	parts := make([]struct {
		queue []uint32
		kept  int
		least int32
	}, len(blocks(len(left))))
	each(len(left), func(b, from, to int) {
		part, at := &parts[b], from
		part.least = math.MaxInt32
		for _, v := range left[from:to] {
			switch d := p.degree[v]; {
			case d > k:
				left[at] = v
				at++
				part.least = min(part.least, d)
			case d == k:
				p.core[v] = uint32(k)
				part.queue = append(part.queue, v)
			}
		}
		part.kept = at - from
	})
	kept, least = left[:0], math.MaxInt32
	for b, part := range parts {
		queue = append(queue, part.queue...)
		kept = append(kept, left[b*blockNodes:b*blockNodes+part.kept]...)
		least = min(least, part.least)
	}
	return queue, kept, least
}

// peel takes the arcs of a lot of nodes off their neighbours and returns those that come down to k.
func (p *peeling) peel(lot []uint32, k int32) (fell []uint32) {
	if len(lot) < peelAlone {
		for _, v := range lot {
			fell = p.lower(p.g.Targets(v), k, fell)
			fell = p.lower(p.g.Sources(v), k, fell)
		}
		return fell
	}
	workers := runtime.GOMAXPROCS(0)
	for len(p.sorted) < workers {
		p.sorted = append(p.sorted, make([][]uint32, p.g.Nodes()>>bucketShift+1))
	}
	var all sync.WaitGroup
	for i := range workers {
		all.Go(func() { p.sort(lot[i*len(lot)/workers:(i+1)*len(lot)/workers], p.sorted[i]) })
	}
	all.Wait()
	p.next = make([][]uint32, p.g.Nodes()>>bucketShift+1)
	inParts(len(p.next), 1, func(b, _ int) {
		for i := range workers {
			p.next[b] = p.lower(p.sorted[i][b], k, p.next[b])
		}
	})
	return slices.Concat(p.next...)
}

func (p *peeling) sort(lot []uint32, buckets [][]uint32) {
	for b := range buckets {
		buckets[b] = buckets[b][:0]
	}
	for _, v := range lot {
		for _, list := range [2][]uint32{p.g.Targets(v), p.g.Sources(v)} {
			for _, w := range list {
				b := &buckets[w>>bucketShift]
				*b = append(*b, w)
			}
		}
	}
}

// lower takes one arc off each node of a list; those that come down to k join fell.
func (p *peeling) lower(list []uint32, k int32, fell []uint32) []uint32 {
	for _, w := range list {
		if d := p.degree[w]; d > k {
			p.degree[w] = d - 1
			if d-1 == k {
				p.core[w] = uint32(k)
				fell = append(fell, w)
			}
		}
	}
	return fell
}
