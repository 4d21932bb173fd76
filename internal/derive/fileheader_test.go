package derive

import "testing"

// TestPlaceOf: a column is found by its name, in the plural, or by a Chinese word; the name goes before the word.
func TestPlaceOf(t *testing.T) {
	if len(fileWords()) < 20 {
		t.Fatalf("%d words", len(fileWords()))
	}
	for _, c := range []struct {
		header []string
		want   int
	}{{[]string{"地区", "Region"}, 1}, {[]string{"x", " 区域 "}, 1}, {[]string{"regions"}, 0}, {[]string{"地区代码"}, -1}} {
		if at := placeOf(c.header, "region"); at != c.want {
			t.Errorf("%q: %d, not %d", c.header, at, c.want)
		}
	}
}

// TestFileWords_unique: no word stands for two columns that one kernel takes.
func TestFileWords_unique(t *testing.T) {
	for _, k := range Kernels() {
		seen := map[string]string{}
		for _, c := range append(k.Input[:len(k.Input):len(k.Input)], k.Optional...) {
			for _, w := range fileWords()[c.Name] {
				if other := seen[w]; other != "" {
					t.Errorf("%s: %s means %s and %s", k.Name, w, other, c.Name)
				}
				seen[w] = c.Name
			}
		}
	}
}
