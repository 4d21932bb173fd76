package graph

import "math/bits"

// lanes are the numbers of one node for sources that are searched together: a line of the cache.
type lanes [8]float64

// maxLevels bounds how far searches go together; a graph of longer paths is searched source by source.
const maxLevels = 64

// together adds up what nodes depend on the paths from up to eight sources, level by level: a node looks among its neighbours for
// those that were reached last. Most arcs cost a byte (Then et al. 2014, multi-source BFS, doi 10.14778/2735496.2735507, applied to Brandes'
// sums). Each node is written by one core only, in the order of its neighbours. false: paths are too long, and nothing was added.
func together(g *Graph, undirected bool, sources []uint32, count []lanes, total []float64) bool {
	n := g.Nodes()
	t := &searching{g: g, undirected: undirected, count: count, left: make([]uint8, n)}
	first, all := make([]uint8, n), uint8(1<<len(sources)-1)
	for v := range t.left {
		t.left[v] = all
	}
	for i, s := range sources {
		first[s] |= 1 << i
		t.left[s] &^= 1 << i
		t.count[s][i] = 1
	}
	for level := first; level != nil; level = t.forward(level) {
		if len(t.levels) == maxLevels {
			return false
		}
		t.levels = append(t.levels, level)
	}
	for d := len(t.levels) - 1; d >= 0; d-- {
		t.backward(d, total)
	}
	return true
}

type searching struct {
	g          *Graph
	undirected bool
	count      []lanes   // paths from each source; on the way back (1 + what depends on the node) / paths
	left       []uint8   // sources that have not reached the node
	levels     [][]uint8 // by distance: sources that reach the node there
}

// forward reaches the nodes one step on; nil when there are none.
func (t *searching) forward(last []uint8) []uint8 {
	n := t.g.Nodes()
	next := make([]uint8, n)
	found := make([]bool, len(blocks(n)))
	each(n, func(b, from, to int) {
		for v := from; v < to; v++ {
			left := t.left[v]
			if left == 0 {
				continue
			}
			var sum lanes
			hit := gatherLanes(t.g.Sources(uint32(v)), last, left, t.count, &sum)
			if t.undirected {
				hit |= gatherLanes(t.g.Targets(uint32(v)), last, left, t.count, &sum)
			}
			if hit == 0 {
				continue
			}
			found[b], next[v], t.left[v] = true, hit, left&^hit
			for f := hit; f != 0; f &= f - 1 {
				i := bits.TrailingZeros8(f) & 7
				t.count[v][i] = sum[i]
			}
		}
	})
	for _, some := range found {
		if some {
			return next
		}
	}
	return nil
}

// gatherLanes adds the counts of those neighbours that sources of want reached in the level at hand.
func gatherLanes(list []uint32, level []uint8, want uint8, count []lanes, sum *lanes) (hit uint8) {
	for _, w := range list {
		f := level[w] & want
		if f == 0 {
			continue
		}
		hit |= f
		c := &count[w]
		if f == 0xff {
			for i, x := range c {
				sum[i] += x
			}
			continue
		}
		for ; f != 0; f &= f - 1 {
			i := bits.TrailingZeros8(f) & 7
			sum[i] += c[i]
		}
	}
	return hit
}

// backward sums what depends on the nodes at distance d, from what depends on those one step further.
func (t *searching) backward(d int, total []float64) {
	level, further := t.levels[d], []uint8(nil)
	if d+1 < len(t.levels) {
		further = t.levels[d+1]
	}
	each(t.g.Nodes(), func(_, from, to int) {
		for v := from; v < to; v++ {
			here := level[v]
			if here == 0 {
				continue
			}
			var sum lanes
			if further != nil {
				gatherLanes(t.g.Targets(uint32(v)), further, here, t.count, &sum)
				if t.undirected {
					gatherLanes(t.g.Sources(uint32(v)), further, here, t.count, &sum)
				}
			}
			c := &t.count[v]
			for f := here; f != 0; f &= f - 1 {
				i := bits.TrailingZeros8(f) & 7
				depends := c[i] * sum[i]
				c[i] = (1 + depends) / c[i]
				if d > 0 {
					total[v] += depends
				}
			}
		}
	})
}
