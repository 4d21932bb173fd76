package derive

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// asemSpec writes the ASEM index as a spec from the package's own table of indicators.
func asemSpec(t *testing.T, root, period, steps string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "ASEM_iMeta.csv"))
	if err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b, groups strings.Builder
	fmt.Fprintf(&b, "unit: uCode\n%sindicators:\n", period)
	for _, r := range rows[1:] { // Level, iCode, iName, Direction, Weight, Unit, Target, Denominator, Parent, Type
		switch r[9] {
		case "Indicator":
			fmt.Fprintf(&b, "  - {id: %s, direction: %s, weight: %s, denominator: %q, group: %s}\n", r[1], r[3], r[4], r[7], r[8])
		case "Aggregate":
			fmt.Fprintf(&groups, "  - {id: %s, weight: %s, group: %q}\n", r[1], r[4], r[8])
		}
	}
	return b.String() + "groups:\n" + groups.String() + "steps:\n" + steps + "uncertainty: {replications: 50}\n"
}

// TestComputeIndex_asem: as a user would, from the spec and the data file to COINr's results.
func TestComputeIndex_asem(t *testing.T) {
	root := filepath.Join(sharedRoot(), "clusters", "coinr_asem")
	spec := asemSpec(t, root, "", "  - {do: denominate}\n  - {do: impute, method: group_mean, by: EurAsia_group}\n  - {do: screen, least: 0.9}\n  - {do: treat}\n  - {do: normalise}\n  - {do: aggregate}\n")
	data, err := os.ReadFile(filepath.Join(root, "ASEM_iData.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var out, notes bytes.Buffer
	c := IndexComputation{Computation: Computation{Name: "ASEM_iData.csv", Input: data, Format: "csv", Output: &out, Notes: &notes}, SpecName: "asem.yaml", Spec: []byte(spec), Table: "scores"}
	if err := ComputeIndex(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(root, "expected_Aggregated.csv"))
	if err != nil {
		t.Fatal(err)
	}
	expected := byUnit(t, want, "uCode")
	for unit, row := range byUnit(t, out.Bytes(), "unit") {
		for _, name := range []string{"Conn", "Sust", "Physical", "SusEcFin"} {
			if got, want := row[name], expected[unit][name]; math.Abs(got-want) > 1e-9 {
				t.Errorf("%s of %s: %g, want %g", name, unit, got, want)
			}
		}
		if got, want := row["score"], expected[unit]["Index"]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %g, want %g", unit, got, want)
		}
		if row["rank_low"] > row["rank"] || row["rank_high"] < row["rank"]-3 {
			t.Errorf("%s: rank %g, %g to %g", unit, row["rank"], row["rank_low"], row["rank_high"])
		}
	}
	for _, note := range []string{"denominate: 51 rows", "impute: 51 rows, 0 missing", "instead of aggregate"} {
		if !strings.Contains(notes.String(), note) {
			t.Errorf("no note %q in:\n%s", note, notes.String())
		}
	}
}

func byUnit(t *testing.T, data []byte, key string) map[string]map[string]float64 {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]float64{}
	for _, r := range rows[1:] {
		m := map[string]float64{}
		unit := ""
		for i, name := range rows[0] {
			if name == key {
				unit = r[i]
			}
			m[name], _ = strconv.ParseFloat(r[i], 64)
		}
		out[unit] = m
	}
	if len(out) != 51 {
		t.Fatalf("%d units", len(out))
	}
	return out
}

func sharedRoot() string {
	if root := os.Getenv("ASTERISM_DATA"); root != "" {
		return root
	}
	return "../../../shared/data"
}

