package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"os"
	"slices"
	"strconv"
)

// citeGraph is a synthetic citation network: ids follow time, arcs lead from citing to cited, that is to lower ids.
type citeGraph struct {
	nodes          int
	source, target []uint32
	year           []int32
}

// splitMix is the generator of S. Vigna (splitmix64), so that the network is the same everywhere.
type splitMix uint64

func (s *splitMix) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *splitMix) unit() float64 { return float64(s.next()>>11) / (1 << 53) }

func (s *splitMix) normal() float64 {
	u, v := s.unit()+1e-300, s.unit()
	return math.Sqrt(-2*math.Log(u)) * math.Cos(2*math.Pi*v)
}

const (
	citeTopics    = 420
	citeSubtopics = 48
	citedOnly     = 0.44 // part of the patents, the oldest, that cite nothing
)

// citeMaker draws the network: each patent has a topic (Zipf) and a subtopic; a citing one draws a lognormal number of references, each out
// of its own subtopic (55 %), topic (30 %) or anything (15 %), mostly recent, accepted by the cited patent's fitness, in 18 % copied
// from the references of what was drawn; one in twenty goes to an old patent that nobody cited yet.
type citeMaker struct {
	splitMix
	n, m    int
	first   int // of the citing ones
	topics  []float64
	byTopic [][]uint32
	bySub   [][]uint32
	fitness []uint8
	cited   []bool
	uncited []uint32
	at      []uint64
	target  []uint32
	refs    []uint32
	topic   int
	sub     int
}

func makeCitations(n, m int) *citeGraph {
	c := &citeMaker{splitMix: 42, n: n, m: m, first: int(float64(n) * citedOnly), byTopic: make([][]uint32, citeTopics), bySub: make([][]uint32, citeTopics*citeSubtopics),
		fitness: make([]uint8, n), cited: make([]bool, n), at: make([]uint64, n+1), target: make([]uint32, 0, m)}
	sum := 0.0
	for i := range citeTopics {
		sum += 1 / math.Pow(float64(i)+4, 0.8)
		c.topics = append(c.topics, sum)
	}
	for v := range c.first {
		c.uncited = append(c.uncited, uint32(v))
	}
	for i := c.first; i > 1; i-- {
		j := int(c.next() % uint64(i))
		c.uncited[i-1], c.uncited[j] = c.uncited[j], c.uncited[i-1]
	}
	for u := range n {
		c.patent(u)
	}
	return c.graph()
}

func (c *citeMaker) patent(u int) {
	c.topic, _ = slices.BinarySearch(c.topics, c.unit()*c.topics[citeTopics-1])
	q := c.unit()
	c.sub = c.topic*citeSubtopics + int(citeSubtopics*q*q)
	c.fitness[u] = uint8(min(max(math.Exp(0.95*c.normal())*16, 1), 255))
	c.at[u] = uint64(len(c.target))
	if u >= c.first && u > 16 {
		c.cite(u)
	}
	c.at[u+1] = uint64(len(c.target))
	c.byTopic[c.topic], c.bySub[c.sub] = append(c.byTopic[c.topic], uint32(u)), append(c.bySub[c.sub], uint32(u))
}

// cite draws the references of u; what is left of the arcs is spread over the patents left.
func (c *citeMaker) cite(u int) {
	left := float64(c.m-len(c.target)) / float64(c.n-u)
	d := math.Exp(-0.85*0.85/2+0.85*c.normal()) * left
	degree := int(d)
	if c.unit() < d-math.Floor(d) {
		degree++
	}
	if u == c.n-1 {
		degree = c.m - len(c.target)
	}
	degree = min(degree, 770, u/2, c.m-len(c.target))
	c.refs = c.refs[:0]
	for tries := 0; len(c.refs) < degree && tries < degree*60+200; tries++ {
		if x, ok := c.draw(u); ok && !slices.Contains(c.refs, x) {
			c.refs = append(c.refs, x)
			c.cited[x] = true
		}
	}
	slices.Sort(c.refs)
	c.target = append(c.target, c.refs...)
}

