package ingest

import (
	"bytes"
	"errors"
	"io"
)

// dialect is how a delimited text is written.
type dialect struct {
	comma  byte
	ending byte // '\n' (also for \r\n) or '\r' for classic Mac files
	quoted bool // fields may be quoted
}

// csvReader reads delimited text fast: byte by byte over one buffer, cells cut from one string per block, no
// allocation per row. Quotes open only at the start of a field; a quote that never closes is taken as a character
// of its field (and told), so that one stray quote cannot swallow the file.
type csvReader struct {
	in      io.Reader
	d       dialect
	most    int // bytes of a field
	widest  int // bytes of a row
	buf     []byte
	at      int // next unread byte
	end     int // end of data in buf
	eof     bool
	line    int64
	columns int // limit

	cells  []string
	fields []span
	text   []byte // bytes of the present block's cells
	rowEnd []int
	lines  []int64
	top    span // of the row at hand: its first field, where its text begins

	stray []int64 // lines with a quote that never closes
	long  []int64 // lines with a field or row beyond the limits
}

type span struct{ from, to int }

func newCSVReader(in io.Reader, d dialect, l Limits) *csvReader {
	return &csvReader{in: in, d: d, most: l.FieldBytes, widest: l.RowBytes, columns: l.Columns, buf: make([]byte, 256<<10), line: 1}
}

// next reads up to n rows, blank lines left out. io.EOF comes with the last rows or after them.
func (c *csvReader) next(n int) ([][]string, []int64, error) {
	c.text, c.fields, c.rowEnd, c.lines = c.text[:0], c.fields[:0], c.rowEnd[:0], nil
	var err error
	for len(c.rowEnd) < n && len(c.text) < 4<<20 && err == nil {
		err = c.row()
	}
	return c.cut(), c.lines, err
}

// cut makes the cells of the block: one string, sliced.
func (c *csvReader) cut() [][]string {
	all := string(c.text)
	cells := make([]string, len(c.fields))
	for i, f := range c.fields {
		cells[i] = all[f.from:f.to]
	}
	rows := make([][]string, len(c.rowEnd))
	from := 0
	for i, to := range c.rowEnd {
		rows[i] = cells[from:to:to]
		from = to
	}
	return rows
}

// row reads one record, or one blank line, which adds nothing.
func (c *csvReader) row() error {
	if c.at == c.end {
		if err := c.fill(); err != nil {
			return err
		}
	}
	start := c.line
	c.top = span{len(c.fields), len(c.text)}
	if c.blank() {
		return nil
	}
	for {
		last, err := c.field()
		if err != nil || last {
			c.close(c.top.from, start)
			return err
		}
	}
}

// blank takes a line that holds nothing.
func (c *csvReader) blank() bool {
	b := c.buf[c.at]
	if b == '\r' && c.d.ending == '\n' && c.peek(1) == '\n' {
		c.at += 2
		c.line++
		return true
	}
	if b == c.d.ending {
		c.at++
		c.line++
		return true
	}
	return false
}

func (c *csvReader) close(first int, line int64) {
	if len(c.fields)-first > c.columns {
		if c.fields[first+c.columns].from < len(c.text) { // else only blanks trail behind the limit
			c.long = append(c.long, line)
		}
		c.fields = c.fields[:first+c.columns]
	}
	c.rowEnd = append(c.rowEnd, len(c.fields))
	c.lines = append(c.lines, line)
}

// field reads one field and its delimiter; last tells that the record ended with it.
func (c *csvReader) field() (last bool, err error) {
	from := len(c.text)
	if c.d.quoted && c.peek(0) == '"' {
		if done, last, err := c.quotedField(from); done {
			return last, err
		}
	}
	return c.plainField(from)
}

func (c *csvReader) plainField(from int) (bool, error) {
	for {
		data := c.buf[c.at:c.end]
		i := c.stop(data)
		c.text = append(c.text, data[:min(i, max(0, c.most+1-len(c.text)+from))]...) // one more tells that it is cut
		c.at += i
		if i < len(data) {
			return c.after(from), nil
		}
		if err := c.fill(); err != nil {
			c.push(from)
			return true, err
		}
	}
}