// TestIndex_hashes: a hash depends on what was told and on the data, and on nothing else.
func TestIndex_hashes(t *testing.T) {
	made := func(spec, data string) []string {
		s, err := ReadIndexSpec("x.yaml", []byte(spec))
		if err != nil {
			t.Fatal(err)
		}
		f, err := s.frame(t.Context(), "x.csv", []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		m, err := s.make(f)
		if err != nil {
			t.Fatal(err)
		}
		return m.notes
	}
	spec, data := "indicators: [{id: a}, {id: b}]\n", "unit,a,b\nx,1,2\ny,3,1\nz,2,7\n"
	one := made(spec, data)
	if two := made("title: {zh: 标题, en: title}\n"+spec, data); strings.Join(one, "|") != strings.Join(two, "|") {
		t.Errorf("%v, %v", one, two)
	}
	for _, other := range [][]string{made(spec, strings.Replace(data, "7", "8", 1)), made("indicators: [{id: a, weight: 2}, {id: b}]\n", data)} {
		if other[0] == one[0] || other[len(other)-1] == one[len(one)-1] {
			t.Errorf("%v, %v", one, other)
		}
	}
	more := made(spec+"steps: [{do: normalise, method: zscore}]\n", data)
	if more[0] != one[0] || more[1] == one[1] {
		t.Errorf("only what follows the change differs: %v, %v", one, more)
	}
}

// TestReadIndexSpec_lines: what is wrong is said with its line.
func TestReadIndexSpec_lines(t *testing.T) {
	head := "indicators:\n  - {id: a, group: g}\n  - {id: b, group: g}\ngroups:\n  - {id: g}\n"
	for _, c := range []struct{ spec, want string }{
		{"indicators: [", "x.yaml:1:"},
		{"indicators: []\n", "x.yaml:1: indicators: from 1"},
		{head + "  - {id: score, group: g}\n", "x.yaml:6: id \"score\""},
		{head + "  - {id: a, group: g}\n", "stands twice"},
		{"indicators:\n  - {id: a}\n  - {id: b, direction: 2}\n", "x.yaml:3: direction of b"},
		{"indicators:\n  - {id: a, posts: [3, 1]}\n", "x.yaml:2: posts of a"},
		{head + "steps:\n  - {do: impute, skew: 2}\n", "x.yaml:7: impute takes no skew"},
		{head + "steps:\n  - {do: impute, method: magic}\n", "x.yaml:7: impute: method"},
		{head + "steps:\n  - {do: impute, method: group_mean}\n", "x.yaml:7: impute: by"},
		{head + "steps:\n  - {do: impute, method: linear}\n", "period"},
		{head + "steps:\n  - {do: aggregate}\n  - {do: normalise}\n", "x.yaml:8: normalise comes before aggregate"},
		{head + "steps:\n  - {do: aggregate}\n  - {do: aggregate}\n", "x.yaml:8: aggregate stands twice"},
		{head + "steps:\n  - {do: screen, least: 2}\n", "x.yaml:7: screen: least"},
		{head + "steps:\n  - {do: treat, indicators: [c]}\n", "x.yaml:7: there is no indicator c"},
		{head + "steps:\n  - {do: weigh, method: ahp, judgements: {g: [[1, 2], [2, 1]]}}\n", "x.yaml:7: judgements of g"},
		{head + "steps:\n  - {do: aggregate, method: generalised}\n", "power"},
		{head + "uncertainty:\n  weights: [2]\n", "x.yaml:7: weights"},
		{head + "uncertainty:\n  instead: [{do: treat, method: none}]\n", "x.yaml:7: instead"},
	} {
		_, err := ReadIndexSpec("x.yaml", []byte(c.spec))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.spec, err, c.want)
		}
	}
}

// FuzzReadIndexSpec: no spec and no data, however wrong, is more than an error.
func FuzzReadIndexSpec(f *testing.F) {
	f.Add("indicators: [{id: a}, {id: b}]\nsteps: [{do: treat}, {do: normalise, method: prank}, {do: aggregate, method: copeland}]\n")
	f.Add("indicators: [{id: a, posts: [0, 1]}]\nsteps: [{do: normalise, method: goalposts}]\nuncertainty: {replications: 3, instead: []}\n")
	f.Fuzz(func(t *testing.T, spec string) {
		s, err := ReadIndexSpec("x.yaml", []byte(spec))
		if err != nil {
			return
		}
		frame, err := s.frame(t.Context(), "x.csv", []byte("unit,a,b\nx,1,2\ny,3,\nz,0,7\n"))
		if err != nil {
			return
		}
		m, err := s.make(frame)
		if err != nil || *s.Uncertainty.Replications > 100 {
			return
		}
		_, _ = m.table("scores")
	})
}
