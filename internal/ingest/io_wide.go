package ingest

import (
	"strings"

	"asterism/econ"
	"asterism/internal/finding"
)

// ioWideHeader finds the row that names columns R1C1 …; -1 where none does.
func ioWideHeader(rows [][]string) int {
	for i, row := range rows[:min(len(rows), ioHeadRows)] {
		n := 0
		for _, c := range row {
			if _, buyer, ok := econ.FlowColumn(cleanCell(c)); ok && buyer != "output" {
				n++
			}
		}
		if n >= 4 {
			return i
		}
	}
	return -1
}

// ioFlowColumn is a column of one flow.
type ioFlowColumn struct {
	column       int
	seller, sold string
}

// wide reads a region a row: columns RiCj, Yi, the region in the first column, the year in one of its own or for all.
func (r *ioReader) wide(head int) {
	columns, yearAt := r.wideColumns(head)
	year, usable := r.year(), r.findUnit()
	lacking := ioLacking(columns)
	if lacking != "" {
		r.out.Finding(finding.Finding{Severity: finding.Error, Code: "io.lacking", Line: r.lines[head], Value: lacking})
	}
	for i := head + 1; i < len(r.rows) && r.err == nil; i++ {
		row := r.rows[i]
		if !usable || lacking != "" {
			r.reject(r.lines[i], row, finding.Finding{Code: "io.refused"})
			continue
		}
		own := year
		if yearAt >= 0 && !r.stated["year"] {
			own = cleanCell(at(row, yearAt))
		}
		r.wideRow(r.lines[i], row, r.rows[head], columns, own)
	}
}

func (r *ioReader) wideColumns(head int) (columns []ioFlowColumn, yearAt int) {
	yearAt = -1
	for j, c := range r.rows[head] {
		seller, buyer, ok := econ.FlowColumn(cleanCell(c))
		switch key := ioKey(c); {
		case ok && buyer == "output":
			columns = append(columns, ioFlowColumn{j, seller, ioOutput})
		case ok:
			columns = append(columns, ioFlowColumn{j, seller, buyer})
		case key == "year" || key == "年份" || key == "年度" || key == "年":
			yearAt = j
		}
	}
	return columns, yearAt
}

// ioLacking is the first flow between sectors without a column.
func ioLacking(columns []ioFlowColumn) string {
	have, sectors, order := map[[2]string]bool{}, map[string]bool{}, []string(nil)
	for _, c := range columns {
		have[[2]string{c.seller, c.sold}] = true
		for _, s := range []string{c.seller, c.sold} {
			if s != ioOutput && !sectors[s] {
				sectors[s], order = true, append(order, s)
			}
		}
	}
	for _, a := range order {
		for _, b := range order {
			if !have[[2]string{a, b}] {
				return "R" + strings.TrimPrefix(a, "0") + "C" + strings.TrimPrefix(b, "0")
			}
		}
	}
	return ""
}

// wideRow takes the table of one region, or rejects it with each cell that keeps it out.
func (r *ioReader) wideRow(line int64, row, header []string, columns []ioFlowColumn, year string) {
	region := cleanCell(row[0])
	if region == "" {
		r.reject(line, row, finding.Finding{Code: "io.no_area"})
		return
	}
	var bad []finding.Finding
	for _, c := range columns {
		x, filled, ok := r.number(at(row, c.column))
		switch {
		case !ok || !filled:
			bad = append(bad, ioBad("io.number", row, c.column, at(header, c.column)))
		case c.sold == ioOutput && x < 0:
			bad = append(bad, ioBad("io.output_negative", row, c.column, ioOutput))
		}
	}
	if len(bad) > 0 || !r.begin(region, year) {
		r.rejectAll(line, row, bad)
		return
	}
	for _, c := range columns {
		r.put(line, region, year, c.seller, c.sold, cleanCell(at(row, c.column)))
	}
}

// rejectAll rejects a row for all that is wrong in it.
func (r *ioReader) rejectAll(line int64, row []string, bad []finding.Finding) {
	if len(bad) == 0 {
		bad = []finding.Finding{{Code: "io.refused"}}
	}
	for _, f := range bad[1:] {
		f.Line = line
		r.out.Finding(f)
	}
	r.reject(line, row, bad[0])
}
