package ingest

import (
	"archive/zip"
	"errors"
	"io"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/ingest/xlsx"
	"asterism/internal/ingest/xmlscan"
)

// openWorkbook opens an item that is an XLSX.
func openWorkbook(it *item) (*xlsx.Book, func(), error) {
	f, size, err := it.file()
	if err != nil {
		return nil, nil, err
	}
	b, err := workbookIn(f, size, it.work)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return b, func() { b.Close(); f.Close() }, nil
}

// sheetTexts is what the texts of a sheet may come to in any case; beyond it their ratio to the file is asked.
const sheetTexts = 256 << 20

// workbookIn opens an XLSX under the limits. What it has to put on disk goes into the workshop.
func workbookIn(f io.ReaderAt, size int64, work *workshop) (*xlsx.Book, error) {
	z, err := zipIn(f, size)
	if err != nil {
		return nil, err
	}
	l := work.limits
	texts := min(l.SheetBytes, max(sheetTexts, l.Ratio*size))
	b, err := xlsx.Open(z, xlsx.Options{Part: l.part, FieldBytes: l.FieldBytes, RowBytes: l.RowBytes, Columns: l.Columns, TextBytes: texts, Spill: work.temp})
	if err != nil {
		return nil, workbookError(err)
	}
	return b, nil
}

// part opens a part of a workbook within its limits. One that says it is larger is not begun.
func (l Limits) part(f *zip.File) (io.ReadCloser, error) {
	if f.UncompressedSize64 > uint64(l.SheetBytes) {
		return nil, &broken{code: "file.too_large"}
	}
	r, err := f.Open()
	if err != nil {
		return nil, asBroken(err)
	}
	packed := int64(f.CompressedSize64)
	return guard(r, r, func() int64 { return packed }, l.SheetBytes, l.Ratio), nil
}

// workbookError names the cause of a workbook's fault.
func workbookError(err error) error {
	var damage *xmlscan.Error
	switch {
	case errors.Is(err, xlsx.ErrSpill):
		return fail.As(fail.Unavailable, err, "work folder")
	case errors.Is(err, xlsx.ErrTooLarge):
		return &broken{"file.too_large", err}
	case errors.Is(err, xlsx.ErrNotWorkbook), errors.Is(err, xlsx.ErrBinary):
		return &broken{"workbook.unreadable", err}
	case errors.As(err, &damage) && damage.Finding.Code == "xml.truncated":
		return &broken{"file.truncated", err}
	}
	return asBroken(err)
}

// workbookHead takes the top of every sheet. Where none can be read the error is that of the first.
func workbookHead(it *item) (heads []SheetHead, err error) {
	b, done, err := openWorkbook(it)
	if err != nil {
		return nil, err
	}
	defer done()
	for _, each := range b.Sheets {
		top, terr := sheetTop(b, each)
		if terr != nil && err == nil {
			err = terr
		}
		if len(top) > 0 {
			heads = append(heads, SheetHead{Name: each.Name, Rows: top})
		}
	}
	if len(heads) > 0 {
		err = nil // the reading will tell
	}
	return heads, err
}

func sheetTop(b *xlsx.Book, each xlsx.Sheet) ([][]string, error) {
	s, done, err := workbookSheet(b, each)
	if err != nil {
		return nil, err
	}
	defer done()
	rows, _, err := s.next(4 * headRows)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	top, _ := topRows(rows)
	return top, err
}

func workbookSheets(in *Source, do func(*sheet) error) error {
	b, done, err := openWorkbook(in.item)
	if err != nil {
		in.broken = err
		return nil
	}
	defer done()
	for _, each := range b.Sheets {
		s, done, err := workbookSheet(b, each)
		if err != nil {
			in.broken = err
			continue
		}
		err = do(s)
		done()
		if err != nil {
			return err
		}
	}
	return nil
}

func workbookSheet(b *xlsx.Book, each xlsx.Sheet) (*sheet, func(), error) {
	rows, err := b.Rows(each)
	if err != nil {
		return nil, nil, workbookError(err)
	}
	s := &sheet{name: each.Name, merged: func() []mergedRange { return mergedTop(b, each) }}
	s.next = func(n int) ([][]string, []int64, error) {
		cells, lines, err := rows.Next(n)
		if err != nil && err != io.EOF {
			err = workbookError(err)
		}
		return cells, lines, err
	}
	s.remark = func(out *Sink) { remarkWorkbook(out, rows.Remarks) }
	return s, rows.Close, nil
}

// remarkWorkbook tells of cells without a value, and of those cut.
func remarkWorkbook(out *Sink, r xlsx.Remarks) {
	for _, c := range []struct {
		code string
		xlsx.Count
	}{{"csv.too_long", r.Cut}, {"workbook.uncalculated", r.Uncalculated}, {"workbook.error_values", r.Errors}, {"workbook.lost_strings", r.Lost}} {
		if c.N > 0 {
			out.counted(finding.Warning, c.code, c.Line, c.N)
		}
	}
}

// mergedTop lists the merged cells of the first rows, where headers are.
func mergedTop(b *xlsx.Book, each xlsx.Sheet) []mergedRange {
	ranges, err := b.Merged(each, headRows)
	if err != nil {
		return nil // the rows tell of it
	}
	var out []mergedRange
	for _, m := range ranges {
		for r := m.Row1; r <= min(m.Row2, headRows); r++ {
			out = append(out, mergedRange{r - 1, m.Col1 - 1, m.Col2 - 1})
		}
	}
	return out
}

// namedSheet is the sheet of that name.
func namedSheet(b *xlsx.Book, name string) (xlsx.Sheet, bool) {
	for _, s := range b.Sheets {
		if strings.EqualFold(s.Name, name) {
			return s, true
		}
	}
	return xlsx.Sheet{}, false
}
