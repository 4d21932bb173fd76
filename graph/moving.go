package graph

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"
)

// mover moves nodes of a layer between communities as long as that raises quality. The gain of moving v from A to B is
// w(v,B) - w(v,A) - resolution·mass(v)·(mass(B) - mass(A) + mass(v)).
type mover struct {
	*layer
	resolution float64
	of         []uint32  // community of each node
	total      []float64 // mass of each community
	changed    []uint32  // lot in which a community last changed
	active     []uint32  // 1: a neighbour moved
	free       chan *tally
	random     *rand.Rand
}

// lotNodes are judged at once, by all cores, before any of them moves. Lots are fixed: the result does not depend on cores.
// Small layers take smaller lots, since there neighbours would judge by what is out of date.
func lotNodes(n int) int { return max(64, min(8192, n/256)) }

func newMover(l *layer, resolution float64, of []uint32, seed uint64) *mover {
	n := l.size()
	m := &mover{layer: l, resolution: resolution, of: of, random: rand.New(rand.NewPCG(seed, uint64(n))), total: make([]float64, n), changed: make([]uint32, n), active: make([]uint32, n),
		free: make(chan *tally, 64)}
	for v, c := range of {
		m.total[c] += l.mass[v]
		m.active[v] = 1
	}
	return m
}

// largeLayer is the size from which moving stops before it is done, and nodes are visited in the order of their ids.
const largeLayer = 50_000

// settle moves nodes until none gains any more, or, in large layers, fewer than one in some does.
func (m *mover) settle(some int) {
	n := m.size()
	if n < largeLayer {
		some = n + 1
	}
	lot := uint32(0)
	target := make([]uint32, n)
	for range 100 {
		list := m.take()
		count := 0
		if n < largeLayer { // a large one keeps the order of ids, which lie near each other
			m.random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		}
		size := lotNodes(n)
		for from := 0; from < len(list); from += size {
			lot++
			count += m.lot(list[from:min(len(list), from+size)], target, lot)
		}
		if count*some <= n {
			return
		}
	}
}

// take lists the active nodes and puts them to rest.
func (m *mover) take() []uint32 {
	parts := make([][]uint32, len(blocks(m.size())))
	each(m.size(), func(b, from, to int) {
		for v := from; v < to; v++ {
			if m.active[v] != 0 {
				m.active[v] = 0
				parts[b] = append(parts[b], uint32(v))
			}
		}
	})
	return slices.Concat(parts...)
}

// lot judges a run of nodes on all cores, then moves them one by one. A node whose own or chosen community changed in
// this lot is judged anew, so that every move made raises quality.
func (m *mover) lot(list, target []uint32, lot uint32) int {
	inParts(len(list), 512, func(from, to int) {
		t := borrowTally(m.free)
		for _, v := range list[from:to] {
			target[v] = m.best(v, t)
		}
		m.free <- t
	})
	t := borrowTally(m.free)
	var moved []uint32
	for _, v := range list {
		old, to := m.of[v], target[v]
		if to != old && (m.changed[old] == lot || m.changed[to] == lot) {
			to = m.best(v, t)
		}
		if to == old {
			continue
		}
		m.total[old] -= m.mass[v]
		m.total[to] += m.mass[v]
		m.changed[old], m.changed[to] = lot, lot
		m.of[v] = to
		moved = append(moved, v)
	}
	m.free <- t
	inParts(len(moved), 512, func(from, to int) {
		for _, v := range moved[from:to] {
			m.wake(v)
		}
	})
	return len(moved)
}

// wake makes the neighbours outside v's new community active.
func (m *mover) wake(v uint32) {
	for _, w := range m.to[m.at[v]:m.end[v]] {
		if m.of[w] != m.of[v] && atomic.LoadUint32(&m.active[w]) == 0 {
			atomic.StoreUint32(&m.active[w], 1)
		}
	}
}

// best is the community v gains most by; its own where none is better. Ties go to the lowest number.
func (m *mover) best(v uint32, t *tally) uint32 {
	own := m.of[v]
	list := m.to[m.at[v]:m.end[v]]
	t.fit(len(list))
	near := t.look(m.of, list)
	if m.w == nil {
		for _, c := range near {
			t.add(c, 1)
		}
	} else {
		for k, x := range m.w[m.at[v]:m.end[v]] {
			t.add(near[k], x)
		}
	}
	pull := m.resolution * m.mass[v]
	best, gain := own, t.of(own)-pull*(m.total[own]-m.mass[v])
	stay := gain
	for _, h := range t.met {
		c := t.key[h] - 1
		if c == own {
			continue
		}
		if x := t.sum[h] - pull*m.total[c]; x > gain || x == gain && c < best && x > stay {
			best, gain = c, x
		}
	}
	t.reset()
	if gain-stay <= 1e-12*(math.Abs(gain)+math.Abs(stay)) { // what rounding makes of an even exchange is no gain
		return own
	}
	return best
}
