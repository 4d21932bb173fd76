package econ

import "math"

// Diversity of a portfolio over classes.
type Diversity struct {
	Classes  int
	Shannon  float64 // −Σ p ln p
	Evenness float64 // Shannon / ln(classes); NaN for one class
	Simpson  float64 // 1 − Σ p²
	Rao      float64 // Σ_{i≠j} d_ij p_i p_j over ordered pairs (Rao-Stirling)
}

// Diverse measures amounts by class; distance gives 0 … 1 between two classes (nil: 1 between any two, then Rao is Simpson). NaN where
// nothing has an amount. Stirling 2007, doi 10.1098/rsif.2007.0213; Rao 1982.
func Diverse(amounts []float64, distance func(i, j int) float64) Diversity {
	total := 0.0
	var at []int
	for i, a := range amounts {
		if a > 0 {
			total += a
			at = append(at, i)
		}
	}
	nan := math.NaN()
	d := Diversity{Classes: len(at), Evenness: nan}
	if total == 0 {
		d.Shannon, d.Simpson, d.Rao = nan, nan, nan
		return d
	}
	d.Simpson = 1
	for k, i := range at {
		p := amounts[i] / total
		d.Shannon -= p * math.Log(p)
		d.Simpson -= p * p
		for _, j := range at[:k] {
			far := 1.0
			if distance != nil {
				far = distance(i, j)
			}
			d.Rao += 2 * far * p * amounts[j] / total
		}
	}
	if len(at) > 1 {
		d.Evenness = d.Shannon / math.Log(float64(len(at)))
	}
	return d
}

// Together tells how much more often two classes meet on one patent than chance would have it: Jaccard both/(a+b−both), cosine
// both/√(a·b), and lift both·all/(a·b). NaN where a class has nothing.
func Together(both, a, b, all float64) (jaccard, cosine, lift float64) {
	if a <= 0 || b <= 0 || all <= 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	return both / (a + b - both), both / math.Sqrt(a*b), both * all / (a * b)
}
