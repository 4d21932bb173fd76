package xlsx

import (
	"io"
	"unicode/utf8"

	"asterism/internal/ingest/xmlscan"
)

// Rows reads the rows of one sheet from the top.
type Rows struct {
	Remarks Remarks

	book  *Book
	src   io.ReadCloser
	s     *xmlscan.Scanner
	line  int64 // of the row last read, from 1
	size  int64 // bytes of text so far
	count int64 // cells so far
	ended bool
	err   error

	formula, digits []byte // of the cell at hand
	hasValue        bool

	text  []byte   // texts of the block that are no shared strings
	spans []span   // where they belong
	cells []string // of the block
	ends  []int    // of its rows, in cells
	lines []int64
	row   struct{ from, col, size int } // the row at hand: its first cell, the column last read, bytes of its texts
}

// span is a stretch of the block's text that stands in a cell.
type span struct{ cell, from, to int }

// Remarks counts what a reader of the sheet should know. Lines are those of first occurrence.
type Remarks struct {
	Cut          Count // rows with texts or columns beyond the limits
	Uncalculated Count // formulas without a value
	Errors       Count // cells that show an error: #REF!
	Lost         Count // cells whose shared string the workbook does not have
}

// Count is a number of cells and the line of the first.
type Count struct{ N, Line int64 }

// Add counts one more, at a line.
func (c *Count) Add(line int64) {
	if c.N++; c.N == 1 {
		c.Line = line
	}
}

// A block ends early at these sizes, so that wide rows and long texts stay within memory.
const (
	blockText  = 4 << 20
	blockCells = 1 << 18
)

// Rows opens a sheet. The caller closes it.
func (b *Book) Rows(sheet Sheet) (*Rows, error) {
	src, err := b.o.Part(sheet.part)
	if err != nil {
		return nil, err
	}
	r := &Rows{book: b, src: readAhead(src)}
	r.s = scanner(r.src)
	return r, nil
}

// Close ends reading.
func (r *Rows) Close() { r.src.Close() }

// Next reads up to n rows: those that stand in the sheet, each as far as its last cell that is not blank, with their
// numbers from 1. io.EOF comes with the last rows or after them, any other error after the rows before it.
func (r *Rows) Next(n int) (rows [][]string, lines []int64, err error) {
	r.text, r.spans, r.ends, r.lines = r.text[:0], r.spans[:0], r.ends[:0], make([]int64, 0, n)
	r.cells = make([]string, 0, len(r.cells)+len(r.cells)/16)
	before := r.size
	for len(r.ends) < n && len(r.cells) < blockCells && r.size-before < blockText && !r.ended {
		r.next()
	}
	if r.ended {
		err = r.err
	}
	return r.cut(), r.lines, err
}

// cut makes the cells of the block: one string, sliced, beside the shared ones.
func (r *Rows) cut() [][]string {
	all := string(r.text)
	for _, s := range r.spans {
		r.cells[s.cell] = all[s.from:s.to]
	}
	rows := make([][]string, len(r.ends))
	from := 0
	for i, to := range r.ends {
		rows[i] = r.cells[from:to:to]
		from = to
	}
	return rows
}

// mend replaces what is no UTF-8, byte by byte, so that nothing moves: a part may claim it and lie.
func mend(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			b[i] = '?'
		}
		i += n
	}
	return b
}

// next reads on to the end of the next row, or of the sheet.
func (r *Rows) next() {
	switch r.s.Next() {
	case xmlscan.Start:
		if string(r.s.Local()) == "row" {
			r.readRow()
		}
	case xmlscan.End:
		if string(r.s.Local()) == "sheetData" {
			r.end(io.EOF)
		}
	case xmlscan.EOF:
		r.broken()
	}
}

func (r *Rows) end(err error) { r.ended, r.err = true, err }

// broken ends the sheet before its end tag: by the reader's error or the part's. A part that only ends is whole.
func (r *Rows) broken() {
	if err := r.s.Err(); err != nil {
		r.end(err)
		return
	}
	r.end(io.EOF)
}

func (r *Rows) readRow() {
	r.line++
	if n, ok := natural(r.s.Attr("r")); ok && int64(n) > r.line {
		r.line = int64(n)
	}
	if r.line > maxRows {
		r.end(ErrTooLarge)
		return
	}
	r.row.from, r.row.col, r.row.size = len(r.cells), 0, 0
	for depth := r.s.Depth(); ; {
		switch r.s.Next() {
		case xmlscan.Start:
			if string(r.s.Local()) == "c" {
				r.cell()
			}
		case xmlscan.End:
			if r.s.Depth() < depth {
				r.closeRow()
				return
			}
		case xmlscan.EOF:
			r.dropRow()
			return
		}
		if r.ended {
			r.dropRow()
			return
		}
	}
}

func (r *Rows) closeRow() {
	r.ends = append(r.ends, len(r.cells))
	r.lines = append(r.lines, r.line)
	r.size += int64(r.row.size)
	r.count += int64(len(r.cells) - r.row.from)
	if r.size > r.book.o.TextBytes || r.count > r.book.o.Cells {
		r.end(ErrTooLarge)
	}
}

// dropRow takes back the row that was not read to its end.
func (r *Rows) dropRow() {
	r.cells = r.cells[:r.row.from]
	for len(r.spans) > 0 && r.spans[len(r.spans)-1].cell >= r.row.from {
		r.spans = r.spans[:len(r.spans)-1]
	}
	if !r.ended {
		r.broken()
	}
}

// place makes room for the cell at the present column and returns its index; false beyond the limits, where the
// row's cell of size bytes is left out.
func (r *Rows) place(size int) (int, bool) {
	if r.row.col > r.book.o.Columns || r.row.size+size > r.book.o.RowBytes {
		r.Remarks.Cut.Add(r.line)
		return 0, false
	}
	if size > r.book.o.FieldBytes-utf8.UTFMax {
		r.Remarks.Cut.Add(r.line) // was cut where it was read
	}
	r.row.size += size
	at := r.row.from + r.row.col - 1
	for len(r.cells) <= at {
		r.cells = append(r.cells, "")
	}
	return at, true
}

// share puts a string in the cell at hand.
func (r *Rows) share(text string) {
	if text == "" {
		return
	}
	if at, ok := r.place(len(text)); ok {
		r.cells[at] = text
	}
}

// own puts the block's text from the given place on in the cell at hand.
func (r *Rows) own(from int) {
	if len(r.text) == from {
		return
	}
	at, ok := r.place(len(r.text) - from)
	if !ok {
		r.text = r.text[:from]
		return
	}
	mend(r.text[from:])
	r.spans = append(r.spans, span{at, from, len(r.text)})
}
