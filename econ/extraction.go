package econ

import (
	"errors"

	"gonum.org/v1/gonum/mat"
)

// Extraction is how much less all sectors would put out together without a sector's ties, and how much of that is the sector's own.
type Extraction struct {
	Backward, BackwardOwn float64 // the sector buys nothing from any sector: column k of A zero
	Forward, ForwardOwn   float64 // the sector sells nothing to any sector: row k of B zero, primary inputs as before
	Total, TotalOwn       float64 // it neither buys nor sells but to itself: row and column k of A zero but a_kk; its final use is still made
	Gone                  float64 // it is not there at all: as Total, and its final use is not made either
}

// Extractions are the hypothetical extractions of each sector by rank-one updates of L and G, O(n) each (Dietzenbacher and van der Linden 1997,
// doi 10.1111/0022-4146.00053). With l the column k of L and g the row k of G, backward loss is (l−e_k)x_k/l_kk, forward (g−e_k)x_k/g_kk, and the
// others lose l x_k/l_kk in Total and Gone.
func (t *InputOutput) Extractions() []Extraction {
	n := t.N
	down, up := columnSums(n, t.Leontief), rowSums(n, t.Ghosh)
	out := make([]Extraction, n)
	for k := range out {
		own, x := t.Leontief[k*n+k], t.Output[k]
		e := Extraction{
			Backward: (down[k] - 1) * x / own, BackwardOwn: (own - 1) * x / own,
			Forward: (up[k] - 1) * x / own, ForwardOwn: (own - 1) * x / own, // g_kk = l_kk
			TotalOwn: x - t.Final[k]/(1-t.Input[k*n+k]),
		}
		others := (down[k] - own) * x / own
		e.Total, e.Gone = others+e.TotalOwn, others+x
		out[k] = e
	}
	return out
}

// Gone is the output of each sector when several are not there at all, by Woodbury: x − L_S (L_SS)⁻¹ x_S, and 0 for those in S. O(n·s + s³).
func (t *InputOutput) Gone(sectors []int) ([]float64, error) {
	s := len(sectors)
	if s == 0 {
		return append([]float64(nil), t.Output...), nil
	}
	block, lost := mat.NewDense(s, s, nil), mat.NewVecDense(s, nil)
	seen := map[int]bool{}
	for a, i := range sectors {
		if i < 0 || i >= t.N || seen[i] {
			return nil, errors.New("sectors to take out: each once, from 0 to n−1")
		}
		seen[i] = true
		lost.SetVec(a, t.Output[i])
		for b, j := range sectors {
			block.Set(a, b, t.Leontief[i*t.N+j])
		}
	}
	var push mat.VecDense
	if err := push.SolveVec(block, lost); err != nil {
		return nil, ErrNotProductive
	}
	out := append([]float64(nil), t.Output...)
	for i := range out {
		for a, j := range sectors {
			out[i] -= t.Leontief[i*t.N+j] * push.AtVec(a)
		}
	}
	for _, i := range sectors {
		out[i] = 0
	}
	return out, nil
}
