package patent

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNewLists(t *testing.T) {
	l := NewLists(4, []uint32{2, 0, 2, 2, 3}, []uint32{1, 3, 0, 1, 3})
	if !slices.Equal(l.At, []uint32{0, 1, 1, 3, 4}) || !slices.Equal(l.Of, []uint32{3, 0, 1, 3}) {
		t.Error(l)
	}
	back := l.Turn()
	if !slices.Equal(back.At, []uint32{0, 1, 2, 2, 4}) || !slices.Equal(back.Of, []uint32{2, 2, 0, 3}) {
		t.Error(back)
	}
}

// Patents 0 and 1 are one family, 2 and 3 another, 4 stands alone; 5 is in the family of 4.
func TestEquivalents(t *testing.T) {
	cited := listed(nil, nil, []uint32{0}, []uint32{1, 2}, []uint32{0}, []uint32{4, 1})
	family := []uint32{0, 0, 1, 1, 2, 2}
	got := Equivalents(cited, family, []int32{0, 5, 20, 10, math.MinInt32, 30})
	for i, want := range [][]uint32{{3, 5}, {3, 5}, nil, nil, nil, nil} {
		if !slices.Equal(got.of(uint32(i)), want) {
			t.Errorf("%d: %d, want %d", i, got.of(uint32(i)), want)
		}
	}
}

// Where every patent is its own family, equivalents are the patents that cite, without those that cite themselves.
func TestEquivalents_alone(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const n = 500
	var from, to []uint32
	family, month := make([]uint32, n), make([]int32, n)
	for i := range uint32(n) {
		family[i], month[i] = n-1-i, int32(r.IntN(100))
		for range r.IntN(6) {
			if c := uint32(r.IntN(n)); c != i {
				from, to = append(from, i), append(to, c)
			}
		}
	}
	cited := NewLists(n, from, to)
	got, want := Equivalents(cited, family, month), cited.Turn()
	if !slices.Equal(got.At, want.At) || !slices.Equal(got.Of, want.Of) {
		t.Error("differ")
	}
}
