package ingest

import (
	"sort"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/patent"
	"asterism/text"
)

// tableMap maps the rows of one sheet to records: a compiled layout.
type tableMap struct {
	table      *Table
	header     []string
	office     string
	separators []string
	commas     bool
	order      patent.Order
	patent     []patentCol
	cols       []layoutCol
}

type patentCol struct {
	index int
	*patentField
	names bool // holds names of parties
}

func compile(l *layout) (*tableMap, error) {
	m := &tableMap{table: l.table, header: l.header, cols: l.cols}
	if l.by != nil {
		m.office, m.separators = l.by.Office, l.by.Separators
	}
	m.order = l.order
	if l.profile != nil {
		m.office, m.separators, m.commas = orElse(m.office, l.profile.office), orList(m.separators, l.profile.separators), l.profile.commas
	}
	if l.table.Name != patentRecord {
		return m, nil
	}
	for _, c := range l.cols {
		f := patentFieldNamed(c.field)
		if f == nil {
			return nil, fail.New(fail.Invalid, "mapping: patents have no field %s", c.field)
		}
		m.patent = append(m.patent, patentCol{c.index, f, nameFields[c.field]})
	}
	sort.SliceStable(m.patent, func(i, j int) bool { return m.patent[i].order < m.patent[j].order })
	return m, nil
}

var nameFields = map[string]bool{"applicant": true, "assignee": true, "owner": true, "inventor": true, "agent": true, "examiner": true}

func orList(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// block maps the rows of a block in their order.
func (m *tableMap) block(s *Sink, b *block) error {
	s.order = m.order
	r := &PatentRecord{}
	for i, cells := range b.rows {
		if reason := m.idle(cells); reason != "" {
			s.Skip(reason)
			continue
		}
		m.surplus(s, cells, b.lines[i])
		var err error
		if m.table.Name == patentRecord {
			err = s.Patent(m.patentRecord(r, cells, b.lines[i]))
		} else {
			err = s.Row(m.table.Name, m.row(cells, b.lines[i]))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// surplus tells of values beyond the header.
func (m *tableMap) surplus(s *Sink, cells []string, line int64) {
	if len(cells) > len(m.header) && !blankRow(cells[len(m.header):]) {
		s.Finding(finding.Finding{Severity: finding.Warning, Code: "row.extra_cells", Line: line, Record: s.origin.record + 1, Value: cells[len(m.header)]})
	}
}

// patentRecord fills the record that is used again for every row.
func (m *tableMap) patentRecord(r *PatentRecord, cells []string, line int64) *PatentRecord {
	*r = PatentRecord{Line: line, Office: m.office, Cells: cells, Texts: r.Texts[:0], Claims: r.Claims[:0], Parties: r.Parties[:0],
		Classes: r.Classes[:0], Priorities: r.Priorities[:0], Citations: r.Citations[:0], Family: r.Family[:0], Events: r.Events[:0]}
	for i := range m.patent {
		c := &m.patent[i]
		if c.index >= len(cells) {
			continue
		}
		v := cleanCell(cells[c.index])
		switch {
		case missing(v):
		case !c.multi:
			c.set(r, v)
		default:
			m.split(c, r, v)
		}
	}
	return r
}

// split hands each value of a cell on. Names have their own separators unless the mapping states some.
func (m *tableMap) split(c *patentCol, r *PatentRecord, v string) {
	if c.names && m.commas {
		splitCommas(v, func(one string) { c.set(r, one) })
		return
	}
	if c.names && len(m.separators) == 0 && strings.IndexByte(v, ';') < 0 {
		for _, name := range text.SplitNames(v) {
			c.set(r, name)
		}
		return
	}
	splitValues(v, m.separators, func(one string) { c.set(r, one) })
}

func (m *tableMap) row(cells []string, line int64) Row {
	r := Row{Line: line, Cells: cells, Fields: make([]Field, 0, len(m.cols))}
	for _, c := range m.cols {
		if c.index < len(cells) {
			r.Fields = append(r.Fields, Field{c.field, cleanCell(cells[c.index]), c.unit})
		}
	}
	return r
}

// idle tells why a row is no record: blank, a total, a repeated header, the template's sample, a note below the table.
func (m *tableMap) idle(cells []string) string {
	first, second := firstValues(cells)
	switch {
	case first == "":
		return "blank"
	case len(first) > 24 && second != "":
		return ""
	case totals[fold(strings.ReplaceAll(first, " ", ""))]:
		return "total"
	case first == "示例" || first == "sample":
		return "sample"
	case second == "" && len(m.header) > 2 && isNote(first):
		return "note"
	case m.repeats(cells):
		return "header"
	}
	return ""
}

var totals = map[string]bool{"合计": true, "总计": true, "小计": true, "共计": true, "总数": true, "合計": true, "total": true, "subtotal": true, "sum": true, "grandtotal": true}

func firstValues(cells []string) (first, second string) {
	for _, c := range cells {
		if c == "" {
			continue
		}
		if v := cleanCell(c); v != "" {
			if first != "" {
				return first, v
			}
			first = v
		}
	}
	return first, ""
}

func isNote(v string) bool {
	for _, start := range []string{"注", "数据来源", "资料来源", "来源", "说明", "备注", "填表", "制表", "审核", "单位", "Note", "Source"} {
		if strings.HasPrefix(v, start) {
			return true
		}
	}
	return false
}

// repeats tells a header that comes again, as at page breaks.
func (m *tableMap) repeats(cells []string) bool {
	same := 0
	for i, c := range cells {
		if c == "" {
			continue
		}
		if i >= len(m.header) || cleanCell(c) != m.header[i] {
			return false
		}
		same++
	}
	return same > 1
}
