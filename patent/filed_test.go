package patent

import (
	"strconv"
	"strings"
	"testing"
)

func TestFiled(t *testing.T) {
	for _, c := range cases(t, "filed.tsv") {
		year, _ := strconv.Atoi(c["year"])
		n := ParseApplicationFiled(c["raw"], c["country"], year)
		if n.Normal != c["normal"] {
			t.Errorf("%q of %d (%s): %q (%s), want %q", c["raw"], year, c["source"], n.Normal, n.Reason, c["normal"])
		}
		if r := c["reason"]; r != "*" && !strings.Contains(";"+n.Reason+";", ";"+r+";") {
			t.Errorf("%q of %d (%s): reason %q, want %q", c["raw"], year, c["source"], n.Reason, r)
		}
		if n.OK() {
			idempotent(t, n)
		}
	}
}

// Where no kind letter stands behind a number the year changes nothing.
func TestFiled_asTheOfficeWrites(t *testing.T) {
	for _, c := range cases(t, "numbers.tsv") {
		if c["form"] != Application || strings.ContainsAny(c["raw"][max(0, len(c["raw"])-1):], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			continue
		}
		if a, b := ParseApplication(c["raw"], c["country"]), ParseApplicationFiled(c["raw"], c["country"], 1999); a != b {
			t.Errorf("%q: %+v, of 1999 %+v", c["raw"], a, b)
		}
	}
}

func FuzzFiled(f *testing.F) {
	for _, c := range cases(f, "filed.tsv") {
		f.Add(c["raw"], c["country"], 2016)
	}
	f.Fuzz(func(t *testing.T, raw, country string, year int) {
		if n := ParseApplicationFiled(raw, country, year); n.OK() {
			idempotent(t, n)
		}
	})
}
