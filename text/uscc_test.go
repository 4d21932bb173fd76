package text

import (
	"strings"
	"testing"
)

func TestUSCC(t *testing.T) {
	for _, code := range strings.Fields(`91110000600037341L 121200004013590816 911522010783762860 91152201078377449P 9115220107837941X1 91152201078382010M
		11320000MB151840XJ 91350100M000100Y43`) {
		if n, ok, why, _ := USCC(code); !ok || n != code || why != "" {
			t.Errorf("%s: %s %v %s", code, n, ok, why)
		}
		if parts, _ := SplitUSCC(code); len(parts.Organisation) == 9 {
			if _, ok, why := OrgCode(parts.Organisation); !ok {
				t.Errorf("%s: organisation code %s: %s", code, parts.Organisation, why)
			}
		}
		if full, ok := USCCCheck(code[:17]); !ok || full != code {
			t.Errorf("%s: computed %s", code, full)
		}
	}
}

func TestUSCCRefused(t *testing.T) {
	for _, c := range []struct{ in, reason, suggestion string }{
		{"91350100M000100Y4Z", CodeCharacter, ""}, {"91110000600037341N", CodeCheck, ""}, {"", CodeEmpty, ""}, {"9111", CodeLength, ""},
		{"9111OOOO600037341L", CodeCharacter, "91110000600037341L"}, {"9I110000600037341L", CodeCharacter, "91110000600037341L"}, {"911A0000600037341L", CodeRegion, ""},
	} {
		if _, ok, why, s := USCC(c.in); ok || why != c.reason || s != c.suggestion {
			t.Errorf("USCC(%q) = %v %s %q, want %s %q", c.in, ok, why, s, c.reason, c.suggestion)
		}
	}
	if n, ok, _, _ := USCC(" ９１１１００００-60003 7341l "); !ok || n != "91110000600037341L" {
		t.Error(n, ok)
	}
}

func TestOrgCode(t *testing.T) {
	if n, ok, _ := OrgCode("60003734-1"); !ok || n != "600037341" {
		t.Error(n, ok)
	}
	if _, ok, why := OrgCode("60003734-2"); ok || why != CodeCheck {
		t.Error(ok, why)
	}
	if full, ok := OrgCodeCheck("60003734"); !ok || full != "600037341" {
		t.Error(full, ok)
	}
}

func FuzzUSCC(f *testing.F) {
	f.Add("91110000600037341L")
	f.Add("9111OOOO600037341L")
	f.Fuzz(func(t *testing.T, s string) {
		n, ok, why, suggestion := USCC(s)
		if ok != (why == "") {
			t.Errorf("%q: ok %v with reason %q", s, ok, why)
		}
		if again, _, _, _ := USCC(n); again != n {
			t.Errorf("%q → %q → %q", s, n, again)
		}
		if suggestion != "" {
			if _, valid, _, _ := USCC(suggestion); !valid {
				t.Errorf("%q: suggestion %q is not valid", s, suggestion)
			}
		}
		OrgCode(s)
	})
}
