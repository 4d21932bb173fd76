package econ

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

func dense(rows [][]float64) Profiles {
	p := Profiles{At: []int{0}}
	for _, row := range rows {
		for c, w := range row {
			if w > 0 {
				p.Class, p.Weight = append(p.Class, uint32(c)), append(p.Weight, w)
			}
			p.Classes = max(p.Classes, c+1)
		}
		p.At = append(p.At, len(p.Class))
	}
	return p
}

// Computed with numpy 2.4.6 from the matrix formulas of Bloom, Schankerman and Van Reenen (2013): S = shares, R = rows of S over their
// length, C = columns of S over their length, Jaffe R@R.T, Mahalanobis R@(C.T@C)@R.T, min-complement np.minimum(a, c).sum().
func TestNearness_numpy(t *testing.T) {
	n, err := NewNearness(dense([][]float64{{6, 3, 1, 0}, {2, 4, 0, 2}, {0, 0, 5, 5}, {1, 0, 0, 9}, {0, 0, 0, 0}}))
	if err != nil {
		t.Fatal(err)
	}
	jaffe := [][]float64{{1, 0.722315118514615, 0.104257207028537, 0.097693441353875}, {0.722315118514615, 1, 0.288675134594813, 0.450834817333716},
		{0.104257207028537, 0.288675134594813, 1, 0.702781928498727}, {0.097693441353875, 0.450834817333716, 0.702781928498727, 1}}
	mahalanobis := [][]float64{{1.682297911572053, 1.606802980187159, 0.496185546704735, 0.488661620006208}, {1.606802980187159, 1.738092572804432, 0.712172031111656, 0.78542202426944},
		{0.496185546704735, 0.712172031111656, 1.462764632420955, 1.059067032729235}, {0.488661620006208, 0.78542202426944, 1.059067032729235, 1.048044343754853}}
	least := [][]float64{{1, 0.55, 0.1, 0.1}, {0.55, 1, 0.25, 0.35}, {0.1, 0.25, 1, 0.5}, {0.1, 0.35, 0.5, 1}}
	row := make([]Proximity, 5)
	for i := range 4 {
		n.Of(i, row)
		for j, p := range row[:4] {
			near(t, "jaffe", p.Jaffe, jaffe[i][j], 1e-14)
			near(t, "mahalanobis", p.Mahalanobis, mahalanobis[i][j], 1e-14)
			near(t, "min-complement", p.MinComplement, least[i][j], 1e-14)
		}
		if !math.IsNaN(row[4].Jaffe) || !math.IsNaN(row[4].Mahalanobis) || row[4].Shared != 0 {
			t.Error("a unit without classes has a proximity", row[4])
		}
	}
	if n.Of(0, row); row[1].Shared != 2 || row[2].Shared != 1 {
		t.Error("classes in common", row)
	}
	if n.Of(4, row); !math.IsNaN(row[0].MinComplement) {
		t.Error("of a unit without classes", row)
	}
}

// A naive reference on random profiles, and what has to hold: symmetry, bounds, the scale of a unit does not matter.
func TestNearness_reference(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		units, classes := 1+r.IntN(9), 1+r.IntN(8)
		rows := make([][]float64, units)
		for i := range rows {
			rows[i] = make([]float64, classes)
			for c := range rows[i] {
				if r.IntN(3) > 0 {
					rows[i][c] = float64(1 + r.IntN(20))
				}
			}
		}
		n, err := NewNearness(dense(rows))
		if err != nil {
			t.Fatal(err)
		}
		got := make([]Proximity, units)
		back := make([]Proximity, units)
		for i := range rows {
			n.Of(i, got)
			for j, p := range got {
				if want := naive(rows, i, j); !math.IsNaN(want.Jaffe) || !math.IsNaN(p.Jaffe) {
					near(t, "jaffe", p.Jaffe, want.Jaffe, 1e-12)
					near(t, "mahalanobis", p.Mahalanobis, want.Mahalanobis, 1e-12)
					near(t, "min-complement", p.MinComplement, want.MinComplement, 1e-12)
				}
				n.Of(j, back)
				if !math.IsNaN(p.Jaffe) && (math.Abs(back[i].Mahalanobis-p.Mahalanobis) > 1e-12 || p.Jaffe > 1+1e-12 || p.MinComplement > p.Jaffe+1 || p.Adjacent() < -1e-12) {
					t.Fatal(i, j, p, back[i])
				}
			}
		}
	}
}

func naive(rows [][]float64, i, j int) Proximity {
	share := make([][]float64, len(rows))
	for u, row := range rows {
		share[u] = make([]float64, len(row))
		for c, w := range row {
			share[u][c] = w / sum(row)
		}
	}
	beta := func(c, d int) float64 {
		var cd, cc, dd float64
		for u, s := range share {
			if sum(rows[u]) > 0 {
				cd, cc, dd = cd+s[c]*s[d], cc+s[c]*s[c], dd+s[d]*s[d]
			}
		}
		return cd / math.Sqrt(cc*dd)
	}
	a, b := share[i], share[j]
	var p Proximity
	for c := range a {
		p.Jaffe += a[c] * b[c] / (length(a) * length(b))
		p.MinComplement += min(a[c], b[c])
		for d := range b {
			if x := a[c] * b[d]; x != 0 {
				p.Mahalanobis += x * beta(c, d) / (length(a) * length(b))
			}
		}
	}
	return p
}

func sum(row []float64) (s float64) {
	for _, w := range row {
		s += w
	}
	return s
}

func length(row []float64) (s float64) {
	for _, w := range row {
		s += w * w
	}
	return math.Sqrt(s)
}

func TestNearness_refuses(t *testing.T) {
	for _, p := range []Profiles{{}, {At: []int{0, 2}, Class: []uint32{0}, Weight: []float64{1}, Classes: 1}, {At: []int{0, 1}, Class: []uint32{3}, Weight: []float64{1}, Classes: 2},
		{At: []int{0, 1}, Class: []uint32{0}, Weight: []float64{0}, Classes: 1}, {At: []int{0, 1}, Class: []uint32{0}, Weight: []float64{math.NaN()}, Classes: 1}, {At: []int{0, 2, 1}, Class: []uint32{0}, Weight: []float64{1}, Classes: 1}} {
		if _, err := NewNearness(p); !errors.Is(err, ErrProfiles) {
			t.Error(p, err)
		}
	}
	if _, err := NewNearness(Profiles{At: []int{0}, Classes: 2001}); !errors.Is(err, ErrClasses) {
		t.Error(err)
	}
}
