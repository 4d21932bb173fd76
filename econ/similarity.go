package econ

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Similarity of all pairs of N industries, row by row; symmetric. The diagonal has no meaning.
type Similarity struct {
	N     int
	Value []float64
}

// At is the similarity of two industries.
func (s *Similarity) At(i, j int) float64 { return s.Value[i*s.N+j] }

// product of rows with each other.
func product(rows []float64, n, wide int) *Similarity {
	m := mat.NewDense(n, wide, rows)
	var out mat.SymDense
	out.SymOuterK(1, m)
	s := &Similarity{n, make([]float64, n*n)}
	for i := range n {
		for j := range n {
			s.Value[i*n+j] = out.At(i, j)
		}
	}
	return s
}

// Correlations of industries over regions (or over occupations, for the shares of each): Pearson's, as LC-Emp, LC-Est and Occ of Delgado, Porter and Stern. t holds industries by region; an industry without
// variation is an error.
func Correlations(t Table) (*Similarity, error) {
	rows := t.Turn().Amount
	n, wide := t.Industries, t.Regions
	for i := range n {
		row := rows[i*wide : (i+1)*wide]
		mean, squares := 0.0, 0.0
		for _, x := range row {
			mean += x / float64(wide)
		}
		for k := range row {
			row[k] -= mean
			squares += row[k] * row[k]
		}
		if !(squares > 1e-24*mean*mean*float64(wide)) {
			return nil, fmt.Errorf("industry %d is the same in all regions", i)
		}
		for k := range row {
			row[k] /= math.Sqrt(squares)
		}
	}
	return product(rows, n, wide), nil
}

// Coagglomerations of all pairs of industries: COI, see Coagglomeration.
func Coagglomerations(t Table) *Similarity {
	region, industry, all := t.Margins()
	rest := 1.0
	for _, x := range region {
		rest -= x / all * x / all
	}
	rows := t.Turn().Amount
	for i := range t.Industries {
		for r := range t.Regions {
			k := i*t.Regions + r
			rows[k] = (rows[k]/industry[i] - region[r]/all) / math.Sqrt(rest)
		}
	}
	return product(rows, t.Industries, t.Regions)
}

// InputOutputShares are a similarity: the greatest of the four shares that two industries have in each other: of i's inputs from j, of j's inputs from i, of i's outputs to j, of j's outputs to i. flows go from row to column.
func InputOutputShares(flows []float64, n int) *Similarity {
	in, out := make([]float64, n), make([]float64, n)
	for i := range n {
		for j := range n {
			out[i] += flows[i*n+j]
			in[j] += flows[i*n+j]
		}
	}
	share := func(x, of float64) float64 {
		if of == 0 {
			return 0
		}
		return x / of
	}
	s := &Similarity{n, make([]float64, n*n)}
	for i := range n {
		for j := range n {
			there, back := flows[i*n+j], flows[j*n+i]
			s.Value[i*n+j] = max(share(there, out[i]), share(there, in[j]), share(back, out[j]), share(back, in[i]))
		}
	}
	return s
}

// Weighted is Σ weight·similarity + constant.
func Weighted(list []*Similarity, weight []float64, constant float64) *Similarity {
	s := &Similarity{list[0].N, make([]float64, len(list[0].Value))}
	for k := range s.Value {
		s.Value[k] = constant
		for m, other := range list {
			s.Value[k] += weight[m] * other.Value[k]
		}
	}
	return s
}

// AverageStandardised is the mean of similarities, each less its mean and over its standard deviation between different industries (divisor their number). One without variation is an error.
func AverageStandardised(list []*Similarity) (*Similarity, error) {
	weight, constant := make([]float64, len(list)), 0.0
	for m, s := range list {
		mean, sd := s.moments()
		if !(sd > 1e-9) { // less is rounding: similarities are of order 1
			return nil, fmt.Errorf("similarity %d is the same for all pairs", m)
		}
		weight[m] = 1 / sd / float64(len(list))
		constant -= mean * weight[m]
	}
	return Weighted(list, weight, constant), nil
}

func (s *Similarity) moments() (mean, sd float64) {
	count, squares := float64(s.N)*float64(s.N-1), 0.0
	s.pairs(func(x float64) { mean += x / count })
	s.pairs(func(x float64) { squares += (x - mean) * (x - mean) })
	return mean, math.Sqrt(squares / count)
}

func (s *Similarity) pairs(do func(x float64)) {
	for i := range s.N {
		for j := range s.N {
			if i != j {
				do(s.At(i, j))
			}
		}
	}
}
