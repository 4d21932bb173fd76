package xlsx

import (
	"bytes"
	"io"

	"asterism/internal/ingest/xmlscan"
)

// Range is a rectangle of cells, rows and columns from 1.
type Range struct{ Row1, Col1, Row2, Col2 int }

var mergedMark = []byte("mergeCells")

const maxMerged = 100_000

// Merged lists the merged cells of a sheet that begin in its first rows. They stand behind all cells of the part,
// which is decompressed up to them.
func (b *Book) Merged(sheet Sheet, rows int) (out []Range, err error) {
	src, err := b.o.Part(sheet.part)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	rest, err := seek(src, mergedMark)
	if rest == nil {
		return nil, err
	}
	s := xmlscan.New(rest)
	for k := s.Next(); k != xmlscan.EOF && s.Err() == nil; k = s.Next() {
		if k == xmlscan.End && string(s.Local()) == "mergeCells" || len(out) == maxMerged {
			break
		}
		if k != xmlscan.Start || string(s.Local()) != "mergeCell" {
			continue
		}
		if r, ok := rangeOf(s.Attr("ref")); ok && r.Row1 <= rows {
			out = append(out, r)
		}
	}
	return out, nil
}

// seek reads on to the tag whose name is or ends in mark; nil when it never comes.
func seek(r io.Reader, mark []byte) (io.Reader, error) {
	buf := make([]byte, 0, 64<<10)
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if i := tagOf(buf, mark); i >= 0 {
			return io.MultiReader(bytes.NewReader(buf[i:]), r), nil
		}
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) > cap(buf)/2 {
			buf = buf[:copy(buf, buf[len(buf)-256:])]
		}
	}
}

// tagOf is where the start tag with the mark begins, -1 without one.
func tagOf(b, mark []byte) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], mark)
		if i < 0 {
			return -1
		}
		i += from
		open := bytes.LastIndexByte(b[:i], '<')
		if open >= 0 && !bytes.ContainsAny(b[open:i], " >/") {
			return open
		}
		from = i + len(mark)
	}
}

// rangeOf reads a reference such as A1:C2.
func rangeOf(ref []byte) (r Range, ok bool) {
	from, to, two := bytes.Cut(ref, []byte{':'})
	if !two {
		to = from
	}
	var ok1, ok2 bool
	r.Col1, r.Col2 = column(from), column(to)
	r.Row1, ok1 = natural(bytes.TrimLeft(from, lettersOfColumns))
	r.Row2, ok2 = natural(bytes.TrimLeft(to, lettersOfColumns))
	return r, ok1 && ok2 && r.Col1 > 0 && r.Col2 >= r.Col1 && r.Row2 >= r.Row1
}

const lettersOfColumns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
