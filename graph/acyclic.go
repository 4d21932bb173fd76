package graph

import (
	"container/heap"
	"math"
	"slices"
)

// Acyclic is a graph without cycles made of one that may have some, and what was done to it.
type Acyclic struct {
	Graph   *Graph
	Node    []uint32    // node of Graph for every node of the original; nil: the same
	Arc     []uint32    // arc of Graph for every arc of the original, NoArc where it has none; nil: the same
	Altered [][2]uint32 // arcs of the original that lie within a cycle (Condense) or were cut (Cut)
}

// NoArc stands for an arc that is not in the acyclic graph.
const NoArc = ^uint32(0)

// Weights carries weights of the acyclic graph's arcs back to the original's; arcs that are not in it weigh 0.
func (a *Acyclic) Weights(w []float64) []float64 {
	if a.Arc == nil {
		return w
	}
	out := make([]float64, len(a.Arc))
	for i, k := range a.Arc {
		if k != NoArc {
			out[i] = w[k]
		}
	}
	return out
}

// Condense makes each strongly connected component one node. Several arcs between two components become one, and
// each of them gets its weight back; arcs within a component are listed as altered. Nothing is deleted. O(n+m).
func Condense(g *Graph) (*Acyclic, error) {
	if _, ok := Order(g); ok {
		return &Acyclic{Graph: g}, nil
	}
	of, count := Strong(g)
	a := &Acyclic{Node: of}
	var source, target []uint32
	eachArc(g, func(i, v, w uint32) {
		if of[v] == of[w] {
			a.Altered = append(a.Altered, [2]uint32{v, w})
			return
		}
		source, target = append(source, of[v]), append(target, of[w])
	})
	var err error
	if a.Graph, err = New(count, source, target); err != nil {
		return nil, err
	}
	a.Arc = make([]uint32, g.Arcs())
	eachArc(g, func(i, v, w uint32) { a.Arc[i] = a.Graph.arc(of[v], of[w]) })
	return a, nil
}

// Cut removes arcs until no cycle is left: first those against time, that is from a node of later or of the same time to
// an earlier or equal one within a cycle (time may be nil: none), then by the heuristic of Eades, Lin and Smyth 1993 (doi
// 10.1016/0020-0190(93)90079-O) within each component. forward tells that arcs lead from earlier to later nodes (cited
// → citing), else from later to earlier. O(m log m).
func Cut(g *Graph, time []int32, forward bool) (*Acyclic, error) {
	if _, ok := Order(g); ok {
		return &Acyclic{Graph: g}, nil
	}
	gone := make([]bool, g.Arcs())
	if time != nil {
		cutAgainstTime(g, time, forward, gone)
	}
	cutFeedback(g, gone)
	return without(g, gone)
}

func cutAgainstTime(g *Graph, time []int32, forward bool, gone []bool) {
	of, _ := Strong(g)
	eachArc(g, func(i, v, w uint32) {
		if of[v] == of[w] {
			gone[i] = forward && time[v] > time[w] || !forward && time[v] < time[w]
		}
	})
}

// cutFeedback cuts, in every component that is still cyclic, the arcs that lead backwards in the heuristic's sequence.
func cutFeedback(g *Graph, gone []bool) {
	rest, err := without(g, gone)
	if err != nil {
		return // without fails only where New does, and the graph at hand was made by it
	}
	of, count := Strong(rest.Graph)
	members := make([][]uint32, count)
	for v, c := range of {
		members[c] = append(members[c], uint32(v))
	}
	place := make([]uint32, g.Nodes())
	for _, m := range members {
		if len(m) > 1 {
			sequence(rest.Graph, m, of, place)
		}
	}
	eachArc(g, func(i, v, w uint32) {
		if !gone[i] && of[v] == of[w] && place[v] > place[w] {
			gone[i] = true
		}
	})
}

// sequence places the members of one component: sinks to the end, sources to the front, else the node with most
// arcs going out over those coming in; ties go to the lowest id.
func sequence(g *Graph, members []uint32, of, place []uint32) {
	q := &feedback{g: g, of: of, c: of[members[0]], out: map[uint32]int{}, in: map[uint32]int{}, placed: map[uint32]bool{}}
	for _, v := range members {
		for _, w := range g.Targets(v) {
			if of[w] == q.c {
				q.out[v]++
				q.in[w]++
			}
		}
	}
	for _, v := range members {
		heap.Push(q, q.entry(v))
	}
	front, back := uint32(0), uint32(len(members)-1)
	for q.Len() > 0 {
		e := heap.Pop(q).(entry)
		if q.placed[e.node] || e != q.entry(e.node) {
			continue // an older standing of the node
		}
		q.placed[e.node] = true
		if e.key == asSink {
			place[e.node] = back
			back--
		} else {
			place[e.node] = front
			front++
		}
		q.release(e.node)
	}
}

// feedback is a queue of the nodes not yet placed, with their arcs out and in among each other. A node stands in it
// once for each change; only the standing that is true now counts.
type feedback struct {
	g       *Graph
	of      []uint32
	c       uint32
	out, in map[uint32]int
	placed  map[uint32]bool
	queue   []entry
}

type entry struct {
	key  int
	node uint32
}

const asSink, asSource = math.MaxInt, math.MaxInt - 1

func (q *feedback) entry(v uint32) entry {
	switch {
	case q.out[v] == 0:
		return entry{asSink, v}
	case q.in[v] == 0:
		return entry{asSource, v}
	}
	return entry{q.out[v] - q.in[v], v}
}

func (q *feedback) release(v uint32) {
	for _, w := range q.g.Targets(v) {
		if q.of[w] == q.c && !q.placed[w] {
			q.in[w]--
			heap.Push(q, q.entry(w))
		}
	}
	for _, w := range q.g.Sources(v) {
		if q.of[w] == q.c && !q.placed[w] {
			q.out[w]--
			heap.Push(q, q.entry(w))
		}
	}
}

func (q *feedback) Len() int      { return len(q.queue) }
func (q *feedback) Swap(i, j int) { q.queue[i], q.queue[j] = q.queue[j], q.queue[i] }
func (q *feedback) Push(x any)    { q.queue = append(q.queue, x.(entry)) }
func (q *feedback) Pop() any {
	e := q.queue[len(q.queue)-1]
	q.queue = q.queue[:len(q.queue)-1]
	return e
}

func (q *feedback) Less(i, j int) bool {
	a, b := q.queue[i], q.queue[j]
	if a.key != b.key {
		return a.key > b.key
	}
	return a.node < b.node
}

// without is the graph less the arcs that are gone.
func without(g *Graph, gone []bool) (*Acyclic, error) {
	a := &Acyclic{Arc: make([]uint32, g.Arcs())}
	var source, target []uint32
	eachArc(g, func(i, v, w uint32) {
		if gone[i] {
			a.Arc[i] = NoArc
			a.Altered = append(a.Altered, [2]uint32{v, w})
			return
		}
		a.Arc[i] = uint32(len(source))
		source, target = append(source, v), append(target, w)
	})
	var err error
	a.Graph, err = New(g.Nodes(), source, target)
	return a, err
}

// eachArc calls do with every arc's number, source and target, in their order.
func eachArc(g *Graph, do func(i, v, w uint32)) {
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			do(i, v, g.Out[i])
		}
	}
}

// arc is the number of the arc from v to w, NoArc when there is none.
func (g *Graph) arc(v, w uint32) uint32 {
	i, ok := slices.BinarySearch(g.Targets(v), w)
	if !ok {
		return NoArc
	}
	return g.OutAt[v] + uint32(i)
}
