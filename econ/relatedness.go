package econ

import (
	"fmt"
	"math"
)

// Relations are the ways to normalise how often two industries occur together.
var Relations = []string{"proximity", "association", "probability", "cosine", "jaccard", "z"}

// Relatedness of all pairs of industries, row by row. C is how many regions have both, u how many have each, S = Σ_j C_ij without the diagonal, T = ΣC
// without it, P the number of regions.
//
//	proximity    C/max(u_i, u_j), the lesser conditional probability (Hidalgo et al. 2007, doi 10.1126/science.1144581)
//	association  (C/T)/((S_i/T)(S_j/T)) (Van Eck and Waltman 2009, doi 10.1002/asi.21075)
//	probability  C/(((S_i/T)(S_j/(T−S_i)) + (S_j/T)(S_i/(T−S_j)))·T/2) (Steijn 2017)
//	cosine       C/√(S_i S_j)
//	jaccard      C/(S_i + S_j − C)
//	z            (C−m)/σ, m = u_i u_j/P, σ² = m(1−u_i/P)(P−u_j)/(P−1) (Teece et al. 1994, doi 10.1016/0167-2681(94)90094-9)
//
// The diagonal of proximity is 1, of the others NaN: nothing is related to itself. Where the formula divides by 0 the result is NaN.
func (t *CoOccurrence) Relatedness(relation string, regions int) ([]float64, error) {
	of, ok := map[string]func(c, i, j, all float64) float64{
		"association": func(c, i, j, all float64) float64 { return c * all / (i * j) },
		"probability": func(c, i, j, all float64) float64 {
			return c / ((i/all*(j/(all-i)) + j/all*(i/(all-j))) * all / 2)
		},
		"cosine":  func(c, i, j, _ float64) float64 { return c / math.Sqrt(i*j) },
		"jaccard": func(c, i, j, _ float64) float64 { return c / (i + j - c) },
	}[relation]
	out := make([]float64, t.N*t.N)
	switch {
	case relation == "proximity":
		t.fill(out, t.Proximity)
	case relation == "z":
		p := float64(regions)
		t.fill(out, func(i, j int) float64 {
			u, v := float64(t.Own[i]), float64(t.Own[j])
			m := u * v / p
			return (t.count(i, j) - m) / math.Sqrt(m*(1-u/p)*((p-v)/(p-1)))
		})
	case ok:
		s, all := t.sums()
		t.fill(out, func(i, j int) float64 { return of(t.count(i, j), s[i], s[j], all) })
	default:
		return nil, fmt.Errorf("no relatedness %q: one of %v", relation, Relations)
	}
	if relation != "proximity" {
		for i := range t.N {
			out[i*t.N+i] = math.NaN()
		}
	}
	return out, nil
}

// Proximity of two industries: C/max(u_i, u_j); 0 where neither is anywhere.
func (t *CoOccurrence) Proximity(i, j int) float64 {
	m := max(t.Own[i], t.Own[j])
	if m == 0 {
		return 0
	}
	return t.count(i, j) / float64(m)
}

func (t *CoOccurrence) count(i, j int) float64 { return float64(t.Count[i*t.N+j]) }

func (t *CoOccurrence) sums() (s []float64, all float64) {
	s = make([]float64, t.N)
	for i := range t.N {
		for j, c := range t.Count[i*t.N : (i+1)*t.N] {
			if j != i {
				s[i] += float64(c)
			}
		}
		all += s[i]
	}
	return s, all
}

func (t *CoOccurrence) fill(out []float64, of func(i, j int) float64) {
	inBands(t.N, func(i int) {
		for j := range t.N {
			out[i*t.N+j] = of(i, j)
		}
	})
}
