package derive

import (
	"context"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"asterism/internal/lake"
)

const firmTable = `name: firm
title: {zh: 企业, en: Firms}
key: [firm_id]
columns:
  - {name: firm_id, type: code, zh: 代码, en: code, required: true}
  - {name: name, type: text, zh: 名称, en: name}
  - {name: output_cny, type: money, zh: 产值, en: output}
`

const countSQL = `-- title: {zh: 企业数, en: Firms}
-- grain: [one]
-- columns: {one: {zh: 一, en: one, unit: code}, firm_count: {zh: 企业数, en: firms, unit: count}}
select 'all' as one, count(*) as firm_count
from base.firm
`

func tree(files map[string]string) fstest.MapFS {
	words, err := os.ReadFile("../../content/columns.yaml")
	if err != nil {
		panic(err)
	}
	all := map[string]string{"columns.yaml": string(words), "tables/firm.yaml": firmTable, "measures/firm/firms.sql": countSQL}
	maps.Copy(all, files)
	tree := fstest.MapFS{}
	for name, text := range all {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

func load(t *testing.T, files map[string]string, steps ...Step) (*Graph, string) {
	t.Helper()
	g, findings, err := Load(tree(files), steps)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range findings {
		lines = append(lines, fmt.Sprintf("%s:%d %s %s", f.File, f.Line, f.Code, f.Value))
	}
	return g, strings.Join(lines, "\n")
}

// joined stands for the steps that the workspace brings.
func joined() []Step {
	words := maps.Clone(chainWords)
	words["by_class"], words["by_query"] = words["is_scoped"], words["is_scoped"]
	return []Step{{Name: "base.chain_member", Header: Header{Grain: []string{"node_id", "patent_id"}, Columns: words}, Columns: join(varchars("node_id", "patent_id"), []lake.Column{{Name: "by_class", Type: "BOOLEAN"}, {Name: "by_query", Type: "BOOLEAN"}}),
		Run: func(context.Context, *lake.Reader, *Output) error { return nil }}}
}

func openLake(t *testing.T) *lake.Lake {
	t.Helper()
	l, err := lake.Open(t.Context(), t.TempDir(), lake.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// importFirms appends one batch of raw firms: "id|name|output|source date" a line.
func importFirms(t *testing.T, l *lake.Lake, batch string, rows ...string) {
	t.Helper()
	tx, err := l.Write(t.Context(), "import")
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	var cells [][]*string
	for i, r := range rows {
		var row []*string
		for _, c := range append(strings.Split(r, "|"), batch, "file-"+batch, fmt.Sprint(i+1)) {
			row = append(row, &c)
			if c == "" {
				row[len(row)-1] = nil
			}
		}
		cells = append(cells, row)
	}
	columns := []typed{{"firm_id", "VARCHAR"}, {"name", "VARCHAR"}, {"output_cny", "DECIMAL(20,2)"}, {"source_date", "DATE"},
		{"batch", "VARCHAR"}, {"file", "VARCHAR"}, {"record", "BIGINT"}}
	part, made, err := tx.Build(t.Context(), "raw.firm", valuesSQL(columns, cells), "", "")
	if err != nil {
		t.Fatal(err)
	}
	tx.AddBatch(lake.Batch{ID: batch})
	part.Batches = []string{batch}
	if err := tx.AppendParts("raw.firm", made, part); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func build(t *testing.T, g *Graph, l *lake.Lake) *Result {
	t.Helper()
	r, err := g.Build(t.Context(), l, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func rebuilt(r *Result) string {
	var names []string
	for _, t := range r.Tables {
		if t.Rebuilt {
			names = append(names, t.Name)
		}
	}
	return strings.Join(names, " ")
}

func query(t *testing.T, l *lake.Lake, sql string) string {
	t.Helper()
	r, err := l.Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows.Data {
		var cells []string
		for _, v := range row {
			cells = append(cells, show(v))
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "\n")
}
