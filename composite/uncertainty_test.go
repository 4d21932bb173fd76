package composite

import (
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"
)

// asemChoices are those of COINr's vignette on uncertainty: 1 to 5 values winsorised, min-max on 1–100 or z-scores, weights of pillars and sub-indices ± 25 %, arithmetic or geometric mean.
func asemChoices(a asem) Choices {
	each := func(do func(i int, x []float64) []float64) Step {
		return func(c Columns) (Columns, error) { return c.Each(do), nil }
	}
	var treat []Step
	for _, winmax := range []int{5, 4, 3, 2, 1} {
		t := StandardTreatment
		t.Winmax = winmax
		treat = append(treat, each(func(_ int, x []float64) []float64 {
			x, _ = t.Column(x)
			return x
		}))
	}
	var scale []Step
	for _, s := range []Scaling{{Method: "minmax", Low: 1, High: 100}, {Method: "zscore", Low: 10, High: 2}} {
		scale = append(scale, each(func(i int, x []float64) []float64 { return s.Column(x, a.direction[i]) }))
	}
	return Choices{Raw: a.imputed(), Tree: a.tree, Noise: []float64{0, 0.25, 0.25}, Stages: [][]Step{treat, scale},
		Means: [][]Aggregation{{{Method: "arithmetic"}}, {{Method: "geometric"}}}}
}

// TestRankIntervals_asem: the published intervals were drawn from other random numbers, so the nominal ranks are equal and the means close.
func TestRankIntervals_asem(t *testing.T) {
	a, want := readASEM(t), readTable(t, "published_UA_rankstats.csv")
	got, err := RankIntervals(asemChoices(a), 1000, 0.9, 1)
	if err != nil {
		t.Fatal(err)
	}
	var off float64
	for r, code := range want.text(t, "uCode") {
		x := got[slices.Index(a.units, code)]
		near(t, "nominal "+code, float64(x.Nominal), want.numbers(t, "Nominal")[r], 0)
		off += math.Abs(x.Mean-want.numbers(t, "Mean")[r]) / 51
		if x.Low > x.Nominal+1 || x.High < x.Nominal-1 || x.Low > x.High {
			t.Errorf("%s: %+v", code, x)
		}
	}
	if off > 0.5 {
		t.Errorf("mean ranks lie %g from the published ones", off)
	}
}

// TestRankSensitivity_asem: the order of the published total indices (aggregation .618, normalisation .271, weights .178, winmax .048, from 100 rows) is found,
// each within what 100 rows can tell.
func TestRankSensitivity_asem(t *testing.T) {
	a, c := readASEM(t), Choices{}
	c = asemChoices(a)
	got, err := RankSensitivity(c, 1000, 1)
	if err != nil {
		t.Fatal(err)
	}
	if f := c.Factors(); !slices.Equal(f, []int{0, 1, -1, -2}) {
		t.Fatal(f)
	}
	for i, x := range []float64{.048, .271, .618, .178} {
		near(t, "total index", got[i].Total, x, 0.07)
	}
	if !(got[2].Total > got[1].Total && got[1].Total > got[3].Total && got[3].Total > got[0].Total) {
		t.Errorf("%+v", got)
	}
}

