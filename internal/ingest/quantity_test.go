package ingest

import (
	"math/big"
	"testing"
)

// Digits with a point are read apart; they must come to what big.Rat reads, and all else be left to it.
func TestPlainNumbersExact(t *testing.T) {
	texts := []string{"0", "7", "007", "1.", "1.0", "0.30", "12.345", "123456789012345678", "1234567890.12345678", "99999999.9999999999"}
	for _, s := range texts {
		got, ok := plainRat(s)
		want, known := new(big.Rat).SetString(s)
		if !ok || !known || got.Cmp(want) != 0 {
			t.Errorf("%q: %v, %v; want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", ".", ".5", "-1", "+1", "1e3", "1.2.3", "1,2", "1234567890123456789", "１"} {
		if got, ok := plainRat(s); ok {
			t.Errorf("%q: %v, want it left to big.Rat", s, got)
		}
	}
}

func TestRoundedHalfAway(t *testing.T) {
	for s, want := range map[string]int64{"5/2": 3, "-5/2": -3, "12/5": 2, "-12/5": -2, "4": 4, "-4": -4, "1/2": 1, "0": 0} {
		v, _ := new(big.Rat).SetString(s)
		if got := rounded(v).Int64(); got != want {
			t.Errorf("%s: %d, want %d", s, got, want)
		}
	}
}
