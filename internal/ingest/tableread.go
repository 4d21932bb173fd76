package ingest

import (
	"context"
	"io"

	"asterism/internal/finding"
)

// readTable reads every sheet of a file with the targets that may stand in it. A sheet nobody can read is told; a
// file without any readable sheet is in no known format.
func readTable(ctx context.Context, in *Source, out *Sink, targets []*target) error {
	read, left := 0, []string(nil)
	var last *sheet
	err := eachSheet(ctx, in, func(s *sheet) error {
		if s.name == explanation || s.name == originals {
			return nil
		}
		if isCorrection(s) {
			out.Finding(finding.Finding{Sheet: s.name, Severity: finding.Error, Code: "correct.imported"})
			return nil
		}
		last = s
		l, err := planSheet(in, out, s, targets)
		if err != nil {
			return err
		}
		if l == nil {
			left = append(left, s.name)
			return nil
		}
		read++
		out.Sheet(s.name, l.header)
		return readSheet(ctx, in, out, s, l)
	})
	if err != nil || in.broken != nil && read == 0 {
		return err
	}
	out.Sheet("", nil)
	if read == 0 && last != nil || last == nil {
		out.unknown = true
		out.Finding(finding.Finding{Severity: finding.Error, Code: "unsupported_format"})
		return nil
	}
	for _, name := range left {
		out.Finding(finding.Finding{Severity: finding.Info, Code: "sheet.not_read", Sheet: name, Value: name})
	}
	return nil
}

// planSheet finds the sheet's layout, by the user's mapping where there is one, and consumes its header.
func planSheet(in *Source, out *Sink, s *sheet, targets []*target) (*layout, error) {
	rows, lines, err := s.peekRows(blockRows)
	if err != nil {
		in.broken = err
		return nil, nil
	}
	top, at := topRows(rows)
	m := in.Mapping
	if m != nil && m.Sheet != "" && m.Sheet != s.name {
		return nil, nil
	}
	out.set = out.job.set
	l := savedLayout(in, out, top)
	switch {
	case m != nil:
		l, err = m.layout(top, out.job.tables)
	case l == nil:
		l = recognise(top, fitMerged(s.mergedIn(top), lines, at), targets, orElse(s.name, stem(in.Name)), out.job.given())
	}
	if l != nil && l.by == nil && !l.plausible(top) {
		return nil, nil
	}
	if l == nil || err != nil {
		return nil, err
	}
	l.repeated(top, targets)
	guessColumns(l, top)
	out.preview.mapping(l, l.by)
	drop := 0
	if l.data > 0 {
		drop = at[l.data-1] + 1
	}
	s.dropRows(drop)
	return l, nil
}

// plausible refuses a reading whose values contradict it: codes of divisions are digits, so that a list of "id, name" is
// none of regions.
func (l *layout) plausible(top [][]string) bool {
	for _, c := range l.cols {
		if l.table.Name == "region" && c.field == "region_code" {
			values := columnOf(top[min(l.data, len(top)):], c.index)
			return len(values) == 0 || share(values, digits) >= 0.5
		}
	}
	return true
}

// topRows are the first rows that are not blank, and their places among all.
func topRows(rows [][]string) (top [][]string, at []int) {
	for i, r := range rows {
		if len(top) == headRows {
			break
		}
		if !blankRow(r) {
			top, at = append(top, trimRight(r)), append(at, i)
		}
	}
	return top, at
}

// trimRight drops the blank cells at the end of a row: sheets trail hundreds of them.
func trimRight(row []string) []string {
	n := len(row)
	for n > 0 && cleanCell(row[n-1]) == "" {
		n--
	}
	return row[:n]
}

// fitMerged renumbers merged ranges from sheet rows to the rows at hand.
func fitMerged(merged []mergedRange, lines []int64, at []int) []mergedRange {
	row := map[int64]int{}
	for i, k := range at {
		row[lines[k]] = i
	}
	var out []mergedRange
	for _, m := range merged {
		if i, ok := row[int64(m.row+1)]; ok && m.to > m.from {
			out = append(out, mergedRange{i, m.from, m.to})
		}
	}
	return out
}

// dropRows takes the header's rows from those peeked at.
func (s *sheet) dropRows(n int) {
	next, first := s.next, true
	s.next = func(k int) ([][]string, []int64, error) {
		rows, lines, err := next(k)
		if first {
			first = false
			n = min(n, len(rows))
			rows, lines = rows[n:], lines[n:]
		}
		return rows, lines, err
	}
}

// blocks cuts the rest of a sheet into blocks and hands them on in order.
func (s *sheet) blocks(ctx context.Context, first int64, hand func(*block) error) error {
	for {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rows, lines, err := s.next(blockRows)
		if len(rows) > 0 {
			if herr := hand(&block{first: first, rows: rows, lines: lines}); herr != nil {
				return herr
			}
			first += int64(len(rows))
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