// stop finds the next byte that ends a plain field.
func (c *csvReader) stop(data []byte) int {
	comma, ending := c.d.comma, c.d.ending
	for i, b := range data {
		if b == comma || b == ending {
			return i
		}
	}
	return len(data)
}

// after takes the byte that ended a field.
func (c *csvReader) after(from int) (last bool) {
	b := c.buf[c.at]
	c.at++
	if b == c.d.comma {
		c.push(from)
		return false
	}
	c.line++
	if n := len(c.text); b == '\n' && n > from && c.text[n-1] == '\r' {
		c.text = c.text[:n-1]
	}
	c.push(from)
	return true
}

// push ends a field: what goes beyond the limits of a field or row is cut, and of the fields beyond the limit of
// columns the first stands for all.
func (c *csvReader) push(from int) {
	if n := len(c.fields); n-c.top.from > c.columns {
		c.text = c.text[:min(len(c.text), c.fields[n-1].from+1)]
		return
	}
	if most := max(0, min(c.most, c.widest-from+c.top.to)); len(c.text)-from > most {
		c.text = c.text[:from+len(wholeRunes(c.text[from:from+most]))]
		c.long = append(c.long, c.line)
	}
	c.fields = append(c.fields, span{from, len(c.text)})
}

// quotedField reads a field in quotes. done is false when the quote never closes: the reader then stands where it
// stood, and the field is read as plain text.
func (c *csvReader) quotedField(from int) (done, last bool, err error) {
	size, breaks, ok := c.closing()
	if !ok {
		c.stray = append(c.stray, c.line)
		return false, false, nil
	}
	body := c.buf[c.at+1 : c.at+size]
	c.text = appendUnquoted(c.text, body)
	c.at += size + 1
	c.line += breaks
	last, err = c.plainField(from) // what stands between quote and delimiter belongs to the field
	return true, last, err
}

// closing finds the closing quote of the field at hand: its distance, and the line ends inside. The buffer grows to
// hold the field; a field beyond the limit counts as never closed.
func (c *csvReader) closing() (size int, breaks int64, ok bool) {
	for i := 1; ; {
		j := bytes.IndexByte(c.buf[c.at+i:c.end], '"')
		if j < 0 {
			i = c.end - c.at
			if i > c.most || c.more() != nil {
				return 0, 0, false
			}
			continue
		}
		i += j
		if c.peek(i+1) == '"' {
			i += 2
			continue
		}
		return i, int64(bytes.Count(c.buf[c.at:c.at+i], []byte{c.d.ending})), true
	}
}

func appendUnquoted(dst, body []byte) []byte {
	for {
		i := bytes.IndexByte(body, '"')
		if i < 0 {
			return append(dst, body...)
		}
		dst = append(dst, body[:i+1]...)
		body = body[min(i+2, len(body)):]
	}
}

// peek returns the byte i places ahead, 0 at the end.
func (c *csvReader) peek(i int) byte {
	for c.at+i >= c.end {
		if c.more() != nil {
			return 0
		}
	}
	return c.buf[c.at+i]
}

// fill replaces the used-up buffer by the next bytes.
func (c *csvReader) fill() error {
	c.at, c.end = 0, 0
	return c.more()
}

// more reads further bytes behind those not yet used.
func (c *csvReader) more() error {
	if c.eof {
		return io.EOF
	}
	if c.at > 0 && c.end == len(c.buf) {
		c.end = copy(c.buf, c.buf[c.at:c.end])
		c.at = 0
	}
	if c.end == len(c.buf) {
		c.buf = append(c.buf, make([]byte, len(c.buf))...)
	}
	n, err := c.in.Read(c.buf[c.end:])
	c.end += n
	if err != nil && n == 0 {
		c.eof = errors.Is(err, io.EOF)
		return err
	}
	return nil
}
