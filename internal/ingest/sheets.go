package ingest

import (
	"context"
	"io"
)

// sheet is one table of a file, read block by block.
type sheet struct {
	name   string
	next   func(n int) (rows [][]string, lines []int64, err error) // io.EOF with or after the last rows
	remark func(*Sink)                                             // findings the reader gathered, asked at the end
	merged []mergedRange                                           // merged cells of the sheet's top
}

type mergedRange struct{ row, from, to int } // row and columns from 0

// eachSheet opens the tables of a source one after another.
func eachSheet(ctx context.Context, in *Source, do func(*sheet) error) error {
	switch {
	case in.Encoding != encBinary:
		return do(textSheet(in))
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

// peekRows reads the first rows of a sheet and gives them back with a sheet that starts again before them.
func (s *sheet) peekRows(n int) ([][]string, []int64, error) {
	rows, lines, err := s.next(n)
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	rest, ended := s.next, err == io.EOF
	first := true
	s.next = func(n int) ([][]string, []int64, error) {
		if first {
			first = false
			return rows, lines, eofIf(ended)
		}
		if ended {
			return nil, nil, io.EOF
		}
		return rest(n)
	}
	return rows, lines, nil
}

func eofIf(ended bool) error {
	if ended {
		return io.EOF
	}
	return nil
}
