package econ

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
)

// about compares relative to the size of what is wanted.
func about(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	near(t, what, got, want, tolerance*max(1, math.Abs(want)))
}

func flat(rows [][]float64) (out []float64) {
	for _, r := range rows {
		out = append(out, r...)
	}
	return out
}

func allNear(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, should be %d", what, len(got), len(want))
	}
	for k := range got {
		about(t, fmt.Sprintf("%s[%d]", what, k), got[k], want[k], tolerance)
	}
}

// TestInputOutput_millerBlair: Miller and Blair 2009, table 2.3, as the published inverse and the recomputed file have it.
func TestInputOutput_millerBlair(t *testing.T) {
	var want struct {
		Z, A, L, B, G          [][]float64
		X                      []float64   `json:"x"`
		Published              [][]float64 `json:"L_published"`
		Influence, Sensitivity []float64
	}
	data, err := os.ReadFile(sharedData(t, "clusters", "io_tables", "expected_miller_blair_2x2.json"))
	if err == nil {
		err = json.Unmarshal(data, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	io, err := NewInputOutput(Flows{2, flat(want.Z), want.X})
	if err != nil {
		t.Fatal(err)
	}
	allNear(t, "A", io.Input, flat(want.A), 1e-14)
	allNear(t, "B", io.Allocation, flat(want.B), 1e-14)
	allNear(t, "L", io.Leontief, flat(want.L), 1e-13)
	allNear(t, "L published", io.Leontief, flat(want.Published), 1e-7)
	allNear(t, "G", io.Ghosh, flat(want.G), 1e-13)
	for i, k := range io.Linkages(false) {
		about(t, "influence", k.Influence, want.Influence[i], 1e-13)
		about(t, "sensitivity", k.SensitivityLeontief, want.Sensitivity[i], 1e-13)
	}
}

// TestInputOutput_japan: the linkages of 49 areas of Japan × 12 sectors in 2015, recomputed independently from the same tables.
func TestInputOutput_japan(t *testing.T) {
	want := map[string][]map[string]string{}
	for _, r := range records(t, sharedData(t, "clusters", "io_tables", "expected_japan_linkages.csv")) {
		want[r["AreaID"]] = append(want[r["AreaID"]], r)
	}
	seen := 0
	for _, row := range records(t, sharedData(t, "clusters", "io_tables", "japan_IOTable.csv")) {
		area := row["AreaID(string)"]
		f := Flows{N: 12}
		for i := 1; i <= 12; i++ {
			for j := 1; j <= 12; j++ {
				f.Sold = append(f.Sold, number(row[fmt.Sprintf("R%dC%d", i, j)]))
			}
			f.Output = append(f.Output, number(row[fmt.Sprintf("Y%d", i)]))
		}
		io, err := NewInputOutput(f)
		if want[area] == nil {
			t.Logf("area %s has no expected rows: %v", area, err)
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", area, err)
		}
		extracted, all := io.Extractions(), 0.0
		for _, x := range f.Output {
			all += x
		}
		for i, k := range io.Linkages(false) {
			w := want[area][i]
			at := area + " sector " + w["sector"]
			about(t, at+" influence", k.Influence, number(w["influence_coef(backward)"]), 1e-8)
			about(t, at+" sensitivity", k.SensitivityLeontief, number(w["sensitivity_coef(row of L)"]), 1e-8)
			about(t, at+" ghosh", k.SensitivityGhosh, number(w["forward_ghosh"]), 1e-8)
			about(t, at+" extraction", extracted[i].Gone, number(w["HEM_total_loss_incl_own(final demand k set 0)"]), 1e-8)
			about(t, at+" share", extracted[i].Gone/all, number(w["HEM_share"]), 1e-8)
			seen++
		}
	}
	if seen != 588 {
		t.Errorf("%d sectors compared, there are 588", seen)
	}
}

// matrixOf reads a matrix as R's write.csv leaves it: the first row and column are names.
func matrixOf(t *testing.T, name string) (out []float64) {
	t.Helper()
	f, err := os.Open(sharedData(t, "clusters", "io_tables", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		for _, cell := range r[1:] {
			x, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, x)
		}
	}
	return out
}

func TestInputOutput_toy(t *testing.T) { // ioanalysis 0.3, data toy.*: 2 regions × 5 sectors
	io, err := NewInputOutput(Flows{10, matrixOf(t, "ioanalysis_toy_Z.csv"), matrixOf(t, "ioanalysis_toy_X.csv")})
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]float64{"A": io.Input, "B": io.Allocation, "L": io.Leontief, "G": io.Ghosh} {
		allNear(t, name, got, matrixOf(t, "ioanalysis_toy_"+name+".csv"), 1e-12)
	}
}

// someTable is a random productive table.
func someTable(t *testing.T, n int, seed uint64) *InputOutput {
	t.Helper()
	draw := rand.New(rand.NewPCG(seed, 1))
	f := Flows{n, make([]float64, n*n), make([]float64, n)}
	for i := range n {
		f.Output[i] = 100 + 900*draw.Float64()
	}
	for i := range n {
		for j := range n {
			if draw.Float64() < 0.7 {
				f.Sold[i*n+j] = draw.Float64() * 0.8 * min(f.Output[i], f.Output[j]) / float64(n)
			}
		}
	}
	io, err := NewInputOutput(f)
	if err != nil {
		t.Fatal(err)
	}
	return io
}

// outputOf solves x = (I−A)⁻¹ f from scratch.
func outputOf(t *testing.T, n int, a, f []float64) (x []float64, sum float64) {
	t.Helper()
	l, err := leontiefInverse(n, a)
	if err != nil {
		t.Fatal(err)
	}
	x = make([]float64, n)
	for i := range n {
		for j := range n {
			x[i] += l[i*n+j] * f[j]
		}
		sum += x[i]
	}
	return x, sum
}

// TestExtractions_equalInversion: the updates give what n inversions give.
func TestExtractions_equalInversion(t *testing.T) {
	for seed := range uint64(20) {
		n := 2 + int(seed)
		io := someTable(t, n, seed)
		all := 0.0
		for _, x := range io.Output {
			all += x
		}
		for k, e := range io.Extractions() {
			a, whole, b := slices.Clone(io.Input), slices.Clone(io.Input), make([]float64, n*n)
			for i := range n {
				a[i*n+k] = 0
				if i != k {
					whole[i*n+k], whole[k*n+i] = 0, 0
				}
				for j := range n {
					if i != k {
						b[j*n+i] = io.Allocation[i*n+j] // transposed
					}
				}
			}
			x, sum := outputOf(t, n, a, io.Final)
			about(t, "backward", e.Backward, all-sum, 1e-11)
			about(t, "backward own", e.BackwardOwn, io.Output[k]-x[k], 1e-11)
			x, sum = outputOf(t, n, b, io.Added)
			about(t, "forward", e.Forward, all-sum, 1e-11)
			about(t, "forward own", e.ForwardOwn, io.Output[k]-x[k], 1e-11)
			x, sum = outputOf(t, n, whole, io.Final)
			about(t, "total", e.Total, all-sum, 1e-11)
			about(t, "total own", e.TotalOwn, io.Output[k]-x[k], 1e-11)
			f := slices.Clone(io.Final)
			f[k] = 0
			_, sum = outputOf(t, n, whole, f)
			about(t, "gone", e.Gone, all-sum, 1e-11)
			left, err := io.Gone([]int{k})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range left {
				sum -= x
			}
			about(t, "gone by Woodbury", sum, 0, 1e-9)
		}
	}
}

func TestGone_several(t *testing.T) {
	io := someTable(t, 9, 7)
	got, err := io.Gone([]int{1, 4, 8})
	if err != nil {
		t.Fatal(err)
	}
	a, f := slices.Clone(io.Input), slices.Clone(io.Final)
	for _, k := range []int{1, 4, 8} {
		f[k] = 0
		for i := range 9 {
			a[i*9+k], a[k*9+i] = 0, 0
		}
	}
	want, _ := outputOf(t, 9, a, f)
	allNear(t, "left", got, want, 1e-11)
	if _, err := io.Gone([]int{1, 1}); err == nil {
		t.Error("a sector twice is taken")
	}
}

// TestCuts_equalInversion: cutting a link, and any change of one coefficient, equals an inversion; the field of influence is its derivative.
func TestCuts_equalInversion(t *testing.T) {
	n := 7
	io := someTable(t, n, 3)
	cuts, influences, all := io.Cuts(), io.Influences(), 0.0
	for _, x := range io.Output {
		all += x
	}
	for i := range n {
		for j := range n {
			a := slices.Clone(io.Input)
			a[i*n+j] = 0
			l, err := leontiefInverse(n, a)
			if err != nil {
				t.Fatal(err)
			}
			allNear(t, "L", io.Changed(i, j, -io.Input[i*n+j]), l, 1e-12)
			_, sum := outputOf(t, n, a, io.Final)
			about(t, "cut", cuts[i*n+j], all-sum, 1e-10)
			total := 0.0
			for _, x := range io.FieldOfInfluence(i, j) {
				total += x
			}
			about(t, "influence", influences[i*n+j], total, 1e-12)
			const d = 1e-7
			change := 0.0
			for k, x := range io.Changed(i, j, d) {
				change += x - io.Leontief[k]
			}
			about(t, "derivative", change/d, total, 1e-5)
		}
	}
}

// TestTolerances_equalInversion: grown by its tolerance a coefficient changes the output of the sector that feels it first by just that share, no other by more. By
// hand in Miller and Blair's table 2.3, L = [1.2541 .3300; .2640 1.1221]: .01/(.15 (1.2541 + .01·1.2541)) = 1/19 and .01/(.25 (1.2541·2 + .01·.2640)) = .015931.
func TestTolerances_equalInversion(t *testing.T) {
	small, err := NewInputOutput(Flows{N: 2, Sold: []float64{150, 500, 200, 100}, Output: []float64{1000, 2000}})
	if err != nil {
		t.Fatal(err)
	}
	by := small.Tolerances(0.01)
	about(t, "own", by[0], 1.0/19, 1e-12)
	about(t, "01 to 02", by[1], 0.015931, 1e-4)
	const n, p = 7, 0.05
	io := someTable(t, n, 5)
	for k, share := range io.Tolerances(p) {
		if io.Input[k] == 0 {
			if !math.IsNaN(share) {
				t.Errorf("coefficient %d is 0 and may grow by a share of itself, %g", k, share)
			}
			continue
		}
		a := slices.Clone(io.Input)
		a[k] *= 1 + share
		x, _ := outputOf(t, n, a, io.Final)
		most, at := 0.0, 0
		for r := range n {
			if change := math.Abs(x[r]/io.Output[r] - 1); change > most {
				most, at = change, r
			}
		}
		about(t, "the first change", most, p, 1e-9)
		if at != k/n {
			t.Errorf("coefficient %d: sector %d changes most", k, at)
		}
	}
}

// TestPropagationLength_series: Σ k A^k / Σ A^k.
func TestPropagationLength_series(t *testing.T) {
	n := 6
	io := someTable(t, n, 11)
	power, sum, weighted := slices.Clone(io.Input), make([]float64, n*n), make([]float64, n*n)
	for k := 1; k < 400; k++ {
		next := make([]float64, n*n)
		for i := range n {
			for j := range n {
				sum[i*n+j] += power[i*n+j]
				weighted[i*n+j] += float64(k) * power[i*n+j]
				for m := range n {
					next[i*n+j] += power[i*n+m] * io.Input[m*n+j]
				}
			}
		}
		power = next
	}
	for k, got := range io.PropagationLength() {
		about(t, "APL", got, weighted[k]/sum[k], 1e-10)
	}
}

func TestLinkages_invariants(t *testing.T) {
	for seed := range uint64(30) {
		io := someTable(t, 3+int(seed)%8, seed)
		n := float64(io.N)
		var influence, leontief, ghosh, use, up, down float64
		for i, k := range io.Linkages(false) {
			influence, leontief, ghosh = influence+k.Influence, leontief+k.SensitivityLeontief, ghosh+k.SensitivityGhosh
			if k.Upstreamness < 1-1e-12 || k.Downstreamness < 1-1e-12 {
				t.Errorf("upstreamness %g, downstreamness %g: below 1", k.Upstreamness, k.Downstreamness)
			}
			up, down = up+k.Upstreamness*io.Added[i], down+k.Downstreamness*io.Final[i]
			use += io.Output[i]
		}
		about(t, "mean influence", influence/n, 1, 1e-12)
		about(t, "mean sensitivity", leontief/n, 1, 1e-12)
		about(t, "mean sensitivity by Ghosh", ghosh/n, 1, 1e-12)
		about(t, "upstreamness weighted by value added is output", up, use, 1e-11)
		about(t, "downstreamness weighted by final use is output", down, use, 1e-11)
		weights := shares(io.Final)
		mean := 0.0
		for i, k := range io.Linkages(true) {
			mean += k.Influence * weights[i]
		}
		about(t, "weighted mean of influence", mean, 1, 1e-12)
	}
}

func TestNewInputOutput_refused(t *testing.T) {
	for name, f := range map[string]Flows{
		"sizes":           {2, make([]float64, 3), make([]float64, 2)},
		"negative output": {1, []float64{0}, []float64{-1}},
		"flow, no output": {2, []float64{0, 1, 0, 0}, []float64{0, 5}},
		"no number":       {1, []float64{math.NaN()}, []float64{1}},
		"singular":        {1, []float64{1}, []float64{1}},
		"not productive":  {1, []float64{2}, []float64{1}},
	} {
		if _, err := NewInputOutput(f); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	io, err := NewInputOutput(Flows{2, []float64{1, 0, 0, 0}, []float64{2, 0}})
	if err != nil || io.Leontief[3] != 1 || io.Ghosh[0] != 2 {
		t.Errorf("a sector without output: %v", err)
	}
}
