package composite

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var nan = math.NaN()

func column(x ...float64) []float64 { return x }

// drawn are plainly synthetic columns of numbers in 1…100.
func drawn(units, indicators int, seed uint64) Columns {
	random := rand.New(rand.NewPCG(seed, 1))
	c := make(Columns, indicators)
	for i := range c {
		c[i] = make([]float64, units)
		for u := range c[i] {
			c[i][u] = 1 + 99*random.Float64()
		}
	}
	return c
}

// TestMeans_units: COINr's own examples: gmean(1,2,3) = 6^(1/3), hmean with weights 2,1,1 = 4/(2/1 + 1/2 + 1/3); generalised: p = 1, −1 are the arithmetic and harmonic.
func TestMeans_units(t *testing.T) {
	members, w := Columns{column(1), column(2), column(3)}, []float64{2, 1, 1}
	equal := []float64{1, 1, 1}
	for _, c := range []struct {
		a    Aggregation
		w    []float64
		want float64
	}{
		{Aggregation{Method: "geometric"}, equal, math.Cbrt(6)},
		{Aggregation{Method: "harmonic"}, w, 4 / (2.0/1 + 1.0/2 + 1.0/3)},
		{Aggregation{Method: "arithmetic"}, w, 7.0 / 4},
		{Aggregation{Method: "generalised", Power: 1}, w, 7.0 / 4},
		{Aggregation{Method: "generalised", Power: -1}, w, 4 / (2.0/1 + 1.0/2 + 1.0/3)},
		{Aggregation{Method: "generalised", Power: 2}, w, math.Sqrt((2 + 4 + 9) / 4.0)},
	} {
		got, err := c.a.Of(members, c.w)
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.a.Method, got[0], c.want, 1e-12)
	}
}

func TestMeans_missing(t *testing.T) {
	members := Columns{column(1, nan, nan), column(3, 3, nan)}
	got, err := Aggregation{Method: "arithmetic"}.Of(members, []float64{1, 1})
	if err != nil || got[0] != 2 || got[1] != 3 || !math.IsNaN(got[2]) {
		t.Error(got, err)
	}
	if got, _ := (Aggregation{Method: "arithmetic", Least: 0.6}).Of(members, []float64{1, 1}); !math.IsNaN(got[1]) || got[0] != 2 {
		t.Error(got)
	}
	var refused *Nonpositive
	if _, err := (Aggregation{Method: "geometric"}).Of(Columns{column(1, 0)}, []float64{1}); !errors.As(err, &refused) || refused.Unit != 1 {
		t.Error(err)
	}
}

// TestCompare_units: COINr's example: of three equal indicators one is better in two: 2/3 and 1/3.
func TestCompare_units(t *testing.T) {
	d := Compare(Columns{column(2, 1), column(2, 1), column(1, 2)}, []float64{1, 1, 1})
	near(t, "share", d.Share[0], 2.0/3, 1e-12)
	near(t, "share", d.Share[1], 1.0/3, 1e-12)
	if d.Wins[0] != 1 || d.Losses[1] != 1 || d.Ties[0] != 0 {
		t.Error(d)
	}
}

