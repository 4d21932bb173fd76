package ingest

import (
	"path"
	"regexp"
	"strings"

	"asterism/patent"
)

// shapes recognise columns by their values where the header says nothing.
var shapes = []struct {
	field string
	looks *regexp.Regexp
}{
	{"application_number", regexp.MustCompile(`^(CN|ZL)?\s?(19|20)\d{10}\.?[\dXx]$|^(CN|ZL)\d{8}(\.?[\dXx])?$|^[A-Z]{2} \d{6,} [A-Z]$`)},
	{"publication_number", regexp.MustCompile(`^[A-Z]{2}[- ]?\d{6,13}[- ]?[A-Z]\d?$`)},
	{"ipc", regexp.MustCompile(`^[A-H]\d\d[A-Z] ?\s*\d{1,4}/\d{2,6}`)},
}

// guessColumns finishes a layout by looking at the values: unnamed columns of patents, and the order of dates.
func guessColumns(l *layout, top [][]string) {
	data := top[min(l.data, len(top)):]
	if l.table.Name == patentRecord {
		for i := range l.header {
			if !l.has(i) {
				l.guess(i, columnOf(data, i))
			}
		}
	}
	if l.order == patent.Unknown {
		l.order = dateOrder(l, data)
	}
}

func (l *layout) has(index int) bool {
	for _, c := range l.cols {
		if c.index == index {
			return true
		}
	}
	return false
}

func (l *layout) hasField(field string) bool {
	for _, c := range l.cols {
		if c.field == field {
			return true
		}
	}
	return false
}

func (l *layout) guess(i int, values []string) {
	for _, s := range shapes {
		if l.hasField(s.field) || len(values) == 0 {
			continue
		}
		if share(values, s.looks.MatchString) >= 0.8 {
			l.cols = append(l.cols, layoutCol{index: i, field: s.field, sure: 50})
			return
		}
	}
}

func share(values []string, ok func(string) bool) float64 {
	n := 0
	for _, v := range values {
		if ok(v) {
			n++
		}
	}
	return float64(n) / float64(len(values))
}

// columnOf lists the values of a column that are not missing.
func columnOf(rows [][]string, i int) []string {
	var out []string
	for _, r := range rows {
		if i < len(r) {
			if v := cleanCell(r[i]); !missing(v) {
				out = append(out, v)
			}
		}
	}
	return out
}

var twoWays = regexp.MustCompile(`^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$`)

// dateOrder learns the order of dates such as 25/04/13 from those that can be read one way only: all date columns
// of a file agree. Without such evidence the order stays unknown, and such dates become findings.
func dateOrder(l *layout, data [][]string) patent.Order {
	day, month := false, false
	for _, c := range l.cols {
		if !strings.HasSuffix(c.field, "_date") {
			continue
		}
		for _, v := range columnOf(data, c.index) {
			if p := twoWays.FindStringSubmatch(v); p != nil {
				day, month = day || above12(p[1]), month || above12(p[2])
			}
		}
	}
	switch {
	case day && !month:
		return patent.DayFirst
	case month && !day:
		return patent.MonthFirst
	}
	return patent.Unknown
}

func above12(two string) bool { return len(two) == 2 && two > "12" }

// stem is the file's name without folder and extension.
func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// mapping writes a layout in the form a user can save and edit.
func (l *layout) mapping() *Mapping {
	m := &Mapping{Table: l.table.Name, Dates: orderNames[l.order]}
	by := map[int]layoutCol{}
	for _, c := range l.cols {
		by[c.index] = c
	}
	for i, h := range l.header {
		if c := by[i]; h != "" || c.field != "" {
			m.Columns = append(m.Columns, MappedColumn{Header: h, Field: c.field, Unit: c.unit, Sure: c.sure})
		}
	}
	return m
}

var orderNames = map[patent.Order]string{patent.DayFirst: "dmy", patent.MonthFirst: "mdy", patent.YearFirst: "ymd"}

// layout finds the mapping's headers in a sheet: the row that holds most of them. nil when it holds none.
func (m *Mapping) layout(top [][]string, tables *Tables) (*layout, error) {
	t, ok := tables.Named(m.Table)
	if !ok || !t.Importable() {
		return nil, errNoTable(m.Table)
	}
	var best *layout
	for at := 0; at < min(len(top), headerDepth); at++ {
		l := m.fit(top[at], t)
		l.data = at + 1
		if len(l.cols) > 0 && (best == nil || len(l.cols) > len(best.cols)) {
			best = l
		}
	}
	return best, nil
}

func (m *Mapping) fit(row []string, t *Table) *layout {
	l := &layout{table: t, by: m}
	for order, name := range orderNames {
		if name == m.Dates {
			l.order = order
		}
	}
	for i, cell := range row {
		l.header = append(l.header, cleanCell(cell))
		for _, c := range m.Columns {
			if c.Field != "" && c.Header != "" && headerKey(c.Header) == headerKey(cell) {
				_, unit := headerUnit(cell)
				l.cols = append(l.cols, layoutCol{i, c.Field, orElse(c.Unit, unit), 100})
				break
			}
		}
	}
	return l
}
