package forecast

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

func nearly(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.12g, want %.12g", what, got, want)
	}
}

// TestReach: 0.1, 0.2, 0.2 give .576, .352, .068, .004 (fast-poibin), and R's poibin on the vectors of the shared data.
func TestReach(t *testing.T) {
	pmf, err := Reach([]float64{0.1, 0.2, 0.2})
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{0.576, 0.352, 0.068, 0.004} {
		nearly(t, "pmf", pmf[k], want, 1e-15)
	}
	nearly(t, "two or more", AtLeast(pmf, 2), 0.072, 1e-15)
	if _, err := Reach([]float64{1.1}); err == nil {
		t.Error("a probability above 1")
	}
}

func TestReach_R(t *testing.T) {
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../shared/data"
	}
	data, err := os.ReadFile(filepath.Join(root, "clusters", "poibin", "vectors.json"))
	if err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	var vectors []struct {
		P, Pmf []float64
		K      []int
		Tol    float64
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		pmf, err := Reach(v.P)
		if err != nil {
			t.Fatal(err)
		}
		for i, k := range v.K {
			nearly(t, "pmf", pmf[k], v.Pmf[i], v.Tol)
		}
	}
}

// TestReachTogether: the same expectation as apart, fatter tails, and independence at ρ = 0.
func TestReachTogether(t *testing.T) {
	p := []float64{0.9, 0.5, 0.3, 0.05, 0.7}
	apart, _ := Reach(p)
	none, _ := ReachTogether(p, 0)
	together, err := ReachTogether(p, 0.3)
	if err != nil {
		t.Fatal(err)
	}
	expected, sum := 0.0, 0.0
	for k, x := range together {
		nearly(t, "ρ = 0", none[k], apart[k], 0)
		expected, sum = expected+float64(k)*x, sum+x
	}
	nearly(t, "sum", sum, 1, 1e-12)
	nearly(t, "expected number", expected, 2.45, 1e-12)
	if !(together[0] > apart[0] && together[5] > apart[5]) {
		t.Error("the tails are not fatter")
	}
	sure, _ := ReachTogether([]float64{0, 1}, 0.5)
	nearly(t, "what is certain", sure[1], 1, 1e-12)
	if _, err := ReachTogether(p, 1); err == nil {
		t.Error("ρ of 1")
	}
}

// TestPivotal: the derivative by difference.
func TestPivotal(t *testing.T) {
	p := []float64{0.9, 0.5, 0.3, 0.05}
	for j, d := range Pivotal(p, 2) {
		up := append([]float64(nil), p...)
		up[j] += 1e-3
		a, _ := Reach(p)
		b, _ := Reach(up)
		nearly(t, "derivative", d, (AtLeast(b, 2)-AtLeast(a, 2))/1e-3, 1e-9)
	}
	nearly(t, "growth", NeededGrowth(500, 1000, 5), math.Pow(2, 0.2)-1, 1e-15)
	if len(Pivotal(nil, 1)) != 0 || !math.IsNaN(NeededGrowth(0, 1, 1)) {
		t.Error("of nothing")
	}
}
