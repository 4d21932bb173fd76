package text

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// goldFile opens a file of the names folder of the test data, or skips the test.
func goldFile(t testing.TB, name string) io.Reader {
	t.Helper()
	return dataFile(t, "names", name)
}

func dataFile(t testing.TB, folder, name string) io.Reader {
	t.Helper()
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(root, "patents", folder, name))
	if err != nil {
		t.Skipf("test data not here: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	if !strings.HasSuffix(name, ".gz") {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// table reads a delimited file with a header into maps.
func table(t testing.TB, name string, comma rune) []map[string]string {
	t.Helper()
	r := csv.NewReader(goldFile(t, name))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, comma == '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[rows[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}

// gold is a benchmark: mentions, and the true party of each ("" = not judged).
type gold struct {
	mentions []Mention
	truth    []string
}

func (g *gold) add(m Mention, truth string) {
	g.mentions, g.truth = append(g.mentions, m), append(g.truth, truth)
}

// measure resolves and compares the judged mentions.
func (g *gold) measure(group bool) (Agreement, *Resolution) {
	res := Resolve(g.mentions, nil, Wanted{Group: group})
	of := res.Of
	if group {
		of = res.Group
	}
	var found []int32
	var truth []string
	for i, want := range g.truth {
		if want != "" {
			found, truth = append(found, of[i]), append(truth, want)
		}
	}
	return Agree(found, truth), res
}

func (a Agreement) log(t testing.TB, what string) {
	t.Logf("%-44s B³ P %.4f R %.4f F %.4f   pairs P %.4f R %.4f F %.4f", what, a.B3Precision, a.B3Recall, a.B3F1, a.PairPrecision, a.PairRecall, a.PairF1)
}

// atLeast holds the B³ figures against floors a little below what was measured, so that they can only rise.
func (a Agreement) atLeast(t testing.TB, what string, precision, recall float64) {
	t.Helper()
	if a.B3Precision < precision || a.B3Recall < recall {
		t.Errorf("%s: B³ precision %.4f recall %.4f, were at least %g and %g", what, a.B3Precision, a.B3Recall, precision, recall)
	}
}

// dutch: applicants of PATSTAT with an address in the Netherlands; the truth is the harmonised id of KU Leuven.
func dutch(t testing.TB, raw, evidence bool) *gold {
	truth, written := map[string]string{}, map[string]string{}
	for _, r := range table(t, "patstat_nl_reference_two_thirds.csv", ',') {
		truth[r["person_id"]], written[r["person_id"]] = r["leuven_id"], r["person_name"]
	}
	g := &gold{}
	for _, r := range table(t, "patstat_nl_input.csv.gz", ',') {
		m := Mention{Name: r["Name"]}
		if raw && written[r["person_id"]] != "" {
			m.Name = written[r["person_id"]]
		}
		if evidence {
			m.People, m.Classes = strings.Split(r["Coauthor"], "**"), strings.Split(r["Class"], "**")
			m.Lat, _ = strconv.ParseFloat(r["Lat"], 64)
			m.Lon, _ = strconv.ParseFloat(r["Lng"], 64)
		}
		g.add(m, truth[r["person_id"]])
	}
	return g
}

func TestDutchApplicants(t *testing.T) {
	for _, c := range []struct {
		what                 string
		raw, evidence, group bool
		precision, recall    float64
	}{
		{"folded names, entity", false, false, false, 0.995, 0.74}, {"folded names, group", false, false, true, 0.99, 0.885},
		{"folded names and evidence, entity", false, true, false, 0.98, 0.925}, {"folded names and evidence, group", false, true, true, 0.925, 0.955},
		{"raw names, entity", true, false, false, 0.995, 0.77}, {"raw names, group", true, false, true, 0.99, 0.92},
		{"raw names and evidence, entity", true, true, false, 0.99, 0.905}, {"raw names and evidence, group", true, true, true, 0.935, 0.955},
	} {
		g := dutch(t, c.raw, c.evidence)
		a, _ := g.measure(c.group)
		a.log(t, "PATSTAT-NL "+c.what)
		a.atLeast(t, c.what, c.precision, c.recall)
	}
}

// aliases: pairs of a raw applicant with its place and the name it was cleaned to.
func aliases(t testing.TB) *gold {
	data, err := io.ReadAll(goldFile(t, "assignee_alias_pairs_two_thirds.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	g := &gold{}
	seen := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		raw, clean, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		for _, s := range []string{raw, clean} {
			if seen[s] {
				continue
			}
			seen[s] = true
			parts := strings.Split(s, ",")
			m := Mention{Name: parts[0]}
			if n := len(parts); n > 1 {
				m.Country = parts[n-1]
				m.City = parts[1]
			}
			g.add(m, clean)
		}
	}
	return g
}

func TestAliasPairs(t *testing.T) {
	for _, group := range []bool{false, true} {
		a, _ := aliases(t).measure(group)
		a.log(t, "alias pairs, group="+strconv.FormatBool(group))
		a.atLeast(t, "alias pairs", 0.98, 0.635)
	}
}

// drones: applicants as published and as a person cleaned them; lists of different length are left out.
func drones(t testing.TB) *gold {
	g := &gold{}
	seen := map[string]bool{}
	for _, r := range table(t, "drones_applicants_raw_vs_clean.csv.gz", ',') {
		raw, clean := strings.Split(r["applicants"], ";"), strings.Split(r["applicants_cleaned"], ";")
		if len(raw) != len(clean) {
			continue
		}
		for i := range raw {
			name := strings.TrimSpace(raw[i])
			if name != "" && name != "NA" && !seen[name] {
				seen[name] = true
				g.add(Mention{Name: name}, strings.TrimSpace(clean[i]))
			}
		}
	}
	return g
}

func TestDronesApplicants(t *testing.T) {
	for _, group := range []bool{false, true} {
		a, _ := drones(t).measure(group)
		a.log(t, "drones applicants, group="+strconv.FormatBool(group))
		a.atLeast(t, "drones applicants", 0.955, 0.97)
	}
}

func inventors(t testing.TB, file string) *gold {
	g := &gold{}
	for _, r := range table(t, file, ',') {
		g.add(Mention{Name: r["raw_inventor_name_last"] + ", " + r["raw_inventor_name_first"]}, r["unique_id"])
	}
	return g
}

func TestInventors(t *testing.T) {
	for _, c := range []struct {
		what              string
		set               *gold
		precision, recall float64
	}{
		{"ENS", inventors(t, "ens-inventors.csv.gz"), 0.998, 0.98}, {"Fung", fung(t), 0.999, 0.92},
		{"PatentsView, homonyms on purpose", inventors(t, "patentsview-inventors-benchmark.csv.gz"), 0.84, 0.95},
	} {
		a, _ := c.set.measure(false)
		a.log(t, "inventors "+c.what)
		a.atLeast(t, c.what, c.precision, c.recall)
	}
}

func fung(t testing.TB) *gold {
	data, err := io.ReadAll(goldFile(t, "fung_benchmark.csv"))
	if err != nil {
		t.Fatal(err)
	}
	g := &gold{}
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if len(f) > 5 {
			g.add(Mention{Name: f[2] + ", " + f[3]}, f[0])
		}
	}
	return g
}
