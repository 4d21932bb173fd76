package web

import (
	"encoding/json"
	"html"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"asterism/internal/report"
)

// opened is what another program finds in a file of ours.
type opened struct {
	Sheets, Rows, Columns int
	Paragraphs, Tables    int
	Nodes, Arcs           int
	Head                  []string
	Text                  string
}

// openers read a file with the program that it is for, or with the parser most used for its format.
var openers = map[string]struct{ needs, script string }{
	"xlsx": {"openpyxl", `
b = openpyxl.load_workbook(path)
rows = list(b.worksheets[0].iter_rows(values_only=True))
out = {"sheets": len(b.worksheets), "rows": sum(w.max_row for w in b.worksheets), "head": [str(c) for c in rows[0]], "columns": len(rows[0])}`},
	"docx": {"docx", `
d = docx.Document(path)
out = {"paragraphs": len(d.paragraphs), "tables": len(d.tables), "text": "\n".join(p.text for p in d.paragraphs)}`},
	"csv": {"csv", `
rows = list(csv.reader(open(path, encoding="utf-8-sig", newline="")))
out = {"rows": len(rows), "head": rows[0], "columns": max(len(r) for r in rows)}`},
	"json":    {"json", `out = {"rows": len(json.load(open(path)))}`},
	"gexf":    {"networkx", `g = networkx.read_gexf(path); out = {"nodes": len(g), "arcs": g.number_of_edges()}`},
	"graphml": {"networkx", `g = networkx.read_graphml(path); out = {"nodes": len(g), "arcs": g.number_of_edges()}`},
	"pajek":   {"networkx", `g = networkx.parse_pajek(open(path, encoding="utf-8-sig").read()); out = {"nodes": len(g), "arcs": g.number_of_edges()}`},
	"vosviewer": {"json", `
n = json.load(open(path, encoding="utf-8-sig"))["network"]
ids = {i["id"] for i in n["items"]}
assert all(l["source_id"] in ids and l["target_id"] in ids for l in n["links"])
out = {"nodes": len(n["items"]), "arcs": len(n["links"])}`},
}

// systemPython is the one that a distribution's packages are for.
func systemPython() string {
	if _, err := os.Stat("/usr/bin/python3"); err == nil {
		return "/usr/bin/python3"
	}
	return "python3"
}

// openWith asks for a path and opens what comes; it skips where the program is not here.
func openWith(t *testing.T, kind, path string) (o opened) {
	t.Helper()
	opener := openers[kind]
	if err := exec.Command(systemPython(), "-c", "import "+opener.needs).Run(); err != nil {
		t.Skip("python3 with " + opener.needs + " is not here")
	}
	_, body := scenario{path: path}.ask(t)
	file := filepath.Join(t.TempDir(), "file."+kind)
	if err := os.WriteFile(file, body, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(systemPython(), "-c", "import json, sys, "+opener.needs+"\npath = sys.argv[1]\n"+strings.TrimSpace(opener.script)+"\nprint(json.dumps(out))", file)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	answer, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s as %s: %v\n%s", path, kind, err, complaint.String())
	}
	if err := json.Unmarshal(answer, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// TestNetworksOpen: the readers of networkx find as many nodes and arcs as the page draws.
func TestNetworksOpen(t *testing.T) {
	_, body := scenario{path: "/network/data"}.ask(t)
	var drawn struct {
		IDs  []string
		Arcs []int
	}
	if err := json.Unmarshal(body, &drawn); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"gexf", "graphml", "pajek", "vosviewer"} {
		t.Run(kind, func(t *testing.T) {
			if o := openWith(t, kind, "/network/"+kind); o.Nodes != len(drawn.IDs) || o.Arcs != len(drawn.Arcs)/2 {
				t.Errorf("%+v, the page draws %d nodes and %d arcs", o, len(drawn.IDs), len(drawn.Arcs)/2)
			}
			if o := openWith(t, kind, "/mainpath/"+kind); o.Nodes < 2 || o.Arcs < 1 {
				t.Errorf("main path: %+v", o)
			}
		})
	}
}

// TestTablesOpen: a table, a list of patents and a query hold the same rows in each format.
func TestTablesOpen(t *testing.T) {
	for _, path := range []string{"/data/tables/base.cluster/%", "/patents/list/%?type=design", "/search/set/%?query=tiab%3D%E7%94%B5&dialect=incopat", "/query/%?sql=select+patent_id,title+from+base.patent+order+by+1+limit+7"} {
		t.Run(path, func(t *testing.T) {
			x, c, j := openWith(t, "xlsx", strings.Replace(path, "%", "xlsx", 1)), openWith(t, "csv", strings.Replace(path, "%", "csv", 1)), openWith(t, "json", strings.Replace(path, "%", "json", 1))
			if c.Rows < 2 || j.Rows != c.Rows-1 {
				t.Errorf("CSV %d rows with its head, JSON %d", c.Rows, j.Rows)
			}
			if x.Columns != c.Columns || x.Rows < c.Rows {
				t.Errorf("workbook %+v, CSV %+v", x, c)
			}
		})
	}
}

// TestReportsOpen: every report opens as a document with its title and tables, and as a workbook.
func TestReportsOpen(t *testing.T) {
	for _, r := range fixture.w.Reports() {
		t.Run(r.Name, func(t *testing.T) {
			chosen := firstChoices(t, r)
			if o := openWith(t, "docx", "/reports/"+r.Name+"/docx"+chosen); o.Paragraphs < 3 || o.Tables < 1 || !strings.Contains(o.Text, r.Title.Zh) {
				t.Errorf("document of %d paragraphs and %d tables", o.Paragraphs, o.Tables)
			}
			if o := openWith(t, "xlsx", "/reports/"+r.Name+"/xlsx"+chosen); o.Sheets < 1 || o.Rows < 3 {
				t.Errorf("workbook %+v", o)
			}
		})
	}
}

// firstChoices takes the first choice of every parameter that a report cannot do without.
func firstChoices(t *testing.T, r *report.Report) string {
	t.Helper()
	_, page := scenario{path: "/reports/" + r.Name}.ask(t)
	chosen := url.Values{}
	for _, p := range r.Parameters {
		if !p.Needed {
			continue
		}
		found := regexp.MustCompile(`(?s)name="` + p.Name + `".*?<option value="([^"]+)"`).FindSubmatch(page)
		if found == nil {
			t.Fatalf("%s: no choice of %s", r.Name, p.Name)
		}
		chosen.Set(p.Name, html.UnescapeString(string(found[1])))
	}
	return "?" + chosen.Encode()
}
