package ingest

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strconv"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest/xlsx"
)

// Corrections are the changed cells of a correction workbook. Findings of severity Error stand in the way of
// keeping them.
type Corrections struct {
	Table    string
	Snapshot int64 // the export's
	Rows     int
	Cells    []CorrectedCell
	Findings []finding.Finding
}

// CorrectedCell is one changed cell: what it should hold, as a text of its column's type; nil is no value.
type CorrectedCell struct {
	Sheet  string
	Line   int64
	Row    string // name of the row
	Field  string
	Value  *string
	Reason string

	original string
}

// Exported tells whether a value is the one that the cell was exported with.
func (c CorrectedCell) Exported(value *string) bool { return token(value) == c.original }

// ReadCorrections reads a workbook that Correctable.Write made and somebody changed. Errors: Invalid for any other
// file; what is wrong in single cells is a finding.
func ReadCorrections(content fs.FS, r io.Reader) (_ *Corrections, err error) {
	defer fail.Wrap(&err, "read corrections")
	tables, err := LoadTables(content)
	if err != nil {
		return nil, err
	}
	book, closeBook, err := handedIn(r)
	if err != nil {
		return nil, err
	}
	defer closeBook()
	c := &correctionReader{book: book, out: &Corrections{}, seen: map[string]int64{}}
	if err := c.open(tables); err != nil {
		return nil, err
	}
	if err := c.rows(); err != nil {
		return nil, err
	}
	c.out.Findings = append(c.out.Findings, c.sink.log.kept...)
	return c.out, nil
}

type correctionReader struct {
	book      *xlsx.Book
	out       *Corrections
	table     *Table
	sink      *Sink
	originals map[string]map[string]string // row → column → token
	columns   []string                     // of the sheet, by its row 1
	seen      map[string]int64             // row → line
}

var errNoCorrections = fail.New(fail.Invalid, "this is no correction workbook; asterism correct export makes one")

// open reads the hidden sheet: the table, the snapshot, and every exported value.
func (c *correctionReader) open(tables *Tables) error {
	hidden, ok := namedSheet(c.book, originals)
	if !ok {
		return errNoCorrections
	}
	kept, done, err := workbookSheet(c.book, hidden)
	if err != nil {
		return err
	}
	defer done()
	head, _, err := kept.next(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(head) < 2 || len(head[0]) < 3 || head[0][0] != correctionTag {
		return errNoCorrections
	}
	if c.table, ok = tables.Named(head[0][1]); !ok {
		return fail.New(fail.Invalid, "the workbook corrects %q, which is no table here", head[0][1])
	}
	c.out.Table = c.table.Name
	c.out.Snapshot, _ = strconv.ParseInt(head[0][2], 10, 64) // 0 where somebody broke it: only shown
	c.sink = newSink(&job{limits: Limits{}.orDefault(), tables: tables}, "", place{}, nil)
	c.sink.Sheet(c.table.Name, nil)
	return c.keep(head[1], kept)
}

func (c *correctionReader) keep(columns []string, kept *sheet) error {
	c.originals = map[string]map[string]string{}
	return eachRow(kept, func(_ int64, cells []string) {
		row := map[string]string{}
		for i, name := range columns {
			row[name] = at(cells, i)
		}
		c.originals[row[rowName]] = row
	})
}

func eachRow(s *sheet, do func(line int64, cells []string)) error {
	for {
		rows, lines, err := s.next(1024)
		for i := range rows {
			do(lines[i], rows[i])
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fail.As(fail.Invalid, err, "the workbook is damaged")
		}
	}
}

func at(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// rows reads the sheet people changed.
func (c *correctionReader) rows() error {
	changed, ok := namedSheet(c.book, c.table.Name)
	if !ok {
		return fail.New(fail.Invalid, "the sheet %q is missing", c.table.Name)
	}
	s, done, err := workbookSheet(c.book, changed)
	if err != nil {
		return err
	}
	defer done()
	head, _, err := s.next(2)
	if len(head) < 2 || !slices.Contains(head[0], rowName) {
		return fail.New(fail.Invalid, "the hidden first row of the sheet %q is missing: export again (%v)", c.table.Name, err)
	}
	c.columns = head[0]
	return eachRow(s, c.row)
}

func (c *correctionReader) row(line int64, cells []string) {
	values := map[string]string{}
	blank := true
	for i, name := range c.columns {
		if name != "" {
			values[name] = at(cells, i)
			blank = blank && values[name] == ""
		}
	}
	if blank {
		return
	}
	c.sink.origin.line = line
	original := c.original(line, values)
	if original == nil {
		return
	}
	c.out.Rows++
	for _, name := range c.columns {
		if exported, kept := original[name]; kept && name != rowName {
			c.cell(line, values, name, exported)
		}
	}
}

// original finds the exported row of a line; a row that was not exported, stands twice, or whose key was changed is
// a finding.
func (c *correctionReader) original(line int64, values map[string]string) map[string]string {
	name := values[rowName]
	original, known := c.originals[name]
	if !known {
		c.remark("correct.unknown_row", "", name)
		return nil
	}
	if former, twice := c.seen[name]; twice {
		c.sink.Finding(finding.Finding{Severity: finding.Error, Code: "correct.twice", Value: name, Args: map[string]string{"line": strconv.FormatInt(former, 10)}})
		return nil
	}
	c.seen[name] = line
	return original
}

func (c *correctionReader) remark(code, field, value string) {
	c.sink.remark(finding.Error, code, field, value)
}

// cell compares one cell with its exported value and types what changed.
func (c *correctionReader) cell(line int64, values map[string]string, name, exported string) {
	i, declared := c.table.index[name]
	cell := cleanCell(values[name])
	if !declared || exported == "!" || token(&cell) == exported {
		return
	}
	value, ok := c.typed(&c.table.Columns[i], cell)
	if !ok || token(value) == exported {
		return
	}
	if c.isKey(name) {
		c.remark("correct.key_changed", name, cell)
		return
	}
	c.out.Cells = append(c.out.Cells, CorrectedCell{Sheet: c.table.Name, Line: line, Row: values[rowName], Field: name, Value: value,
		Reason: cleanCell(values[rowReason]), original: exported})
}

// isKey tells the columns before the reason: they name the row.
func (c *correctionReader) isKey(name string) bool {
	return slices.Index(c.columns, name) < slices.Index(c.columns, rowReason)
}

// isCorrection tells a sheet of a correction workbook, which is no source to import.
func isCorrection(s *sheet) bool {
	rows, _, _ := s.peekRows(blockRows)
	return len(rows) > 0 && len(rows[0]) > 0 && rows[0][0] == rowName
}
