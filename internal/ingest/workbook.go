package ingest

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// openWorkbook opens an XLSX under the limits. Cells are read raw: a date is its serial number, a share its
// fraction, whatever the sheet shows.
func openWorkbook(it *item) (*excelize.File, func(), error) {
	f, _, err := it.file()
	if err != nil {
		return nil, nil, err
	}
	l := it.work.limits
	x, err := excelize.OpenReader(f, excelize.Options{RawCellValue: true, UnzipSizeLimit: l.EntryBytes, UnzipXMLSizeLimit: min(16<<20, l.EntryBytes)})
	if err != nil {
		f.Close()
		return nil, nil, workbookError(err)
	}
	return x, func() { x.Close(); f.Close() }, nil
}

func workbookError(err error) error {
	switch {
	case strings.Contains(err.Error(), "size limit"):
		return &broken{"file.too_large", err}
	case errors.Is(err, excelize.ErrWorkbookFileFormat) || strings.Contains(err.Error(), "encrypted") || strings.Contains(err.Error(), "password"):
		return &broken{"workbook.unreadable", err}
	}
	return &broken{"file.corrupt", err}
}

// workbookHead takes the top of every sheet; a workbook nobody can open has none.
func workbookHead(it *item) []SheetHead {
	x, done, err := openWorkbook(it)
	if err != nil {
		return nil
	}
	defer done()
	var heads []SheetHead
	for _, name := range x.GetSheetList() {
		s, err := workbookSheet(x, name)
		if err != nil {
			continue
		}
		rows, _, _ := s.next(4 * headRows)
		top, _ := topRows(rows)
		heads = append(heads, SheetHead{Name: name, Rows: top})
	}
	return heads
}

func workbookSheets(in *Source, do func(*sheet) error) error {
	x, done, err := openWorkbook(in.item)
	if err != nil {
		in.broken = err
		return nil
	}
	defer done()
	for _, name := range x.GetSheetList() {
		s, err := workbookSheet(x, name)
		if err != nil {
			in.broken = workbookError(err)
			continue
		}
		if err := do(s); err != nil {
			return err
		}
	}
	return nil
}

func workbookSheet(x *excelize.File, name string) (*sheet, error) {
	rows, err := x.Rows(name)
	if err != nil {
		return nil, err
	}
	line := int64(0)
	s := &sheet{name: name, merged: mergedTop(x, name)}
	s.next = func(n int) ([][]string, []int64, error) {
		var out [][]string
		var lines []int64
		for len(out) < n {
			if !rows.Next() {
				return out, lines, endOf(rows)
			}
			line++
			cells, err := rows.Columns()
			if err != nil {
				return out, lines, workbookError(err)
			}
			out, lines = append(out, whole(cells)), append(lines, line)
		}
		return out, lines, nil
	}
	return s, nil
}

func endOf(rows *excelize.Rows) error {
	if err := rows.Error(); err != nil {
		return workbookError(err)
	}
	rows.Close()
	return io.EOF
}

// whole replaces what is no UTF-8: a workbook may claim it and lie.
func whole(cells []string) []string {
	for i, c := range cells {
		if !utf8.ValidString(c) {
			cells[i] = strings.ToValidUTF8(c, "�")
		}
	}
	return cells
}

// mergedTop lists the merged cells of the first rows, where headers are.
func mergedTop(x *excelize.File, name string) []mergedRange {
	cells, err := x.GetMergeCells(name)
	if err != nil {
		return nil
	}
	var out []mergedRange
	for _, m := range cells {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || r1 > headRows {
			continue
		}
		for r := r1; r <= min(r2, headRows); r++ {
			out = append(out, mergedRange{r - 1, c1 - 1, c2 - 1})
		}
	}
	return out
}
