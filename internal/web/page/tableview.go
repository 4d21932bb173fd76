package page

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"asterism/internal/lake"
)

// TableView is the one table component: its state lives in the URL, its columns explain themselves, its rows can
// be taken away in four formats and opened to their trace.
type TableView struct {
	ID        string
	Caption   string
	Columns   []HeadView
	Rows      [][]Cell
	From, To  int
	Count     int64 // rows that fit; -1: not counted yet
	CountURL  string
	More      bool
	Prev      string
	Next      string
	Downloads []LinkView
	Applied   []LinkView // filters in force; the address takes one away
	Filters   []FilterView
	Hidden    []Pair // of the URL, kept by the filter form
	Action    string
	Trace     string
	Empty     string
}

// HeadView is a column's head.
type HeadView struct {
	Name, Label, Unit, Doc string
	Number                 bool
	URL                    string // sorts by the column
	Sorted                 string // ascending, descending or ""
}

// Cell is a value as it is shown. Title holds what does not fit.
type Cell struct {
	Text, URL, Class, Title string
	Null                    bool
}

// LinkView is a text with an address.
type LinkView struct {
	Text, URL string
	On        bool
}

// Pair is a name with a value.
type Pair struct{ Name, Value string }

// FilterView is one field of the filter form: Name is a parameter, Kind the field's type.
type FilterView struct {
	Label, Name, Value, Kind string
	Second, SecondValue      string // upper bound of numbers and dates
	Choices                  []Pair // codes with their words
}

// Shape says what a page wants of a table beyond the snapshot: where its URLs live, which parameters besides
// columns it understands, and how single cells look.
type Shape struct {
	ID        string
	Path      string                                  // of the page
	Files     string                                  // of the downloads, without the format
	Filters   []string                                // columns of the filter form; nil: all short ones
	Cell      func(column string, v any) (Cell, bool) // false: as usual
	Labels    map[string]string                       // column → label, over the dictionary
	Beside    func(*TableView, *lake.Rows) error      // adds columns that the table has not
	Name, Key string                                  // the cell of column Name leads to the page of the row's Key
	Link      func(key string) string                 // the address of that page; nil: as usual
}

// countFrom is the size of a table from which rows are counted only on request.
const countFrom = 2_000_000

// Table runs a selection and lays it out.
func (r *Request) Table(s Select, shape Shape) (*TableView, error) {
	ordered := s.by(r.Site.tables.order(s.Table.Name)...).by(r.Site.tables.grain(s.Table.Name)...)
	rows, err := r.Query(ordered.PageSQL())
	if err != nil {
		return nil, err
	}
	v := &TableView{ID: first(shape.ID, "table"), Count: -1, From: (s.Page-1)*s.Size + 1, Action: r.address(shape.Path, nil) + "#" + first(shape.ID, "table")}
	shown := rows.Data
	if len(shown) > s.Size {
		shown, v.More = shown[:s.Size], true
	}
	v.To = v.From + len(shown) - 1
	lay := layout{r, s, shape, rows.Columns}
	v.Columns, v.Rows = lay.heads(shown), lay.cells(shown)
	lay.around(v)
	if shape.Beside != nil {
		if err := shape.Beside(v, &lake.Rows{Columns: rows.Columns, Data: shown}); err != nil {
			return nil, err
		}
	}
	v.Trace = r.Trace(ordered.AllSQL(), "")
	return v, r.count(v, s)
}

func (r *Request) count(v *TableView, s Select) error {
	if !v.More && s.Page == 1 {
		v.Count = int64(len(v.Rows))
		return nil
	}
	if len(s.Where)+len(s.Within) == 0 && s.From == "" {
		v.Count = s.Table.Rows
		return nil
	}
	if s.Table.Rows > countFrom && r.Values.Get("count") == "" {
		v.CountURL = r.Here("count", "exact")
		return nil
	}
	n, err := r.Value(s.CountSQL())
	v.Count, _ = n.(int64)
	return err
}

// layout makes the parts of a TableView.
type layout struct {
	r       *Request
	s       Select
	shape   Shape
	columns []lake.Column
}

func (l layout) heads(rows [][]any) []HeadView {
	heads := make([]HeadView, len(l.columns))
	for i, c := range l.columns {
		label, unit, doc := l.r.Site.tables.word(l.s.Table.Name, c.Name, l.r.Lang)
		h := HeadView{Name: c.Name, Label: first(l.shape.Labels[c.Name], label), Doc: doc, Number: numeric(c, unit)}
		h.Unit = l.r.unitName(unit, largest(rows, i))
		h.URL, h.Sorted = l.sort(c.Name)
		heads[i] = h
	}
	return heads
}

