package derive

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"asterism/internal/lake"
	"time"
)

func value(s string) *string { return &s }

func edit(event int64, key, field string, after *string) Edit {
	return Edit{Event: event, Table: "firm", Key: key, Field: field, After: after, Actor: "li", Reason: "年报", Time: time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)}
}

func TestEdits_winOverEverySource(t *testing.T) {
	l := openLake(t)
	g, _ := load(t, nil)
	importFirms(t, l, "b1", "A|甲|10.10|2015-01-01", "B|乙|5|2015-01-01", "C|丙|7|2015-01-01")
	put := func(edits ...Edit) {
		t.Helper()
		if err := PutEdits(t.Context(), l, "li", edits); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(when, want string) {
		t.Helper()
		build(t, g, l)
		if got := query(t, l, "select firm_id, name, output_cny, source_count from base.firm"); got != want {
			t.Errorf("%s:\n%s\nwanted\n%s", when, got, want)
		}
	}
	put(edit(1, "A", "output_cny", value("12.5")), edit(2, "B", "name", nil), edit(3, "C", "", nil), edit(4, "no such row", "name", value("x")))
	holds("edited", "A 甲 12.50 1\nB null 5.00 1")
	importFirms(t, l, "b2", "A|新名|99|2016-01-01")
	holds("a newer file came", "A 新名 12.50 2\nB null 5.00 1")
	if got := query(t, l, "select event, table_name, row_key, field, value_after, edited_time from raw.edit where event <= 2"); got != "1 firm A output_cny 12.5 2026-05-01 08:00:00\n2 firm B name null 2026-05-01 08:00:00" {
		t.Errorf("raw.edit holds\n%s", got)
	}
	put()
	holds("taken back", "A 新名 99.00 2\nB 乙 5.00 1\nC 丙 7.00 1")
	if s, _ := l.Current(); len(LakeEdits(s)) != 0 {
		t.Error("raw.edit stayed")
	}
}

func TestEdits_rebuildOnlyTheirTable(t *testing.T) {
	l := openLake(t)
	g, _ := load(t, map[string]string{"tables/zone.yaml": strings.NewReplacer("name: firm\n", "name: zone\n", "firm_id", "zone_id").Replace(firmTable)})
	importFirms(t, l, "b1", "A|甲|10|2015-01-01")
	build(t, g, l)
	e := edit(1, "A", "name", value("改"))
	for range 2 {
		if err := PutEdits(t.Context(), l, "li", []Edit{e}); err != nil {
			t.Fatal(err)
		}
	}
	if s, _ := l.Current(); s.ID != 3 {
		t.Errorf("snapshot %d: the same edits twice are one snapshot", s.ID)
	}
	if got := rebuilt(build(t, g, l)); got != "base.firm measure.firms" {
		t.Errorf("an edit of a firm rebuilt %s", got)
	}
	if got := rebuilt(build(t, g, l)); got != "" {
		t.Errorf("without a new edit %s was rebuilt", got)
	}
}

func TestRowKey(t *testing.T) {
	if a, b := RowKey("a|b", "c"), RowKey("a", "b|c"); a == b || a != "a%7Cb|c" {
		t.Errorf("%q and %q", a, b)
	}
}

// sampleOf is a value for a declared type, as an edit holds it and as the lake shows it.
var sampleOf = map[string][2]string{"text": {"改", "改"}, "code": {"C-1", "C-1"}, "int": {"7", "7"}, "float": {"0.25", "0.25"}, "share": {"0.25", "0.25"},
	"money": {"12.5", "12.50"}, "date": {"2015-06-30", "2015-06-30"}, "year": {"2015", "2015"}, "bool": {"true", "true"}}

// TestEdits_everyField: each field that content lets people edit takes an edit, in every table.
func TestEdits_everyField(t *testing.T) {
	content := os.DirFS("../../content")
	g, findings, err := Load(content, []Step{{ // a step of the façade, whose engine is not here
		Name: "base.chain_member", Header: Header{Grain: []string{"node_id", "patent_id"}, Count: "patent"}, Version: "1",
		Columns: []lake.Column{{Name: "node_id", Type: "VARCHAR"}, {Name: "patent_id", Type: "VARCHAR"}, {Name: "by_class", Type: "BOOLEAN"}, {Name: "by_query", Type: "BOOLEAN"}},
		Run:     func(context.Context, *lake.Reader, *Output) error { return nil }}})
	if err != nil || len(findings) > 0 {
		t.Fatal(findings, err)
	}
	tables, err := readTables(content)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		n, ok := g.Node("base." + table.Name)
		if !ok || g.Editable(n.Name) == nil {
			continue
		}
		e, want := everyField(t, g, n, table)
		l := openLake(t)
		if table.Default != "" {
			build(t, g, l)
			e.Given[table.Default] = nil // no rows of content beside the one edited
		}
		if what, err := g.example(t.Context(), l, e); err != nil || what != "" {
			t.Errorf("%s: %v\n%s\n%s", table.Name, err, what, want)
		}
	}
}

// everyField is an example: one raw row with its key only, an edit of each other field, and the row wanted.
func everyField(t *testing.T, g *Graph, n Node, table Table) (example, string) {
	raw, want := map[string]any{"file": "f", "record": 1, "batch": "b"}, map[string]any{}
	var key []string
	var rows []map[string]any
	types := map[string]string{}
	for _, c := range table.Columns {
		types[c.Name] = c.Type
	}
	for _, k := range n.Grain {
		raw[k], want[k] = sampleOf[types[k]][0], sampleOf[types[k]][1]
		key = append(key, sampleOf[types[k]][1])
	}
	for _, f := range g.Editable(n.Name) {
		rows = append(rows, map[string]any{"table_name": table.Name, "row_key": RowKey(key...), "field": f, "value_after": sampleOf[types[f]][0]})
		want[f] = sampleOf[types[f]][1]
	}
	if len(rows) == 0 {
		t.Errorf("%s has nothing to edit", n.Name)
	}
	return example{Table: n.Name, Given: map[string][]map[string]any{"raw." + table.Name: {raw}, "raw.edit": rows}, Expect: []map[string]any{want}}, fmt.Sprint(want)
}
