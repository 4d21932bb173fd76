package graph

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Communities says how to look for communities.
type Communities struct {
	CPM        bool    // constant Potts model in place of modularity
	Resolution float64 // modularity: 1 is usual; CPM: the density that parts communities
	Iterations int     // runs over all levels, each from the last result; 0: until nothing changes, at most 10
	Seed       uint64  // order in which refinement visits nodes
	Louvain    bool    // without refinement: the baseline, whose communities may fall apart
}

// Leiden finds communities: of[v] is the community of v, numbered from 0 by falling size, then lowest node. Arcs count
// in both directions; weight is of each arc in the order of Out, above 0, nil for 1. Each community is connected. The same seed gives the
// same result for any number of cores. Traag, Waltman and van Eck 2019, doi 10.1038/s41598-019-41695-z, merging greedily
// in the refinement; nodes are judged in lots, on all cores. O(m) a pass; about 30 bytes an arc.
func Leiden(g *Graph, weight []float64, c Communities) (of []uint32, err error) {
	for i, w := range weight {
		if !(w > 0) || math.IsInf(w, 0) {
			return nil, fmt.Errorf("arc %d weighs %g: weights are above 0", i, w)
		}
	}
	bottom, err := ground(g, weight)
	if err != nil {
		return nil, err
	}
	strength, total := bottom.strengths()
	resolution := c.Resolution
	if c.CPM {
		for v := range bottom.mass {
			bottom.mass[v] = 1
		}
	} else {
		bottom.mass = strength
		resolution /= max(total, 1e-300)
	}
	of = make([]uint32, g.Nodes())
	for v := range of {
		of[v] = uint32(v)
	}
	most := c.Iterations
	if most == 0 {
		most = 10
	}
	for k := range most {
		before := slices.Clone(of)
		of = iterate(bottom, of, resolution, c, uint64(k))
		if slices.Equal(before, of) {
			break
		}
	}
	if !c.Louvain {
		of = connected(bottom, of)
	}
	return BySize(of), nil
}

// Moving stops on the way up once fewer than one node in hasty moves, since moving on the way down makes up for it; there
// once fewer than one in patient do.
const (
	hasty   = 10
	patient = 100
)

// iterate runs over all levels: move nodes, refine, and go on with what was refined as nodes; then back down, moving nodes of each
// level again between the communities found (multi-level refinement, Rotta and Noack 2011, doi 10.1145/1963190.1970376).
func iterate(bottom *layer, of []uint32, resolution float64, c Communities, round uint64) []uint32 {
	type step struct {
		*layer
		group []uint32 // node of the next layer
	}
	var steps []step
	l := bottom
	of = BySize(of)
	for level := uint64(0); ; level++ {
		m := newMover(l, resolution, of, c.Seed+round<<32+level)
		m.settle(hasty)
		of = m.of
		group, count := numbered(of)
		if !c.Louvain {
			group, count = refine(l, of, resolution, c.Seed+round<<32+level)
		}
		if count == l.size() {
			break
		}
		up := make([]uint32, count)
		for v, k := range group {
			up[k] = of[v]
		}
		steps = append(steps, step{l, group})
		l, of = l.above(group, count), compacted(up)
	}
	for k := len(steps) - 1; k >= 0; k-- {
		m := newMover(steps[k].layer, resolution, carried(steps[k].group, of), c.Seed+round<<32+uint64(k)+1<<16)
		m.settle(patient)
		of = m.of
		steps[k] = step{}
	}
	return of
}

// carried tells for every node what its node of the layer above has.
func carried(place, of []uint32) []uint32 {
	out := make([]uint32, len(place))
	each(len(place), func(_, from, to int) {
		for v := from; v < to; v++ {
			out[v] = of[place[v]]
		}
	})
	return out
}

// compacted numbers communities from 0 without gaps.
func compacted(of []uint32) []uint32 {
	out, _ := numbered(of)
	return out
}

func numbered(of []uint32) ([]uint32, int) {
	most := uint32(0)
	for _, c := range of {
		most = max(most, c)
	}
	number := make([]uint32, most+1)
	out := make([]uint32, len(of))
	count := uint32(0)
	for v, c := range of {
		if number[c] == 0 {
			count++
			number[c] = count
		}
		out[v] = number[c] - 1
	}
	return out, int(count)
}

// BySize numbers communities by falling size, then by their lowest node.
func BySize(of []uint32) []uint32 {
	first, count := numbered(of) // by lowest node
	size := make([]int, count)
	for _, c := range first {
		size[c]++
	}
	order := make([]uint32, count)
	for c := range order {
		order[c] = uint32(c)
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return size[b] - size[a] })
	rank := make([]uint32, count)
	for i, c := range order {
		rank[c] = uint32(i)
	}
	for v, c := range first {
		first[v] = rank[c]
	}
	return first
}

