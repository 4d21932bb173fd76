package ingest

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"

	"asterism/internal/fail"
	"asterism/internal/ingest/xlsx"
)

// SheetRows reads the first sheet of a workbook that has rows, every cell as a text, at most limit rows: a form that was
// filled in and comes back, not data to import.
func SheetRows(book []byte, limit int) (rows [][]string, err error) {
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "the workbook cannot be read")
	}
	b, err := xlsx.Open(z, xlsx.Options{})
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "the workbook cannot be read")
	}
	defer b.Close()
	for _, sheet := range b.Sheets {
		if rows, err = sheetCells(b, sheet, limit); err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return rows, nil
}

func sheetCells(b *xlsx.Book, sheet xlsx.Sheet, limit int) (all [][]string, err error) {
	r, err := b.Rows(sheet)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "the workbook cannot be read")
	}
	defer r.Close()
	for err == nil && len(all) < limit {
		var rows [][]string
		rows, _, err = r.Next(512)
		for _, row := range rows[:min(len(rows), limit-len(all))] {
			all = append(all, slices.Clone(row))
		}
	}
	if err != nil && err != io.EOF {
		return nil, fail.As(fail.Invalid, err, "the workbook cannot be read")
	}
	return all, nil
}
