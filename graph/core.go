package graph

import "sync/atomic"

// Cores finds the core number of every node: the largest k for which the node lies in a subgraph where all have k neighbours
// or more. Arcs count in both directions, two opposite arcs as two. Kabir and Madduri 2017 (PKC, doi 10.1109/IPDPSW.2017.151):
// level by level, all cores peel at once. O(n·levels + m) with the nodes left shrinking; 12n bytes.
func Cores(g *Graph) []uint32 {
	n := g.Nodes()
	degree := make([]int32, n)
	left := make([]uint32, n)
	each(n, func(_, from, to int) {
		for v := from; v < to; v++ {
			degree[v] = int32(g.OutAt[v+1] - g.OutAt[v] + g.InAt[v+1] - g.InAt[v])
			left[v] = uint32(v)
		}
	})
	core := make([]uint32, n)
	for k := int32(0); len(left) > 0; k++ {
		peel(g, degree, left, core, k)
		if left = remaining(degree, left, k); len(left) > 0 {
			k = max(k, least(degree, left)-1) // levels where nothing peels
		}
	}
	return core
}

// peel takes off all nodes of degree k or less, and those that fall to k by that. They are listed before any degree
// changes: a node that falls later is queued by the one that made it fall.
func peel(g *Graph, degree []int32, left, core []uint32, k int32) {
	first := make([][]uint32, len(blocks(len(left))))
	each(len(left), func(b, from, to int) {
		for _, v := range left[from:to] {
			if degree[v] <= k {
				first[b] = append(first[b], v)
			}
		}
	})
	each(len(left), func(b, _, _ int) {
		queue := first[b]
		for i := 0; i < len(queue); i++ {
			core[queue[i]] = uint32(k)
			queue = fell(degree, g.Targets(queue[i]), k, queue)
			queue = fell(degree, g.Sources(queue[i]), k, queue)
		}
	})
}

// fell lowers the degrees of neighbours and queues those that come down to k; whoever makes the step from k+1 to k
// queues the node, so that none is queued twice.
func fell(degree []int32, list []uint32, k int32, queue []uint32) []uint32 {
	for _, w := range list {
		if atomic.LoadInt32(&degree[w]) > k && atomic.AddInt32(&degree[w], -1) == k {
			queue = append(queue, w)
		}
	}
	return queue
}

func remaining(degree []int32, left []uint32, k int32) []uint32 {
	kept := left[:0]
	for _, v := range left {
		if degree[v] > k {
			kept = append(kept, v)
		}
	}
	return kept
}

func least(degree []int32, left []uint32) int32 {
	d := degree[left[0]]
	for _, v := range left {
		d = min(d, degree[v])
	}
	return d
}
