package text

import (
	"math/rand/v2"
	"testing"
)

// Counts, sets and the best codes equal those of plain loops.
func TestFacets(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	const docs, values = 300_000, 50
	within, dates := NewBitmap(docs), make([]int32, docs)
	single, many, starts := make([]uint32, docs), []uint32{}, []uint32{0}
	wantSingle, wantMany := make([]uint32, values+1), make([]uint32, values+1)
	wanted := make([]bool, values)
	wanted[3], wanted[7] = true, true
	for d := range docs {
		dates[d] = int32(r.IntN(3000)) - 100
		single[d] = uint32(r.IntN(values + 1))
		n := r.IntN(4)
		for i := range n {
			many = append(many, uint32((r.IntN(12)*4+i)%values))
		}
		starts = append(starts, uint32(len(many)))
		if r.IntN(3) > 0 {
			continue
		}
		within.Add(uint32(d))
		wantSingle[single[d]]++
		if n == 0 {
			wantMany[0]++
		}
		for _, c := range many[starts[d]:] {
			wantMany[c+1]++
		}
	}
	compareCounts(t, "single", wantSingle, single, nil, within)
	compareCounts(t, "many", wantMany, many, starts, within)
	found, coded, listed := RangeDocs(dates, 10, 500), CodeDocs(single, nil, wanted, docs), CodeDocs(many, starts, wanted, docs)
	for d := range docs {
		if found.Has(uint32(d)) != (dates[d] >= 10 && dates[d] <= 500) {
			t.Fatalf("value %d: %v", dates[d], found.Has(uint32(d)))
		}
		if coded.Has(uint32(d)) != (single[d] == 4 || single[d] == 8) {
			t.Fatalf("code %d: %v", single[d], coded.Has(uint32(d)))
		}
		want := false
		for _, c := range many[starts[d]:starts[d+1]] {
			want = want || wanted[c]
		}
		if listed.Has(uint32(d)) != want {
			t.Fatalf("codes %v: %v", many[starts[d]:starts[d+1]], !want)
		}
	}
}

func compareCounts(t *testing.T, what string, want, codes, starts []uint32, within *Bitmap) {
	t.Helper()
	counts, none := CountCodes(codes, starts, len(want)-1, within)
	if none != int(want[0]) {
		t.Errorf("%s: %d without a code, want %d", what, none, want[0])
	}
	for i, n := range counts {
		if n != want[i+1] {
			t.Errorf("%s: code %d counted %d, want %d", what, i, n, want[i+1])
		}
	}
	best, present := TopCodes(counts, 5)
	if len(best) != 5 || present == 0 {
		t.Fatalf("%s: best %v of %d", what, best, present)
	}
	for i, code := range best {
		for other, n := range counts {
			better := n > counts[code] || n == counts[code] && other < int(code)
			placed := false
			for _, b := range best[:i] {
				placed = placed || int(b) == other
			}
			if better && !placed {
				t.Errorf("%s: place %d is code %d with %d, code %d has %d", what, i, code, counts[code], other, n)
			}
		}
	}
}
