package ingest

import (
	"strings"

	"asterism/patent"
)

// target is a table a sheet may hold, with the words that name its columns.
type target struct {
	*vocabulary
	profile *profile
	names   map[string]bool // folded sheet or file names that mean the table
}

// layout is how one sheet is read: where its header is and what each column means.
type layout struct {
	table  *Table
	header []string // as composed from the header's rows
	data   int      // index of the first data row among the peeked rows
	cols   []layoutCol
	score  int

	by      *Mapping     // the mapping it follows, nil when it was recognised
	order   patent.Order // of dates that could be read two ways
	profile *profile     // the export this is, nil for other tables
}

type layoutCol struct {
	index int
	field string
	unit  string
	sure  int
}

func (ts *Tables) targets() []*target {
	var out []*target
	for _, t := range ts.list {
		if t.Importable() {
			out = append(out, newTarget(t, newVocabulary(t)))
		}
	}
	return out
}

func newTarget(t *Table, v *vocabulary) *target {
	names := map[string]bool{headerKey(t.Name): true, headerKey(t.Title.Zh): true, headerKey(t.Title.En): true}
	for _, n := range t.Names {
		names[headerKey(n)] = true
	}
	return &target{vocabulary: v, names: names}
}

// headerDepth is how many rows of a sheet's top may hold its header: titles, units and dates stand above it.
const headerDepth = 15

// recognise finds the header among the first rows and the table it belongs to: the pair that explains most columns.
// given names fields that the importer states as constants. nil when nothing fits.
func recognise(rows [][]string, merged []mergedRange, targets []*target, sheet string, given map[string]bool) *layout {
	var best *layout
	keys := map[string]headerWords{}
	for at := 0; at < min(len(rows), headerDepth); at++ {
		for depth := 1; depth <= 3 && at+depth <= len(rows); depth++ {
			for _, t := range targets {
				l := t.fit(rows[at:at+depth], at, merged, sheet, given, keys)
				if l != nil && (best == nil || l.score > best.score) {
					best = l
				}
			}
		}
	}
	return best
}

// fit reads header rows as those of the target. A deeper header has to explain more than its last row alone.
func (t *target) fit(rows [][]string, at int, merged []mergedRange, sheet string, given map[string]bool, keys map[string]headerWords) *layout {
	cells := composed(rows, at, merged)
	l := &layout{table: t.table, data: at + len(rows), profile: t.profile}
	taken := map[string]bool{}
	width, sum := 0, 0
	var spares []layoutCol
	for i, options := range cells {
		if len(options) == 0 {
			l.header = append(l.header, "")
			continue
		}
		width++
		header, field, unit, sure := t.best(options, keys)
		l.header = append(l.header, header)
		if spare, ok := strings.CutPrefix(field, "?"); ok {
			spares = append(spares, layoutCol{i, spare, unit, sure})
			continue
		}
		if field == "" || taken[field] && !multiple(t.table, field) {
			continue
		}
		taken[field] = true
		sum += sure
		l.cols = append(l.cols, layoutCol{i, field, unit, sure})
	}
	for _, c := range spares {
		if !taken[c.field] {
			taken[c.field] = true
			l.cols = append(l.cols, c)
		}
	}
	if width == 0 || !t.complete(taken, given) || !worthy(len(l.cols), width) {
		return nil
	}
	l.score = sum + 100*len(l.cols)/width - 10*len(rows) - 5*at
	if t.names[headerKey(sheet)] {
		l.score += 500
	}
	return l
}

// worthy asks that a header explains at least two columns, or all of them.
func worthy(matched, width int) bool {
	return matched >= 2 && matched*5 >= width || matched > 0 && matched == width
}

// complete asks for what the table cannot do without.
func (t *target) complete(taken, given map[string]bool) bool {
	if t.table.Name == patentRecord {
		return taken["title"] || taken["application_number"] || taken["publication_number"] || taken["grant_number"]
	}
	for _, c := range t.table.Columns {
		if c.Required && !taken[c.Name] && !given[c.Name] {
			return false
		}
	}
	return true
}

const patentRecord = "patent_record"

// multiple tells the fields that several columns may fill together.
func multiple(t *Table, field string) bool {
	p := patentFieldNamed(field)
	return t.Name == patentRecord && p != nil && p.multi
}

// best is the reading of a header cell that is surest.
func (t *target) best(options []string, keys map[string]headerWords) (header, field, unit string, sure int) {
	header = options[0]
	for _, o := range options {
		w, ok := keys[o]
		if !ok {
			w = wordsOf(o)
			keys[o] = w
		}
		if f, u, n := t.find(w); n > sure {
			header, field, unit, sure = o, f, u, n
		}
	}
	return header, field, unit, sure
}

// composed gives for every column the ways its header may be read: for one row the cell; for several the lowest
// cell, all cells joined, and each of the others. A merged cell, or a cell with blanks to its right over a filled
// row, counts for all columns under it.
func composed(rows [][]string, at int, merged []mergedRange) [][]string {
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	filled := make([][]string, len(rows))
	for i, r := range rows {
		filled[i] = spread(r, width, i < len(rows)-1, at+i, merged)
	}
	out := make([][]string, width)
	for c := range out {
		out[c] = readings(filled, c)
	}
	return out
}

func readings(rows [][]string, c int) []string {
	var parts []string
	all := ""
	for _, r := range rows {
		if v := r[c]; v != "" && (len(parts) == 0 || parts[len(parts)-1] != v) {
			parts = append(parts, v)
			all += v
		}
	}
	if len(parts) <= 1 {
		return parts
	}
	out := []string{parts[len(parts)-1], all}
	return append(out, parts[:len(parts)-1]...)
}

func spread(row []string, width int, upper bool, at int, merged []mergedRange) []string {
	out := make([]string, width)
	for i, c := range row {
		out[i] = cleanCell(c)
	}
	for _, m := range merged {
		for c := m.from + 1; m.row == at && c <= m.to && c < width; c++ {
			out[c] = out[m.from]
		}
	}
	if !upper || len(merged) > 0 {
		return out
	}
	for c := 1; c < width; c++ {
		if out[c] == "" {
			out[c] = out[c-1]
		}
	}
	return out
}

// repeated takes the rows right below the header that name the same columns again into the header: templates have
// keys above titles, others titles in two languages.
func (l *layout) repeated(top [][]string, targets []*target) {
	for ; l.data < len(top); l.data++ {
		if !l.namesAgain(top[l.data], targets) {
			return
		}
	}
}

func (l *layout) namesAgain(row []string, targets []*target) bool {
	for _, t := range targets {
		if t.table != l.table {
			continue
		}
		same := 0
		for _, c := range l.cols {
			if c.index < len(row) {
				if f, _, sure := t.find(wordsOf(row[c.index])); f == c.field && sure == 100 {
					same++
				}
			}
		}
		return same >= 2 && same*5 >= len(l.cols)*4
	}
	return false
}
