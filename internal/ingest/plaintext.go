package ingest

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/ingest/xlsx"
)

// PlainText gives a file that a person named, whatever it was saved as, as UTF-8 text: a workbook as the CSV of its first
// sheet with rows (a line a row, so that a line's number is the row's), text in GB 18030, UTF-16 or Windows-1252 decoded,
// any other file as it is. Errors: Invalid for a workbook that cannot be read, or an old .xls.
func PlainText(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return firstSheet(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, fail.New(fail.Invalid, "an old Excel file (.xls): save it as .xlsx or CSV")
	}
	var s sniffer
	_, _ = s.Write(data) // it takes everything
	enc, mark := s.encoding()
	if enc == encBinary || enc == encUTF8 {
		return data, nil
	}
	r, err := decoded(bytes.NewReader(data), enc, mark)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// sheetRows is how many rows a sheet can have.
const sheetRows = 1 << 20

func firstSheet(data []byte) ([]byte, error) {
	book, closeBook, err := handedIn(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	defer closeBook()
	var text bytes.Buffer
	for _, sheet := range book.Sheets {
		if err := sheetCSV(&text, book, sheet); err != nil {
			return nil, fail.As(fail.Invalid, err, "the workbook cannot be read")
		}
		if text.Len() > 0 {
			return text.Bytes(), nil
		}
	}
	return nil, fail.New(fail.Invalid, "the workbook has no rows")
}

// sheetCSV writes a sheet's rows; a row that is not there is an empty line.
func sheetCSV(to *bytes.Buffer, book *xlsx.Book, sheet xlsx.Sheet) error {
	r, err := book.Rows(sheet)
	if err != nil {
		return err
	}
	defer r.Close()
	w, line := csv.NewWriter(to), int64(0)
	for err == nil {
		var rows [][]string
		var lines []int64
		rows, lines, err = r.Next(512)
		for i, row := range rows {
			for line++; line < min(lines[i], sheetRows); line++ {
				w.Flush()
				to.WriteByte('\n')
			}
			_ = w.Write(onOneLine(row)) // into memory: it cannot fail
		}
	}
	w.Flush()
	if err == io.EOF {
		return nil
	}
	return err
}

// onOneLine keeps a row on its line, whatever breaks its cells hold.
func onOneLine(row []string) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = strings.Join(strings.FieldsFunc(c, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
	}
	return out
}