func (l layout) sort(column string) (address, sorted string) {
	next := column
	if len(l.s.Order) > 0 && l.s.Order[0].Column == column {
		sorted = "ascending"
		next = "-" + column
		if l.s.Order[0].Down {
			sorted, next = "descending", column
		}
	}
	return l.r.Here("sort", next, "page", "") + "#" + first(l.shape.ID, "table"), sorted
}

func (l layout) cells(rows [][]any) [][]Cell {
	out := make([][]Cell, len(rows))
	for i := range rows {
		out[i] = make([]Cell, len(l.columns))
	}
	for j, c := range l.columns {
		_, unit, _ := l.r.Site.tables.word(l.s.Table.Name, c.Name, l.r.Lang)
		most := largest(rows, j)
		for i, row := range rows {
			out[i][j] = l.cell(c, unit, most, row[j])
		}
	}
	l.link(out, rows)
	return out
}

// link makes the cells of the naming column lead to the rows' own pages.
func (l layout) link(cells [][]Cell, rows [][]any) {
	at := func(name string) int {
		return slices.IndexFunc(l.columns, func(c lake.Column) bool { return c.Name == name })
	}
	name, key := at(l.shape.Name), at(l.shape.Key)
	if name < 0 || key < 0 {
		return
	}
	link := l.shape.Link
	if link == nil {
		link = func(value string) string { return l.r.keyLink(l.shape.Key, value) }
	}
	for i, row := range rows {
		cells[i][name].URL = link(text(row[key]))
	}
}

func (l layout) cell(c lake.Column, unit string, most float64, v any) Cell {
	if l.shape.Cell != nil {
		if cell, ok := l.shape.Cell(c.Name, v); ok {
			return cell
		}
	}
	if label := l.r.coded(l.s.Table.Name, c.Name, v); label != "" {
		return Cell{Text: label, Title: text(v), Class: "nowrap"}
	}
	return l.r.Cell(c, unit, most, v)
}

func numeric(c lake.Column, unit string) bool {
	return kindOf(c.Type) == "number" && unit != "code"
}

// largest is the greatest amount of a column, which chooses the unit money is shown in.
func largest(rows [][]any, column int) float64 {
	most := 0.0
	for _, row := range rows {
		if _, isText := row[column].(string); isText && !looksDecimal(row[column].(string)) {
			continue
		}
		if x, ok := toFloat(row[column]); ok && max(x, -x) > most {
			most = max(x, -x)
		}
	}
	return most
}

func looksDecimal(s string) bool {
	return s != "" && len(s) < 40 && strings.Trim(s, "0123456789.-") == ""
}

// unitName is what stands beside a column's label.
func (r *Request) unitName(unit string, most float64) string {
	switch unit {
	case "", "text", "code", "flag", "bool", "date", "year", "time", "count", "int", "float", "ordinal", "rank", "ratio", "as the indicator":
		return ""
	case "cny", "money":
		return scaleOf(most, r.Lang).name(r.Lang)
	case "share":
		return "%"
	}
	return first(r.wording("web.code.unit."+unit), unit)
}

// unitWord names a unit, or what kind of value stands in its place.
func (r *Request) unitWord(unit string) string {
	if unit == "" {
		return ""
	}
	return first(r.wording("web.code.unit."+unit), r.wording("web.unitkind."+strings.ReplaceAll(unit, " ", "_")), unit)
}

// Cell writes one value of a column.
func (r *Request) Cell(c lake.Column, unit string, most float64, v any) Cell {
	if v == nil {
		return Cell{Text: missing, Null: true, Class: classOf(numeric(c, unit))}
	}
	f := Format{r.Lang}
	switch {
	case unit == "cny" || unit == "money":
		x, _ := toFloat(v)
		return Cell{Text: f.Number(x / scaleOf(most, r.Lang).by), Class: "num", Title: text(v) + " CNY"}
	case unit == "share":
		return Cell{Text: strings.TrimSuffix(f.Share(v), "%"), Class: "num"}
	case unit == "year":
		return Cell{Text: text(v), Class: "num"}
	case numeric(c, unit):
		return Cell{Text: f.Number(v), Class: "num", Title: text(v)}
	}
	return r.textCell(c.Name, v)
}

func classOf(isNumber bool) string {
	if isNumber {
		return "num"
	}
	return ""
}

// longText is the number of characters a cell shows of a text.
const longText = 120

