package ingest

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"

	"asterism/internal/lang"
)

// Table describes one importable table: content/tables/<name>.yaml.
type Table struct {
	Name    string     `yaml:"name"`
	Title   lang.Text  `yaml:"title"`
	Grain   lang.Text  `yaml:"grain"`
	Doc     lang.Text  `yaml:"doc"`
	Source  string     `yaml:"source"` // the table whose files fill this one; such a table is not imported itself
	Key     []string   `yaml:"key"`
	Default string     `yaml:"default"` // rows of content that stand where nothing was imported; for the build
	Columns []TableCol `yaml:"columns"`
	Names   []string   `yaml:"aliases"` // words in file and sheet names that mean this table
	Sample  [][]string `yaml:"sample"`  // rows of the template, in the columns' order, plainly artificial
	raw     *rawTable
	index   map[string]int
}

// TableCol is one column of a Table.
type TableCol struct {
	Name     string            `yaml:"name"`
	Type     string            `yaml:"type"` // text | int | float | money | date | year | bool | share | code
	Unit     string            `yaml:"unit"`
	Zh       string            `yaml:"zh"`
	En       string            `yaml:"en"`
	Aliases  []string          `yaml:"aliases"`
	Required bool              `yaml:"required"`
	Values   map[string]string `yaml:"values"` // coded value → its synonyms, separated by "|", the Chinese label first
	Doc      lang.Text         `yaml:"doc"`
	coded    map[string]string // folded synonym → coded value
	bearer   bool              // names a bearer of a credit code; see bearsCode
	region   bool              // holds a division; see isRegion
}

// Tables are all tables of a content tree.
type Tables struct {
	list   []*Table
	byName map[string]*Table
}

var kinds = map[string]kind{"text": kindText, "code": kindText, "int": kindWhole, "float": kindFloat, "share": kindFloat,
	"money": kindMoney, "date": kindDate, "year": kindSmall, "bool": kindFlag}

// LoadTables reads content/tables.
func LoadTables(content fs.FS) (*Tables, error) {
	names, err := fs.Glob(content, "tables/*.yaml")
	if err != nil {
		return nil, err
	}
	ts := &Tables{byName: map[string]*Table{}}
	for _, name := range names {
		if err := ts.load(content, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	sort.Slice(ts.list, func(i, j int) bool { return ts.list[i].Name < ts.list[j].Name })
	return ts, nil
}

func (ts *Tables) load(content fs.FS, name string) error {
	data, err := fs.ReadFile(content, name)
	if err != nil {
		return err
	}
	t := &Table{}
	if err := yaml.UnmarshalWithOptions(data, t, yaml.Strict()); err != nil {
		return err
	}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); t.Name != want {
		return fmt.Errorf("table is named %q", t.Name)
	}
	if err := t.prepare(); err != nil {
		return err
	}
	ts.list = append(ts.list, t)
	ts.byName[t.Name] = t
	return nil
}

func (t *Table) prepare() error {
	columns := make([]column, len(t.Columns))
	t.index = map[string]int{}
	for i := range t.Columns {
		c := &t.Columns[i]
		k, ok := kinds[c.Type]
		if _, twice := t.index[c.Name]; !ok || twice {
			return fmt.Errorf("column %s: type %q, or named twice", c.Name, c.Type)
		}
		columns[i] = column{c.Name, k}
		t.index[c.Name] = i
		c.prepare()
		c.region = isRegion(t, c)
	}
	t.raw = newRawTable("raw."+t.Name, columns)
	return nil
}

func (c *TableCol) prepare() {
	c.bearer = bearsCode(c)
	if len(c.Values) == 0 {
		return
	}
	c.coded = map[string]string{}
	for code, synonyms := range c.Values {
		c.coded[fold(code)] = code
		for _, s := range strings.Split(synonyms, "|") {
			c.coded[fold(s)] = code
		}
	}
}

// Importable tells whether files of this table can be imported as such.
func (t *Table) Importable() bool { return t.Source == "" }

// All lists the tables by name.
func (ts *Tables) All() []*Table { return ts.list }

// Named finds a table.
func (ts *Tables) Named(name string) (*Table, bool) {
	t, ok := ts.byName[name]
	return t, ok
}

func (ts *Tables) hasColumn(name string) bool {
	for _, t := range ts.list {
		if _, ok := t.index[name]; ok && t.Importable() {
			return true
		}
	}
	return false
}