// TestSobol_ishigami: sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on (−π, π): first order .3139, .4424, 0, total .5576, .4424, .2437 (Saltelli and others 2008, Global Sensitivity Analysis).
func TestSobol_ishigami(t *testing.T) {
	got, err := Sobol(3, 8_000, 4, func(u []float64) (float64, error) {
		x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
		return math.Sin(x(0)) + 7*math.Pow(math.Sin(x(1)), 2) + 0.1*math.Pow(x(2), 4)*math.Sin(x(0)), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][2]float64{{.3139, .5576}, {.4424, .4424}, {0, .2437}} {
		near(t, "first order", got[i].First, want[0], 0.03)
		near(t, "total", got[i].Total, want[1], 0.03)
		if x := got[i]; x.FirstLow > x.First || x.First > x.FirstHigh || x.TotalLow > x.Total || x.Total > x.TotalHigh || x.FirstHigh-x.FirstLow > 0.08 {
			t.Errorf("%+v", x)
		}
	}
}

// TestRankIntervals_cores: one core or many, the same numbers.
func TestRankIntervals_cores(t *testing.T) {
	c := drawnChoices(60, 12)
	many, err := RankIntervals(c, 300, 0.9, 5)
	if err != nil {
		t.Fatal(err)
	}
	sobol, err := RankSensitivity(c, 40, 5)
	if err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, _ := RankIntervals(c, 300, 0.9, 5)
	sobolOne, _ := RankSensitivity(c, 40, 5)
	if !reflect.DeepEqual(one, many) || !reflect.DeepEqual(sobol, sobolOne) {
		t.Error("the result depends on the number of cores")
	}
	other, _ := RankIntervals(c, 300, 0.9, 6)
	if reflect.DeepEqual(other, many) {
		t.Error("the seed makes no difference")
	}
}

// TestRanker_naive: the fast way gives the ranks of the slow one, for every choice.
func TestRanker_naive(t *testing.T) {
	c := drawnChoices(70, 12)
	c.Means = append(c.Means, []Aggregation{{Method: "harmonic"}}, []Aggregation{{Method: "generalised", Power: -0.5}}, []Aggregation{{Method: "arithmetic"}, {Method: "geometric"}}, []Aggregation{{Method: "copeland"}})
	r, random := newRanker(&c), rand.New(rand.NewPCG(8, 8))
	s := &scratch{}
	for range 60 {
		u := make([]float64, len(c.Factors()))
		for k := range u {
			u[k] = random.Float64()
		}
		p := c.at(u, 3)
		got, err := r.ranked(p, s)
		if err != nil {
			t.Fatal(err)
		}
		x := c.Raw
		for i, k := range p.stages {
			if x, err = c.Stages[i][k](x); err != nil {
				t.Fatal(err)
			}
		}
		tree := c.Tree
		tree.Nodes = slices.Clone(tree.Nodes)
		for i := range tree.Nodes {
			tree.Nodes[i].Weight = p.weights[i]
		}
		nodes, err := tree.Aggregate(x, c.Means[p.mean])
		if err != nil {
			t.Fatal(err)
		}
		for u, rank := range Ranks(nodes[tree.Root()]) {
			if int(got[u]) != rank {
				t.Fatalf("%v, unit %d: rank %d, want %d", c.Means[p.mean], u, got[u], rank)
			}
		}
	}
}

// drawnChoices are a synthetic index: indicators in four groups, with everything that may vary.
func drawnChoices(units, indicators int) Choices {
	var nodes []Node
	for i := range indicators {
		nodes = append(nodes, Node{"i" + string(rune('A'+i)), "g" + string(rune('a'+i%4)), 1 + float64(i%3)})
	}
	for g := range 4 {
		nodes = append(nodes, Node{"g" + string(rune('a'+g)), "index", 1})
	}
	tree, err := NewTree(append(nodes, Node{"index", "", 1}), indicators)
	if err != nil {
		panic(err)
	}
	var scale []Step
	for _, s := range []Scaling{{Method: "minmax", Low: 1, High: 100}, {Method: "zscore", Low: 100, High: 10}, {Method: "rank"}} {
		scale = append(scale, func(c Columns) (Columns, error) {
			return c.Each(func(i int, x []float64) []float64 { return s.Column(x, 1-2*(i%2)) }), nil
		})
	}
	return Choices{Raw: drawn(units, indicators, 11), Tree: tree, Stages: [][]Step{scale}, Noise: []float64{0.25},
		Means: [][]Aggregation{{{Method: "arithmetic"}}, {{Method: "geometric"}}}}
}

func TestRankIntervals_properties(t *testing.T) {
	c := drawnChoices(50, 12)
	wide, err := RankIntervals(c, 500, 0.95, 1)
	if err != nil {
		t.Fatal(err)
	}
	narrow, _ := RankIntervals(c, 500, 0.5, 1)
	c.Noise, c.Means, c.Stages[0] = nil, c.Means[:1], c.Stages[0][:1]
	certain, _ := RankIntervals(c, 50, 0.9, 1)
	for u := range wide {
		if wide[u].Low > narrow[u].Low || wide[u].High < narrow[u].High {
			t.Errorf("95 %%: %+v, 50 %%: %+v", wide[u], narrow[u])
		}
		if certain[u].Low != certain[u].Nominal || certain[u].High != certain[u].Nominal {
			t.Errorf("nothing varies: %+v", certain[u])
		}
	}
	if _, err := RankSensitivity(c, 10, 1); err == nil {
		t.Error("nothing varies, so nothing decides")
	}
}

// TestRankIntervals_within: two years side by side are ranked each by itself.
func TestRankIntervals_within(t *testing.T) {
	c := drawnChoices(40, 12)
	c.Within = make([]int, 40)
	for u := range 20 {
		c.Within[u] = 1
	}
	got, err := RankIntervals(c, 100, 0.9, 1)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, x := range got {
		sum += x.Nominal
		if x.High > 20 {
			t.Errorf("%+v", x)
		}
	}
	if sum != 2*210 {
		t.Errorf("nominal ranks add up to %d", sum)
	}
}

// TestRankIntervals_screened: a stage may leave units out, the same ones whatever is chosen; else it is said.
func TestRankIntervals_screened(t *testing.T) {
	c := drawnChoices(40, 12)
	keep := make([]bool, 40)
	for u := range 30 {
		keep[u] = true
	}
	screen := func(x Columns) (Columns, error) { return x.Keep(keep), nil }
	c.Stages = append([][]Step{{screen}}, c.Stages...)
	c.Within = make([]int, 30)
	got, err := RankIntervals(c, 50, 0.9, 1)
	if err != nil || len(got) != 30 {
		t.Fatal(len(got), err)
	}
	c.Stages[0] = append(c.Stages[0], func(x Columns) (Columns, error) { return x, nil })
	if _, err := RankIntervals(c, 50, 0.9, 1); err == nil {
		t.Error("another choice keeps other units")
	}
}

// TestShapley: the parts add up; of an arithmetic index they are weight × change; every order of 4 by hand equals the sets.
func TestShapley(t *testing.T) {
	c := drawnChoices(30, 12)
	before, after := drawn(30, 12, 21), drawn(30, 12, 22)
	weights := c.Tree.Effective()
	score := func(x Columns) ([]float64, error) {
		nodes, err := c.Tree.Aggregate(x, c.Means[0])
		return nodes[c.Tree.Root()], err
	}
	rank := func(x Columns) ([]float64, error) {
		s, err := score(x)
		out := make([]float64, len(s))
		for u, r := range Ranks(s) {
			out[u] = float64(r)
		}
		return out, err
	}
	parts, err := Shapley(before, after, score, 40, 1)
	if err != nil {
		t.Fatal(err)
	}
	ranks, _ := Shapley(before, after, rank, 40, 1)
	first, _ := rank(before)
	last, _ := rank(after)
	for u := range parts {
		for i := range parts[u] {
			near(t, "part", parts[u][i], weights[i]*(after[i][u]-before[i][u]), 1e-9)
		}
		near(t, "parts of the rank", total(ranks[u]), last[u]-first[u], 1e-9)
	}
	four := func(x Columns) ([]float64, error) { return column(x[0][0]*x[1][0] + x[2][0]*x[3][0]*x[0][0]), nil }
	a, b := Columns{column(1), column(2), column(3), column(4)}, Columns{column(5), column(7), column(2), column(9)}
	got, _ := Shapley(a, b, four, 0, 0)
	s := &sharing{before: a, after: b, value: four, part: [][]float64{make([]float64, 4)}}
	permutations([]int{0, 1, 2, 3}, 0, func(order []int) { _ = s.follow(order, 1.0/24) })
	for i := range 4 {
		near(t, "by every order", got[0][i], s.part[0][i], 1e-12)
	}
}

func permutations(x []int, from int, do func([]int)) {
	if from == len(x) {
		do(x)
	}
	for i := from; i < len(x); i++ {
		x[from], x[i] = x[i], x[from]
		permutations(x, from+1, do)
		x[from], x[i] = x[i], x[from]
	}
}

func TestLeaveOut(t *testing.T) {
	c := drawnChoices(40, 12)
	x, _ := c.Stages[0][0](c.Raw)
	nodes, _ := c.Tree.Aggregate(x, c.Means[0])
	c.Tree.Nodes[5].Weight = 0
	got, err := LeaveOut(c, nodes)
	if err != nil {
		t.Fatal(err)
	}
	if got[5].Shift != 0 || got[5].MostUnit != -1 {
		t.Errorf("without weight nothing hangs on it: %+v", got[5])
	}
	for i, x := range got {
		if i != 5 && !(x.Shift > 0 && x.Most > 0) {
			t.Errorf("%d: %+v", i, x)
		}
	}
}

// TestLeaveUnitOut: extremes of the data move when their owner leaves; goalposts do not.
func TestLeaveUnitOut(t *testing.T) {
	c := drawnChoices(25, 12)
	with := func(s Scaling) func(keep []bool) ([]float64, error) {
		return func(keep []bool) ([]float64, error) {
			x := c.Raw.Keep(keep).Each(func(_ int, x []float64) []float64 { return s.Column(x, 1) })
			nodes, err := c.Tree.Aggregate(x, c.Means[0])
			return nodes[c.Tree.Root()], err
		}
	}
	fixed, err := LeaveUnitOut(25, with(Scaling{Method: "goalposts", High: 100, Scale: 100}))
	if err != nil {
		t.Fatal(err)
	}
	moving, _ := LeaveUnitOut(25, with(Scaling{Method: "rank"}))
	pairs := 0
	for u := range fixed {
		if fixed[u] != (Reversal{}) {
			t.Errorf("%+v", fixed[u])
		}
		pairs += moving[u].Pairs
	}
	if pairs == 0 {
		t.Error("ranks of ranks move")
	}
}

// BenchmarkRankIntervals is row 13 of the table of goals: 1,000 replications on 500 units × 60 indicators.
func BenchmarkRankIntervals(b *testing.B) {
	c := drawnChoices(500, 60)
	for b.Loop() {
		if _, err := RankIntervals(c, 1000, 0.9, 1); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRankSensitivity makes 62,000 indices (12,400 rows × 5) of 500 units × 60 indicators.
func BenchmarkRankSensitivity(b *testing.B) {
	c := drawnChoices(500, 60)
	for b.Loop() {
		if _, err := RankSensitivity(c, 12_400, 1); err != nil {
			b.Fatal(err)
		}
	}
}
