package econ

import "math"

// Linkage tells how a sector hangs together with the others. Coefficients have mean 1 (weighted, where weights are).
type Linkage struct {
	Influence           float64 // 影响力系数: column sum of L over the mean column sum (Rasmussen 1956, power of dispersion)
	SensitivityLeontief float64 // 感应度系数 as in Chinese practice: row sum of L over the mean row sum (sensitivity of dispersion)
	SensitivityGhosh    float64 // 感应度系数 by Ghosh: row sum of G over the mean row sum
	QuadrantLeontief    int     // 1: both above 1 (key sector); 2: sensitivity alone; 3: neither; 4: influence alone
	QuadrantGhosh       int
	Upstreamness        float64 // mean distance from final use: row sum of G (Antràs et al. 2012, doi 10.1257/aer.102.3.412)
	Downstreamness      float64 // mean distance from primary inputs: column sum of L (Miller and Temurshoev 2017, doi 10.1080/09535314.2016.1259278)
}

// Linkages are the linkages of every sector. weighted: the means that sums are divided by are weighted by shares of final use (of L) and of value
// added (of G) in place of equal shares (刘起运 2002), negative ones taken as 0. O(n²).
func (t *InputOutput) Linkages(weighted bool) []Linkage {
	n := t.N
	down, across, up := columnSums(n, t.Leontief), rowSums(n, t.Leontief), rowSums(n, t.Ghosh)
	use, added := equalShares(n), equalShares(n)
	if weighted {
		use, added = shares(t.Final), shares(t.Added)
	}
	meanDown, meanAcross, meanUp := meanBy(down, use), meanBy(across, use), meanBy(up, added)
	out := make([]Linkage, n)
	for i := range out {
		k := Linkage{Influence: down[i] / meanDown, SensitivityLeontief: across[i] / meanAcross, SensitivityGhosh: up[i] / meanUp, Upstreamness: up[i], Downstreamness: down[i]}
		k.QuadrantLeontief, k.QuadrantGhosh = quadrant(k.Influence, k.SensitivityLeontief), quadrant(k.Influence, k.SensitivityGhosh)
		out[i] = k
	}
	return out
}

// quadrant of the plane of influence (across) and sensitivity (up), counted as in geometry; 0 where a coefficient is none.
func quadrant(influence, sensitivity float64) int {
	switch {
	case math.IsNaN(influence) || math.IsNaN(sensitivity):
		return 0
	case influence > 1 && sensitivity > 1:
		return 1
	case sensitivity > 1:
		return 2
	case influence > 1:
		return 4
	}
	return 3
}

func equalShares(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1 / float64(n)
	}
	return out
}

func shares(x []float64) []float64 {
	out, sum := make([]float64, len(x)), 0.0
	for i, v := range x {
		out[i] = max(v, 0)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

func meanBy(x, weight []float64) (mean float64) {
	for i, v := range x {
		mean += v * weight[i]
	}
	return mean
}

// PropagationLength is the average number of steps in which a push in one sector reaches another, [L(L−I)]_ij / (L−I)_ij, NaN where it never does
// (Dietzenbacher, Romero and Bosma 2005, doi 10.1080/0953531042000219259). O(n³).
func (t *InputOutput) PropagationLength() []float64 {
	n := t.N
	out := make([]float64, n*n)
	beyond := append([]float64(nil), t.Leontief...)
	for i := range n {
		beyond[i*n+i]--
	}
	for i := range n {
		for k, l := range t.Leontief[i*n : (i+1)*n] {
			if l == 0 {
				continue
			}
			for j, x := range beyond[k*n : (k+1)*n] {
				out[i*n+j] += l * x
			}
		}
		for j := range n {
			if math.Abs(beyond[i*n+j]) < 1e-14 {
				out[i*n+j] = math.NaN()
				continue
			}
			out[i*n+j] /= beyond[i*n+j]
		}
	}
	return out
}