func (c *citeMaker) draw(u int) (uint32, bool) {
	p := c.unit()
	if p > 0.945 {
		for len(c.uncited) > 0 && c.cited[c.uncited[0]] {
			c.uncited = c.uncited[1:]
		}
		if len(c.uncited) > 0 {
			x := c.uncited[0]
			c.uncited = c.uncited[1:]
			return x, true
		}
	}
	var pool []uint32
	size := u
	switch {
	case p < 0.55:
		pool = c.bySub[c.sub]
		size = len(pool)
	case p < 0.85:
		pool = c.byTopic[c.topic]
		size = len(pool)
	}
	if size == 0 {
		return 0, false
	}
	age := -math.Log(c.unit()+1e-300) * 0.16 * float64(size)
	if age >= float64(size) {
		age = c.unit() * float64(size)
	}
	x := uint32(size - 1 - int(age))
	if pool != nil {
		x = pool[x]
	}
	if c.unit() < 0.18 && c.at[x] < c.at[x+1] {
		x = c.target[c.at[x]+c.next()%(c.at[x+1]-c.at[x])]
	}
	return x, uint8(c.next()) < c.fitness[x]
}

func (c *citeMaker) graph() *citeGraph {
	g := &citeGraph{nodes: c.n, target: c.target, source: make([]uint32, len(c.target)), year: make([]int32, c.n)}
	for u := range c.n {
		for e := c.at[u]; e < c.at[u+1]; e++ {
			g.source[e] = uint32(u)
		}
		g.year[u] = int32(1963 + int(37*math.Pow(float64(u)/float64(c.n), 0.72)))
	}
	return g
}

// shuffled gives the nodes ids in no order and the arcs another order: what keeps kernels honest that profit from order.
func (g *citeGraph) shuffled() *citeGraph {
	r := splitMix(7)
	id := make([]uint32, g.nodes)
	for v := range id {
		id[v] = uint32(v)
	}
	for i := len(id); i > 1; i-- {
		j := int(r.next() % uint64(i))
		id[i-1], id[j] = id[j], id[i-1]
	}
	s := &citeGraph{nodes: g.nodes, source: make([]uint32, len(g.source)), target: make([]uint32, len(g.target)), year: make([]int32, g.nodes)}
	for i := range g.source {
		s.source[i], s.target[i] = id[g.source[i]], id[g.target[i]]
	}
	for i := len(s.source); i > 1; i-- {
		j := int(r.next() % uint64(i))
		s.source[i-1], s.source[j] = s.source[j], s.source[i-1]
		s.target[i-1], s.target[j] = s.target[j], s.target[i-1]
	}
	for v, y := range g.year {
		s.year[id[v]] = y
	}
	return s
}

// write makes the list of arcs as text, and the same with the years as binary for the C yardsticks: n and m as 64 bits, sources, targets
// and years as 32.
func (g *citeGraph) write(text, binaryFile string) error {
	t, err := os.Create(text)
	if err != nil {
		return err
	}
	defer t.Close()
	w := bufio.NewWriterSize(t, 1<<20)
	var line []byte
	for i := range g.source {
		line = append(strconv.AppendUint(line[:0], uint64(g.source[i]), 10), '\t')
		w.Write(append(strconv.AppendUint(line, uint64(g.target[i]), 10), '\n'))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	f, err := os.Create(binaryFile)
	if err != nil {
		return err
	}
	defer f.Close()
	b := bufio.NewWriterSize(f, 1<<20)
	for _, part := range []any{[]int64{int64(g.nodes), int64(len(g.source))}, g.source, g.target, g.year} {
		if err := binary.Write(b, binary.LittleEndian, part); err != nil {
			return err
		}
	}
	return b.Flush()
}
