package page

import (
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// tablesView lists the snapshot's tables by schema.
type tablesView struct {
	Base
	Groups []tableGroup
}

type tableGroup struct {
	Schema, Title, About string
	Tables               []tableLine
}

type tableLine struct {
	Name, Title, URL, Grain, About string
	Rows                           int64
	Columns                        int
	Bytes                          int64
}

// schemas in the direction data flow.
var schemas = []string{"measure", "index", "base", "raw"}

func loadTables(r *Request) (View, error) {
	v := &tablesView{}
	v.Title = r.T("tables.title")
	for _, schema := range schemas {
		g := tableGroup{Schema: schema, Title: r.T("schema." + schema), About: r.T("schema.about." + schema)}
		for _, t := range r.Reader.Snapshot().Tables {
			if strings.HasPrefix(t.Name, schema+".") {
				g.Tables = append(g.Tables, r.tableLine(t))
			}
		}
		if len(g.Tables) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return v, nil
}

// grainWords tells in words what one row of a table is.
func (r *Request) grainWords(table string) string {
	if t := r.Site.tables.imported[table]; t != nil && t.Grain.In(r.Lang) != "" {
		return t.Grain.In(r.Lang)
	}
	var words []string
	for _, column := range r.Site.tables.grain(table) {
		label, _, _ := r.Site.tables.word(table, column, r.Lang)
		label, _, _ = strings.Cut(label, "(") // without the list of what it can be
		words = append(words, strings.TrimSpace(label))
	}
	return strings.Join(words, " × ")
}

func (r *Request) tableLine(t lake.Table) tableLine {
	d := r.Site.tables
	line := tableLine{Name: t.Name, Title: d.title(t.Name, r.Lang), URL: r.Link("/data/tables/" + t.Name),
		Grain: r.grainWords(t.Name), Rows: t.Rows, Columns: len(t.Columns)}
	if n, ok := d.graph.Node(t.Name); ok {
		line.About = n.About.In(r.Lang)
	}
	for _, p := range t.Parts {
		line.Bytes += p.Bytes
	}
	return line
}

// tableView shows one table's rows and what its columns mean.
type tableView struct {
	Base
	Line    tableLine
	Table   *TableView
	Columns []columnLine
	Origin  origin
	Readers []LinkView
}

type columnLine struct{ Name, Label, Type, Unit, Doc string }

func loadTable(r *Request) (View, error) {
	t, from, err := r.tableOrAnswer(r.PathValue("table"))
	if err != nil {
		return nil, err
	}
	s, err := ParseSelect(t, r.Values, "count")
	if err != nil {
		return nil, err
	}
	s.From = from
	v := &tableView{Line: r.tableLine(t), Columns: r.columnLines(t)}
	v.Title, v.Crumbs = v.Line.Title, []Crumb{{r.T("tables.title"), r.Link("/data/tables")}}
	path := "/data/tables/" + t.Name
	if v.Table, err = r.Table(s, Shape{Path: path, Files: path}); err != nil {
		return nil, err
	}
	v.Origin = r.origin(t.Name, map[string]bool{})
	for _, name := range r.Site.tables.graph.Readers(t.Name) {
		v.Readers = append(v.Readers, LinkView{Text: r.Site.tables.title(name, r.Lang), URL: r.Link("/data/tables/" + name)})
	}
	return v, nil
}

// table finds a table of the snapshot.
func (r *Request) table(name string) (lake.Table, error) {
	t, ok := r.Reader.Snapshot().Table(name)
	if !ok {
		return t, fail.New(fail.NotFound, "no table %s in snapshot %d", name, r.Reader.Snapshot().ID)
	}
	return t, nil
}

func (r *Request) columnLines(t lake.Table) []columnLine {
	lines := make([]columnLine, len(t.Columns))
	for i, c := range t.Columns {
		label, unit, doc := r.Site.tables.word(t.Name, c.Name, r.Lang)
		lines[i] = columnLine{c.Name, label, c.Type, r.unitWord(unit), doc}
	}
	return lines
}

// origin is where a table comes from, down to the imports.
type origin struct {
	Name, Title, URL, Kind, File, SQL, Method string
	Rows                                      int64
	Inputs                                    []origin
	Again                                     bool // described further up already
}

func (r *Request) origin(name string, seen map[string]bool) origin {
	d := r.Site.tables
	o := origin{Name: name, Title: d.title(name, r.Lang), URL: r.Link("/data/tables/" + name), Kind: "raw", Again: seen[name]}
	if t, ok := r.Reader.Snapshot().Table(name); ok {
		o.Rows = t.Rows
	}
	n, built := d.graph.Node(name)
	if !built {
		return o
	}
	o.Kind, o.Method = string(n.Kind), r.methodLink(n.Method)
	if o.Again {
		return o
	}
	seen[name] = true
	o.File, o.SQL = n.File, n.SQL
	for _, in := range n.Inputs {
		o.Inputs = append(o.Inputs, r.origin(in, seen))
	}
	return o
}

// methodLink is the page of a method named as docs/methods/x.md.
func (r *Request) methodLink(method string) string {
	name, ok := strings.CutPrefix(method, "docs/")
	if !ok {
		return ""
	}
	return r.Link("/docs/" + strings.TrimSuffix(name, ".md"))
}
