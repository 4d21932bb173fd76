package ingest

import (
	"bufio"
	"errors"
	"io"
	"os"
	"sort"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding"

	"asterism/internal/ingest/xlsx"
)

// Workbooks of Excel 97–2003 (.xls): BIFF8 records, or BIFF5 ones of Excel 5 and 95, in an OLE2 container ([MS-XLS],
// [MS-CFB]). Numbers come as they are stored, cells formatted as dates as ISO dates.
const oleMagic = "\xd0\xcf\x11\xe0"

// xlsBook is an open workbook: its globals, and the stream its sheets are read from.
type xlsBook struct {
	stream  io.ReadSeeker
	in      *bufio.Reader
	body    []byte // of the present record
	sheets  []xlsPlace
	strings []string
	formats map[uint16]string
	shown   map[uint16]xlsx.Format // what each number format shows, as asked for
	errors  xlsx.Count             // cells of the present sheet that show an error
	xf      []uint16               // format of each cell style
	from04  bool                   // dates count from 1904-01-01
	biff5   bool
	page    encoding.Encoding // of BIFF5 texts
	left    int64             // bytes of cells that may still come
}

type xlsPlace struct {
	name string
	at   int64
}

// xlsRows is more rows than a sheet of these years can have.
const xlsRows = 1 << 16

// oleDirectoryBytes bounds what opening a container may read, and with it the depth of its directory tree.
const oleDirectoryBytes = 8 << 20

// frugal reads at most left bytes.
type frugal struct {
	io.ReaderAt
	left int
}

func (f *frugal) ReadAt(p []byte, off int64) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("directory beyond the limit")
	}
	return f.ReaderAt.ReadAt(p, off)
}

// openXLS opens a workbook and reads its globals. Faults are broken: no workbook inside, a password, cut off.
func openXLS(it *item) (b *xlsBook, done func(), err error) {
	f, _, err := it.file()
	if err != nil {
		return nil, nil, err
	}
	if b, err = readXLS(f, it.work.limits); err != nil {
		f.Close()
		return nil, nil, err
	}
	return b, func() { f.Close() }, nil
}

func readXLS(f *os.File, l Limits) (b *xlsBook, err error) {
	defer xlsFault(&err)
	ra := &frugal{f, oleDirectoryBytes}
	doc, err := mscfb.New(ra)
	if err != nil {
		return nil, &broken{"file.corrupt", err}
	}
	ra.left = int(4 * l.EntryBytes)
	stream := xlsStream(doc)
	if stream == nil {
		return nil, &broken{"workbook.unreadable", errors.New("no workbook in the container")}
	}
	if stream.Size > l.EntryBytes {
		return nil, &broken{"file.too_large", nil}
	}
	b = &xlsBook{stream: stream, in: bufio.NewReaderSize(stream, 32<<10), formats: map[uint16]string{}, shown: map[uint16]xlsx.Format{}, page: xlsPages[1252], left: l.EntryBytes}
	return b, b.globals()
}

// xlsStream finds the workbook; an encrypted XLSX has none.
func xlsStream(doc *mscfb.Reader) *mscfb.File {
	var old *mscfb.File
	for _, f := range doc.File {
		switch {
		case f.FileInfo().IsDir():
		case f.Name == "Workbook":
			return f
		case f.Name == "Book":
			old = f
		}
	}
	return old
}

// xlsFault takes a panic of the container's reader for what it is: a damaged file.
func xlsFault(err *error) {
	if p := recover(); p != nil {
		*err = &broken{"file.corrupt", &panicked{p, "xls"}}
	}
}

// xlsHead takes the top of every sheet.
func xlsHead(it *item) ([]SheetHead, error) {
	b, done, err := openXLS(it)
	if err != nil {
		return nil, err
	}
	defer done()
	var heads []SheetHead
	for _, p := range b.sheets {
		s, _ := b.sheet(p, 4*headRows)
		rows, _, _ := s.next(4 * headRows)
		top, _ := topRows(rows)
		heads = append(heads, SheetHead{Name: p.name, Rows: top})
	}
	return heads, nil
}

func xlsSheets(in *Source, do func(*sheet) error) error {
	b, done, err := openXLS(in.item)
	if err != nil {
		in.broken = err
		return nil
	}
	defer done()
	for _, p := range b.sheets {
		s, err := b.sheet(p, xlsRows)
		if err != nil {
			in.broken = err
		}
		if err := do(s); err != nil {
			return err
		}
	}
	return nil
}

// sheet reads the cells of a sheet, which may stand in any order, and gives them row by row. A sheet that breaks off
// has the rows before the break.
func (b *xlsBook) sheet(p xlsPlace, until int) (*sheet, error) {
	b.errors = xlsx.Count{}
	cells, merged, err := b.cells(p, until)
	failing := b.errors
	sort.SliceStable(cells, func(i, j int) bool { return cells[i].row < cells[j].row })
	s := &sheet{name: p.name, merged: func() []mergedRange { return merged }}
	s.remark = func(out *Sink) { remarkWorkbook(out, xlsx.Remarks{Errors: failing}) }
	s.next = func(n int) (rows [][]string, lines []int64, err error) {
		for len(rows) < n && len(cells) > 0 {
			row, size := cells[0].row, 0
			for size < len(cells) && cells[size].row == row {
				size++
			}
			rows, lines = append(rows, xlsRow(cells[:size])), append(lines, int64(row)+1)
			cells = cells[size:]
		}
		if len(cells) == 0 {
			return rows, lines, io.EOF
		}
		return rows, lines, nil
	}
	return s, err
}

// xlsRow lays cells out by their columns.
func xlsRow(cells []xlsCell) []string {
	width := 0
	for _, c := range cells {
		width = max(width, int(c.column)+1)
	}
	row := make([]string, width)
	for _, c := range cells {
		row[c.column] = c.text
	}
	return row
}
