package text

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Works 0 and 1 share party 5, works 2 and 0 share 6; work 3 shares nobody; 4 is another person's alone.
func TestCircles(t *testing.T) {
	works := []int32{0, 1, 2, 3, 0, 1, 0, 2, 3, 4, 4}
	parties := []int32{9, 9, 9, 9, 5, 5, 6, 6, 7, 8, 7}
	author := []bool{true, true, true, true, false, false, true, false, false, true, false}
	got := Circles(works, parties, author, 5, 10)
	if len(got) != 1 || got[0].Person != 9 || !slices.Equal(got[0].Works, []int32{0, 1, 2, 3}) || !slices.Equal(got[0].Circle, []int32{0, 0, 0, 1}) {
		t.Error(got)
	}
}

// A plain reference: merge works of a person that share another party until nothing changes.
func TestCirclesAgainstReference(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		var works, parties []int32
		var author []bool
		for range 60 {
			works, parties, author = append(works, int32(r.IntN(25))), append(parties, int32(r.IntN(12))), append(author, r.IntN(2) == 0)
		}
		of := map[[2]int32]int32{}
		for _, c := range Circles(works, parties, author, 25, 12) {
			for i, w := range c.Works {
				of[[2]int32{c.Person, w}] = c.Circle[i]
			}
		}
		for p := range int32(12) {
			circle := naiveCircles(works, parties, author, p)
			for a := range circle {
				for b := range circle {
					if (circle[a] == circle[b]) != (of[[2]int32{p, a}] == of[[2]int32{p, b}]) {
						t.Fatalf("person %d works %d, %d", p, a, b)
					}
				}
			}
		}
	}
}

func naiveCircles(works, parties []int32, author []bool, person int32) map[int32]int32 {
	circle := map[int32]int32{}
	for i, w := range works {
		if author[i] && parties[i] == person {
			circle[w] = w
		}
	}
	for again := true; again; {
		again = false
		for i, a := range works {
			for j, b := range works {
				ca, inA := circle[a]
				cb, inB := circle[b]
				if inA && inB && parties[i] == parties[j] && parties[i] != person && ca != cb {
					circle[a], circle[b] = min(ca, cb), min(ca, cb)
					again = true
				}
			}
		}
	}
	return circle
}
