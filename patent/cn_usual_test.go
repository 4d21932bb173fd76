package patent

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// usualAgrees: where the fast reading says yes, the general one says the same.
func usualAgrees(t testing.TB, raw, country, kind string) (application, publication bool) {
	t.Helper()
	a, application := cnUsualApplication(raw, country)
	if want := parse(raw, country, "", Application); application && a != want {
		t.Errorf("application %q %q: %+v, want %+v", raw, country, a, want)
	}
	p, publication := cnUsualPublication(raw, country, kind)
	if want := parse(raw, country, kind, Publication); publication && p != want {
		t.Errorf("publication %q %q %q: %+v, want %+v", raw, country, kind, p, want)
	}
	return application, publication
}

func TestUsualShapesAreTaken(t *testing.T) {
	for _, raw := range []string{"CN201510163325.6", "CN201510163325", "CN2015101633256"} {
		if application, _ := usualAgrees(t, raw, "", ""); !application {
			t.Errorf("%s is left to the general reading", raw)
		}
		if application, _ := usualAgrees(t, raw[2:], "CN", ""); !application {
			t.Errorf("%s is left to the general reading", raw[2:])
		}
	}
	for _, raw := range []string{"CN101234567A", "CN1234567C", "CN203456789U", "CN301234567S", "CN101234567B2", "CN101234567"} {
		if _, publication := usualAgrees(t, raw, "", "b"); !publication {
			t.Errorf("%s is left to the general reading", raw)
		}
	}
}

// TestUsualIsGeneral tries what is right, nearly right, and anything at all.
func TestUsualIsGeneral(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pick := func(from ...string) string { return from[rnd.IntN(len(from))] }
	taken := 0
	for range 200000 {
		year := 1980 + rnd.IntN(125)
		body := fmt.Sprintf("%d%d%07d", year, rnd.IntN(10), rnd.IntN(10000000))
		if rnd.IntN(3) == 0 {
			body = pick("1", "2", "3", "", "0") + fmt.Sprintf("%0*d", 6+rnd.IntN(3), rnd.IntN(1000000))
		}
		check := pick("", ".", ".X", "X", ".A", ".12")
		if want, ok := CNCheckDigit(body); ok && rnd.IntN(2) == 0 {
			check = pick("", ".") + string(want)
		}
		raw := pick("", "CN", "CN", "ZL", "CNZL", "US", "C", "CN ", "cn") + body + pick(check, check, check, check, "A", "B2", "U", "X", "X1", "Ａ", "A ", "/", "AA")
		if rnd.IntN(10) == 0 {
			at := rnd.IntN(len(raw))
			raw = raw[:at] + pick(" ", "-", "０", "\x00", "N", "0", "é", ".") + raw[min(len(raw), at+rnd.IntN(2)):]
		}
		application, publication := usualAgrees(t, raw, pick("", "CN", "US", "cn", "XX", "中"), pick("", "A", "b1", " C", "中"))
		if application || publication {
			taken++
		}
	}
	if taken < 3000 {
		t.Errorf("only %d of the numbers are usual", taken)
	}
}

func FuzzUsual(f *testing.F) {
	for _, raw := range []string{"CN201510163325.6", "CN101234567A", "201510163325", "CN", "", "CN2015101633256", "CN200300163325"} {
		f.Add(raw, "CN", "A")
	}
	f.Fuzz(func(t *testing.T, raw, country, kind string) { usualAgrees(t, raw, country, kind) })
}

// TestShortcutsOfCharacters holds the ways past strings.Map and strings.Trim against them.
func TestShortcutsOfCharacters(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	alphabet := []rune("019AZaz -./,_' \t\n\u3000\u00a0Ａ０é中")
	for range 100000 {
		rs := make([]rune, rnd.IntN(7))
		for i := range rs {
			rs[i] = alphabet[rnd.IntN(len(alphabet))]
		}
		s := string(rs)
		upper := strings.TrimSpace(strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r - 32
			}
			return r
		}, s))
		if got := upperASCII(s); got != upper {
			t.Fatalf("upperASCII(%q) = %q", s, got)
		}
		if got, want := trim(s, " .,;:"), strings.Trim(s, " .,;:"); got != want {
			t.Fatalf("trim(%q) = %q", s, got)
		}
		if got, want := strip(s, "-/,"), strings.NewReplacer("-", "", "/", "", ",", "").Replace(s); got != want {
			t.Fatalf("strip(%q) = %q", s, got)
		}
		if len(s) == 2 {
			if got := isOffice(s); got != strings.Contains(st3, " "+s+" ") {
				t.Fatalf("isOffice(%q) = %v", s, got)
			}
		}
	}
}
