package ingest

import (
	"context"
	"io"
	"strings"
)

// keyedTable is one table of a bulk database: rows that name patents, persons and places by keys.
type keyedTable struct {
	name string
	need []string                           // headers that tell it from the others, lower case
	row  func(out *Sink, r *keyedRow) error // nil: known and passed over, why tells the reason
	why  string
}

// keyedRow is one row with its cells by header.
type keyedRow struct {
	at    map[string]int
	cells []string
	line  int64
}

// get is the cleaned value under a header, "" where missing or one of the marks of missing.
func (r *keyedRow) get(header string) string {
	i, ok := r.at[header]
	if !ok || i >= len(r.cells) {
		return ""
	}
	if v := cleanCell(r.cells[i]); !missing(v) {
		return v
	}
	return ""
}

// first is the first of the headers that holds something.
func (r *keyedRow) first(headers ...string) string {
	for _, h := range headers {
		if v := r.get(h); v != "" {
			return v
		}
	}
	return ""
}

// keyedDatabase is a format of several such tables, each in a file of its own.
type keyedDatabase struct {
	name   string
	tables []keyedTable
}

func (d *keyedDatabase) format() Format { return Format{Name: d.name, Detect: d.detect, Read: d.read} }

func (d *keyedDatabase) detect(h Head) int {
	for _, s := range h.Sheets {
		if len(s.Rows) > 0 && d.table(headerPlaces(s.Rows[0])) != nil {
			return 96
		}
	}
	return 0
}

// table is the table whose headers are all there, the one with most of them.
func (d *keyedDatabase) table(at map[string]int) *keyedTable {
	var best *keyedTable
	for i := range d.tables {
		t := &d.tables[i]
		if hasAll(at, t.need) && (best == nil || len(t.need) > len(best.need)) {
			best = t
		}
	}
	return best
}

func headerPlaces(header []string) map[string]int {
	at := make(map[string]int, len(header))
	for i, h := range header {
		at[strings.ToLower(cleanCell(h))] = i
	}
	return at
}

func hasAll(at map[string]int, names []string) bool {
	for _, n := range names {
		if _, ok := at[n]; !ok {
			return false
		}
	}
	return len(names) > 0
}

func (d *keyedDatabase) read(ctx context.Context, in *Source, out *Sink) error {
	return eachSheet(ctx, in, func(s *sheet) error {
		rows, lines, err := s.next(1)
		if len(rows) == 0 {
			return ignoreEOF(err)
		}
		r := &keyedRow{at: headerPlaces(rows[0])}
		t := d.table(r.at)
		if t == nil {
			out.unknown = true
			out.remark("error", "unsupported_format", "", "")
			return nil
		}
		_ = lines // the header's own
		out.Sheet(s.name, rows[0])
		if s.remark != nil {
			defer s.remark(out)
		}
		return settled(in, s.blocks(ctx, 0, func(b *block) error { return t.block(out, r, b) }))
	})
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func (t *keyedTable) block(out *Sink, r *keyedRow, b *block) error {
	for i, cells := range b.rows {
		r.cells, r.line = cells, b.lines[i]
		switch {
		case blankRow(cells):
			out.Skip("blank")
		case t.row == nil:
			out.Skip(t.why)
		default:
			if err := t.row(out, r); err != nil {
				return err
			}
		}
	}
	return nil
}
