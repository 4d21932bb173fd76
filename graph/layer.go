package graph

import (
	"fmt"
	"math/bits"
	"slices"
)

// layer is one level of community detection: an undirected weighted network whose nodes stand for nodes of the layer below.
type layer struct {
	at   []uint32 // where the neighbours of a node begin
	end  []uint32 // and where they end
	to   []uint32
	w    []float64 // nil: all 1
	mass []float64 // of each node: strength for modularity, number of original nodes for CPM
}

func (l *layer) size() int { return len(l.mass) }

func (l *layer) weight(i uint32) float64 {
	if l.w == nil {
		return 1
	}
	return l.w[i]
}

// ground makes the lowest layer: arcs in both directions, two opposite arcs between two nodes counting twice.
func ground(g *Graph, weight []float64) (*layer, error) {
	n := g.Nodes()
	if uint64(g.Arcs())*2 >= 1<<32 {
		return nil, fmt.Errorf("%d arcs: at most 2³¹-1 undirected ones", g.Arcs())
	}
	l := &layer{at: make([]uint32, n+1), to: make([]uint32, 2*g.Arcs()), mass: make([]float64, n)}
	for v := range n {
		l.at[v+1] = g.OutAt[v+1] + g.InAt[v+1]
	}
	l.end = l.at[1:]
	if weight == nil {
		each(n, func(_, from, to int) {
			for v := uint32(from); v < uint32(to); v++ {
				k := copy(l.to[l.at[v]:], g.Sources(v))
				copy(l.to[l.at[v]+uint32(k):], g.Targets(v))
			}
		})
		return l, nil
	}
	l.w = make([]float64, len(l.to))
	next := slices.Clone(l.at[:n])
	put := func(v, w uint32, x float64) {
		l.to[next[v]], l.w[next[v]] = w, x
		next[v]++
	}
	eachArc(g, func(i, v, w uint32) {
		put(v, w, weight[i])
		put(w, v, weight[i])
	})
	return l, nil
}

// strengths sums the weights at each node; total is the sum over all of them, 2m.
func (l *layer) strengths() (of []float64, total float64) {
	of = make([]float64, l.size())
	each(l.size(), func(_, from, to int) {
		for v := from; v < to; v++ {
			for i := l.at[v]; i < l.end[v]; i++ {
				of[v] += l.weight(i)
			}
		}
	})
	for _, x := range of {
		total += x
	}
	return of, total
}

// above makes the next layer: a node for each of count groups, the weights between groups added up, those within left out
// (they move no node). Each group's sums are made by one core in the order of its members.
func (l *layer) above(group []uint32, count int) *layer {
	members := groups(group, count)
	up := &layer{mass: make([]float64, count), at: make([]uint32, count), end: make([]uint32, count)}
	room := make([]uint32, len(blocks(count)))
	each(count, func(b, from, to int) {
		for c := from; c < to; c++ {
			up.at[c] = room[b]
			for _, v := range members[c] {
				room[b] += l.end[v] - l.at[v]
			}
		}
	})
	total := uint32(0)
	for b, k := range room {
		room[b] = total
		total += k
	}
	up.to, up.w = make([]uint32, total), make([]float64, total) // more than is needed: pages never touched cost nothing
	free := make(chan *tally, 64)
	inParts(count, 256, func(from, to int) {
		t := borrowTally(free)
		for c := from; c < to; c++ {
			up.at[c] += room[c/blockNodes]
			l.sumGroup(up, t, group, uint32(c), members[c])
		}
		free <- t
	})
	return up
}

// sumGroup writes the neighbours of one node of the layer above.
func (l *layer) sumGroup(up *layer, t *tally, group []uint32, c uint32, members []uint32) {
	arcs := uint32(0)
	for _, v := range members {
		arcs += l.end[v] - l.at[v]
	}
	t.fit(int(arcs))
	for _, v := range members {
		up.mass[c] += l.mass[v]
		for i, d := range t.look(group, l.to[l.at[v]:l.end[v]]) {
			if d != c {
				t.add(d, l.weight(l.at[v]+uint32(i)))
			}
		}
	}
	k := up.at[c]
	for _, h := range t.met {
		up.to[k], up.w[k] = t.key[h]-1, t.sum[h]
		k++
	}
	up.end[c] = k
	t.reset()
}

// tally adds up weights by group, in a table no larger than the nodes at hand need, so that it stays near the core.
type tally struct {
	key   []uint32 // group + 1; 0: free
	sum   []float64
	met   []uint32 // places taken, in the order they were
	mask  uint32
	shift uint
	seen  []uint32 // what look found
}

// look finds what a list of nodes has in of, all before anything is done with it: so the memory's waits overlap.
func (t *tally) look(of, list []uint32) []uint32 {
	if len(t.seen) < len(list) {
		t.seen = make([]uint32, 2*len(list))
	}
	out := t.seen[:len(list)]
	for i, w := range list {
		out[i] = of[w]
	}
	return out
}

func borrowTally(free chan *tally) *tally {
	select {
	case t := <-free:
		return t
	default:
		return &tally{}
	}
}

// fit makes the empty table large enough for n groups.
func (t *tally) fit(n int) {
	size := uint(bits.Len(uint(2*n | 15)))
	if len(t.key) < 1<<size {
		t.key, t.sum = make([]uint32, 1<<size), make([]float64, 1<<size)
	}
	t.mask, t.shift = 1<<size-1, 32-size
}

func (t *tally) place(c uint32) uint32 {
	h := c * 2654435769 >> t.shift
	for t.key[h] != c+1 && t.key[h] != 0 {
		h = (h + 1) & t.mask
	}
	return h
}

func (t *tally) add(c uint32, w float64) {
	h := t.place(c)
	if t.key[h] == 0 {
		t.key[h], t.sum[h] = c+1, 0
		t.met = append(t.met, h)
	}
	t.sum[h] += w
}

// of is what was added up for a group.
func (t *tally) of(c uint32) float64 {
	h := t.place(c)
	if t.key[h] == 0 {
		return 0
	}
	return t.sum[h]
}

func (t *tally) reset() {
	for _, h := range t.met {
		t.key[h] = 0
	}
	t.met = t.met[:0]
}
