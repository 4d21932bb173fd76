package main

import "testing"

func TestSample(t *testing.T) {
	for _, c := range []struct {
		given         sample
		median, worst float64
	}{
		{nil, 0, 0},
		{sample{3}, 3, 3},
		{sample{9, 1, 2}, 2, 9},
		{sample{4, 1, 2, 9}, 3, 9},
	} {
		if m, w := c.given.Median(), c.given.Worst(); m != c.median || w != c.worst {
			t.Errorf("%v: median %v, worst %v; want %v, %v", c.given, m, w, c.median, c.worst)
		}
	}
}