func (r *Request) textCell(column string, v any) Cell {
	switch v := v.(type) {
	case time.Time:
		return Cell{Text: text(v), Class: "nowrap"}
	case bool:
		return Cell{Text: r.T("flag." + strconv.FormatBool(v)), Class: "nowrap"}
	}
	s := text(v)
	cell := Cell{Text: s, URL: r.keyLink(column, s)}
	if runes := []rune(s); len(runes) > longText {
		cell.Text, cell.Title = string(runes[:longText])+"…", s
	}
	if isCode(column) {
		cell.Class = "code"
	} else if n := len([]rune(cell.Text)); n > 24 {
		cell.Class = "wide"
	} else if n > 8 {
		cell.Class = "mid"
	} else {
		cell.Class = "nowrap"
	}
	return cell
}

func isCode(column string) bool {
	for _, end := range []string{"_id", "_number", "_code", "uscc", "symbol", "batch", "file", "_region"} {
		if strings.HasSuffix(column, end) {
			return true
		}
	}
	return false
}

// entities are key columns whose values have pages of their own.
var entities = map[string]string{"patent_id": "/patents/", "citing_patent_id": "/patents/", "cited_patent_id": "/patents/", "firm_id": "/firms/",
	"party_id": "/parties/", "party_a": "/parties/", "party_b": "/parties/", "group_id": "/parties/", "uscc": "/firms/", "cluster_id": "/clusters/", "carrier_id": "/carriers/", "found_id": "/found/", "batch": "/data/batches/"}

func (r *Request) keyLink(column, value string) string {
	if path := entities[column]; path != "" && value != "" && !(column == "found_id" && value == foundNone) {
		return r.Link(path + value)
	}
	return ""
}

// around adds what stands around the rows: pages, downloads, filters.
func (l layout) around(v *TableView) {
	r, anchor := l.r, "#"+v.ID
	if l.s.Page > 1 {
		v.Prev = r.Here("page", pageText(l.s.Page-1)) + anchor
	}
	if v.More {
		v.Next = r.Here("page", pageText(l.s.Page+1)) + anchor
	}
	if l.shape.Files != "" {
		for _, format := range downloadFormats {
			q := without(r.Values, "page", "page_size", "count")
			v.Downloads = append(v.Downloads, LinkView{Text: formatName(format), URL: r.address(l.shape.Files+"/"+format, q)})
		}
	}
	l.applied(v)
	l.filters(v)
}

// formatName writes a format of files as people know it.
func formatName(format string) string {
	if format == "parquet" {
		return "Parquet"
	}
	return strings.ToUpper(format)
}

func pageText(n int) string {
	if n <= 1 {
		return ""
	}
	return strconv.Itoa(n)
}

func (l layout) applied(v *TableView) {
	for _, c := range l.s.Where {
		name := c.Column
		if c.Op != "" {
			name += "__" + c.Op
		}
		label, _, _ := l.r.Site.tables.word(l.s.Table.Name, c.Column, l.r.Lang)
		values := make([]string, len(c.Values))
		for i, x := range c.Values {
			values[i] = first(l.r.coded(l.s.Table.Name, c.Column, x), text(x))
		}
		words := fmt.Sprintf("%s %s %s", label, l.r.T("op."+first(c.Op, "eq")), strings.Join(values, ", "))
		v.Applied = append(v.Applied, LinkView{Text: words, URL: l.r.Here(name, "", "page", "") + "#" + v.ID})
	}
}

// filters lists the fields of the filter form and what the form has to keep.
func (l layout) filters(v *TableView) {
	own := map[string]bool{"page": true, "count": true}
	for _, c := range l.s.Table.Columns {
		if l.shape.Filters != nil && !slices.Contains(l.shape.Filters, c.Name) || l.shape.Filters == nil && len(v.Filters) >= 16 {
			continue
		}
		f := l.filter(c)
		own[f.Name], own[f.Second] = true, true
		v.Filters = append(v.Filters, f)
	}
	v.Hidden = hidden(l.r.Values, own)
}

func hidden(values url.Values, own map[string]bool) []Pair {
	var kept []Pair
	for _, name := range sortedKeys(values) {
		if !own[name] {
			kept = append(kept, Pair{name, values.Get(name)})
		}
	}
	return kept
}

func (l layout) filter(c lake.Column) FilterView {
	label, _, _ := l.r.Site.tables.word(l.s.Table.Name, c.Name, l.r.Lang)
	f := FilterView{Label: label, Kind: kindOf(c.Type)}
	switch f.Kind {
	case "number", "date":
		f.Name, f.Second = c.Name+"__gte", c.Name+"__lte"
		f.SecondValue = l.r.Values.Get(f.Second)
	case "flag":
		f.Name = c.Name
	default:
		f.Name = c.Name + "__contains"
		if f.Choices = l.r.codes(l.s.Table.Name, c.Name); len(f.Choices) > 0 {
			f.Name, f.Kind = c.Name, "choice"
		}
	}
	f.Value = l.r.Values.Get(f.Name)
	return f
}
