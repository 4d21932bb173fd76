package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tables is a small, plainly artificial province.
var tables = map[string]string{
	"cluster.csv":        "cluster_id,name,industry_tag,region_code,status\nA,合成甲集群,示例,370100,supported\nB,合成乙集群,示例,370900,supported\n",
	"cluster_year.csv":   "cluster_id,year,output_cny,output_definition,figure_status,source\nA,2014,90000000000,主导产业总产值,reported,合成表\nA,2015,110000000000,主导产业总产值,reported,合成表\nA,2015,98000000000,主导产业总产值,audited,合成审核\nB,2015,20000000000,主导产业总产值,reported,合成表\n",
	"firm.csv":           "firm_id,name,region_code\n91370900MA0000000A,合成示例一有限公司,370900\n91370100MA0000000B,合成示例二有限公司,370100\n",
	"cluster_member.csv": "cluster_id,firm_id,role,valid_from\nA,91370900MA0000000A,backbone,2010-01-01\nA,91370100MA0000000B,supporting,2012-01-01\n",
	"firm_year.csv":      "firm_id,year,output_cny,revenue_cny\n91370900MA0000000A,2015,3000000000,2900000000\n91370100MA0000000B,2015,1000000000,900000000\n",
	"patent.csv":         "专利名称,申请号,申请人,申请日,主分类号,摘要\n一种合成装置,CN201210000001.X,合成示例一有限公司,2012-01-05,H01L33/00,示例\n一种合成方法,CN201310000002.X,合成示例一有限公司;合成示例二有限公司,2013-01-05,C04B35/00,示例\n",
}

// province imports the artificial tables.
func province(t testing.TB) *world {
	dir := t.TempDir()
	var paths []string
	for _, name := range keys(tables) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(tables[name]), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return built(t, nil, nil, paths...)
}

func TestReportsOfAProvince(t *testing.T) {
	w := province(t)
	for _, language := range []string{"zh", "en"} {
		overview := w.document(t, "overview", language, nil)
		keep(t, overview, language)
		check(t, overview, map[string]string{"clusters.cluster_count": "2", "firms.firm_count": "2", "patents.patent_count": "2"})
		cluster := w.document(t, "cluster", language, map[string]string{"cluster": "A"})
		keep(t, cluster, language)
		check(t, cluster, map[string]string{"members.firm_count": "2", "totals.patent_count": "2"})
	}
}

func check(t *testing.T, d *Document, want map[string]string) {
	t.Helper()
	for id, v := range want {
		if d.Numbers[id] != v {
			t.Errorf("%s %s: got %q, want %q", d.Name, id, d.Numbers[id], v)
		}
		if trace, err := d.Trace(id); err != nil || trace.SQL == "" || len(trace.Inputs) == 0 || trace.Value != v {
			t.Errorf("%s %s: no trace (%v)", d.Name, id, err)
		}
	}
}

// Every report loads, runs over an empty lake without an error, and over the province in every format twice with
// the same bytes (PDF aside: its bytes are Chromium's).
func TestOutputsAreTheSameTwice(t *testing.T) {
	d := province(t).document(t, "overview", "zh", nil)
	for _, format := range []string{"html", "xlsx", "csv"} {
		var a, b bytes.Buffer
		if err := d.Write(t.Context(), format, &a); err != nil {
			t.Fatal(err)
		}
		if err := d.Write(t.Context(), format, &b); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: bytes differ", format)
		}
	}
}

func TestHTMLAsksForNothingOutside(t *testing.T) {
	d := province(t).document(t, "overview", "zh", nil)
	var out bytes.Buffer
	if err := d.HTML(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(out.String(), `"http://www.w3.org/`, "")
	for _, bad := range []string{"src=", "http://", "https://", "@import", "url("} {
		if i := strings.Index(page, bad); i >= 0 && !strings.HasPrefix(page[i:], "url(#") {
			t.Errorf("%s in %s", bad, page[max(0, i-60):i+60])
		}
	}
}

func TestAWrongParameterIsRefused(t *testing.T) {
	r, err := Parse("x", "---\ntitle: {zh: 题, en: T}\nparameters: [{name: year, type: year}]\n---\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, given := range []map[string]string{{"year": "soon"}, {"yaer": "2015"}} {
		if _, err := r.values(given); err == nil {
			t.Errorf("%v was taken", given)
		}
	}
}

func TestBindNeverPastesValues(t *testing.T) {
	sql, args, err := bind(`select ':a', "b:a", x::text, :a, :b, :a -- :c`+"\n", map[string]any{"a": "1' or 1=1", "b": int64(2)})
	if err != nil || sql != `select ':a', "b:a", x::text, $1, $2, $1 -- :c`+"\n" || len(args) != 2 {
		t.Errorf("%s %v %v", sql, args, err)
	}
	if _, _, err := bind(":d", nil); err == nil {
		t.Error("an unknown parameter was taken")
	}
}

func TestSourceErrorsNameTheLine(t *testing.T) {
	for source, want := range map[string]string{
		"no front":                        "line 1",
		"---\ntitle: {zh: a}\n---\n:::\n": "line 4",
		"---\ntitle: {zh: a}\n---\n\n```sql\nselect 1\n```\n": "line 5",
		"---\ntitle: {zh: a}\n---\n::: zh\nx":                 "never closed",
	} {
		if _, err := Parse("x", source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", source, err)
		}
	}
}

func TestWriteTableGuardsFormulas(t *testing.T) {
	table := &Table{Name: "x", Title: "表", Columns: []Column{{Name: "a", Title: "名", Kind: "text"}, {Name: "b", Title: "数", Kind: "number"}}, Rows: [][]any{{"=1+1", -2.5}, {"@x", nil}}}
	var out bytes.Buffer
	if err := WriteTable(&out, "csv", table, TableOptions{BOM: true}); err != nil || out.String() != "\ufeff名,数\r\n'=1+1,-2.5\r\n'@x,\r\n" {
		t.Errorf("%q %v", out.String(), err)
	}
	out.Reset()
	var rows []map[string]any
	if err := WriteTable(&out, "json", table, TableOptions{}); err != nil || json.Unmarshal(out.Bytes(), &rows) != nil || rows[0]["a"] != "=1+1" {
		t.Errorf("%s %v", out.String(), err)
	}
}
