package text

import "testing"

func TestSetKey(t *testing.T) {
	if SetKey(nil) != "" || SetKey([]string{"CN1"}) != "CN1" || SetKey([]string{"CN1", "CN1"}) != "CN1" {
		t.Error("none or one")
	}
	a := SetKey([]string{"US2", "CN1"})
	if a != SetKey([]string{"CN1", "US2", "US2"}) || a[:5] != "CN1+1" || len(a) != len("CN1+1#01234567") {
		t.Error(a)
	}
	seen := map[string]bool{a: true}
	for _, other := range [][]string{{"CN1", "US3"}, {"CN1", "US2", "US3"}, {"CN1U", "S2"}, {"CN1\nUS2"}, {"CN1", "", "US2"}} {
		k := SetKey(other)
		if seen[k] {
			t.Errorf("%q has the key of another set: %s", other, k)
		}
		seen[k] = true
	}
}