// refine parts every community into groups that hang together well: from single nodes, each of which may join once, by the
// largest gain, a group that is well connected to the rest of its community. Communities do not touch each other, so that
// each is refined by one core.
func refine(l *layer, of []uint32, resolution float64, seed uint64) ([]uint32, int) {
	of, count := numbered(of)
	members := groups(of, count)
	r := &refiner{l, resolution, of, make([]uint32, l.size()), make([]float64, l.size()), make([]float64, l.size())}
	free := make(chan *inner, 64)
	inParts(count, 64, func(from, to int) {
		in := borrowInner(free)
		for c := from; c < to; c++ {
			r.community(members[c], rand.New(rand.NewPCG(seed, uint64(c))), in)
		}
		free <- in
	})
	return numbered(r.group)
}

type refiner struct {
	*layer
	resolution float64
	of         []uint32
	group      []uint32
	total      []float64 // mass of a group
	outward    []float64 // weight from a group to the rest of its community
}

// inner are the arcs within one community, node by node.
type inner struct {
	tally
	at []uint32
	to []uint32
	w  []float64
}

func borrowInner(free chan *inner) *inner {
	select {
	case in := <-free:
		return in
	default:
		return &inner{}
	}
}

func (r *refiner) community(members []uint32, random *rand.Rand, in *inner) {
	if len(members) == 1 {
		r.group[members[0]] = members[0]
		return
	}
	mass := r.gather(members, in)
	first, order := random.IntN(len(members)), []int(nil) // in the order of ids, which lie near each other, from a random one on
	if r.size() < largeLayer {
		order = random.Perm(len(members))
	}
	for i := range members {
		k := (first + i) % len(members)
		if order != nil {
			k = order[i]
		}
		if v := members[k]; r.group[v] == v && r.total[v] == r.mass[v] && r.well(v, mass) {
			r.join(v, mass, in, in.at[k], in.at[k+1])
		}
	}
}

// gather makes each member a group of its own and collects the arcs within the community.
func (r *refiner) gather(members []uint32, in *inner) (mass float64) {
	in.at, in.to, in.w = append(in.at[:0], 0), in.to[:0], in.w[:0]
	c := r.of[members[0]]
	for _, v := range members {
		r.group[v], r.total[v] = v, r.mass[v]
		mass += r.mass[v]
		list := r.to[r.at[v]:r.end[v]]
		sum := 0.0
		for i, d := range in.look(r.of, list) {
			if d == c {
				x := r.weight(r.at[v] + uint32(i))
				in.to, in.w = append(in.to, list[i]), append(in.w, x)
				sum += x
			}
		}
		r.outward[v] = sum
		in.at = append(in.at, uint32(len(in.to)))
	}
	return mass
}

// well tells whether a group is well connected to the rest of its community.
func (r *refiner) well(g uint32, mass float64) bool {
	return r.outward[g] >= r.resolution*r.total[g]*(mass-r.total[g])
}

// join puts a single node into the neighbouring group it gains most by, if any gains; from … to are its arcs.
func (r *refiner) join(v uint32, mass float64, in *inner, from, to uint32) {
	t := &in.tally
	t.fit(int(to - from))
	for i := from; i < to; i++ {
		t.add(r.group[in.to[i]], in.w[i])
	}
	best, gain := v, 0.0
	for _, h := range t.met {
		g := t.key[h] - 1
		if g == v {
			continue
		}
		if x := t.sum[h] - r.resolution*r.mass[v]*r.total[g]; (x > gain || x == gain && x > 0 && g < best) && r.well(g, mass) {
			best, gain = g, x
		}
	}
	if best != v {
		r.group[v] = best
		r.total[best] += r.mass[v]
		r.outward[best] += r.outward[v] - 2*t.of(best)
		r.total[v] = 0
	}
	t.reset()
}

// connected parts communities that fall apart into their components, each called by its lowest node.
func connected(l *layer, of []uint32) []uint32 {
	out := make([]uint32, len(of))
	for v := range out {
		out[v] = uint32(v)
	}
	each(len(of), func(_, from, to int) {
		for v := uint32(from); v < uint32(to); v++ {
			for _, w := range l.to[l.at[v]:l.end[v]] {
				if w < v && of[w] == of[v] {
					link(out, v, w)
				}
			}
		}
	})
	flatten(out)
	return out
}

// Modularity is the share of weight within communities less what chance would put there: Σ_c (e_c/m - resolution·(k_c/2m)²),
// e_c being the weight within c and k_c the strength of its nodes. Newman and Girvan 2004, doi 10.1103/PhysRevE.69.026113.
func Modularity(g *Graph, weight []float64, of []uint32, resolution float64) float64 {
	_, count := numbered(of)
	strength := make([]float64, max(count, int(slices.Max(append([]uint32{0}, of...)))+1))
	within, m := 0.0, 0.0
	eachArc(g, func(i, v, w uint32) {
		x := 1.0
		if weight != nil {
			x = weight[i]
		}
		m += x
		strength[of[v]] += x
		strength[of[w]] += x
		if of[v] == of[w] {
			within += x
		}
	})
	if m == 0 {
		return 0
	}
	q := within / m
	for _, k := range strength {
		q -= resolution * (k / (2 * m)) * (k / (2 * m))
	}
	return q
}
