package text

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// SVD is the truncated singular value decomposition A ≈ U·diag(Sigma)·Vᵀ. Rank may be less than asked for.
type SVD struct {
	Rank  int
	Sigma []float64 // falling
	U     []float64 // rows of A × Rank, by rows
	V     []float64 // columns of A × Rank, by rows; of each singular vector the largest entry is positive
}

// SVDOption: Extra columns beyond the rank and Powers, turns of the subspace iteration, buy accuracy; 0 stands for 10 and 3.
type SVDOption struct {
	Rank, Extra, Powers int
	Seed                uint64
}

// TruncatedSVD decomposes a sparse matrix by randomised subspace iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4 and 5.1,
// doi 10.1137/090771806). The same bits for any number of cores. O(nnz·(Rank+Extra)·Powers).
func TruncatedSVD(a *TermMatrix, o SVDOption) (*SVD, error) {
	if o.Rank < 1 || a.Rows() == 0 || a.Terms == 0 {
		return nil, fmt.Errorf("rank %d of a matrix of %d × %d: all are 1 and more", o.Rank, a.Rows(), a.Terms)
	}
	if o.Extra == 0 {
		o.Extra = 10
	}
	if o.Powers == 0 {
		o.Powers = 3
	}
	wide := min(o.Rank+o.Extra, a.Rows(), a.Terms)
	t := a.transposed()
	z := tall{t.Rows(), wide, make([]float64, t.Rows()*wide)}
	draw := rand.New(rand.NewPCG(o.Seed, 0x5eed))
	for i := range z.x {
		z.x[i] = draw.NormFloat64()
	}
	q, err := a.times(z).orthonormal()
	for range o.Powers {
		if err != nil {
			return nil, err
		}
		if z, err = t.times(q).orthonormal(); err != nil {
			return nil, err
		}
		q, err = a.times(z).orthonormal()
	}
	if err != nil {
		return nil, err
	}
	if q, err = q.orthonormal(); err != nil { // once more, for full accuracy
		return nil, err
	}
	return split(q, t.times(q), o.Rank)
}

// split finds the singular vectors from Q and B = Aᵀ·Q, that is A ≈ Q·Bᵀ.
func split(q, b tall, rank int) (*SVD, error) {
	if b.wide == 0 {
		return nil, fmt.Errorf("the matrix is zero")
	}
	values, vectors, err := b.gram()
	if err != nil {
		return nil, err
	}
	rank = min(rank, b.wide)
	for rank > 0 && values[rank-1] <= values[0]*dependent {
		rank--
	}
	s := &SVD{Rank: rank}
	left, right := mat.NewDense(b.wide, rank, nil), mat.NewDense(b.wide, rank, nil)
	for j := range rank {
		sigma := math.Sqrt(values[j])
		s.Sigma = append(s.Sigma, sigma)
		for i := range b.wide {
			left.Set(i, j, vectors.At(i, j))
			right.Set(i, j, vectors.At(i, j)/sigma)
		}
	}
	s.U, s.V = q.by(left).x, b.by(right).x
	s.sign()
	return s, nil
}

// sign turns each pair of singular vectors so that the largest entry of V, the first of equals, is positive.
func (s *SVD) sign() {
	for j := range s.Rank {
		most := 0.0
		for i := j; i < len(s.V); i += s.Rank {
			if math.Abs(s.V[i]) > math.Abs(most)*(1+1e-9) {
				most = s.V[i]
			}
		}
		if most >= 0 {
			continue
		}
		for _, x := range [][]float64{s.U, s.V} {
			for i := j; i < len(x); i += s.Rank {
				x[i] = -x[i]
			}
		}
	}
}

// Vectors gives the rows of A in the space of the singular vectors, A·V = U·Σ, each of length 1; rows of zeros stay zero.
func (s *SVD) Vectors() []float32 {
	out := make([]float32, len(s.U))
	for i := 0; i < len(out); i += s.Rank {
		for j := range s.Rank {
			out[i+j] = float32(s.U[i+j] * s.Sigma[j])
		}
		normalise(out[i : i+s.Rank])
	}
	return out
}

// FoldIn puts further rows into the space of singular vectors v (columns × rank): a·v, each of length 1.
func FoldIn(a *TermMatrix, v []float32, rank int) []float32 {
	out := make([]float32, a.Rows()*rank)
	inLots(a.Rows(), docsAtOnce, func(_, from, to int) {
		for i := from; i < to; i++ {
			row := out[i*rank : (i+1)*rank]
			terms, values := a.Row(i)
			for k, t := range terms {
				for j, x := range v[int(t)*rank : int(t+1)*rank] {
					row[j] += values[k] * x
				}
			}
			normalise(row)
		}
	})
	return out
}

