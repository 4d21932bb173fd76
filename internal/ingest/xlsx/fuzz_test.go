package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
	"unicode/utf8"
)

// FuzzParts fuzzes the parts that hold cells, without the zip around them.
func FuzzParts(f *testing.F) {
	for _, c := range cellCases {
		f.Add(c.parts[sheet1], c.parts[sst], c.parts["xl/styles.xml"], c.parts["xl/workbook.xml"])
	}
	f.Add("<worksheet><sheetData><row><c s='1'><v>42102.5</v></c></row></sheetData></worksheet>", "", skeleton["xl/styles.xml"], skeleton["xl/workbook.xml"])
	f.Fuzz(func(t *testing.T, sheet, strings, styles, book string) {
		parts := map[string]string{sheet1: sheet, sst: strings, "xl/styles.xml": styles}
		if book != "" {
			parts["xl/workbook.xml"] = book
		}
		readAny(t, packed(t, parts))
	})
}

// FuzzBook fuzzes whole files.
func FuzzBook(f *testing.F) {
	for _, c := range cellCases {
		f.Add(packed(f, c.parts))
	}
	f.Fuzz(func(t *testing.T, data []byte) { readAny(t, data) })
}

// readAny reads all there is; what comes out keeps its promises.
func readAny(t *testing.T, data []byte) {
	limits := Options{Columns: 50, FieldBytes: 1000, RowBytes: 5000, TextBytes: 1 << 20, HeldBytes: 1000, Part: func(f *zip.File) (io.ReadCloser, error) {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{io.LimitReader(r, 1<<20), r}, nil
	}}
	b, err := tryOpen(bytes.Clone(data), limits)
	if err != nil {
		return
	}
	defer b.Close()
	for i, sheet := range b.Sheets[:min(len(b.Sheets), 3)] {
		last := int64(0)
		eachRow(t, b, i, func(line int64, cells []string) {
			if line <= last || len(cells) > 50 {
				t.Fatalf("line %d after %d, %d cells", line, last, len(cells))
			}
			last = line
			for _, c := range cells {
				if !utf8.ValidString(c) || len(c) > 1000 {
					t.Fatalf("line %d: %q", line, c)
				}
			}
		})
		b.Merged(sheet, 30)
	}
}
