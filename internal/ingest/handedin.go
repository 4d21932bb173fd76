package ingest

import (
	"bytes"
	"io"
	"os"

	"asterism/internal/fail"
	"asterism/internal/ingest/xlsx"
)

// maxWorkbook bounds a workbook that a person hands in on a page (corrections, tags, a decomposition table), packed.
const maxWorkbook = 64 << 20

// handedIn opens such a workbook; close it when it is read. Errors: Invalid for any other file.
func handedIn(r io.Reader) (book *xlsx.Book, closeBook func(), err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxWorkbook+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxWorkbook {
		return nil, nil, fail.New(fail.Invalid, "a workbook of more than %d MB: save the sheet as CSV", maxWorkbook>>20)
	}
	work := &workshop{dir: os.TempDir(), limits: Limits{}.orDefault()}
	if book, err = workbookIn(bytes.NewReader(data), int64(len(data)), work); err != nil {
		work.close()
		return nil, nil, fail.New(fail.Invalid, "no workbook that can be read: %v", err)
	}
	return book, func() { book.Close(); work.close() }, nil
}
