package econ

import "math"

// FieldOfInfluence is how L answers to a small change of the input coefficient a_ij: L e_i e_jᵀ L, n × n (Sonis and Hewings 1992). Summed up it is
// Influences[i*n+j].
func (t *InputOutput) FieldOfInfluence(i, j int) []float64 {
	n := t.N
	out := make([]float64, n*n)
	for r := range n {
		for c := range n {
			out[r*n+c] = t.Leontief[r*n+i] * t.Leontief[j*n+c]
		}
	}
	return out
}

// Influences are the sums of the field of influence of every coefficient: column sum i times row sum j of L. O(n²).
func (t *InputOutput) Influences() []float64 {
	n := t.N
	down, across := columnSums(n, t.Leontief), rowSums(n, t.Leontief)
	out := make([]float64, n*n)
	for i := range n {
		for j := range n {
			out[i*n+j] = down[i] * across[j]
		}
	}
	return out
}

// Changed is L after a_ij has changed by d: L + d/(1−d·l_ji) L[:,i] L[j,:] (Sherman and Morrison 1950). O(n²).
func (t *InputOutput) Changed(i, j int, d float64) []float64 {
	out := t.FieldOfInfluence(i, j)
	scale := d / (1 - d*t.Leontief[j*t.N+i])
	for k := range out {
		out[k] = t.Leontief[k] + scale*out[k]
	}
	return out
}

// Cuts are how much less all sectors put out together when one link is cut (a_ij to 0, final use as before): a_ij x_j Σ_r l_ri / (1 + a_ij l_ji).
// It ranks links as bottlenecks. O(n²).
func (t *InputOutput) Cuts() []float64 {
	n := t.N
	down := columnSums(n, t.Leontief)
	out := make([]float64, n*n)
	for i := range n {
		for j := range n {
			a := t.Input[i*n+j]
			out[i*n+j] = a * t.Output[j] * down[i] / (1 + a*t.Leontief[j*n+i])
		}
	}
	return out
}

// Tolerances are by which share of itself each input coefficient may grow before the output of some sector changes by share p (0.01: 1 %), final use as before:
// p / (a_ij (m_i x_j + p l_ji)), where m_i = max_r l_ri/x_r is the sector that feels it first, i itself wherever no final use is below 0. The smaller, the more
// important the coefficient ("inverse-important": below some share, often 1); NaN where a_ij ≤ 0, since nothing grows. A fall is felt later than a rise of the
// same size. O(n²). Jílek 1971; Schintke and Stäglin 1988 in Ciaschini (ed.), Input-Output Analysis.
func (t *InputOutput) Tolerances(p float64) []float64 {
	n := t.N
	out := make([]float64, n*n)
	for i := range n {
		most := 0.0
		for r := range n {
			if x := t.Output[r]; x > 0 {
				most = math.Max(most, math.Abs(t.Leontief[r*n+i])/x)
			}
		}
		for j := range n {
			out[i*n+j] = math.NaN()
			if a := t.Input[i*n+j]; a > 0 {
				out[i*n+j] = p / (a * (most*t.Output[j] + p*t.Leontief[j*n+i]))
			}
		}
	}
	return out
}
