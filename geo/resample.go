package geo

import (
	"fmt"
	"math/rand/v2"
)

// Merge makes clusters one whose points come within km of each other, chains of them too: the components of clustered points at that reach. They
// are numbered by their first point, as given; noise stays noise.
func (c *Clustering) Merge(lat, lon []float64, km float64) (*Clustering, error) {
	var at []int
	var la, lo []float64
	for i, k := range c.Cluster {
		if k != Noise {
			at, la, lo = append(at, i), append(la, lat[i]), append(lo, lon[i])
		}
	}
	joined, err := DBSCAN(la, lo, nil, km, 1)
	if err != nil {
		return nil, err
	}
	// Clusters, not points, are joined: a cluster whose own points lie further apart than km stays one.
	up := make([]int32, c.Count)
	for k := range up {
		up[k] = int32(k)
	}
	root := func(k int32) int32 {
		for up[k] != k {
			k = up[k]
		}
		return k
	}
	head := make([]int32, joined.Count)
	for i := range head {
		head[i] = Noise
	}
	for i, p := range at {
		k, j := root(c.Cluster[p]), joined.Cluster[i]
		if head[j] == Noise {
			head[j] = k
		}
		a, b := root(head[j]), k
		up[max(a, b)] = min(a, b)
	}
	out := &Clustering{Cluster: make([]int32, len(c.Cluster)), Core: c.Core}
	number := map[int32]int32{}
	for i, k := range c.Cluster {
		if out.Cluster[i] = Noise; k == Noise {
			continue
		}
		r := root(k)
		if _, ok := number[r]; !ok {
			number[r] = int32(len(number))
		}
		out.Cluster[i] = number[r]
	}
	out.Count = len(number)
	return out, nil
}

// Resampling tells how stable clusters are: Draws samples without replacement of a Share of the points, clustered anew with minPoints·Share.
type Resampling struct {
	Draws int
	Share float64 // above 0, below 1
	Seed  uint64
}

// Stability of clusters under resampling.
type Stability struct {
	Vote    []float64 // of each point: the share of its draws in which it was where it is now, noise too; NaN where it was never drawn
	Cluster []float64 // of each cluster: the mean over draws of its greatest Jaccard index with a cluster of the draw; above .75 stable (Hennig 2007, doi 10.1016/j.csda.2006.11.025)
}

// Stability clusters samples by cluster and compares with c. A cluster of a sample stands for that of c with which it shares most points (the first among equals). The
// vote is the membership probability of A-DBSCAN (Arribas-Bel, Garcia-López and Viladecans-Marsal 2021, doi 10.1016/j.jue.2019.103217), whose labels of samples are matched by their centres instead.
func (c *Clustering) Stability(lat, lon, weight []float64, minPoints float64, r Resampling, cluster func(lat, lon, weight []float64, minPoints float64) (*Clustering, error)) (*Stability, error) {
	n := len(lat)
	if r.Draws < 1 || !(r.Share > 0 && r.Share < 1) {
		return nil, fmt.Errorf("%d draws of a share of %g: draws from 1, a share between 0 and 1", r.Draws, r.Share)
	}
	size := int(r.Share*float64(n) + 0.5)
	random := rand.New(rand.NewPCG(r.Seed, 0xdb5ca))
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	s := &Stability{Vote: make([]float64, n), Cluster: make([]float64, c.Count)}
	drawn := make([]int, n)
	for range r.Draws {
		for i := range size {
			j := i + random.IntN(n-i)
			order[i], order[j] = order[j], order[i]
		}
		sample := order[:size]
		got, err := cluster(pick(lat, sample), pick(lon, sample), pick(weight, sample), minPoints*r.Share)
		if err != nil {
			return nil, err
		}
		c.compare(got, sample, s)
		for _, i := range sample {
			drawn[i]++
		}
	}
	for i := range s.Vote {
		s.Vote[i] /= float64(drawn[i])
	}
	for k := range s.Cluster {
		s.Cluster[k] /= float64(r.Draws)
	}
	return s, nil
}

func pick(values []float64, at []int) []float64 {
	if values == nil {
		return nil
	}
	out := make([]float64, len(at))
	for i, k := range at {
		out[i] = values[k]
	}
	return out
}

// compare counts a draw's votes.
func (c *Clustering) compare(draw *Clustering, sample []int, s *Stability) {
	shared := map[[2]int32]int{}
	ours, theirs := make([]int, c.Count), make([]int, draw.Count)
	for i, p := range sample {
		a, b := c.Cluster[p], draw.Cluster[i]
		if a != Noise {
			ours[a]++
		}
		if b != Noise {
			theirs[b]++
		}
		if a != Noise && b != Noise {
			shared[[2]int32{a, b}]++
		}
	}
	stands, most, best := make([]int32, draw.Count), make([]int, draw.Count), make([]float64, c.Count)
	for b := range stands {
		stands[b] = Noise
	}
	for ab, count := range shared {
		a, b := ab[0], ab[1]
		if count > most[b] || count == most[b] && a < stands[b] {
			most[b], stands[b] = count, a
		}
		best[a] = max(best[a], float64(count)/float64(ours[a]+theirs[b]-count))
	}
	for a, j := range best {
		s.Cluster[a] += j
	}
	for i, p := range sample {
		label := draw.Cluster[i]
		if label != Noise {
			label = stands[label]
			if label == Noise { // a cluster of what is noise: of none of ours
				continue
			}
		}
		if label == c.Cluster[p] {
			s.Vote[p]++
		}
	}
}
