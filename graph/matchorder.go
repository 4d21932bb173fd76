package graph

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// OrderTerms are the names of the terms by which a firm's candidates are put in order. Against other candidates of the same firm sums of paths tell by their
// ratios, not by their differences: they enter in logarithms.
var OrderTerms = []string{"paths", "l3_directed", "l3_now", "resource", "partners", "other_side", "before", "lapsed", "reverse"}

// Below these strengths (one path by two firms of a hundred links is 1e-2) paths hardly count.
const leastPaths, leastOfKind = 1e-4, 1e-3

// Order works out the terms of the order into y, as long as OrderTerms, from those of the pair (MatchTerms). paths is ln(1 + (l3 + resource)/1e-4), those of one kind are
// ln(1 + x/1e-3); partners are those the candidate has in its part today, other_side those it ever had in the other part, ln(1 + n): a firm that
// buys of many is reached by many paths without being a supplier.
func (m *Matching) Order(candidate uint32, supplying bool, x, y []float64) {
	y[0] = math.Log1p((x[3] + x[2]) / leastPaths)
	for i, k := range []int{4, 5, 2} {
		y[1+i] = math.Log1p(x[k] / leastOfKind)
	}
	part, other := m.now.Targets(candidate), m.ever.Sources(candidate)
	if !supplying {
		part, other = m.now.Sources(candidate), m.ever.Targets(candidate)
	}
	y[4], y[5] = math.Log1p(float64(len(part))), math.Log1p(float64(len(other)))
	copy(y[6:9], x[7:10])
}

// PathStrength is what orders candidates where there is nothing to learn from: L3 + resource allocation + directed L3 + half of the latest L3.
func PathStrength(x []float64) float64 { return x[3] + x[2] + x[4] + x[5]/2 }

// Choice is a firm's list of candidates, with their terms, and which of them it took.
type Choice struct {
	Terms [][]float64
	Taken []bool
}

// FitOrder learns to put those taken before the others of the same list: conditional logit (McFadden 1974), each taken against its list, with a ridge of 1 on
// standardised terms, by Newton's method with steps of at most 1, until none moves by 1e-6. The model has no intercept: a score says nothing outside its
// list. Lists without any taken, or with nothing else, teach nothing. O(k²) a candidate and round.
func FitOrder(choices []Choice) (*MatchModel, error) {
	var rows [][]float64
	for _, c := range choices {
		rows = append(rows, c.Terms...)
	}
	if len(rows) == 0 {
		return nil, errors.New("no lists to learn from")
	}
	k := len(rows[0])
	m := &MatchModel{Mean: make([]float64, k), Deviation: make([]float64, k), Weight: make([]float64, k)}
	m.standardise(rows)
	for range 50 {
		fit := newChoiceFit(m)
		for _, c := range choices {
			fit.add(c)
		}
		moved, err := fit.step()
		if err != nil {
			return nil, err
		}
		if moved < 1e-6 {
			break
		}
	}
	return m, nil
}

// choiceFit gathers the gradient and the information of one round.
type choiceFit struct {
	m            *MatchModel
	z, mean      []float64
	slope, bend  []float64 // k, k×k
	weight, rows []float64 // of one list: exp(score), standardised terms
}

func newChoiceFit(m *MatchModel) *choiceFit {
	k := len(m.Weight)
	f := &choiceFit{m: m, z: make([]float64, k+1), mean: make([]float64, k), slope: make([]float64, k), bend: make([]float64, k*k)}
	for i, b := range m.Weight {
		f.slope[i], f.bend[i*k+i] = -b, 1
	}
	return f
}

func (f *choiceFit) add(c Choice) {
	k, taken := len(f.mean), 0.0
	for _, is := range c.Taken {
		if is {
			taken++
		}
	}
	if taken == 0 {
		return
	}
	all := f.standard(c)
	clear(f.mean)
	for r := range c.Terms {
		z, p := f.rows[r*k:(r+1)*k], f.weight[r]/all
		for i, v := range z {
			f.mean[i] += p * v
			if c.Taken[r] {
				f.slope[i] += v
			}
			for j := i; j < k; j++ {
				f.bend[i*k+j] += taken * p * v * z[j]
			}
		}
	}
	for i, v := range f.mean {
		f.slope[i] -= taken * v
		for j := i; j < k; j++ {
			f.bend[i*k+j] -= taken * v * f.mean[j]
		}
	}
}

// standard fills rows and weight, the greatest 1, and gives the sum of the weights.
func (f *choiceFit) standard(c Choice) (all float64) {
	f.rows, f.weight = f.rows[:0], f.weight[:0]
	most := math.Inf(-1)
	for _, x := range c.Terms {
		f.m.standard(x, f.z)
		s := 0.0
		for i, b := range f.m.Weight {
			s += b * f.z[i+1]
		}
		most = max(most, s)
		f.rows, f.weight = append(f.rows, f.z[1:]...), append(f.weight, s)
	}
	for r, s := range f.weight {
		f.weight[r] = math.Exp(s - most)
		all += f.weight[r]
	}
	return all
}

// step moves the weights.
func (f *choiceFit) step() (moved float64, err error) {
	k := len(f.mean)
	h := mat.NewSymDense(k, nil)
	for i := range k {
		for j := i; j < k; j++ {
			h.SetSym(i, j, f.bend[i*k+j])
		}
	}
	var c mat.Cholesky
	var by mat.VecDense
	if !c.Factorize(h) || c.SolveVecTo(&by, mat.NewVecDense(k, f.slope)) != nil {
		return 0, errors.New("the weights of the terms cannot be told apart")
	}
	for i := range k {
		moved = max(moved, math.Abs(by.AtVec(i)))
	}
	for i := range k {
		f.m.Weight[i] += by.AtVec(i) / max(1, moved)
	}
	return moved, nil
}
