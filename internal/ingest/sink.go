package ingest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"asterism/internal/finding"
	"asterism/patent"
)

// Sink takes what a format read: it normalises records, writes the rows of the raw tables, counts, and locates
// findings. A Sink belongs to one goroutine; fork gives another goroutine its own, join takes that one's rows over.
type Sink struct {
	job    *job  // what holds for the whole import
	origin place // batch and file of every row; record and line of the present one
	name   string
	sheet  string
	header []string
	order  patent.Order // of dates in this file that could be read two ways
	since  day          // date of the file's data where records carry none of their own

	constants map[string]string // of saved mappings, as applied to this file
	set       []assertion       // constants for the present sheet: of the request, and of its saved mapping
	tables    []*rows           // one a table that got rows, in the order they came up
	emit      func(*rawTable, *batch) error
	pending   []built
	memo      *memo
	log       log
	preview   *Preview
	unknown   bool   // the file turned out to be in no known format
	part      string // key of the part written last
	seq       int    // places before the present part's own
}

// built is a run of finished rows on its way to a part.
type built struct {
	table *rawTable
	rows  *batch
}

func newSink(j *job, name string, at place, emit func(*rawTable, *batch) error) *Sink {
	return &Sink{job: j, set: j.set, name: name, origin: at, emit: emit, memo: newMemo(), log: newLog(j.limits.Findings)}
}

// Sheet names the part of the file (worksheet) that the next records come from, and its header row.
func (s *Sink) Sheet(name string, header []string) {
	s.sheet, s.header = name, header
}

// SourceDate is the date of the file's data; it decides merges of records that carry none of their own.
func (s *Sink) SourceDate(at string) {
	if d, _, ok := parseDay(at, s.order); ok {
		s.since = d
	}
}

// Skip counts a record that is no document: a sequence listing, a total, an empty row. Reason is for people.
func (s *Sink) Skip(reason string) {
	s.origin.record++
	s.log.counts.Skipped++
	s.log.skipped[reason]++
}

// Reject counts a record that cannot be kept; its cells are stored in their order for download.
func (s *Sink) Reject(line int64, cells []string, f finding.Finding) error {
	s.origin.record++
	return s.reject(line, cells, f)
}

func (s *Sink) reject(line int64, cells []string, f finding.Finding) error {
	s.origin.line = line
	s.log.counts.Rejected++
	f.Severity = finding.Error
	s.Finding(f)
	w := s.rows(rawRejected)
	w.text(s.origin.batch, s.origin.file, s.sheet)
	w.whole(line)
	w.whole(s.origin.record)
	w.text(jsonCells(s.header), jsonCells(cells), f.Code, f.Field, f.Value)
	w.end()
	return s.settle()
}

// Finding records a remark on the present record; File, Sheet, Record and Line are filled where empty.
func (s *Sink) Finding(f finding.Finding) {
	f.File = s.name
	if f.Sheet == "" {
		f.Sheet = s.sheet
	}
	if f.Record == 0 && f.Line == 0 {
		f.Record = s.origin.record
	}
	if f.Line == 0 {
		f.Line = s.origin.line
	}
	f.Value = shorten(f.Value)
	s.log.add(f)
}

// remark is Finding for the commonest shape.
func (s *Sink) remark(severity finding.Severity, code, field, value string) {
	s.Finding(finding.Finding{Severity: severity, Code: code, Field: field, Value: value})
}

// Limits gives the limits a format has to keep.
func (s *Sink) Limits() Limits { return s.job.limits }

// rows finds the table's rows; a file fills few tables.
func (s *Sink) rows(t *rawTable) *rows {
	for _, r := range s.tables {
		if r.table == t {
			return r
		}
	}
	r := newRows(t)
	s.tables = append(s.tables, r)
	return r
}

// settle passes rows on once enough are gathered.
func (s *Sink) settle() error {
	for _, r := range s.tables {
		if r.enough() {
			if err := s.pass(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Sink) pass(r *rows) error {
	batch := r.take()
	if batch == nil {
		return nil
	}
	if s.emit == nil {
		s.pending = append(s.pending, built{r.table, batch})
		return nil
	}
	return s.emit(r.table, batch)
}

// flush passes on all rows gathered so far.
func (s *Sink) flush() error {
	for _, r := range s.tables {
		if err := s.pass(r); err != nil {
			return err
		}
	}
	return nil
}

// jsonCells writes cells as a JSON array, by hand: every row of every table passes here.
func jsonCells(cells []string) string {
	if cells == nil {
		return ""
	}
	n := 2
	for _, c := range cells {
		n += len(c) + 3
	}
	return string(appendCells(make([]byte, 0, n), cells))
}

func appendCells(out []byte, cells []string) []byte {
	out = append(out, '[')
	for i, c := range cells {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendJSON(out, c)
	}
	return append(out, ']')
}

// appendJSON appends a JSON string; cells are UTF-8 already.
func appendJSON(out []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if marked[s[i]] {
			quoted, _ := json.Marshal(s) // strings always marshal
			return append(out, quoted...)
		}
	}
	out = append(out, '"')
	out = append(out, s...)
	return append(out, '"')
}

// marked are the bytes that JSON strings cannot hold as they are.
var marked = func() (m [256]bool) {
	for c := range ' ' {
		m[c] = true
	}
	m['"'], m['\\'] = true, true
	return m
}()

// located is a warning about a line rather than a record.
func (s *Sink) located(code string, line int64) {
	s.Finding(finding.Finding{Severity: finding.Warning, Code: code, Line: line})
}

// count is a remark on how many records something happened to.
func (s *Sink) count(code, field string, n int64) {
	s.Finding(finding.Finding{Severity: finding.Info, Code: code, Field: field, Args: map[string]string{"count": strconv.FormatInt(n, 10)}})
}

// counted is a remark on how many places of a sheet something happened to, the first at a line.
func (s *Sink) counted(severity finding.Severity, code string, line, n int64) {
	s.Finding(finding.Finding{Severity: severity, Code: code, Line: line, Args: map[string]string{"count": strconv.FormatInt(n, 10)}})
}

func sortedKeys(m map[string]int64) []string { return slices.Sorted(maps.Keys(m)) }
