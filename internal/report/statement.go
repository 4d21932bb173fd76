package report

import (
	"fmt"
	"path"
	"regexp"
	"sort"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/lake"
)

// Statement is 数据说明: what every output says of where its numbers come from.
type Statement struct {
	Facts    []Fact `json:"facts"`    // snapshot, unit of count, date, parameters …
	Batches  *Table `json:"batches"`  // imports behind the report
	Sources  *Table `json:"sources"`  // tables read, with definition
	Columns  *Table `json:"columns"`  // meaning of the columns shown
	Findings *Table `json:"findings"` // causes of findings that touch the report
}

// Fact is a line of the statement.
type Fact struct{ Title, Text string }

func (r *run) statement() Statement {
	return Statement{Facts: r.facts(), Batches: r.batchTable(), Sources: r.sourceTable(), Columns: r.columnTable(), Findings: r.findingTable()}
}

func (r *run) facts() []Fact {
	s, w := r.env.Reader.Snapshot(), r.words
	all := []Fact{
		{w.Text("fact.report"), r.doc.Title + "（" + r.report.Name + "）"},
		{w.Text("fact.snapshot"), fmt.Sprintf("%d · %s UTC", s.ID, s.Created.UTC().Format("2006-01-02 15:04"))},
	}
	for _, f := range []Fact{{w.Text("fact.count"), r.report.Count.In(w.Lang)}, {w.Text("fact.date"), r.report.Date.In(w.Lang)}, {w.Text("fact.content"), s.Content}} {
		if f.Text != "" {
			all = append(all, f)
		}
	}
	for _, g := range r.doc.Given {
		all = append(all, Fact{g.Title, given(g)})
	}
	if s.Synthetic {
		all = append(all, Fact{w.Text("fact.synthetic"), w.Text("synthetic")})
	}
	return all
}

func given(g Given) string {
	if g.Value == "" || g.Value == g.Text {
		return g.Text
	}
	return g.Text + "（" + g.Value + "）"
}

// batchesUsed are the imports behind any query of the document, in order of import.
func (r *run) batchesUsed() []lake.Batch {
	used := map[string]bool{}
	for _, t := range r.doc.Traces {
		for _, b := range t.Batches {
			used[b] = true
		}
	}
	var all []lake.Batch
	for _, b := range r.env.Reader.Snapshot().Batches {
		if used[b.ID] {
			all = append(all, b)
		}
	}
	return all
}

func (r *run) batchTable() *Table {
	t := r.newTable("batches", "batch:code", "imported:date", "file:text", "accepted:count", "rejected:count", "findings:count", "set:text", "complete:text")
	for _, b := range r.batchesUsed() {
		var accepted, rejected, findings int64
		for _, f := range b.Files {
			accepted, rejected, findings = accepted+f.Accepted, rejected+f.Rejected, findings+f.Findings
		}
		t.Rows = append(t.Rows, []any{b.ID, b.Created.UTC().Format("2006-01-02"), r.filesOf(b), accepted, rejected, findings, r.set(b), r.complete(b)})
	}
	return t
}

// namedFiles is how many files of an import the statement names.
const namedFiles = 3

// filesOf names an import's files, the first of many.
func (r *run) filesOf(b lake.Batch) string {
	names := make([]string, len(b.Files))
	for i, f := range b.Files {
		names[i] = path.Base(f.Name)
	}
	sort.Strings(names)
	if len(names) <= namedFiles {
		return strings.Join(names, r.words.Text("comma"))
	}
	return r.words.Text("files", "names", strings.Join(names[:namedFiles], r.words.Text("comma")), "n", len(names))
}

// set words what the importer set for whole files.
func (r *run) set(b lake.Batch) string {
	var all []string
	for _, name := range keys(b.Settings) {
		title := name
		if n, ok := r.graphNode("base.patent"); ok && n.Word(name).Zh != "" {
			title = n.Word(name).In(r.env.Lang)
		}
		all = append(all, title+" = "+b.Settings[name])
	}
	return strings.Join(all, "; ")
}

