package composite

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// asem is the data of the ASEM index as COINr 1.1.14 has it: 51 countries, 49 indicators, 8 pillars, 2 sub-indices, with what the package makes of it.
type asem struct {
	units, group, indicators []string
	raw                      Columns
	direction                []int
	tree                     Tree
	denominator              []string
	sizes                    map[string][]float64
}

// table is a CSV file: the header's names and the rows.
type table struct {
	names []string
	rows  [][]string
}

func readTable(t testing.TB, name string) table {
	t.Helper()
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, "clusters", "coinr_asem", name))
	if err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	defer f.Close()
	var in io.Reader = f
	if filepath.Ext(name) == ".gz" {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return table{rows[0], rows[1:]}
}

func (x table) text(t testing.TB, name string) []string {
	t.Helper()
	at := slices.Index(x.names, name)
	if at < 0 {
		t.Fatalf("no column %s", name)
	}
	var out []string
	for _, row := range x.rows {
		out = append(out, row[at])
	}
	return out
}

func (x table) numbers(t testing.TB, name string) []float64 {
	t.Helper()
	var out []float64
	for _, s := range x.text(t, name) {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			v = math.NaN()
		}
		out = append(out, v)
	}
	return out
}

func (x table) columns(t testing.TB, names []string) Columns {
	t.Helper()
	var c Columns
	for _, name := range names {
		c = append(c, x.numbers(t, name))
	}
	return c
}

func readASEM(t testing.TB) asem {
	t.Helper()
	return readASEMFrom(t, "ASEM_iData.csv")
}

func readASEMFrom(t testing.TB, name string) asem {
	t.Helper()
	data, meta := readTable(t, name), readTable(t, "ASEM_iMeta.csv")
	a := asem{units: data.text(t, "uCode"), group: data.text(t, "EurAsia_group"), sizes: map[string][]float64{}}
	var nodes []Node
	codes, kind, parents := meta.text(t, "iCode"), meta.text(t, "Type"), meta.text(t, "Parent")
	direction, weight, size := meta.numbers(t, "Direction"), meta.numbers(t, "Weight"), meta.text(t, "Denominator")
	for i, code := range codes {
		switch kind[i] {
		case "Indicator":
			a.indicators, a.denominator = append(a.indicators, code), append(a.denominator, size[i])
			a.direction = append(a.direction, int(direction[i]))
			fallthrough
		case "Aggregate":
			nodes = append(nodes, Node{code, parents[i], weight[i]})
		case "Denominator":
			a.sizes[code] = data.numbers(t, code)
		}
	}
	a.raw = data.columns(t, a.indicators)
	var err error
	if a.tree, err = NewTree(nodes, len(a.indicators)); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a asem) denominated() Columns {
	return a.raw.Each(func(i int, x []float64) []float64 {
		if a.denominator[i] == "" {
			return x
		}
		return Denominate(x, a.sizes[a.denominator[i]], 1)
	})
}

func (a asem) imputed() Columns {
	return a.denominated().Each(func(_ int, x []float64) []float64 { return Impute(x, "group_mean", a.group) })
}

func (a asem) treated() Columns {
	return a.imputed().Each(func(_ int, x []float64) []float64 {
		x, _ = StandardTreatment.Column(x)
		return x
	})
}

// untied sets apart what the file's 15 digits tie and the package's doubles do not: TolMin of BGR, CZE and NOR lies a last bit lower than that of the
// country with the same 15 digits. It matters to ranks alone.
func (a asem) untied() asem {
	a.raw = a.raw.Clone()
	tolerance := a.raw[slices.Index(a.indicators, "TolMin")]
	for _, unit := range []string{"BGR", "CZE", "NOR"} {
		u := slices.Index(a.units, unit)
		tolerance[u] = math.Nextafter(tolerance[u], 0)
	}
	return a
}

func (a asem) normalised(s Scaling) Columns {
	return a.treated().Each(func(i int, x []float64) []float64 { return s.Column(x, a.direction[i]) })
}

var minmax100 = Scaling{Method: "minmax", High: 100}

// same compares numbers in the order of the file's units.
func (a asem) same(t *testing.T, what, file string, got Columns, names []string) {
	t.Helper()
	want := readTable(t, file)
	place := map[string]int{}
	for u, code := range want.text(t, "uCode") {
		place[code] = u
	}
	if len(place) != len(a.units) {
		t.Fatalf("%s: %d units, want %d", what, len(a.units), len(place))
	}
	for i, name := range names {
		column := want.numbers(t, name)
		for u, unit := range a.units {
			near(t, what+" "+name+" "+unit, got[i][u], column[place[unit]], 1e-9*max(1, math.Abs(column[place[unit]])))
		}
	}
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > within {
		t.Errorf("%s: %.12g, want %.12g", what, got, want)
	}
}

