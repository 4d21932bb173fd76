package text

import (
	"math/rand/v2"
	"testing"
)

// someNames draws keys of few letters, so that many are alike, some long, some not ASCII.
func someNames(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		letters := "ABCDEST1"
		if r.IntN(20) == 0 {
			letters = "AÖ合成"
		}
		rs := []rune(letters)
		var s []rune
		for range r.IntN(14) {
			s = append(s, rs[r.IntN(len(rs))])
		}
		if r.IntN(30) == 0 {
			for range 8 {
				s = append(s, []rune("ABCDEFGH")...)
			}
		}
		if i > 0 && r.IntN(2) == 0 {
			s = []rune(out[r.IntN(i)])
			if len(s) > 1 {
				s[r.IntN(len(s))] = 'X'
			}
		}
		out[i] = string(s)
	}
	return out
}

// The filters lose nothing and the bit-parallel kernel gives Jaro-Winkler's values.
func TestAlikePairsAgainstAllPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		names := someNames(r, 60)
		all := make([]int32, len(names))
		for i := range all {
			all[i] = int32(i)
		}
		for _, cutoff := range []float64{0.5, 0.8, 0.93, 1} {
			var want []AlikePair
			for i := range names {
				for j := range i {
					if JaroWinkler(names[j], names[i]) >= cutoff || JaroWinkler(names[i], names[j]) >= cutoff {
						want = append(want, AlikePair{A: int32(j), B: int32(i)})
					}
				}
			}
			got := AlikePairs(names, [][]int32{all, all[:30]}, cutoff)
			if len(got) != len(want) {
				t.Fatalf("cutoff %g: %d pairs, want %d", cutoff, len(got), len(want))
			}
			for _, p := range got {
				if a, b := JaroWinkler(names[p.A], names[p.B]), JaroWinkler(names[p.B], names[p.A]); p.Score != a && p.Score != b {
					t.Fatalf("%q %q: %v, want %v", names[p.A], names[p.B], p.Score, a)
				}
			}
		}
	}
}

// On names of organisations in blocks of their first five letters, as the benchmark has them.
func TestAlikePairsOfOrganisations(t *testing.T) {
	keys, blocks, _ := firstFive(organisations(4000))
	at := map[[2]int32]float64{}
	for _, p := range AlikePairs(keys, blocks, 0.93) {
		at[[2]int32{p.A, p.B}] = p.Score
	}
	hits := 0
	for _, g := range blocks {
		for i, b := range g {
			for _, a := range g[:i] {
				score := JaroWinkler(keys[a], keys[b])
				if got, found := at[[2]int32{a, b}]; found != (score >= 0.93) || found && got != score {
					t.Fatalf("%s %s: %v, want %v", keys[a], keys[b], got, score)
				} else if found {
					hits++
				}
			}
		}
	}
	if hits != len(at) || hits < 100 {
		t.Errorf("%d hits, %d found", hits, len(at))
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"ABC", "ABC", 0}, {"ABC", "ACB", 1}, {"ABC", "AC", 1}, {"ABC", "AXC", 1}, {"KITTEN", "SITTING", 3}, {"CA", "ABC", 3}, {"PHILIPS", "PHILLIPS", 1}, {"AB", "", 2}} {
		if got := edits(c.a, c.b, 3); got != c.want {
			t.Errorf("edits(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	names := someNames(r, 300)
	for _, a := range names {
		b := names[r.IntN(len(names))]
		if l := Levenshtein(a, b); isASCII(a+b) && edits(a, b, 2) > l && l <= 2 || isASCII(a+b) && edits(a, b, 2)*2 < min(3, l) {
			t.Errorf("%q %q: edits %d, Levenshtein %d", a, b, edits(a, b, 2), l)
		}
	}
}
