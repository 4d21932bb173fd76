package ingest

import (
	"bufio"
	"io"
	"strings"

	"asterism/internal/ingest/xlsx"
)

// apsField is one field of an APS record: four letters in the first columns, its text from the sixth on, and lines of
// continuation, which begin with blanks. A tag without text opens a section.
type apsField struct {
	tag, text string
	line      int64
}

// apsFields reads fields one by one, within a limit of bytes a field.
type apsFields struct {
	in    *bufio.Reader
	row   []byte
	line  int64
	long  xlsx.Count // lines cut at their limit
	next  apsField
	ready bool
	err   error
}

const apsLine = 64 << 10 // bytes of a line; the format's own are 80

func newAPSFields(r io.Reader) *apsFields {
	return &apsFields{in: bufio.NewReaderSize(r, apsLine)}
}

// read gives the next field; false at the end of the file.
func (f *apsFields) read(limit int) (apsField, bool) {
	field := f.next
	have := f.ready
	f.ready = false
	for f.scan() {
		row := strings.TrimRight(string(f.row), " \r\n")
		if tag := apsTag(row); tag != "" {
			f.next, f.ready = apsField{tag, apsValue(tag, row), f.line}, have
			if have {
				return field, true
			}
			field, have = f.next, true
			continue
		}
		if len(field.text)+len(row) < limit {
			field.text = joined(" ", field.text, strings.TrimSpace(row))
		}
	}
	return field, have
}

// scan reads the next line, of one beyond the limit its beginning.
func (f *apsFields) scan() bool {
	row, err := f.in.ReadSlice('\n')
	f.row = append(f.row[:0], row...)
	long := err == bufio.ErrBufferFull
	for err == bufio.ErrBufferFull {
		_, err = f.in.ReadSlice('\n')
	}
	if err != nil && err != io.EOF {
		f.err = err
	}
	if len(f.row) == 0 && err != nil {
		return false
	}
	if f.line++; long {
		f.long.Add(f.line)
	}
	return true
}

// apsTag is the tag of a line: three or four capitals or digits at its start, a blank or the end after them.
func apsTag(row string) string {
	tag := strings.TrimRight(row[:min(4, len(row))], " ")
	if len(tag) < 3 || len(row) > 4 && row[4] != ' ' {
		return ""
	}
	for _, c := range tag {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return ""
		}
	}
	return tag
}

// apsValue keeps the inner blanks of symbols, which are read by position.
func apsValue(tag, row string) string {
	switch tag {
	case "OCL", "XCL", "ICL":
		return cutAt(row, 5)
	}
	return strings.TrimSpace(cutAt(row, 4))
}

func cutAt(s string, n int) string { return s[min(n, len(s)):] }
