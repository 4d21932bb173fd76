package ingest

import (
	"bytes"
	"context"
	"io"
	"slices"
)

// sheet is one table of a file, read block by block.
type sheet struct {
	name   string
	next   func(n int) (rows [][]string, lines []int64, err error) // io.EOF with or after the last rows
	remark func(*Sink)                                             // findings the reader gathered, asked at the end
	merged func() []mergedRange                                    // merged cells of the sheet's top; nil without any
}

type mergedRange struct{ row, from, to int } // row and columns from 0

// eachSheet opens the tables of a source one after another.
func eachSheet(ctx context.Context, in *Source, do func(*sheet) error) error {
	switch {
	case in.Encoding != encBinary:
		return do(textSheet(in))
	case bytes.HasPrefix(in.head.Bytes, []byte(oleMagic)):
		return xlsSheets(in, do)
	case in.head.Has("PAR1"):
		return parquetSheet(ctx, in, do)
	}
	return workbookSheets(in, do)
}

// textSheet reads delimited text.
func textSheet(in *Source) *sheet {
	c := newCSVReader(in, dialectOf(in.head), in.Limits)
	return &sheet{next: c.next, remark: func(out *Sink) { c.remark(out) }}
}

// remark tells of quotes that never close and of rows and fields beyond the limits.
func (c *csvReader) remark(out *Sink) {
	for _, line := range c.stray {
		out.located("csv.stray_quote", line)
	}
	for _, line := range c.long {
		out.located("csv.too_long", line)
	}
}

// peekRows reads the first rows of a sheet and gives them back with a sheet that starts again before them. An error
// behind some rows comes when these are read again.
func (s *sheet) peekRows(n int) ([][]string, []int64, error) {
	rows, lines, end := s.next(n)
	if end != nil && end != io.EOF && len(rows) == 0 {
		return nil, nil, end
	}
	rest, first := s.next, true
	s.next = func(n int) ([][]string, []int64, error) {
		if first {
			first = false
			return rows, lines, end
		}
		if end != nil {
			return nil, nil, end
		}
		return rest(n)
	}
	return rows, lines, nil
}

// mergedIn are the merged cells where they can matter: with no blank in any of the first rows, none spans anything.
func (s *sheet) mergedIn(top [][]string) []mergedRange {
	if s.merged == nil {
		return nil
	}
	top = top[:min(len(top), headerDepth+2)]
	for _, row := range top {
		if len(row) != len(top[0]) || slices.Contains(row, "") {
			return s.merged()
		}
	}
	return nil
}