func (r *run) graphNode(table string) (derive.Node, bool) {
	if r.env.Graph == nil {
		return derive.Node{}, false
	}
	return r.env.Graph.Node(table)
}

func (r *run) complete(b lake.Batch) string {
	if len(b.Complete) == 0 {
		return r.words.Text("sample")
	}
	var all []string
	for _, name := range keys(b.Complete) {
		title := name
		if key := "web.complete." + name; r.env.Catalog.Has(key) {
			title = r.env.Catalog.Text(r.env.Lang, key)
		}
		all = append(all, title+" "+b.Complete[name])
	}
	return strings.Join(all, "; ")
}

func (r *run) sourceTable() *Table {
	t := r.newTable("sources", "table:code", "title:text", "rows:count", "method:text", "used_for:count")
	used := map[string][]string{} // table → queries that read it
	for _, trace := range r.doc.Traces {
		for _, in := range trace.Inputs {
			used[in.Table] = append(used[in.Table], trace.ID)
		}
	}
	for _, name := range keys(used) {
		in := r.input(name)
		t.Rows = append(t.Rows, []any{name, in.Title, in.Rows, in.Method, int64(len(used[name]))})
	}
	return t
}

// columnTable tells each column shown once: name, words, unit.
func (r *run) columnTable() *Table {
	t := r.newTable("columns", "column:code", "title:text", "unit:text", "kind:code")
	seen := map[string]bool{}
	for _, shown := range r.doc.Tables() {
		for _, c := range shown.Columns {
			if key := c.Name + "\x00" + c.Title; !seen[key] {
				seen[key] = true
				t.Rows = append(t.Rows, []any{c.Name, c.Title, c.Unit, c.Kind})
			}
		}
	}
	return t
}

func (r *run) findingTable() *Table {
	t := r.newTable("findings", "severity:code", "code:code", "what:text", "field:code", "count:count")
	sums, order := map[remark]int64{}, []remark{}
	for _, name := range keys(r.doc.Traces) {
		for _, m := range r.doc.Traces[name].Findings {
			if _, seen := sums[m]; !seen {
				order = append(order, m)
			}
			sums[m] = m.Count
		}
	}
	total := map[remark]int64{}
	for _, m := range order {
		total[remark{Code: m.Code, Severity: m.Severity, Field: m.Field}] += m.Count
	}
	for m, n := range total {
		t.Rows = append(t.Rows, []any{m.Severity, m.Code, r.what(m.Code), m.Field, n})
	}
	sort.Slice(t.Rows, func(i, j int) bool { return lessFinding(t.Rows[i], t.Rows[j]) })
	return t
}

func lessFinding(a, b []any) bool {
	if a[4].(int64) != b[4].(int64) {
		return a[4].(int64) > b[4].(int64)
	}
	return fmt.Sprint(a) < fmt.Sprint(b)
}

// placeOf is a place in a finding's text that differs from one finding to the next.
var placeOf = regexp.MustCompile(`\{[a-z_]+\}`)

func (r *run) what(code string) string {
	key := "finding." + code + ".what"
	if !r.env.Catalog.Has(key) {
		return ""
	}
	return placeOf.ReplaceAllString(r.env.Catalog.Text(r.env.Lang, key), "…")
}

// newTable makes an empty table out of "name:kind" words.
func (r *run) newTable(name string, columns ...string) *Table {
	t := &Table{Name: name, Title: r.words.Text("statement." + name)}
	for _, c := range columns {
		column, kind, _ := strings.Cut(c, ":")
		t.Columns = append(t.Columns, Column{Name: column, Title: r.words.Text("statement.column." + column), Kind: kind})
	}
	return t
}

func keys[V any](m map[string]V) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	sort.Strings(all)
	return all
}

// source is the line below a table or figure.
func (r *run) source(res *result) string {
	titles := make([]string, len(res.inputs))
	for i, name := range res.inputs {
		titles[i] = r.input(name).Title
	}
	return r.words.Text("source", "tables", strings.Join(titles, r.words.Text("comma")), "snapshot", r.doc.Snapshot)
}
