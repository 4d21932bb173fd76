package text

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// randomMatrix is sparse, with singular values that fall slowly, as those of texts do.
func randomMatrix(rows, terms int, seed uint64) *TermMatrix {
	draw := rand.New(rand.NewPCG(seed, 1))
	m := &TermMatrix{At: []int{0}, Terms: terms}
	for range rows {
		for c := range terms {
			if draw.IntN(6) == 0 {
				m.Term, m.Value = append(m.Term, uint32(c)), append(m.Value, draw.Float32())
			}
		}
		m.At = append(m.At, len(m.Term))
	}
	return m
}

func dense(m *TermMatrix) *mat.Dense {
	d := mat.NewDense(m.Rows(), m.Terms, nil)
	for i := range m.Rows() {
		terms, values := m.Row(i)
		for k, c := range terms {
			d.Set(i, int(c), float64(values[k]))
		}
	}
	return d
}

func TestSVDAgainstExact(t *testing.T) {
	for _, shape := range [][2]int{{60, 40}, {30, 90}, {5, 5}, {1, 7}} {
		m := randomMatrix(shape[0], shape[1], uint64(shape[0]))
		rank := min(8, shape[0], shape[1])
		got, err := TruncatedSVD(m, SVDOption{Rank: rank, Extra: 20, Powers: 20})
		if err != nil {
			t.Fatal(err)
		}
		var exact mat.SVD
		exact.Factorize(dense(m), mat.SVDThin)
		var v mat.Dense
		exact.VTo(&v)
		for j, s := range exact.Values(nil)[:got.Rank] {
			if math.Abs(got.Sigma[j]-s) > 1e-6*s {
				t.Errorf("%v: singular value %d: %g, exact %g", shape, j, got.Sigma[j], s)
			}
			along := 0.0
			for i := range shape[1] {
				along += got.V[i*got.Rank+j] * v.At(i, j)
			}
			if math.Abs(math.Abs(along)-1) > 1e-4 {
				t.Errorf("%v: singular vector %d is turned: cosine %g", shape, j, along)
			}
		}
	}
}

// TestSVDOfFewDirections: a matrix of rank 2 gives two singular values, however many are asked for.
func TestSVDOfFewDirections(t *testing.T) {
	m := &TermMatrix{At: []int{0}, Terms: 4}
	for i := range 10 {
		m.Term, m.Value = append(m.Term, uint32(i%2*2), uint32(i%2*2+1)), append(m.Value, 3, 4)
		m.At = append(m.At, len(m.Term))
	}
	s, err := TruncatedSVD(m, SVDOption{Rank: 4})
	if err != nil || s.Rank != 2 || math.Abs(s.Sigma[0]-math.Sqrt(5)*5) > 1e-9 || math.Abs(s.Sigma[1]-math.Sqrt(5)*5) > 1e-9 {
		t.Fatalf("rank %d, values %v, error %v: two of 5·√5", s.Rank, s.Sigma, err)
	}
	if _, err := TruncatedSVD(&TermMatrix{At: []int{0, 0}, Terms: 3}, SVDOption{Rank: 2}); err == nil {
		t.Error("a matrix of zeros was decomposed")
	}
}

func TestSVDOnAnyCores(t *testing.T) {
	m := randomMatrix(3000, 120, 3)
	run := func(cores int) *SVD {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		s, err := TruncatedSVD(m, SVDOption{Rank: 10, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one, two := run(1), run(2)
	if !slices.Equal(one.U, two.U) || !slices.Equal(one.V, two.V) {
		t.Error("the decomposition depends on the number of cores")
	}
}

// TestFoldIn: a row of the matrix folded in lies where the decomposition put it.
func TestFoldIn(t *testing.T) {
	m := randomMatrix(80, 50, 9)
	s, err := TruncatedSVD(m, SVDOption{Rank: 6, Powers: 30})
	if err != nil {
		t.Fatal(err)
	}
	v := make([]float32, len(s.V))
	for i, x := range s.V {
		v[i] = float32(x)
	}
	for i, x := range FoldIn(m, v, s.Rank) {
		if y := s.Vectors()[i]; math.Abs(float64(x-y)) > 1e-4 {
			t.Fatalf("entry %d: %g folded in, %g by the decomposition", i, x, y)
		}
	}
}
