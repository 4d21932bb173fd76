package econ

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Flows is an input-output table of N sectors: Sold[i*N+j] is what sector i sells to sector j, Output[i] all that i puts out, in one
// unit of money.
type Flows struct {
	N            int
	Sold, Output []float64
}

// ErrNotProductive: I−A has no inverse, or one that no economy has (an own coefficient below 1).
var ErrNotProductive = errors.New("no Leontief inverse: intermediate inputs use up all output")

// InputOutput holds the coefficients of a table and their inverses, all n × n, row by row. Miller and Blair 2009, doi
// 10.1017/CBO9780511626982.
type InputOutput struct {
	Flows
	Input      []float64 // A = Z x̂⁻¹: what a unit of j's output takes from i
	Allocation []float64 // B = x̂⁻¹ Z: the share of i's output that goes to j
	Leontief   []float64 // L = (I−A)⁻¹
	Ghosh      []float64 // G = (I−B)⁻¹ = x̂⁻¹ L x̂
	Final      []float64 // f = x − Z1: final use, net of imports
	Added      []float64 // v = x − Zᵀ1: value added, with what the table has beside intermediate inputs
}

// NewInputOutput works a table out by one inversion, O(n³). A sector without output may stand in the table if it neither buys nor
// sells; its row of L and G is that of the unit matrix.
func NewInputOutput(f Flows) (*InputOutput, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	n := f.N
	t := &InputOutput{Flows: f, Input: make([]float64, n*n), Allocation: make([]float64, n*n), Ghosh: make([]float64, n*n),
		Final: append([]float64(nil), f.Output...), Added: append([]float64(nil), f.Output...)}
	for i := range n {
		for j := range n {
			z := f.Sold[i*n+j]
			t.Final[i] -= z
			t.Added[j] -= z
			if z != 0 {
				t.Input[i*n+j], t.Allocation[i*n+j] = z/f.Output[j], z/f.Output[i]
			}
		}
	}
	var err error
	if t.Leontief, err = leontiefInverse(n, t.Input); err != nil {
		return nil, err
	}
	for i := range n {
		for j := range n {
			if l := t.Leontief[i*n+j]; i == j {
				t.Ghosh[i*n+j] = l
			} else if l != 0 && f.Output[i] != 0 {
				t.Ghosh[i*n+j] = l * f.Output[j] / f.Output[i]
			}
		}
	}
	return t, nil
}

func (f Flows) check() error {
	if len(f.Sold) != f.N*f.N || len(f.Output) != f.N {
		return fmt.Errorf("%d flows and %d outputs for %d sectors", len(f.Sold), len(f.Output), f.N)
	}
	for i, x := range f.Output {
		if !(x >= 0) || math.IsInf(x, 0) {
			return fmt.Errorf("sector %d: output %g", i, x)
		}
		for j := range f.N {
			z := f.Sold[i*f.N+j]
			if math.IsNaN(z) || math.IsInf(z, 0) {
				return fmt.Errorf("sectors %d and %d: flow %g", i, j, z)
			}
			if z != 0 && (x == 0 || f.Output[j] == 0) {
				return fmt.Errorf("sectors %d and %d: flow %g where one has no output", i, j, z)
			}
		}
	}
	return nil
}

// leontiefInverse is (I−A)⁻¹ of a square matrix.
func leontiefInverse(n int, a []float64) ([]float64, error) {
	m := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			m.Set(i, j, -a[i*n+j])
		}
		m.Set(i, i, 1-a[i*n+i])
	}
	var inverse mat.Dense
	if err := inverse.Inverse(m); err != nil {
		return nil, ErrNotProductive
	}
	out := make([]float64, 0, n*n)
	for i := range n {
		out = append(out, inverse.RawRowView(i)...)
		if !(out[i*n+i] > 0) {
			return nil, ErrNotProductive
		}
	}
	return out, nil
}

// rowSums and columnSums of an n × n matrix.
func rowSums(n int, m []float64) []float64 {
	sums := make([]float64, n)
	for i := range n {
		for _, x := range m[i*n : (i+1)*n] {
			sums[i] += x
		}
	}
	return sums
}

func columnSums(n int, m []float64) []float64 {
	sums := make([]float64, n)
	for i := range n {
		for j, x := range m[i*n : (i+1)*n] {
			sums[j] += x
		}
	}
	return sums
}
