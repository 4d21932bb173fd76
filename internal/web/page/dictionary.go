package page

import (
	"io/fs"
	"slices"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/internal/lang"

	"github.com/goccy/go-yaml"
)

// dictionary says what tables and columns mean: importable tables from content/tables, built ones from their
// headers.
type dictionary struct {
	graph    *derive.Graph
	list     []*ingest.Table
	imported map[string]*ingest.Table   // raw.<name>
	anywhere map[string]ingest.TableCol // a column's meaning wherever it was declared first
	general  map[string]derive.Word
}

func newDictionary(content fs.FS, graph *derive.Graph) (*dictionary, error) {
	tables, err := ingest.LoadTables(content)
	if err != nil {
		return nil, err
	}
	d := &dictionary{graph: graph, list: tables.All(), imported: map[string]*ingest.Table{}, anywhere: map[string]ingest.TableCol{}, general: map[string]derive.Word{}}
	for _, t := range d.list {
		d.imported["raw."+t.Name] = t
		for _, c := range t.Columns {
			if _, ok := d.anywhere[c.Name]; !ok {
				d.anywhere[c.Name] = c
			}
		}
	}
	if data, err := fs.ReadFile(content, "columns.yaml"); err == nil {
		return d, yaml.Unmarshal(data, &d.general)
	}
	return d, nil
}

// templates lists the tables that files can be imported into, by name.
func (d *dictionary) templates() []*ingest.Table {
	var all []*ingest.Table
	for _, t := range d.list {
		if t.Importable() {
			all = append(all, t)
		}
	}
	return all
}

func (d *dictionary) graphTitle(table, language string) string {
	n, _ := d.graph.Node(table)
	return n.Title.In(language)
}

// title is a table's name for people, its own name where nothing says more.
func (d *dictionary) title(table, language string) string {
	if title := d.graphTitle(table, language); title != "" {
		return title
	}
	if t, ok := d.imported[table]; ok {
		return t.Title.In(language)
	}
	if name, raw := strings.CutPrefix(table, "raw."); raw {
		return first(d.graphTitle("base."+name, language), table)
	}
	return table
}

// grain lists the columns that name one row of a table.
func (d *dictionary) grain(table string) []string {
	if n, ok := d.graph.Node(table); ok {
		return n.Grain
	}
	if t := d.imported[table]; t != nil {
		return t.Key
	}
	return nil
}

// order is how a table is sorted when nobody asks otherwise.
func (d *dictionary) order(table string) []string {
	if n, ok := d.graph.Node(table); ok && len(n.Order) > 0 {
		return n.Order
	}
	return d.grain(table)
}

// word tells a column's label, its unit and what there is to know about it.
func (d *dictionary) word(table, column, language string) (label, unit, doc string) {
	if n, ok := d.graph.Node(table); ok {
		w := n.Word(column)
		label, unit = w.In(language), w.Unit
	}
	if c, ok := d.importedColumn(table, column); ok {
		label, unit, doc = first(label, lang.Text{Zh: c.Zh, En: c.En}.In(language)), first(unit, c.Unit, c.Type), c.Doc.In(language)
	}
	if label == "" {
		w := d.general[column]
		label, unit = w.In(language), first(unit, w.Unit)
	}
	if c, ok := d.anywhere[column]; ok && label == "" {
		label, unit = lang.Text{Zh: c.Zh, En: c.En}.In(language), first(unit, c.Unit, c.Type)
	}
	if label == "" {
		return column, unit, doc
	}
	return lang.Capital(label), unit, doc
}

// importedColumn finds a column's documentation in content/tables, for base.x in that of raw.x as well.
func (d *dictionary) importedColumn(table, column string) (ingest.TableCol, bool) {
	_, name, _ := strings.Cut(table, ".")
	t := d.imported["raw."+name]
	if t == nil {
		return ingest.TableCol{}, false
	}
	for _, c := range t.Columns {
		if c.Name == column {
			return c, true
		}
	}
	return ingest.TableCol{}, false
}

// first returns the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// coded puts a coded value into words: those of the table's definition, whose first synonym is the Chinese label, else
// those of the column. "" where the column holds no codes.
func (r *Request) coded(table, column string, v any) string {
	value, ok := v.(string)
	if !ok || value == "" {
		return ""
	}
	if label := r.declared(table, column, value); label != "" {
		return label
	}
	if column == "indicator" {
		return r.indicator(value)
	}
	return r.wording("value." + column + "." + value)
}

// indicator names what an observation measures, which is a column of the yearbooks; "" where none is called so.
func (r *Request) indicator(name string) string {
	label, _, _ := r.Site.tables.word("raw.cluster_year", name, r.Lang)
	if label == name {
		return ""
	}
	return label
}

// declared is the word that the table's definition has for a code.
func (r *Request) declared(table, column, value string) string {
	_, name, _ := strings.Cut(table, ".")
	return r.wording("table." + name + "." + column + "." + value)
}

// codes lists the codes of a column with their words, none where it holds no codes.
func (r *Request) codes(table, column string) []Pair {
	var all []Pair
	c, _ := r.Site.tables.importedColumn(table, column)
	for code := range c.Values {
		all = append(all, Pair{code, r.declared(table, column, code)})
	}
	if prefix := "value." + column + "."; len(all) == 0 {
		for _, key := range r.Site.w.Catalog().Under(prefix) {
			all = append(all, Pair{strings.TrimPrefix(key, prefix), r.wording(key)})
		}
	}
	slices.SortFunc(all, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// wording is a text of the catalog that need not be there; "" where it is not.
func (r *Request) wording(key string) string {
	if !r.Site.w.Catalog().Has(key) {
		return ""
	}
	return r.Site.w.Catalog().Text(r.Lang, key)
}
