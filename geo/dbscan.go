package geo

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
)

// Noise is the cluster of points that belong to none.
const Noise = -1

// Clustering of points by density.
type Clustering struct {
	Cluster []int32 // of each point: from 0 in order of their first core point, Noise for none
	Core    []bool
	Count   int // clusters
}

// DBSCAN clusters points of the earth (degrees): a point is core where the points within km of it, itself among them, weigh minPoints or more (every point 1 where weight is
// nil; a difference of 1e-12 of it does not count); core points within km are of one cluster; other points within km of a core point join its cluster, the one numbered first
// where there are several (as scikit-learn does). Distance is that of the great circle on a sphere of EarthRadius, to be taken as itself within reach. Exact; the same for any number of
// cores. Errors: a point off the earth, a weight below 0, km outside MinReach to MaxReach. Ester et al. 1996; cells after Gunawan 2013 and Gan and Tao 2015, doi 10.1145/2723372.2737792.
func DBSCAN(lat, lon, weight []float64, km, minPoints float64) (*Clustering, error) {
	if weight != nil && len(weight) != len(lat) {
		return nil, fmt.Errorf("%d weights for %d points", len(weight), len(lat))
	}
	for i, w := range weight {
		if !(w >= 0) || math.IsInf(w, 1) {
			return nil, fmt.Errorf("point %d: weight %g", i, w)
		}
	}
	c, err := newCells(lat, lon, km)
	if err != nil {
		return nil, err
	}
	s := &scan{cells: c, least: minPoints * (1 - 1e-12), core: make([]bool, len(lat)), some: make([]bool, len(c.key)), up: make([]atomic.Int32, len(c.key))}
	if weight != nil {
		s.weight = make([]float64, len(lat))
		for i, o := range c.origin {
			s.weight[i] = weight[o]
		}
	}
	inBands(len(c.key), s.cores)
	for k := range s.up {
		s.up[k].Store(int32(k))
	}
	inBands(len(c.key), s.join)
	return s.result(), nil
}

type scan struct {
	*cells
	least  float64
	weight []float64
	core   []bool         // of the points, cell by cell
	some   []bool         // cells with core points
	up     []atomic.Int32 // a forest of cells: those of one tree are of one cluster
}

func (s *scan) weigh(i int32) float64 {
	if s.weight == nil {
		return 1
	}
	return s.weight[i]
}

// cores finds the core points of cells. Where a cell's own points weigh enough, all of them are.
func (s *scan) cores(from, to int) {
	a := &around{c: s.cells}
	for k := from; k < to; k++ {
		own := 0.0
		for i := s.first[k]; i < s.first[k+1]; i++ {
			own += s.weigh(i)
		}
		full := own >= s.least
		var others []int32
		if !full {
			others = a.of(k)
		}
		for i := s.first[k]; i < s.first[k+1]; i++ {
			if s.core[i] = full || s.reaches(i, int32(k), own, others); s.core[i] {
				s.some[k] = true
			}
		}
	}
}

// reaches: the points within reach of a point weigh enough.
func (s *scan) reaches(i, cell int32, sum float64, others []int32) bool {
	for _, k := range others {
		if k == cell || s.beyond(s.x[i], s.y[i], s.z[i], &s.box[k]) {
			continue
		}
		for j := s.first[k]; j < s.first[k+1]; j++ {
			if s.near(i, j) {
				if sum += s.weigh(j); sum >= s.least {
					return true
				}
			}
		}
	}
	return false
}

func (s *scan) root(k int32) int32 {
	for {
		up := s.up[k].Load()
		if up == k {
			return k
		}
		over := s.up[up].Load()
		s.up[k].CompareAndSwap(up, over)
		k = over
	}
}

// unite makes two trees one; the lower root stays.
func (s *scan) unite(a, b int32) {
	for {
		a, b = s.root(a), s.root(b)
		if a == b {
			return
		}
		if a > b {
			a, b = b, a
		}
		if s.up[b].CompareAndSwap(b, a) {
			return
		}
	}
}

// join unites cells that have core points within reach of each other.
func (s *scan) join(from, to int) {
	a := &around{c: s.cells}
	var ours, theirs []int32
	for k := int32(from); k < int32(to); k++ {
		if !s.some[k] {
			continue
		}
		for _, other := range a.of(int(k)) {
			if other <= k || !s.some[other] || s.root(k) == s.root(other) {
				continue
			}
			if ours = s.facing(k, &s.box[other], ours[:0]); len(ours) == 0 {
				continue
			}
			if theirs = s.facing(other, &s.box[k], theirs[:0]); s.touch(ours, theirs) {
				s.unite(k, other)
			}
		}
	}
}

// facing are the core points of a cell that may be within reach of a box.
func (s *scan) facing(k int32, box *[6]float32, list []int32) []int32 {
	for i := s.first[k]; i < s.first[k+1]; i++ {
		if s.core[i] && !s.beyond(s.x[i], s.y[i], s.z[i], box) {
			list = append(list, i)
		}
	}
	return list
}

func (s *scan) touch(ours, theirs []int32) bool {
	for _, i := range ours {
		for _, j := range theirs {
			if s.near(i, j) {
				return true
			}
		}
	}
	return false
}

// result numbers the clusters by their first core point and lets other points join.
func (s *scan) result() *Clustering {
	n := len(s.origin)
	out := &Clustering{Cluster: make([]int32, n), Core: make([]bool, n)}
	number := s.numbers()
	out.Count = len(number)
	of := make([]int32, len(s.key)) // cluster of the cells' core points
	for k := range of {
		of[k] = Noise
		if s.some[k] {
			of[k] = number[s.root(int32(k))]
		}
	}
	inBands(len(s.key), func(from, to int) {
		a := &around{c: s.cells}
		for k := from; k < to; k++ {
			var others []int32
			for i := s.first[k]; i < s.first[k+1]; i++ {
				o := s.origin[i]
				if s.core[i] {
					out.Core[o], out.Cluster[o] = true, of[k]
					continue
				}
				if others == nil {
					others = a.of(k)
				}
				out.Cluster[o] = s.joined(i, others, of)
			}
		}
	})
	return out
}

// numbers of the trees, by the first point given among their core points.
func (s *scan) numbers() map[int32]int32 {
	first := map[int32]int32{}
	for k := range s.key {
		if !s.some[k] {
			continue
		}
		root := s.root(int32(k))
		for i := s.first[k]; i < s.first[k+1]; i++ {
			if f, ok := first[root]; s.core[i] && (!ok || s.origin[i] < f) {
				first[root] = s.origin[i]
			}
		}
	}
	roots := make([]int32, 0, len(first))
	for r := range first {
		roots = append(roots, r)
	}
	slices.SortFunc(roots, func(a, b int32) int { return cmp.Compare(first[a], first[b]) })
	for i, r := range roots {
		first[r] = int32(i)
	}
	return first
}

// joined is the first cluster with a core point within reach.
func (s *scan) joined(i int32, others, of []int32) int32 {
	best := int32(Noise)
	for _, k := range others {
		if of[k] == Noise || best != Noise && of[k] >= best || s.beyond(s.x[i], s.y[i], s.z[i], &s.box[k]) {
			continue
		}
		for j := s.first[k]; j < s.first[k+1]; j++ {
			if s.core[j] && s.near(i, j) {
				best = of[k]
				break
			}
		}
	}
	return best
}