// TestSteps_asem: every data set of the pipeline, cell by cell to 1e-9 (relative above 1).
func TestSteps_asem(t *testing.T) {
	a := readASEM(t)
	a.same(t, "raw", "expected_Raw.csv", a.raw, a.indicators)
	a.same(t, "denominated", "expected_Denominated.csv", a.denominated(), a.indicators)
	a.same(t, "imputed", "expected_Imputed.csv", a.imputed(), a.indicators)
	if keep := Screen(a.imputed(), 0.9, 0); slices.Contains(keep, false) {
		t.Error("every country has nine tenths of the indicators")
	}
	a.same(t, "screened", "expected_Screened.csv", a.imputed(), a.indicators)
	a.same(t, "treated", "expected_Treated.csv", a.treated(), a.indicators)
	a.same(t, "normalised", "expected_Normalised.csv", a.normalised(minmax100), a.indicators)
	nodes, err := a.tree.Aggregate(a.normalised(minmax100), []Aggregation{{Method: "arithmetic"}})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, n := range a.tree.Nodes {
		names = append(names, n.Name)
	}
	a.same(t, "aggregated", "expected_Aggregated.csv", nodes, names)
	results := readTable(t, "expected_results_full.csv")
	rank := Ranks(nodes[a.tree.Root()])
	for r, unit := range results.text(t, "uCode") {
		if got := rank[slices.Index(a.units, unit)]; strconv.Itoa(got) != results.text(t, "Rank")[r] {
			t.Errorf("rank of %s: %d", unit, got)
		}
	}
	// cluster-methods.md section 8: the first of the published index.
	near(t, "CHE", nodes[a.tree.Root()][slices.Index(a.units, "CHE")], 68.3837237, 1e-6)
}

func TestTreatment_asem(t *testing.T) {
	a, want := readASEM(t), readTable(t, "expected_treatment_details.csv")
	for i, x := range a.imputed() {
		_, done := StandardTreatment.Column(x)
		at := slices.Index(want.text(t, "iCode"), a.indicators[i])
		near(t, "skewness of "+a.indicators[i], done.SkewBefore, want.numbers(t, "check_SkewKurt0.Skew")[at], 1e-9)
		near(t, "kurtosis of "+a.indicators[i], done.KurtBefore, want.numbers(t, "check_SkewKurt0.Kurt")[at], 1e-9)
		if n := want.numbers(t, "winsorise.nwin")[at]; float64(done.Winsorised) != n && !(done.Winsorised == 0 && math.IsNaN(n)) {
			t.Errorf("%s: %d winsorised, want %g", a.indicators[i], done.Winsorised, n)
		}
		if done.Winsorised > 0 {
			near(t, "skewness after", done.SkewAfter, want.numbers(t, "check_SkewKurt1.Skew")[at], 1e-9)
			near(t, "kurtosis after", done.KurtAfter, want.numbers(t, "check_SkewKurt1.Kurt")[at], 1e-9)
		}
	}
}

func TestStatistics_asem(t *testing.T) {
	a, want := readASEM(t), readTable(t, "expected_stats_raw.csv")
	for i, x := range a.raw {
		at := slices.Index(want.text(t, "iCode"), a.indicators[i])
		near(t, "skewness", Skewness(x), want.numbers(t, "Skew")[at], 1e-9)
		near(t, "kurtosis", Kurtosis(x), want.numbers(t, "Kurt")[at], 1e-9)
		near(t, "median", median(x), want.numbers(t, "Median")[at], 1e-9*(1+math.Abs(median(x))))
	}
	for r, of := range map[int]Columns{0: a.raw, 1: a.treated(), 2: a.normalised(minmax100)} {
		near(t, "Cronbach", Cronbach(of), readTable(t, "expected_cronbach.csv").numbers(t, "cronbach")[r], 1e-9)
	}
	correlation := map[[2]string]float64{}
	c := readTable(t, "expected_corr_indicators_normalised.csv.gz")
	for r, v := range c.numbers(t, "Correlation") {
		correlation[[2]string{c.rows[r][0], c.rows[r][1]}] = v
	}
	for i, x := range a.normalised(minmax100) {
		for j, y := range a.normalised(minmax100) {
			if v, is := correlation[[2]string{a.indicators[i], a.indicators[j]}]; is {
				near(t, "correlation", Correlation(x, y), v, 1e-9)
			}
		}
	}
}

func TestEffective_asem(t *testing.T) {
	a, want := readASEM(t), readTable(t, "expected_effective_weights.csv")
	got := a.tree.Effective()
	for i, n := range a.tree.Nodes {
		near(t, n.Name, got[i], want.numbers(t, "EffWeight")[slices.Index(want.text(t, "iCode"), n.Name)], 1e-12)
	}
}

// TestAggregate_normAgg: fourteen pairs of normalisation and mean.
func TestAggregate_normAgg(t *testing.T) {
	a := readASEM(t).untied()
	scales := map[string]Scaling{"n_minmax": {Method: "minmax", Low: 1, High: 100}, "n_zscore": {Method: "zscore", Low: 100, High: 15}, "n_scaled": {Method: "scaled", High: 100}}
	for _, name := range readTable(t, "expected_index_by_norm_agg.csv").names[1:] {
		n, mean := name[:len(name)-8], map[string]string{"amean": "arithmetic", "gmean": "geometric", "hmean": "harmonic"}[name[len(name)-5:]]
		s, is := scales[n]
		if !is {
			s = Scaling{Method: n[2:]}
		}
		nodes, err := a.tree.Aggregate(a.normalised(s), []Aggregation{{Method: mean}})
		if err != nil {
			t.Fatal(name, err)
		}
		a.same(t, name, "expected_index_by_norm_agg.csv", Columns{nodes[a.tree.Root()]}, []string{name})
	}
}

