package graph

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// MatchModel weighs the terms of pairs: logistic regression over standardised terms.
type MatchModel struct {
	Mean, Deviation, Weight []float64
	Intercept               float64
}

// FitMatch learns from the terms of pairs that were linked later and of pairs that were not, by Newton's method with a ridge of 1 on the
// standardised terms, until the weights move by less than 1e-8. O(k²) a pair and round.
func FitMatch(positive, negative [][]float64) (*MatchModel, error) {
	if len(positive) == 0 || len(negative) == 0 {
		return nil, errors.New("no pairs to learn from")
	}
	rows := append(append([][]float64(nil), positive...), negative...)
	k := len(rows[0])
	m := &MatchModel{Mean: make([]float64, k), Deviation: make([]float64, k), Weight: make([]float64, k)}
	m.standardise(rows)
	b := make([]float64, k+1)
	z := make([]float64, k+1)
	for range 100 {
		h, g := mat.NewSymDense(k+1, nil), mat.NewVecDense(k+1, nil)
		for i := 1; i <= k; i++ {
			h.SetSym(i, i, 1)
			g.SetVec(i, -b[i])
		}
		h.SetSym(0, 0, 1e-9)
		for r, x := range rows {
			m.standard(x, z)
			s := 0.0
			for i, v := range z {
				s += b[i] * v
			}
			p, y := 1/(1+math.Exp(-s)), 0.0
			if r < len(positive) {
				y = 1
			}
			for i, v := range z {
				g.SetVec(i, g.AtVec(i)+(y-p)*v)
				for j := i; j <= k; j++ {
					h.SetSym(i, j, h.At(i, j)+p*(1-p)*v*z[j])
				}
			}
		}
		var c mat.Cholesky
		var step mat.VecDense
		if !c.Factorize(h) || c.SolveVecTo(&step, g) != nil {
			return nil, errors.New("the weights of the terms cannot be told apart")
		}
		moved := 0.0
		for i := range b {
			b[i] += step.AtVec(i)
			moved = max(moved, math.Abs(step.AtVec(i)))
		}
		if moved < 1e-8 {
			break
		}
	}
	m.Intercept = b[0]
	copy(m.Weight, b[1:])
	return m, nil
}

func (m *MatchModel) standardise(rows [][]float64) {
	n := float64(len(rows))
	for i := range m.Mean {
		for _, x := range rows {
			m.Mean[i] += x[i] / n
		}
		for _, x := range rows {
			m.Deviation[i] += (x[i] - m.Mean[i]) * (x[i] - m.Mean[i]) / n
		}
		if m.Deviation[i] = math.Sqrt(m.Deviation[i]); m.Deviation[i] <= 1e-9*math.Abs(m.Mean[i]) {
			m.Deviation[i] = 0 // the same for all
		}
	}
}

// standard writes 1 and the standardised terms.
func (m *MatchModel) standard(x, z []float64) {
	z[0] = 1
	for i, v := range x {
		z[i+1] = 0
		if m.Deviation[i] > 0 {
			z[i+1] = (v - m.Mean[i]) / m.Deviation[i]
		}
	}
}

// Score is the log-odds of a pair.
func (m *MatchModel) Score(x []float64) float64 {
	s := m.Intercept
	for _, v := range m.Parts(x) {
		s += v
	}
	return s
}

// Parts are what each term adds to the log-odds.
func (m *MatchModel) Parts(x []float64) []float64 {
	z := make([]float64, len(x)+1)
	m.standard(x, z)
	for i := range x {
		z[i+1] *= m.Weight[i]
	}
	return z[1:]
}
