package ingest

import (
	"bytes"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// headRows is how many rows of a table detection may look at.
const headRows = 30

// headOf prepares what detection sees.
func headOf(it *item, raw []byte, enc string, mark int) (h Head, err error) {
	h = Head{Name: path.Base(it.name)}
	if enc == encBinary {
		h.Bytes = raw
		h.Sheets, err = binarySheets(it, raw)
		return h, err
	}
	r, err := decoded(bytes.NewReader(raw), enc, mark)
	if err != nil {
		return h, err
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return h, err
	}
	h.Bytes = wholeRunes(text)
	if !markup(h.Bytes) {
		h.Sheets = delimitedHead(h)
	}
	return h, nil
}

// wholeRunes drops the character that the end of the head cut.
func wholeRunes(text []byte) []byte {
	return text[:len(text)-partial(text)]
}

// markup tells XML and JSON from tables.
func markup(text []byte) bool {
	t := bytes.TrimLeft(text, " \t\r\n")
	return len(t) > 0 && (t[0] == '<' || t[0] == '{' || t[0] == '[' && json1(t))
}

func json1(t []byte) bool {
	t = bytes.TrimLeft(t[1:], " \t\r\n")
	return len(t) > 0 && strings.ContainsRune(`{["`, rune(t[0]))
}

// delimitedHead parses the head as delimited text. The last row may be cut, so it only counts when it is alone.
func delimitedHead(h Head) []SheetHead {
	if len(h.Bytes) == 0 || !utf8.Valid(h.Bytes) {
		return nil
	}
	rows := firstRows(h.Bytes, dialectOf(h), headRows+1)
	if len(rows) > 1 && len(h.Bytes) > headBytes/2 && len(rows) <= headRows {
		rows = rows[:len(rows)-1]
	}
	return []SheetHead{{Rows: rows[:min(len(rows), headRows)]}}
}

func binarySheets(it *item, raw []byte) ([]SheetHead, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return workbookHead(it)
	case bytes.HasPrefix(raw, []byte("PAR1")):
		return parquetHead(it), nil
	case bytes.HasPrefix(raw, []byte(oleMagic)):
		return xlsHead(it)
	}
	return nil, nil
}
