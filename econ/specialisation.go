package econ

import "math"

// Specialisation tells how far a region's structure differs from the others'. Shares q_ij = e_ij/e_j of region j, q_i = e_i/e of all.
type Specialisation struct {
	Krugman      float64 // Σ_i |q_ij − q_i|, 0 … 2, against all regions together
	KrugmanOther float64 // the same against the mean of the other regions' shares, each region counting the same
	Hoover       float64 // Krugman/2
	Hachman      float64 // 1/Σ_i LQ_ij q_ij; 1: the structure of all
	HHI          float64 // Σ q_ij²
	Diversity    float64 // relative diversity 1/Σ_i|q_ij − q_i| (Duranton and Puga 2000)
	Specialised  int     // industries with LQ ≥ 1
}

// Specialise measures every region. A region without anything is NaN. Krugman 1991, Geography and Trade; the two reference structures stand
// apart because packages call both "Krugman" (REAT krugman.spec against one structure, krugman.spec2 against the mean of the others).
// O(regions × industries).
func Specialise(t Table) []Specialisation {
	region, industry, all := t.Margins()
	mean, filled := make([]float64, t.Industries), 0.0 // sums of shares over regions that have anything
	for r := range t.Regions {
		if region[r] > 0 {
			filled++
			for i, e := range t.Of(r) {
				mean[i] += e / region[r]
			}
		}
	}
	out := make([]Specialisation, t.Regions)
	for r := range out {
		s := Specialisation{}
		weighted := 0.0
		for i, e := range t.Of(r) {
			q, of := e/region[r], industry[i]/all
			s.Krugman += math.Abs(q - of)
			s.KrugmanOther += math.Abs(q - (mean[i]-q)/(filled-1))
			s.HHI += q * q
			if of > 0 {
				weighted += q / of * q
				if q >= of {
					s.Specialised++
				}
			}
		}
		s.Hoover, s.Hachman, s.Diversity = s.Krugman/2, 1/weighted, 1/s.Krugman
		out[r] = s
	}
	return out
}

// Variety is entropy in bits, parted by groups of industries: Total = Unrelated + Related (Frenken, Van Oort and Verburg 2007, doi
// 10.1080/00343400601120296).
type Variety struct {
	Total     float64 // Σ p log2(1/p)
	Unrelated float64 // between groups: Σ P log2(1/P)
	Related   float64 // within them: Σ P_g H_g
}

// Varieties of amounts by industry; group is the group of each. NaN where nothing has an amount.
func Varieties(amounts []float64, group []int) Variety {
	of, all := map[int]float64{}, 0.0
	for i, a := range amounts {
		if a > 0 {
			of[group[i]] += a
			all += a
		}
	}
	if all == 0 {
		return Variety{math.NaN(), math.NaN(), math.NaN()}
	}
	var v Variety
	for i, a := range amounts { // in the order of industries, so that sums come out the same
		if a > 0 {
			v.Total -= a / all * math.Log2(a/all)
			v.Related -= a / all * math.Log2(a/of[group[i]])
		}
	}
	v.Unrelated = v.Total - v.Related
	return v
}
