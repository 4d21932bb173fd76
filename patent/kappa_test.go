package patent

import (
	"math"
	"testing"
)

// ratings lays a table of counts out as two lists.
func ratings(counts [][]int) (a, b []string) {
	for i, row := range counts {
		for j, n := range row {
			for range n {
				a, b = append(a, string(rune('a'+i))), append(b, string(rune('a'+j)))
			}
		}
	}
	return a, b
}

// κ and s.e. as statsmodels 0.15.0 (stats.inter_rater.cohens_kappa, kappa and std_kappa) gives them for these tables; κ also as scikit-learn
// 1.9.1 (metrics.cohen_kappa_score). The tables have the proportions of Fleiss, Statistical Methods for Rates and Proportions (2nd ed., 1981),
// table 13.1; of Cohen 1960 (200 cases); of Fleiss, Cohen and Everitt 1969.
func TestAgreement_statsmodels(t *testing.T) {
	for _, c := range []struct {
		counts                        [][]int
		observed, expected, kappa, se float64
	}{
		{[][]int{{75, 1, 4}, {5, 4, 1}, {0, 0, 10}}, 0.89, 0.66, 0.676470588235294, 0.0877029534752125},
		{[][]int{{88, 10, 2}, {14, 40, 6}, {18, 10, 12}}, 0.70, 0.41, 0.491525423728813, 0.0510018155760779},
		{[][]int{{106, 10, 4}, {22, 28, 10}, {2, 12, 6}}, 0.70, 0.475, 0.428571428571429, 0.0537110048691674},
	} {
		a, b := ratings(c.counts)
		k := Agreement(a, b)
		for name, pair := range map[string][2]float64{"observed": {k.Observed, c.observed}, "expected": {k.Expected, c.expected}, "kappa": {k.Kappa, c.kappa}, "se": {k.SE, c.se}} {
			if math.Abs(pair[0]-pair[1]) > 1e-12 {
				t.Errorf("%v: %s %v, statsmodels %v", c.counts, name, pair[0], pair[1])
			}
		}
		if turned := Agreement(b, a); math.Abs(turned.Kappa-k.Kappa) > 1e-15 || math.Abs(turned.SE-k.SE) > 1e-15 {
			t.Error("not symmetric", turned, k)
		}
	}
}

func TestAgreement_edges(t *testing.T) {
	if k := Agreement(nil, nil); k.Items != 0 || !math.IsNaN(k.Kappa) {
		t.Error(k)
	}
	if k := Agreement([]string{"x", "x"}, []string{"x", "x"}); k.Observed != 1 || !math.IsNaN(k.Kappa) {
		t.Error("one value throughout has no κ", k)
	}
	if k := Agreement([]string{"x", "y", "x"}, []string{"x", "y", "x"}); k.Kappa != 1 || k.SE > 1e-7 || k.High != 1 {
		t.Error("full agreement", k)
	}
	if k := Agreement([]string{"x", "y"}, []string{"y", "x"}); k.Kappa != -1 || k.Low != -1 {
		t.Error("full disagreement", k)
	}
}