// TestAHP_vector: cluster-methods.md section 8.
func TestAHP_vector(t *testing.T) {
	j, err := AHP([][]float64{{1, 3, 5}, {1. / 3, 1, 2}, {1. / 5, 1. / 2, 1}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{.64833, .22965, .12202} {
		near(t, "weight", j.Weights[i], want, 5e-6)
	}
	near(t, "λ", j.Lambda, 3.003695, 5e-7)
	near(t, "CR", j.Ratio, .00318, 6e-6)
	// w_i/w_j is consistent by itself.
	w := []float64{.5, .3, .15, .05}
	m := make([][]float64, 4)
	for i := range m {
		for k := range w {
			m[i] = append(m[i], w[i]/w[k])
		}
	}
	if j, err = AHP(m); err != nil || math.Abs(j.Ratio) > 1e-12 || math.Abs(j.Weights[0]-.5) > 1e-12 {
		t.Error(j, err)
	}
	both, err := GroupAHP([][][]float64{m, {{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "group", both[0][1], math.Sqrt(.5/.3), 1e-12)
	if _, err := AHP([][]float64{{1, 3}, {3, 1}}); err == nil {
		t.Error("3 and 3 are not inverse")
	}
}

// TestBenefitOfDoubt_byHand: two indicators, solved on paper.
func TestBenefitOfDoubt_byHand(t *testing.T) {
	// Units (4,1), (1,4), (2,2), (1,1). The first two are the frontier, on w = (.2,.2); the third scores .8, the fourth .4.
	c := Columns{column(4, 1, 2, 1), column(1, 4, 2, 1)}
	score, _, err := BenefitOfDoubt(c, 0)
	if err != nil {
		t.Fatal(err)
	}
	for u, want := range []float64{1, 1, .8, .4} {
		near(t, "BoD", score[u], want, 1e-9)
	}
	// Equal parts: w_1 x_1 = w_2 x_2. Unit 1: w = (a, 4a): unit 2's bound a + 16a ≤ 1, so 8/17.
	if score, _, err = BenefitOfDoubt(c, 1); err != nil {
		t.Fatal(err)
	}
	near(t, "equal parts", score[0], 8.0/17, 1e-9)
}

func TestBenefitOfDoubt_bounds(t *testing.T) {
	c := drawn(80, 6, 3)
	for _, share := range []float64{0, 0.3, 0.9} {
		score, weights, err := BenefitOfDoubt(c, share)
		if err != nil {
			t.Fatal(err)
		}
		best := 0.0
		for u, w := range weights {
			best = max(best, score[u])
			for k := range c.Units() {
				var sum float64
				for i := range c {
					sum += w[i] * c[i][k]
				}
				if sum > 1+1e-9 {
					t.Fatalf("unit %d's weights give unit %d %g", u, k, sum)
				}
			}
			for i := range c {
				if w[i] < 0 || w[i]*c[i][u] < share/6*score[u]-1e-9 {
					t.Fatalf("unit %d, indicator %d: weight %g", u, i, w[i])
				}
			}
			// Never below what the equal weights of all would give, where those are allowed.
			if share == 0 {
				equal, top := 0.0, 0.0
				for k := range c.Units() {
					sum := 0.0
					for i := range c {
						sum += c[i][k]
					}
					top = max(top, sum)
					if k == u {
						equal = sum
					}
				}
				if score[u] < equal/top-1e-9 {
					t.Errorf("unit %d: %g under equal weights' %g", u, score[u], equal/top)
				}
			}
		}
		if share == 0 {
			near(t, "the best", best, 1, 1e-9)
		}
	}
}

func TestMPI(t *testing.T) {
	// Scores 90 and 110: M 100, S 10, so 100 ∓ 1.
	c, w := Columns{column(90, 100), column(110, 100)}, []float64{1, 1}
	minus, plus := MPI(c, w, false), MPI(c, w, true)
	near(t, "MPI−", minus[0], 99, 1e-12)
	near(t, "MPI+", plus[0], 101, 1e-12)
	near(t, "balanced", minus[1], 100, 1e-12)
	low, high := AMPIPosts(0, 10, 4)
	got := AMPIScale(column(4, 9, -1), low, high, 1)
	for u, want := range []float64{100, 130, 70} {
		near(t, "AMPI", got[u], want, 1e-12)
	}
	near(t, "AMPI turned", AMPIScale(column(9), low, high, -1)[0], 70, 1e-12)
}

func TestImpute(t *testing.T) {
	x, group := column(1, nan, 3, nan, nan), []string{"a", "a", "b", "b", "c"}
	if got := Impute(x, "group_mean", group); got[1] != 1 || got[3] != 3 || !math.IsNaN(got[4]) || got[0] != 1 {
		t.Error(got)
	}
	if got := Impute(x, "median", group); got[1] != 2 || got[4] != 2 {
		t.Error(got)
	}
	unit, year := []string{"u", "u", "u", "v", "v"}, column(2020, 2018, 2022, 2018, 2020)
	x = column(nan, 10, 30, nan, 5)
	if got := ImputePanel(x, "linear", unit, year); got[0] != 20 || !math.IsNaN(got[3]) {
		t.Error(got)
	}
	if got := ImputePanel(x, "latest", unit, year); got[0] != 10 || !math.IsNaN(got[3]) {
		t.Error(got)
	}
}

func TestScaling(t *testing.T) {
	x := column(2, 4, nan, 10)
	for _, c := range []struct {
		s         Scaling
		direction int
		want      []float64
	}{
		{Scaling{Method: "minmax", High: 1}, -1, column(1, .75, nan, 0)},
		{Scaling{Method: "dist2max"}, 1, column(0, .25, nan, 1)},
		{Scaling{Method: "dist2ref", Reference: 1}, 1, column(0, 1, nan, 4)},
		{Scaling{Method: "dist2ref", Reference: 1, Cap: true}, 1, column(0, 1, nan, 1)},
		{Scaling{Method: "dist2targ", Target: 6}, 1, column(0, .5, nan, 2)},
		{Scaling{Method: "dist2targ", Target: 2}, -1, column(1, .75, nan, 0)},
		{Scaling{Method: "fracmax"}, 1, column(.2, .4, nan, 1)},
		{Scaling{Method: "prank"}, 1, column(0, .5, nan, 1)},
		{Scaling{Method: "borda"}, -1, column(2, 1, nan, 0)},
		{Scaling{Method: "goalposts", Low: 3, High: 8, Scale: 100, Cap: true}, 1, column(0, 20, nan, 100)},
		{Scaling{Method: "goalposts", Low: 3, High: 8, Scale: 100, Cap: true}, -1, column(100, 80, nan, 0)},
		{Scaling{Method: "scaled", Low: 0, High: 20}, 1, column(10, 20, nan, 50)},
	} {
		got := c.s.Column(x, c.direction)
		for u := range x {
			near(t, c.s.Method, got[u], c.want[u], 1e-12)
		}
	}
}

// TestTreatment_logs: fails winsorising, so the log is taken of the original; each log keeps the order (COINr's log_GII does nothing).
func TestTreatment_logs(t *testing.T) {
	var x []float64
	for i := range 60 {
		x = append(x, math.Exp(float64(i*i)/150))
	}
	y, done := StandardTreatment.Column(x)
	if !done.Log || done.Winsorised != 0 {
		t.Fatalf("%+v", done)
	}
	near(t, "log_ct", y[0], math.Log(0.01*(x[59]-x[0])), 1e-12)
	for _, method := range LogMethods {
		y := Transform(x, method, 0.5)
		if !slices.IsSorted(y) || slices.Equal(y, x) {
			t.Errorf("%s keeps no order or does nothing", method)
		}
		if s := Skewness(y); !(math.Abs(s) < Skewness(x)) {
			t.Errorf("%s: skewness %g of %g", method, s, Skewness(x))
		}
	}
	var turned []float64
	for _, v := range x {
		turned = append(turned, -v)
	}
	near(t, "log_ct_plus mirrors", Transform(turned, "log_ct_plus", 0)[7], -Transform(x, "log_ct_plus", 0)[7], 1e-12)
	if y, _ := StandardTreatment.Column(column(1, 1, 1, 1, 1)); y[0] != 1 {
		t.Error(y)
	}
}

func TestWeights_properties(t *testing.T) {
	c := drawn(200, 5, 7)
	w, explained, _, err := PCA(c)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "PCA sum", total(w), 1, 1e-12)
	if explained < 0.2 || explained > 1 {
		t.Error(explained)
	}
	twin := Columns{c[0], c[0], c[0]}
	w, explained, mixed, _ := PCA(twin)
	near(t, "the same thrice", w[1], 1.0/3, 1e-9)
	near(t, "one component", explained, 1, 1e-9)
	if mixed {
		t.Error("no signs differ")
	}
	if w, _, err := Entropy(Columns{column(1, 1, 1), column(1, 2, 9)}, 0); err != nil || math.Abs(w[0]) > 1e-12 || math.Abs(w[1]-1) > 1e-12 {
		t.Error("what is equal everywhere informs of nothing", w, err)
	}
	if _, _, err := Entropy(Columns{column(-1, 1)}, 0); err == nil {
		t.Error("negative numbers have no entropy")
	}
	near(t, "combined", Combine([]float64{.2, .8}, []float64{.5, .5}, 1, 1)[1], .8, 1e-12)
	near(t, "vector normalisation", VectorNormalise(column(3, 4))[1], .8, 1e-12)
}

// TestInfluence: the correlations with the weighted mean stand to each other as asked.
func TestInfluence(t *testing.T) {
	c := drawn(300, 4, 9)
	for u := range c[0] {
		for i := range c[1:] {
			c[i+1][u] = c[i+1][u] + 0.5*c[0][u]
		}
	}
	target := []float64{3, 2, 2, 3}
	w, reached, exact, err := Influence(c, target)
	if err != nil || !exact {
		t.Fatal(w, exact, err)
	}
	index, _ := Aggregation{Method: "arithmetic"}.Of(c, w)
	r := make([]float64, 4)
	for i := range c {
		r[i] = Correlation(c[i], index)
	}
	for i := range c {
		near(t, "influence", r[i]/total(r), target[i]/10, 1e-9)
		near(t, "reached", reached[i], target[i]/10, 1e-9)
	}
	// An indicator that all others imply cannot have no influence.
	if w, reached, exact, err = Influence(c, []float64{0.01, 1, 1, 1}); err != nil || exact || slices.Min(w) < 0 || reached[0] < 0.01 {
		t.Error(w, reached, exact, err)
	}
}

// TestTOPSIS_fixed: with fixed points a unit that joins changes nobody's score.
func TestTOPSIS_fixed(t *testing.T) {
	c, w := drawn(20, 3, 5), []float64{1, 2, 3}
	best, worst := []float64{100, 100, 100}, []float64{0, 0, 0}
	fewer := c.Each(func(_ int, x []float64) []float64 { return x[:19] })
	all, part := TOPSIS(c, w, best, worst), TOPSIS(fewer, w, best, worst)
	for u := range 19 {
		near(t, "closeness", all.Closeness[u], part.Closeness[u], 1e-15)
	}
}

func TestNewTree_refuses(t *testing.T) {
	for name, nodes := range map[string][]Node{
		"no such group": {{"a", "x", 1}, {"i", "", 1}},
		"twice":         {{"a", "i", 1}, {"a", "i", 1}, {"i", "", 1}},
		"two indices":   {{"a", "i", 1}, {"i", "", 1}, {"k", "", 1}},
		"empty group":   {{"a", "i", 1}, {"i", "", 1}, {"g", "i", 1}},
		"ring":          {{"a", "i", 1}, {"i", "", 1}, {"g", "h", 1}, {"h", "g", 1}},
		"no weight":     {{"a", "i", 0}, {"i", "", 1}},
		"negative":      {{"a", "i", -1}, {"i", "", 1}},
		"no index":      {{"a", "", 1}},
	} {
		if _, err := NewTree(nodes, 1+map[string]int{"twice": 1}[name]); err == nil {
			t.Error(name)
		}
	}
}

// TestRanks: against counting, with ties, near ties, negative numbers, infinities and gaps.
func TestRanks(t *testing.T) {
	if got := Ranks(column(3, nan, 5, 5, 1)); !slices.Equal(got, []int{3, 0, 1, 1, 4}) {
		t.Error(got)
	}
	random := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		x := make([]float64, 1+random.IntN(300))
		for u := range x {
			x[u] = math.Round(20*random.NormFloat64()) / 4 * math.Pow(10, float64(random.IntN(3)))
			switch random.IntN(12) {
			case 0:
				x[u] = nan
			case 1:
				x[u] *= 1 + []float64{3e-16, 1e-10}[random.IntN(2)]
			case 2:
				x[u] = math.Inf(1 - 2*random.IntN(2))
			}
		}
		for u, got := range Ranks(x) {
			want := 1
			for _, v := range x {
				if d := v - x[u]; d > 1e-12*math.Abs(v) || math.IsInf(d, 1) {
					want++
				}
			}
			if math.IsNaN(x[u]) {
				want = 0
			}
			if got != want {
				t.Fatalf("%g of %v: rank %d, want %d", x[u], x, got, want)
			}
		}
	}
}
