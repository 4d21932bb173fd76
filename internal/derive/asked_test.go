package derive

import (
	"strings"
	"testing"

	"asterism/internal/lake"
)

const askedSQL = `-- title: {zh: 某企业, en: A firm}
-- grain: [firm_id]
-- asked: firm_id
-- columns: {firm_id: {zh: 代码, en: code, unit: code}, name: {zh: 名称, en: name, unit: text}}
select firm_id, name from base.firm where firm_id = $firm_id
`

// TestAsked: such a table is not built, drops out of a lake that holds it from before, and answers for one value, whatever stands in it.
func TestAsked(t *testing.T) {
	g, remarks := load(t, map[string]string{"measures/firm/one.sql": askedSQL})
	if remarks != "" {
		t.Fatal(remarks)
	}
	for _, n := range g.Nodes() {
		if n.Name == "measure.one" {
			t.Error("it is among the tables to build")
		}
	}
	if all := g.AskedNodes(); len(all) != 1 || all[0].Name != "measure.one" {
		t.Errorf("asked: %v", all)
	}
	n, _ := g.Node("measure.one")
	if sql := n.Ask("O'Hara\x00 $firm_id"); !strings.HasSuffix(sql, "where firm_id = 'O''Hara $firm_id'") {
		t.Error(sql)
	}
	l, err := lake.Open(t.Context(), t.TempDir(), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	former, _ := load(t, map[string]string{"measures/firm/one.sql": strings.NewReplacer("-- asked: firm_id\n", "", "$firm_id", "'x'").Replace(askedSQL)})
	for _, graph := range []*Graph{former, g} {
		if r, err := graph.Build(t.Context(), l, Options{}); err != nil || len(r.Failed) > 0 {
			t.Fatal(r, err)
		}
	}
	now, err := l.Current()
	if err != nil {
		t.Fatal(err)
	}
	if _, still := now.Table("measure.one"); still {
		t.Error("the table of before is still there")
	}
}

// TestAskedRefused: what cannot be asked is a finding at its file.
func TestAskedRefused(t *testing.T) {
	for name, c := range map[string]struct{ sql, says string }{
		"not in the grain": {strings.Replace(askedSQL, "grain: [firm_id]", "grain: [name]", 1), "not in the grain"},
		"no place":         {strings.Replace(askedSQL, "= $firm_id", "= 'x'", 1), "does not hold $firm_id"},
		"read by a table":  {askedSQL, "not built"},
	} {
		files := map[string]string{"measures/firm/one.sql": c.sql}
		if name == "read by a table" {
			files["measures/firm/two.sql"] = strings.Replace(countSQL, "base.firm", "measure.one", 1)
		}
		if _, remarks := load(t, files); !strings.Contains(remarks, c.says) {
			t.Errorf("%s: %s", name, remarks)
		}
	}
}
