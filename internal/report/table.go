package report

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Column is a column of a table as it is shown. Kind decides alignment and how files type the cell: text, code
// (text even when it looks like a number), count, number, share (0–1), money, year, date, flag.
type Column struct {
	Name  string   `json:"name"`
	Title string   `json:"title"`
	Unit  string   `json:"unit,omitempty"` // in words; "" when none has to be told
	Kind  string   `json:"kind"`
	from  []string // the tables whose codes its values may be
}

// Table is a titled result. Cells are nil, bool, int64, float64, string or time.Time.
type Table struct {
	Name    string   `json:"name"` // id: sheet and file name
	Title   string   `json:"title"`
	Columns []Column `json:"columns"`
	Rows    [][]any  `json:"rows"`
	Shown   int      `json:"shown,omitempty"` // rows a page or print shows; 0 = all
	Note    string   `json:"note,omitempty"`
	Source  string   `json:"source,omitempty"`
	Trace   string   `json:"trace,omitempty"`
}

// Visible is what a page shows.
func (t *Table) Visible() [][]any {
	if t.Shown > 0 && t.Shown < len(t.Rows) {
		return t.Rows[:t.Shown]
	}
	return t.Rows
}

// Numeric tells whether a column is set to the right.
func (c Column) Numeric() bool {
	return slices.Contains([]string{"count", "number", "share", "money"}, c.Kind)
}

// Header is the column's title with its unit.
func (c Column) Header(language string) string {
	switch {
	case c.Unit == "":
		return c.Title
	case language == "en":
		return c.Title + " (" + c.Unit + ")"
	}
	return c.Title + "（" + c.Unit + "）"
}

// Cell writes a value of the column for a reader; nil is an en dash.
func (c Column) Cell(v any, w Words) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case bool:
		return w.Flag(v)
	case time.Time:
		return v.Format("2006-01-02")
	case int64:
		return c.integer(v)
	case float64:
		return c.float(v)
	case string:
		return c.text(v, w)
	}
	return strings.TrimSpace(stringOf(v))
}

func (c Column) integer(v int64) string {
	switch c.Kind {
	case "year", "code", "text", "date":
		return strconv.FormatInt(v, 10)
	case "share":
		return percent(float64(v))
	}
	return grouped(strconv.FormatInt(v, 10))
}

func (c Column) float(v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "–"
	case c.Kind == "share":
		return percent(v)
	case c.Kind == "count":
		return decimal(v, 1)
	}
	return decimal(v, digitsFor(v))
}

func (c Column) text(v string, w Words) string {
	if f, err := strconv.ParseFloat(v, 64); err == nil && c.Numeric() {
		return c.float(f)
	}
	return w.Value(c.from, c.Name, v)
}

// digitsFor keeps about four figures that mean something.
func digitsFor(v float64) int {
	switch a := math.Abs(v); {
	case a >= 1000 || v == math.Trunc(v):
		return 0
	case a >= 1:
		return 2
	case a >= 0.01:
		return 3
	}
	return 5
}

func percent(v float64) string { return strconv.FormatFloat(100*v, 'f', 1, 64) + "%" }

func decimal(v float64, digits int) string {
	s := strconv.FormatFloat(v, 'f', digits, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" {
		return grouped(whole)
	}
	return grouped(whole) + "." + fraction
}

// grouped puts commas between thousands.
func grouped(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
