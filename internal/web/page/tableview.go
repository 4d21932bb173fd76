package page

import (
	"slices"
	"strconv"
	"strings"

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
