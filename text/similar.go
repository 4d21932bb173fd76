package text

import "math/bits"

// oneEdit tells whether one letter left out, added, changed or two neighbours swapped turn a into b.
func oneEdit(a, b string) bool { return edits(a, b, 1) <= 1 }

// edits is the optimal string alignment distance of bytes (a swap of neighbours is one edit), or most+1 when it is
// greater. Time O(most·n).
func edits(a, b string, most int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(b)-len(a) > most:
		return most + 1
	case len(a) == 0:
		return len(b)
	}
	d := most + 1
	if a[0] == b[0] {
		d = edits(a[1:], b[1:], most)
	}
	if most == 0 {
		return d
	}
	d = min(d, 1+edits(a[1:], b[1:], most-1), 1+edits(a, b[1:], most-1), 1+edits(a[1:], b, most-1))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		d = min(d, 1+edits(a[2:], b[2:], most-1))
	}
	return d
}

// A signature holds up to some copies of each letter as bits, so that the letters two strings share are counted by
// two ANDs; over counts the characters beyond.
type signature struct {
	a, b uint64
	over uint8
}

// letterCopies: how many copies of A–Z have bits of their own, 128 in all at most.
const letterCopies = "64548344624656642666533332"

var letterAt = func() (at [27]uint8) {
	for i := range 26 {
		at[i+1] = at[i] + letterCopies[i] - '0'
	}
	return at
}()

func signatureOf(s string) (g signature) {
	var next [26]uint8
	for i := range len(s) {
		c := s[i] - 'A'
		if c >= 26 || letterAt[c]+next[c] == letterAt[c+1] {
			g.over++
			continue
		}
		if at := letterAt[c] + next[c]; at < 64 {
			g.a |= 1 << at
		} else {
			g.b |= 1 << (at - 64)
		}
		next[c]++
	}
	return g
}

// shared is an upper bound of the characters two strings have in common.
func (g signature) shared(h signature) int {
	return bits.OnesCount64(g.a&h.a) + bits.OnesCount64(g.b&h.b) + int(min(g.over, h.over))
}

// longestFast is the longest string the bit-parallel comparison takes.
const longestFast = 64

// similarities compares one string with many, all of at most longestFast bytes, by Jaro-Winkler.
type similarities struct {
	with string
	at   [256]uint64 // positions of each byte in with
}

func (s *similarities) against(with string) {
	for i := range len(s.with) {
		s.at[s.with[i]] = 0
	}
	s.with = with
	for i := range len(with) {
		s.at[with[i]] |= 1 << i
	}
}

// winkler is JaroWinkler(x, with), or 0 when fewer characters match than the least. The matches are those of [Jaro],
// each the first free one in the window, found bit-parallel, so the value is the same. A common beginning matches itself.
func (s *similarities) winkler(x string, least int) float64 {
	y := s.with
	p := 0
	for p < len(x) && p < len(y) && x[p] == y[p] {
		p++
	}
	reach := max(max(len(x), len(y))/2-1, 0)
	begun := uint64(1)<<p - 1
	inY, window := begun, windowAt(p, reach)
	for i := p; i < len(x); i++ {
		hit := s.at[x[i]] & window &^ inY
		inY |= hit & -hit
		window <<= 1
		if i < reach {
			window |= 1
		}
	}
	common := bits.OnesCount64(inY)
	if common < least || common == 0 {
		return 0
	}
	m := float64(common)
	j := (m/float64(len(x)) + m/float64(len(y)) + (m-float64(s.moved(x, p, reach)/2))/m) / 3
	return j + 0.1*float64(min(4, p))*(1-j)
}

// windowAt: the positions no further than reach from i.
func windowAt(i, reach int) uint64 {
	if i <= reach {
		return uint64(1)<<(i+reach+1) - 1
	}
	return (uint64(1)<<(2*reach+1) - 1) << (i - reach)
}

// moved counts the matched characters that stand in another order. It finds the matches again, for few pairs get here.
func (s *similarities) moved(x string, p, reach int) (n int) {
	var inX, inY uint64
	begun := uint64(1)<<p - 1
	window := windowAt(p, reach)
	for i := p; i < len(x); i++ {
		if hit := s.at[x[i]] & window &^ (inY | begun); hit != 0 {
			inY |= hit & -hit
			inX |= 1 << (i & 63)
		}
		window <<= 1
		if i < reach {
			window |= 1
		}
	}
	for inX != 0 {
		if s.at[x[bits.TrailingZeros64(inX)&63]]&inY&-inY == 0 {
			n++
		}
		inX &= inX - 1
		inY &= inY - 1
	}
	return n
}
