package workspace

import (
	"math"
	"testing"
)

// Wilson's interval by the examples of Newcombe 1998 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E), table I:
// 81 of 263, 15 of 148, 0 of 20, 1 of 29.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		yes, of   int
		low, high float64
	}{{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}} {
		s := Share{c.yes, c.of}
		if math.Abs(s.Low()-c.low) > 5e-5 || math.Abs(s.High()-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.yes, c.of, s.Low(), s.High(), c.low, c.high)
		}
	}
	if s := (Share{}); s.Low() != 0 || s.High() != 1 || s.Value() != 0 {
		t.Errorf("nothing judged: %v %v", s.Low(), s.High())
	}
}

func TestDrawn(t *testing.T) {
	ids := []string{"A", "B", "C", "D", "E", "F"}
	first, again, other := drawn("x v1", ids, 3), drawn("x v1", ids, 3), drawn("x v2", ids, 3)
	if len(first) != 3 || first[0] != again[0] || first[2] != again[2] {
		t.Errorf("%v, again %v", first, again)
	}
	if len(other) != 3 || ids[0] != "A" || ids[5] != "F" {
		t.Errorf("%v of %v", other, ids)
	}
	if got := drawn("x", ids, 99); len(got) != 6 {
		t.Errorf("all of them: %v", got)
	}
}
