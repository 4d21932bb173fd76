package patent

import (
	"os"
	"strings"
	"testing"
)

// cases reads a tab-separated table of testdata; lines with # are remarks, the first other line holds the names.
func cases(t testing.TB, name string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	var out []map[string]string
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		switch {
		case strings.HasPrefix(line, "#"):
		case names == nil:
			names = cells
		default:
			row := map[string]string{}
			for i, n := range names {
				row[n] = cells[i]
			}
			out = append(out, row)
		}
	}
	return out
}

func TestNumbers(t *testing.T) {
	rows := cases(t, "numbers.tsv")
	if len(rows) < 200 {
		t.Fatalf("%d cases", len(rows))
	}
	for _, c := range rows {
		n := parse(c["raw"], c["country"], c["kind"], c["form"])
		if n.Normal != c["normal"] {
			t.Errorf("%s %q (%s): %q (%s), want %q", c["form"], c["raw"], c["source"], n.Normal, n.Reason, c["normal"])
		}
		if r := c["reason"]; r != "*" && n.Reason != r && !strings.Contains(";"+n.Reason+";", ";"+r+";") {
			t.Errorf("%s %q (%s): reason %q, want %q", c["form"], c["raw"], c["source"], n.Reason, r)
		}
		if c["form"] == Publication && n.OK() && n.Kind != c["tail"] {
			t.Errorf("%q: kind %q, want %q", c["raw"], n.Kind, c["tail"])
		}
		if c["form"] == Application && c["tail"] != "" && n.Check != c["tail"] {
			t.Errorf("%q: check %q, want %q", c["raw"], n.Check, c["tail"])
		}
		if !n.OK() && n.Reason == "" {
			t.Errorf("%q: refused without a reason", c["raw"])
		}
	}
}

// A normal form read again is itself, with the same kind.
func idempotent(t *testing.T, n Number) {
	if !n.OK() {
		return
	}
	again := parse(n.Normal, n.Country, n.Kind, n.Form)
	if again.Normal != n.Normal {
		t.Errorf("%s %q read again: %q (%s)", n.Form, n.Normal, again.Normal, again.Reason)
	}
}

func TestNormalFormIsStable(t *testing.T) {
	for _, c := range cases(t, "numbers.tsv") {
		idempotent(t, parse(c["raw"], c["country"], c["kind"], c["form"]))
	}
}

func FuzzNumber(f *testing.F) {
	for _, c := range cases(f, "numbers.tsv") {
		f.Add(c["raw"], c["country"], c["kind"])
	}
	f.Fuzz(func(t *testing.T, raw, country, kind string) {
		idempotent(t, ParseApplication(raw, country))
		idempotent(t, ParsePublication(raw, country, kind))
	})
}

func TestWKU(t *testing.T) {
	if n := ParseWKU("039373754"); n.Normal != "US3937375" || n.Check != "4" {
		t.Errorf("%+v", n)
	}
}

func TestParts(t *testing.T) {
	c, n, k := ParsePublication("WO01/98623 A1", "", "").DocDB()
	if c != "WO" || n != "2001098623" || k != "A1" {
		t.Error(c, n, k)
	}
	c, n, k = ParseApplication("PCT/EP02/07746", "").DocDB()
	if c != "WO" || n != "EP2002007746" || k != "W" {
		t.Error(c, n, k)
	}
	if f := ParsePublication("US07318131B2", "", "").Full(); f != "US7318131B2" {
		t.Error(f)
	}
}

func TestTypeOf(t *testing.T) {
	for _, c := range []struct{ country, kind, number, want string }{
		{"CN", "A", "", Invention}, {"CN", "B", "", Invention}, {"CN", "C", "", Invention}, {"CN", "U", "", UtilityModel},
		{"CN", "Y", "", UtilityModel}, {"CN", "S", "", Design}, {"CN", "D", "", Design},
		{"CN", "", "CN201510163325", Invention}, {"CN", "", "201220572874.0", UtilityModel}, {"CN", "", "CN201530012345", Design},
		{"CN", "", "CN201880012345", Invention}, {"CN", "", "CN201990000123", UtilityModel}, {"CN", "", "99213861.9", UtilityModel},
		{"CN", "", "CN301234567", Design}, {"CN", "", "CN1847039", Invention}, {"CN", "", "", Other},
		{"US", "B2", "7318131", Invention}, {"US", "S1", "D374176", Design}, {"US", "P2", "PP12345", Plant}, {"US", "E1", "RE39998", Invention},
		{"US", "H1", "H2002", Other}, {"US", "", "USD374176", Design}, {"US", "A1", "2005123456", Invention},
		{"EP", "B1", "", Invention}, {"WO", "A1", "", Invention}, {"DE", "U1", "202004012345", UtilityModel}, {"DE", "T2", "", Invention},
		{"JP", "Y2", "", UtilityModel}, {"JP", "S", "", Design}, {"KR", "U", "", UtilityModel}, {"TW", "U", "M123456", UtilityModel},
		{"TW", "B", "I123456", Invention}, {"FR", "", "", Other},
	} {
		if got := TypeOf(c.country, c.kind, c.number); got != c.want {
			t.Errorf("TypeOf(%s, %s, %s) = %s, want %s", c.country, c.kind, c.number, got, c.want)
		}
	}
}

func TestShared(t *testing.T) {
	for _, c := range []struct{ raw, key string }{
		{"CN101234567A", "CN101234567"}, {"CN101234567B", "CN101234567"}, {"CN201234567U", "CN201234567U"}, {"CN1234567A", "CN1234567A"}, {"CN85100312B", "CN85100312"},
		{"EP1000000A1", "EP1000000"}, {"EP1000000B1", "EP1000000"}, {"WO2004000001A3", "WO2004000001"}, {"DE19912345C2", "DE19912345"}, {"DE1734877U", "DE1734877U"},
		{"DE1734877A1", "DE1734877A1"}, {"GB2000685B", "GB2000685"}, {"FR2345678B1", "FR2345678"}, {"US7318131B2", "US7318131B2"}, {"JPH05142789A", "JPH05142789A"},
		{"KR100123456B1", "KR100123456B1"}, {"EP1000000", "EP1000000"},
	} {
		if n := ParsePublication(c.raw, "", ""); n.Key() != c.key {
			t.Errorf("%s: %s, want %s", c.raw, n.Key(), c.key)
		}
	}
}
