package graph

import (
	"fmt"
	"slices"
)

// layer is one level of community detection: an undirected weighted network whose nodes stand for nodes of the layer below.
type layer struct {
	at   []uint32
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
			for i := l.at[v]; i < l.at[v+1]; i++ {
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
	parts := make([]struct {
		at, to []uint32
		w      []float64
	}, len(blocks(count)))
	up := &layer{mass: make([]float64, count)}
	free := make(chan *tally, 64)
	each(count, func(b, from, to int) {
		t := borrowTally(free, count)
		p := &parts[b]
		for c := from; c < to; c++ {
			for _, v := range members[c] {
				up.mass[c] += l.mass[v]
				for i := l.at[v]; i < l.at[v+1]; i++ {
					t.add(group[l.to[i]], l.weight(i))
				}
			}
			slices.Sort(t.met)
			for _, d := range t.met {
				if d != uint32(c) {
					p.to, p.w = append(p.to, d), append(p.w, t.sum[d])
				}
			}
			p.at = append(p.at, uint32(len(p.to)))
			t.reset()
		}
		free <- t
	})
	up.at = append(make([]uint32, 0, count+1), 0)
	for _, p := range parts {
		before := uint32(len(up.to))
		for _, at := range p.at {
			up.at = append(up.at, before+at)
		}
		up.to, up.w = append(up.to, p.to...), append(up.w, p.w...)
	}
	return up
}

// tally adds up weights by group.
type tally struct {
	sum []float64
	met []uint32
}

func borrowTally(free chan *tally, n int) *tally {
	select {
	case t := <-free:
		return t
	default:
		return &tally{sum: make([]float64, n)}
	}
}

func (t *tally) add(c uint32, w float64) {
	if t.sum[c] == 0 {
		t.met = append(t.met, c)
	}
	t.sum[c] += w
}

func (t *tally) reset() {
	for _, c := range t.met {
		t.sum[c] = 0
	}
	t.met = t.met[:0]
}
