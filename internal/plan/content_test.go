package plan

import (
	"io/fs"
	"strings"
	"testing"

	"asterism/content"

	"github.com/goccy/go-yaml"
)

// duck is the column type of base tables for each declared type.
var duck = map[string]string{"text": "varchar", "code": "varchar", "int": "bigint", "float": "double", "share": "double", "money": "decimal(20,2)",
	"date": "date", "year": "integer", "bool": "boolean"}

// declared makes an empty base and raw table of every importable table, with the columns content declares; base
// tables with SQL of their own (content/base) have the columns that SQL gives them.
func declared(t *testing.T) map[string]string {
	t.Helper()
	names, err := fs.Glob(content.FS, "tables/*.yaml")
	fatal(t, err)
	tables := map[string]string{
		"base.patent":      "select '' as patent_id, date '2015-01-01' as application_date where false",
		"base.legal_event": "select '' as patent_id, date '2015-01-01' as event_date, '' as event_class where false",
		"base.batch":       "select '' as batch, true as is_complete, date '2015-01-01' as complete_to where false",
	}
	for _, name := range names {
		data, err := fs.ReadFile(content.FS, name)
		fatal(t, err)
		var table struct {
			Name    string
			Columns []struct{ Name, Type string }
		}
		fatal(t, yaml.Unmarshal(data, &table))
		if strings.HasPrefix(table.Name, "patent") {
			continue
		}
		columns := []string{"cast(null as varchar) as batch"}
		for _, c := range table.Columns {
			columns = append(columns, "cast(null as "+duck[c.Type]+") as "+c.Name)
		}
		sql := "select " + strings.Join(columns, ", ") + " where false"
		tables["base."+table.Name], tables["raw."+table.Name] = sql, sql
	}
	tables["base.observation"] = `select '' as entity_type, '' as entity_id, '' as indicator, 2015 as year, '' as definition, '' as status, '' as source,
		cast(1 as double) as value, '' as unit where false`
	tables["base.cluster_member"] = "select '' as cluster_id, '' as firm_id, '' as role, 2015 as start_year, 2015 as end_year where false"
	return tables
}

// TestContent_queriesFitTables runs every query of the product's plans over empty tables as content declares them: a
// renamed column or a query outside the gate shows here.
func TestContent_queriesFitTables(t *testing.T) {
	r := reader(t, declared(t))
	ask := reading{r}
	for _, p := range all().plans {
		for _, sql := range []string{p.Registry, p.Bodies} {
			if _, why := ask.rows(t.Context(), sql); sql != "" && why != nil {
				t.Errorf("%s: %v\n%s", p.ID, why.Args, sql)
			}
		}
		s, err := p.Status(t.Context(), r, 0)
		fatal(t, err)
		for _, target := range s.Targets {
			for _, one := range target.Sources {
				if one.Reason.Code == "query" || one.Reason.Code == "no_table" {
					t.Errorf("%s %s %s: %v", p.ID, target.ID, one.Source, one.Reason.Args)
				}
			}
		}
		for _, c := range s.Commitments {
			if c.State != NoneYet && c.Reason.Code != "no_rows" {
				t.Errorf("%s %s: %s %v", p.ID, c.ID, c.Reason.Code, c.Reason.Args)
			}
		}
		whole(t, ask, p)
	}
}

func whole(t *testing.T, ask reading, p *Plan) {
	t.Helper()
	for _, target := range p.Targets {
		for _, v := range target.Sources {
			if _, why := ask.rows(t.Context(), v.Complete); v.Complete != "" && why != nil {
				t.Errorf("%s %s: %v", target.ID, v.ID, why.Args)
			}
		}
	}
}
