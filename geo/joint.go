package geo

import (
	"fmt"
	"math"
	"slices"
)

// Profiles are what points do: those of point i are Item[First[i]:First[i+1]], rising, with Weight above 0.
type Profiles struct {
	First, Item []int32
	Weight      []float64
}

// check finds what is wrong with the profiles of n points.
func (p *Profiles) check(n int) error {
	if len(p.First) != n+1 || len(p.Item) != len(p.Weight) {
		return fmt.Errorf("profiles of %d points: %d for %d points", len(p.First)-1, len(p.Item), n)
	}
	for i := range n {
		for k := p.First[i]; k < p.First[i+1]; k++ {
			if !(p.Weight[k] > 0) || math.IsInf(p.Weight[k], 1) || k > p.First[i] && p.Item[k] <= p.Item[k-1] {
				return fmt.Errorf("point %d: items rise, weights are above 0", i)
			}
		}
	}
	return nil
}

// norms are the lengths of the profiles.
func (p *Profiles) norms() []float64 {
	all := make([]float64, len(p.First)-1)
	for i := range all {
		for _, w := range p.Weight[p.First[i]:p.First[i+1]] {
			all[i] += w * w
		}
		all[i] = math.Sqrt(all[i])
	}
	return all
}

// dot is the product of two profiles.
func (p *Profiles) dot(i, j int32) (sum float64) {
	a, b := p.First[i], p.First[j]
	for a < p.First[i+1] && b < p.First[j+1] {
		switch {
		case p.Item[a] < p.Item[b]:
			a++
		case p.Item[a] > p.Item[b]:
			b++
		default:
			sum += p.Weight[a] * p.Weight[b]
			a, b = a+1, b+1
		}
	}
	return sum
}

// JointDBSCAN clusters points of the earth (degrees) by density in space and in what they do: neighbours lie within km of each other and have profiles within a distance, 1 − cosine,
// of each other (itself within, 1e-12 more counts); a point is core with minPoints neighbours, itself among them; core neighbours are of one cluster, others join the cluster of lowest
// number with a core neighbour. A point without profile is everyone's stranger: noise. With a distance of 1 and profiles everywhere it is DBSCAN. Two radii after MDBSCAN for innovative
// clusters (Systems 12(9):321, 2024, doi 10.3390/systems12090321). O(n·k·f), k points within km, f items a profile. Errors: as DBSCAN's, and profiles that do not fit.
func JointDBSCAN(lat, lon []float64, p *Profiles, km, distance, minPoints float64) (*Clustering, error) {
	if !(distance >= 0 && distance <= 1) {
		return nil, fmt.Errorf("a distance of %g between profiles: from 0 to 1", distance)
	}
	if err := p.check(len(lat)); err != nil {
		return nil, err
	}
	c, err := newCells(lat, lon, km)
	if err != nil {
		return nil, err
	}
	j := &joint{cells: c, profiles: p, norm: p.norms(), least: 1 - distance - 1e-12}
	return j.cluster(minPoints), nil
}

type joint struct {
	*cells
	profiles *Profiles
	norm     []float64
	least    float64 // cosine
}

// alike: points, as given, have profiles within the distance.
func (j *joint) alike(a, b int32) bool {
	n := j.norm[a] * j.norm[b]
	return n > 0 && (a == b || j.profiles.dot(a, b) >= j.least*n)
}

// neighbours of all points, as given, each in order.
func (j *joint) neighbours() [][]int32 {
	near := make([][]int32, len(j.origin))
	inBands(len(j.key), func(from, to int) {
		a := &around{c: j.cells}
		for k := from; k < to; k++ {
			others := a.of(k)
			for i := j.first[k]; i < j.first[k+1]; i++ {
				o := j.origin[i]
				for _, cell := range others {
					if j.beyond(j.x[i], j.y[i], j.z[i], &j.box[cell]) {
						continue
					}
					for m := j.first[cell]; m < j.first[cell+1]; m++ {
						if j.near(i, m) && j.alike(o, j.origin[m]) {
							near[o] = append(near[o], j.origin[m])
						}
					}
				}
				slices.Sort(near[o])
			}
		}
	})
	return near
}

// cluster grows clusters from the core points in the order given, so that they are numbered by their first core point and borders join the lowest number.
func (j *joint) cluster(minPoints float64) *Clustering {
	near := j.neighbours()
	n := len(near)
	out := &Clustering{Cluster: make([]int32, n), Core: make([]bool, n)}
	for i := range near {
		out.Cluster[i], out.Core[i] = Noise, len(near[i]) > 0 && float64(len(near[i])) >= minPoints*(1-1e-12)
	}
	for i := range near {
		if out.Core[i] && out.Cluster[i] == Noise {
			out.grow(int32(i), near)
			out.Count++
		}
	}
	return out
}

// grow gives the next number to all that core points reach from one.
func (c *Clustering) grow(from int32, near [][]int32) {
	c.Cluster[from] = int32(c.Count)
	for waiting := []int32{from}; len(waiting) > 0; {
		at := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		for _, other := range near[at] {
			if c.Cluster[other] != Noise {
				continue
			}
			if c.Cluster[other] = int32(c.Count); c.Core[other] {
				waiting = append(waiting, other)
			}
		}
	}
}
