package composite

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// WeighMethods are where weights come from: given in the tree; equal; entropy, critic, pca from the data; ahp from judgements; influence from target importances.
var WeighMethods = []string{"given", "equal", "entropy", "critic", "pca", "ahp", "influence"}

// Entropy weights, with e = −Σ p ln p/ln n, p = z/Σz: w = (1 − e)/Σ(1 − e), z ≥ 0 (0·ln 0 = 0), missing numbers left out. shift is added to every z first: many papers
// add 1e−4 to 0.01 so that ln takes it, which changes the ranks; 0 is the definition.
func Entropy(c Columns, shift float64) (weights, e []float64, err error) {
	for i, x := range c {
		x = known(x)
		var sum, h float64
		for _, v := range x {
			if v+shift < 0 {
				return nil, nil, fmt.Errorf("entropy weights take numbers from 0 up; indicator %d has %g", i+1, v)
			}
			sum += v + shift
		}
		for _, v := range x {
			if p := (v + shift) / sum; p > 0 {
				h -= p * math.Log(p)
			}
		}
		e = append(e, h/math.Log(float64(len(x))))
		weights = append(weights, 1-e[i])
	}
	return shares(weights), e, nil
}

// CRITIC weights: w ∝ σ_j Σ_k (1 − r_jk), σ the sample deviation, r Pearson's (Diakoulaki and others 1995, doi 10.1016/0305-0548(94)00059-H).
func CRITIC(c Columns) []float64 {
	weights := make([]float64, len(c))
	for j, x := range c {
		var conflict float64
		for k, y := range c {
			if k != j {
				conflict += 1 - Correlation(x, y)
			}
		}
		weights[j] = stat.StdDev(known(x), nil) * conflict
	}
	return shares(weights)
}

// PCA weights are the squared loadings of the first principal component of the correlations (they share 1). explained is its share of variance;
// mixed tells that loadings differ in sign, where the component is no common factor and the weights mean little.
func PCA(c Columns) (weights []float64, explained float64, mixed bool, err error) {
	r := correlations(c)
	var e mat.EigenSym
	if !e.Factorize(r, true) {
		return nil, 0, false, fmt.Errorf("the correlations have no principal components")
	}
	var v mat.Dense
	e.VectorsTo(&v)
	values, last := e.Values(nil), len(c)-1
	for i := range c {
		loading := v.At(i, last)
		weights = append(weights, loading*loading)
		mixed = mixed || loading*v.At(0, last) < 0
	}
	return weights, values[last] / float64(len(c)), mixed, nil
}

func correlations(c Columns) *mat.SymDense {
	r := mat.NewSymDense(len(c), nil)
	for i, x := range c {
		r.SetSym(i, i, 1)
		for j := range i {
			r.SetSym(i, j, Correlation(x, c[j]))
		}
	}
	return r
}

// Noisy draws a weight evenly between w(1 − share) and w(1 + share).
func Noisy(weight, share float64, random *rand.Rand) float64 {
	return weight * (1 + share*(2*random.Float64()-1))
}

// Combine joins subjective weights w and weights from data v as w^a·v^b, sharing 1.
func Combine(w, v []float64, a, b float64) []float64 {
	out := make([]float64, len(w))
	for i := range w {
		out[i] = math.Pow(w[i], a) * math.Pow(v[i], b)
	}
	return shares(out)
}

func shares(x []float64) []float64 {
	sum := total(x)
	for i := range x {
		x[i] /= sum
	}
	return x
}
