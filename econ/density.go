package econ

import "math"

// Density tells of every region and industry how much of what is related to the industry the region has: Σ_k φ_ik M_rk / Σ_k φ_ik over proximities φ, 0 …
// 1, region by region. withoutSelf leaves φ_ii out, which otherwise raises the density of what a region already has (py-ecomplexity and
// economiccomplexity keep it, EconGeo does not). NaN where an industry is related to none. Hidalgo et al. 2007, doi 10.1126/science.1144581.
// O(industries × (advantages + industries)), on all cores.
func (p Presence) Density(t *CoOccurrence, withoutSelf bool) []float64 {
	has := p.Turn().lists()
	out := make([]float64, p.Regions*p.Industries)
	inBands((t.N+band-1)/band, func(b int) {
		phi, total := t.band(b*band, withoutSelf)
		for r, list := range has {
			around(list, phi, &total, out[r*t.N+b*band:min((r+1)*t.N, r*t.N+(b+1)*band)])
		}
	})
	return out
}

// band is φ of every industry with those from a place on, and its sums.
func (t *CoOccurrence) band(from int, withoutSelf bool) (phi [][band]float64, total [band]float64) {
	phi = make([][band]float64, t.N)
	var counts [band][]uint16
	var own [band]int
	for x := range counts {
		i := min(from+x, t.N-1) // past the last: not used
		counts[x], own[x] = t.Count[i*t.N:(i+1)*t.N], t.Own[i]
	}
	for k := range phi {
		row, u := &phi[k], max(1, t.Own[k])
		for x := range row {
			row[x] = float64(counts[x][k]) / float64(max(u, own[x]))
		}
		if x := k - from; withoutSelf && x >= 0 && x < band {
			row[x] = 0
		}
		for x := range row {
			total[x] += row[x]
		}
	}
	for x, sum := range total {
		if sum == 0 {
			total[x] = math.NaN()
		}
	}
	return phi, total
}

// around is the density of a band's industries in a region that has some industries.
func around(has []uint32, phi [][band]float64, total *[band]float64, out []float64) {
	var sums [band]float64
	sumsOf(has, phi, &sums)
	for x := range out {
		out[x] = sums[x] / total[x]
	}
}
