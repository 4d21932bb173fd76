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

// iterate runs over all levels: move nodes, refine, and go on with what was refined as nodes.
func iterate(bottom *layer, of []uint32, resolution float64, c Communities, round uint64) []uint32 {
	l := bottom
	place := []uint32(nil) // of each bottom node in the layer at hand; nil: itself
	of = BySize(of)
	for level := uint64(0); ; level++ {
		m := newMover(l, resolution, of)
		m.settle()
		of = m.of
		group, count := numbered(of)
		if !c.Louvain {
			group, count = refine(l, of, resolution, c.Seed+round<<32+level)
		}
		if count == l.size() {
			return carried(place, of)
		}
		up := make([]uint32, count)
		for v, k := range group {
			up[k] = of[v]
		}
		place = carried(place, group)
		l, of = l.above(group, count), compacted(up)
	}
}

// carried tells for every bottom node what its node of the layer has.
func carried(place, of []uint32) []uint32 {
	if place == nil {
		return slices.Clone(of)
	}
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
	free := make(chan *tally, 64)
	each(count, func(_, from, to int) {
		t := borrowTally(free, l.size())
		for c := from; c < to; c++ {
			r.community(members[c], rand.New(rand.NewPCG(seed, uint64(c))), t)
		}
		free <- t
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

func (r *refiner) community(members []uint32, random *rand.Rand, t *tally) {
	mass := 0.0
	for _, v := range members {
		r.group[v], r.total[v] = v, r.mass[v]
		mass += r.mass[v]
	}
	if len(members) == 1 {
		return
	}
	for _, v := range members {
		for i := r.at[v]; i < r.at[v+1]; i++ {
			if r.of[r.to[i]] == r.of[v] {
				r.outward[v] += r.weight(i)
			}
		}
	}
	order := slices.Clone(members)
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, v := range order {
		if r.group[v] == v && r.total[v] == r.mass[v] && r.well(v, mass) {
			r.join(v, mass, t)
		}
	}
}

// well tells whether a group is well connected to the rest of its community.
func (r *refiner) well(g uint32, mass float64) bool {
	return r.outward[g] >= r.resolution*r.total[g]*(mass-r.total[g])
}

// join puts a single node into the neighbouring group it gains most by, if any gains.
func (r *refiner) join(v uint32, mass float64, t *tally) {
	for i := r.at[v]; i < r.at[v+1]; i++ {
		if w := r.to[i]; r.of[w] == r.of[v] {
			t.add(r.group[w], r.weight(i))
		}
	}
	best, gain := v, 0.0
	for _, g := range t.met {
		if g == v || !r.well(g, mass) {
			continue
		}
		if x := t.sum[g] - r.resolution*r.mass[v]*r.total[g]; x > gain || x == gain && x > 0 && g < best {
			best, gain = g, x
		}
	}
	if best != v {
		r.group[v] = best
		r.total[best] += r.mass[v]
		r.outward[best] += r.outward[v] - 2*t.sum[best]
		r.total[v] = 0
	}
	t.reset()
}

// connected parts communities that fall apart into their components.
func connected(l *layer, of []uint32) []uint32 {
	out := make([]uint32, len(of))
	seen := make([]bool, len(of))
	next := uint32(0)
	var queue []uint32
	for v := range uint32(len(of)) {
		if seen[v] {
			continue
		}
		seen[v] = true
		queue = append(queue[:0], v)
		for i := 0; i < len(queue); i++ {
			out[queue[i]] = next
			for _, w := range l.to[l.at[queue[i]]:l.at[queue[i]+1]] {
				if !seen[w] && of[w] == of[v] {
					seen[w] = true
					queue = append(queue, w)
				}
			}
		}
		next++
	}
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
