package derive

import (
	"fmt"
	"io/fs"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
)

// Table is a definition in content/tables as far as a build needs it: what raw.<name> holds and which columns
// name one thing.
type Table struct {
	File    string      `yaml:"-"`
	Name    string      `yaml:"name"`
	Title   lang.Text   `yaml:"title"`
	Grain   lang.Text   `yaml:"grain"`
	Key     []string    `yaml:"key"`
	Default string      `yaml:"default"` // the base table whose rows stand where no import has the first key
	Columns []TableCell `yaml:"columns"`
}

// TableCell is one declared column.
type TableCell struct {
	Name string    `yaml:"name"`
	Type string    `yaml:"type"`
	Unit string    `yaml:"unit"`
	Zh   string    `yaml:"zh"`
	En   string    `yaml:"en"`
	Doc  lang.Text `yaml:"doc"`
}

// kinds maps a declared type to the type of the lake.
var kinds = map[string]string{
	"text": "VARCHAR", "code": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "share": "DOUBLE",
	"money": "DECIMAL(20,2)", "date": "DATE", "year": "INTEGER", "bool": "BOOLEAN",
}

// provenance are the columns every raw table carries beside the declared ones.
var provenance = []lake.Column{
	{Name: "batch", Type: "VARCHAR"}, {Name: "file", Type: "VARCHAR"}, {Name: "record", Type: "BIGINT"},
	{Name: "line", Type: "BIGINT"}, {Name: "source_date", Type: "DATE"}, {Name: "filled", Type: "INTEGER"},
	{Name: "source_row", Type: "VARCHAR"},
}

func readTables(content fs.FS) ([]Table, error) {
	names, err := fs.Glob(content, "tables/*.yaml")
	if err != nil {
		return nil, err
	}
	tables := make([]Table, 0, len(names))
	for _, name := range names {
		t, err := readTable(content, name)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

func readTable(content fs.FS, name string) (Table, error) {
	t := Table{File: name}
	data, err := fs.ReadFile(content, name)
	if err != nil {
		return t, err
	}
	if err := yaml.Unmarshal(data, &t); err != nil {
		return t, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// rawColumns lists what each raw table has at least, imported or not.
func rawColumns(tables []Table) map[string][]lake.Column {
	raw := systemRaw()
	for _, t := range tables {
		columns := make([]lake.Column, 0, len(t.Columns)+len(provenance))
		for _, c := range t.Columns {
			columns = append(columns, lake.Column{Name: c.Name, Type: kinds[c.Type]})
		}
		raw["raw."+t.Name] = append(columns, provenance...)
	}
	return raw
}

func (t Table) header() Header {
	h := Header{Title: t.Title, About: t.Grain, Grain: t.Key, Columns: map[string]Word{}}
	for _, c := range t.Columns {
		h.Columns[c.Name] = Word{Text: lang.Text{Zh: c.Zh, En: c.En}, Unit: c.unit()}
	}
	return h
}

func (c TableCell) unit() string {
	if c.Unit != "" {
		return c.Unit
	}
	return map[string]string{"money": "cny", "share": "share", "date": "date", "year": "year", "bool": "flag",
		"text": "text", "code": "code", "int": "count"}[c.Type]
}

func (c TableCell) isKey(t Table) bool { return contains(t.Key, c.Name) }

// isPatent tells the raw tables that content/base/*.sql resolves by hand.
func (t Table) isPatent() bool { return t.Name == "patent" || strings.HasPrefix(t.Name, "patent_") }