// transposed has the columns as rows.
func (m *TermMatrix) transposed() *TermMatrix {
	t := &TermMatrix{At: make([]int, m.Terms+1), Term: make([]uint32, len(m.Term)), Value: make([]float32, len(m.Value)), Terms: m.Rows()}
	for _, c := range m.Term {
		t.At[c+1]++
	}
	for c := range m.Terms {
		t.At[c+1] += t.At[c]
	}
	next := append([]int(nil), t.At...)
	for i := range m.Rows() {
		terms, values := m.Row(i)
		for k, c := range terms {
			t.Term[next[c]], t.Value[next[c]] = uint32(i), values[k]
			next[c]++
		}
	}
	return t
}

// tall is a dense matrix of few columns, by rows.
type tall struct {
	rows, wide int
	x          []float64
}

const rowsAtOnce = 512

// times is m·y.
func (m *TermMatrix) times(y tall) tall {
	out := tall{m.Rows(), y.wide, make([]float64, m.Rows()*y.wide)}
	inLots(out.rows, rowsAtOnce, func(_, from, to int) {
		for i := from; i < to; i++ {
			row := out.x[i*y.wide : (i+1)*y.wide]
			terms, values := m.Row(i)
			for k, t := range terms {
				v := float64(values[k])
				of := y.x[int(t)*y.wide : int(t+1)*y.wide][:len(row)]
				for j := range row {
					row[j] += v * of[j]
				}
			}
		}
	})
	return out
}

// dependent is the share of the largest eigenvalue of YᵀY below which a direction is rounding noise.
const dependent = 1e-13

// orthonormal spans the same columns by orthonormal ones, fewer where some depend on others: Y·E·Λ^-½ with YᵀY = E·Λ·Eᵀ. Where lengths differ
// much a second call makes up for rounding.
func (y tall) orthonormal() (tall, error) {
	values, vectors, err := y.gram()
	if err != nil {
		return y, err
	}
	keep := 0
	for keep < y.wide && values[keep] > values[0]*dependent && values[keep] > 0 {
		keep++
	}
	scaled := mat.NewDense(y.wide, max(keep, 1), nil)
	for j := range keep {
		for i := range y.wide {
			scaled.Set(i, j, vectors.At(i, j)/math.Sqrt(values[j]))
		}
	}
	if keep == 0 {
		return tall{rows: y.rows}, nil
	}
	return y.by(scaled), nil
}

// gram gives the eigenvalues of YᵀY, falling, and their vectors as columns. Sums go lot by lot, in the order of the lots.
func (y tall) gram() ([]float64, *mat.Dense, error) {
	w := y.wide
	if w == 0 {
		return nil, nil, fmt.Errorf("the matrix is zero")
	}
	const lotRows = 8 * rowsAtOnce
	parts := make([][]float64, (y.rows+lotRows-1)/lotRows)
	inLots(y.rows, lotRows, func(lot, from, to int) {
		sum := make([]float64, w*w)
		for r := from; r < to; r++ {
			row := y.x[r*w : (r+1)*w]
			for i, a := range row {
				line, rest := sum[i*w+i:(i+1)*w], row[i:]
				for j := range line {
					line[j] += a * rest[j]
				}
			}
		}
		parts[lot] = sum
	})
	all := make([]float64, w*w)
	for _, p := range parts {
		for i, x := range p {
			all[i] += x
		}
	}
	var e mat.EigenSym
	if !e.Factorize(mat.NewSymDense(w, all), true) {
		return nil, nil, fmt.Errorf("no eigenvalues found")
	}
	values, vectors := e.Values(nil), mat.NewDense(w, w, nil)
	e.VectorsTo(vectors)
	falling := mat.NewDense(w, w, nil)
	for j := range w {
		for i := range w {
			falling.Set(i, j, vectors.At(i, w-1-j))
		}
	}
	for i := range w / 2 {
		values[i], values[w-1-i] = values[w-1-i], values[i]
	}
	return values, falling, nil
}

// by is y·m.
func (y tall) by(m *mat.Dense) tall {
	_, wide := m.Dims()
	out := tall{y.rows, wide, make([]float64, y.rows*wide)}
	raw := m.RawMatrix()
	inLots(y.rows, rowsAtOnce, func(_, from, to int) {
		for r := from; r < to; r++ {
			row := out.x[r*wide : (r+1)*wide]
			for i, a := range y.x[r*y.wide : (r+1)*y.wide] {
				line := raw.Data[i*raw.Stride : i*raw.Stride+wide][:len(row)]
				for j := range row {
					row[j] += a * line[j]
				}
			}
		}
	})
	return out
}
