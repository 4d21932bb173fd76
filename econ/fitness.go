package econ

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// Fitness of regions and quality of industries by the nonlinear map F_r = Σ_i M_ri Q_i, Q_i = 1/Σ_r(M_ri/F_r), each divided by its mean after every
// iteration, starting from 1, which counts as the first iteration as in package economiccomplexity (Tacchella et al. 2012, doi 10.1038/srep00723). Packages stop after 20 iterations; the map converges slowly. changes tells
// how many regions changed their rank in the last iteration: where it is not 0 the ranks are not settled. Regions without industries are 0, industries
// without regions NaN. O(iterations × ones).
func Fitness(p Presence, iterations int) (fitness, quality []float64, changes int) {
	regions, industries := p.Turn().lists(), p.lists()
	fitness, quality = ones(p.Regions), ones(p.Industries)
	for range iterations - 1 {
		f, q := make([]float64, p.Regions), make([]float64, p.Industries)
		inBands(p.Regions, func(r int) {
			for _, i := range regions[r] {
				f[r] += quality[i]
			}
		})
		inBands(p.Industries, func(i int) {
			sum := 0.0
			for _, r := range industries[i] {
				sum += 1 / fitness[r]
			}
			q[i] = 1 / sum
			if len(industries[i]) == 0 {
				q[i] = math.NaN()
			}
		})
		toMean(f)
		toMean(q)
		changes = moved(fitness, f)
		fitness, quality = f, q
	}
	return fitness, quality, changes
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// toMean divides by the mean of what is known.
func toMean(x []float64) {
	sum, n := 0.0, 0.0
	for _, v := range x {
		if !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	floats.Scale(n/sum, x)
}

// moved counts places that differ between two orders.
func moved(a, b []float64) (count int) {
	x, y := make([]int, len(a)), make([]int, len(b))
	floats.Argsort(append([]float64(nil), a...), x)
	floats.Argsort(append([]float64(nil), b...), y)
	for i := range x {
		if x[i] != y[i] {
			count++
		}
	}
	return count
}

// Outlook is what complexity a region could still reach. COI_r = Σ_i d_ri(1−M_ri)PCI_i: opportunities, weighed by density. Gain_ri = Σ_k φ_ik/Σ_kφ_ik ·
// (1−M_rk)PCI_k − d_ri·PCI_i for industries that the region has not (NaN for those that it has): what entering i would open. own keeps PCI_i's own
// term in (py-ecomplexity), else it is taken off as the Atlas of Economic Complexity writes it. Industries without PCI count for nothing.
// Hausmann et al. 2014, The Atlas of Economic Complexity, p. 54.
func Outlook(p Presence, t *CoOccurrence, density, pci []float64, own bool) (coi, gain []float64) {
	n := p.Industries
	coi, gain = make([]float64, p.Regions), make([]float64, p.Regions*n)
	total := make([]float64, n)
	inBands(n, func(i int) {
		for k := range n {
			total[i] += t.Proximity(i, k)
		}
	})
	inBands(p.Regions, func(r int) {
		open := make([]float64, n)
		for i := range n {
			if !p.Has(r, i) && !math.IsNaN(pci[i]) {
				open[i] = pci[i]
				coi[r] += density[r*n+i] * pci[i]
			}
		}
		for i := range n {
			k := r*n + i
			gain[k] = math.NaN()
			if p.Has(r, i) || math.IsNaN(pci[i]) || total[i] == 0 {
				continue
			}
			sum := 0.0
			for j, x := range open {
				if x != 0 {
					sum += t.Proximity(i, j) * x
				}
			}
			gain[k] = sum / total[i]
			if !own {
				gain[k] -= density[k] * pci[i]
			}
		}
	})
	return coi, gain
}
