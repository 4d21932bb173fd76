package econ

import "math"

// Agglomeration of an industry against chance, by the dartboard approach.
type Agglomeration struct {
	G         float64 // Σ(s_j − x_j)², the raw concentration
	Plants    float64 // H = Σ z_k², the Herfindahl index of plant sizes
	Gamma     float64 // Ellison and Glaeser's γ; below .02 weak, above .05 strong
	Variance  float64 // of G where plants fall at random
	Z         float64 // (G − (1−Σx²)H)/√Variance
	MaurelSed float64 // Maurel and Sédillot's γ; with few plants it may differ in sign: read both
	Count     int     // plants
}

// EllisonGlaeser measures one industry from its plants: size and region of each, and all, the amounts of everything by region. s_j is the
// industry's share of region j, x_j everything's:
//
//	γ = (G − (1−Σx²)H) / ((1−Σx²)(1−H))
//	Var G = 2{H²[Σx² − 2Σx³ + (Σx²)²] − Σz⁴[Σx² − 4Σx³ + 3(Σx²)²]}
//	γ_MS = ((Σs² − Σx²)/(1−Σx²) − H)/(1−H)
//
// NaN for a single plant. Ellison and Glaeser 1997, doi 10.1086/262098; Maurel and Sédillot 1999, doi 10.1016/S0166-0462(99)00020-8.
func EllisonGlaeser(size []float64, region []int, all []float64) Agglomeration {
	own, total, everything := make([]float64, len(all)), 0.0, 0.0
	for k, z := range size {
		own[region[k]] += z
		total += z
	}
	for _, x := range all {
		everything += x
	}
	a := Agglomeration{Count: len(size)}
	var z4, x2, x3, s2 float64
	for _, z := range size {
		a.Plants += z / total * z / total
		z4 += math.Pow(z/total, 4)
	}
	for j := range all {
		s, x := own[j]/total, all[j]/everything
		a.G += (s - x) * (s - x)
		x2, x3, s2 = x2+x*x, x3+x*x*x, s2+s*s
	}
	h := a.Plants
	a.Gamma = (a.G - (1-x2)*h) / ((1 - x2) * (1 - h))
	a.Variance = 2 * (h*h*(x2-2*x3+x2*x2) - z4*(x2-4*x3+3*x2*x2))
	a.Z = (a.G - (1-x2)*h) / math.Sqrt(a.Variance)
	a.MaurelSed = ((s2-x2)/(1-x2) - h) / (1 - h)
	return a
}

// Coagglomeration of two industries over regions: Σ_r (s_ir − x_r)(s_jr − x_r) / (1 − Σx_r²). one and other are their amounts by region, all those
// of everything. Ellison, Glaeser and Kerr 2010, doi 10.1257/aer.100.3.1195.
func Coagglomeration(one, other, all []float64) float64 {
	var i, j, e float64
	for r := range all {
		i, j, e = i+one[r], j+other[r], e+all[r]
	}
	sum, x2 := 0.0, 0.0
	for r := range all {
		x := all[r] / e
		sum += (one[r]/i - x) * (other[r]/j - x)
		x2 += x * x
	}
	return sum / (1 - x2)
}