func TestWeights_asem(t *testing.T) {
	a, want := readASEM(t), readTable(t, "expected_entropy_critic_weights.csv")
	z := a.normalised(Scaling{Method: "minmax", High: 1})
	w, e, err := Entropy(z, 0)
	if err != nil {
		t.Fatal(err)
	}
	critic := CRITIC(z)
	for i, code := range a.indicators {
		at := slices.Index(want.text(t, "iCode"), code)
		near(t, "entropy of "+code, e[i], want.numbers(t, "entropy_e")[at], 1e-10)
		near(t, "entropy weight of "+code, w[i], want.numbers(t, "w_entropy")[at], 1e-10)
		near(t, "CRITIC weight of "+code, critic[i], want.numbers(t, "w_CRITIC")[at], 1e-10)
	}
	d := TOPSIS(z, w, nil, nil)
	a.same(t, "TOPSIS", "expected_entropy_topsis.csv", Columns{weighted(z, w, func(x float64) float64 { return x }, func(x float64) float64 { return x }), d.Worse, d.Better, d.Closeness},
		[]string{"entropy_linear_score", "topsis_d_plus", "topsis_d_minus", "topsis_C"})
}

func TestCopeland_asem(t *testing.T) {
	a := readASEM(t).untied()
	equal := make([]float64, len(a.indicators))
	for i := range equal {
		equal[i] = 1
	}
	z := a.normalised(minmax100)
	d := Compare(z, equal)
	near(t, "a win is a loss for another", total(d.Copeland()), 0, 0)
	got := d.Copeland()
	addRounding(z, got, a.units)
	a.same(t, "Copeland", "expected_copeland_all_indicators_equal_weights.csv", Columns{got}, []string{"copeland"})
	near(t, "shares of all duels", total(d.Share), 51*50/2, 1e-9)
}

// addRounding decides the duels that are ties as COINr's sums in R's arithmetic do: the share of the first by code is a sum of 1/49 in 64 bits rounded to 53, the
// second's is one less that, and either side of ½ counts.
func addRounding(z Columns, score []float64, units []string) {
	w := 1 / float64(len(z))
	sum := func(n int) float64 {
		x := new(big.Float).SetPrec(64)
		for range n {
			x.Add(x, big.NewFloat(w))
		}
		v, _ := x.Float64()
		return v
	}
	for a := range score {
		for b := range score {
			if units[a] >= units[b] {
				continue
			}
			more, equal := 0, 0
			for _, x := range z {
				if x[a] > x[b] {
					more++
				} else if x[a] == x[b] {
					equal++
				}
			}
			if 2*more+equal == len(z) {
				share := sum(more) + sum(equal)/2
				score[a] += sign(share - 0.5)
				score[b] += sign(1 - share - 0.5)
			}
		}
	}
}

func sign(x float64) float64 {
	if x == 0 {
		return 0
	}
	return math.Copysign(1, x)
}

// TestPanel_asem: five years, screened and treated year by year, one scale for all years.
func TestPanel_asem(t *testing.T) {
	a, year := readASEMFrom(t, "ASEM_iData_panel.csv.gz"), readTable(t, "ASEM_iData_panel.csv.gz").text(t, "Time")
	keep := Screen(a.raw, 0.9, 0)
	var rows []int
	for r, yes := range keep {
		if yes {
			rows = append(rows, r)
		}
	}
	data := a.raw.Keep(keep)
	byYear := map[string][]int{}
	for at, r := range rows {
		byYear[year[r]] = append(byYear[year[r]], at)
	}
	data = data.Each(func(i int, x []float64) []float64 {
		out := make([]float64, len(x))
		for _, list := range byYear {
			var part []float64
			for _, at := range list {
				part = append(part, x[at])
			}
			part, _ = StandardTreatment.Column(part)
			for k, at := range list {
				out[at] = part[k]
			}
		}
		return minmax100.Column(out, a.direction[i])
	})
	nodes, err := a.tree.Aggregate(data, []Aggregation{{Method: "arithmetic"}})
	if err != nil {
		t.Fatal(err)
	}
	want := readTable(t, "expected_purse_index_by_year.csv")
	if len(want.rows) != len(rows) {
		t.Fatalf("%d rows, want %d", len(rows), len(want.rows))
	}
	score := map[[2]string]float64{}
	for at, r := range rows {
		score[[2]string{year[r], a.units[r]}] = nodes[a.tree.Root()][at]
	}
	for r, v := range want.numbers(t, "Index") {
		near(t, want.rows[r][1]+want.rows[r][0], score[[2]string{want.rows[r][0], want.rows[r][1]}], v, 1e-9)
	}
}
