package econ

import "testing"

// TestAdjustedRand: the worked example of Hubert and Arabie's index as scikit-learn documents it: adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1]) = 0.57142857.
func TestAdjustedRand(t *testing.T) {
	near(t, "of one pair apart", AdjustedRand([]int{0, 0, 1, 2}, []int{0, 0, 1, 1}), 0.5714285714285714, 1e-15)
	near(t, "names do not matter", AdjustedRand([]int{0, 0, 1, 1}, []int{1, 1, 0, 0}), 1, 1e-15)
	near(t, "worse than chance", AdjustedRand([]int{0, 0, 1, 1}, []int{0, 1, 0, 1}), -0.5, 1e-15)
}

// TestStability_planted: groups planted among regions are found again and hang on no fifth of the regions; without groups little is stable.
func TestStability_planted(t *testing.T) {
	for _, c := range []struct{ noise, least, most, rand float64 }{{0.5, 0.95, 1, 0.99}, {500, 0, 0.6, -1}} {
		table, truth := planted(24, 40, 4, c.noise, 1)
		group := func(t Table) ([]int, error) {
			s, err := Correlations(t)
			if err != nil {
				return nil, err
			}
			return s.Group("ward", 4, 1, 1)
		}
		cluster, err := group(table)
		if err != nil {
			t.Fatal(err)
		}
		stable, told := Stability(table, cluster, 5, group)
		mean := 0.0
		for _, x := range stable {
			mean += x / float64(len(stable))
		}
		found := AdjustedRand(cluster, truth)
		t.Logf("noise %g: adjusted Rand %.3f, stability %.3f over %d groups of regions", c.noise, found, mean, told)
		if told != 5 || mean < c.least || mean > c.most || found < c.rand {
			t.Errorf("noise %g: adjusted Rand %g, stability %g, %d", c.noise, found, mean, told)
		}
	}
}
