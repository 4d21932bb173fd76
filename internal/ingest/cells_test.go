package ingest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"asterism/patent"
)

// TestShortcutsOfCells holds the quick ways against the plain ones.
func TestShortcutsOfCells(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	pieces := []string{" ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\n", "\t", "a", "1", "=", " | ", "中", "。", "é", "；", ";", "*", "|", "\U00020000", "\xe4", "\xa0", "\u0080"}
	for range 100000 {
		var b strings.Builder
		for range rnd.IntN(6) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		s := b.String()
		if got, want := cleanCell(s), strings.Trim(s, blanks); got != want {
			t.Fatalf("cleanCell(%q) = %q, want %q", s, got, want)
		}
		if got, want := split(s, defaultSeparators(s)), split(s, plainSeparators(s)); !slices.Equal(got, want) {
			t.Fatalf("%q splits to %q, want %q", s, got, want)
		}
		if got := cellsOf(jsonCells([]string{s, "x"})); utf8.ValidString(s) && (len(got) != 2 || got[0] != s) {
			t.Fatalf("%q comes back as %q", s, got)
		}
	}
}

func split(s string, separators []string) (out []string) {
	if len(separators) == 0 {
		separators = []string{"no such"}
	}
	splitValues(s, separators, func(v string) { out = append(out, v) })
	return out
}

// plainSeparators is the rule as it reads: the first of these that stands anywhere, both semicolons as one.
func plainSeparators(s string) []string {
	for _, sep := range []string{";;", " | ", "**", ";", "；", "|"} {
		if !strings.Contains(s, sep) {
			continue
		}
		if sep == ";" || sep == "；" {
			return []string{";", "；"}
		}
		return []string{sep}
	}
	return []string{"\n"}
}

// TestPlainDays: every day that is read quickly is the day the general reading finds, in any order of parts.
func TestPlainDays(t *testing.T) {
	read := 0
	for y := 1580; y < 2230; y++ {
		for m := range 14 {
			for d := range 33 {
				for _, mark := range []string{"-", ".", "/"} {
					s := fmt.Sprintf("%04d%s%02d%s%02d", y, mark, m, mark, d)
					got, ok := plainDay(s)
					if !ok {
						continue
					}
					read++
					if want, precision, known := parseDay(s, patent.DayFirst); got != want || precision != "day" || !known {
						t.Fatalf("%s: %v, want %v", s, got, want)
					}
				}
			}
		}
	}
	if read != 601*12*28*3 {
		t.Errorf("%d days read", read)
	}
	for _, s := range []string{"", "2015-4-8", "2015-04.08", "2015-04-8x", "２015-04", "20150408", "9999-12-31", "0000-00-00", "2015-04-29T"} {
		if _, ok := plainDay(s); ok {
			t.Errorf("%q is read", s)
		}
	}
}
