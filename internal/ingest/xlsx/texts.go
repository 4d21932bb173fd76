package xlsx

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"sort"

	"asterism/internal/ingest/xmlscan"
)

// texts are the shared strings, read only as far as cells ask for them. The first of them stay in memory; what goes
// beyond the bound lies in a file and is read string by string.
type texts struct {
	book  *Book
	part  *zip.File // nil: the workbook has none
	src   io.ReadCloser
	s     *xmlscan.Scanner
	pages []page
	n     int // strings read
	held  int64
	file  *os.File
	size  int64 // of file
	last  int   // page of the last answer
	ended bool
	err   error
	buf   []byte
}

// page is a run of strings: their bytes, in memory or at a place of the file, and where each of them ends.
type page struct {
	first int
	held  string
	at    int64 // in the file; -1 for a page in memory
	ends  []uint32
}

const (
	pageStrings = 4096
	pageBytes   = 1 << 20
	maxStrings  = 32 << 20
)

// text is string i; ok is false where the workbook has fewer, and an error tells that the strings cannot be read.
func (t *texts) text(i int) (text string, ok bool, err error) {
	for i >= t.n && !t.ended {
		t.readPage()
	}
	if i < 0 || i >= t.n {
		return "", false, t.err
	}
	if p := &t.pages[t.last]; i < p.first || i >= p.first+len(p.ends) {
		t.last = sort.Search(len(t.pages), func(k int) bool { return t.pages[k].first > i }) - 1
	}
	text, err = t.pages[t.last].text(i, t.file)
	return text, err == nil, err
}

func (p *page) text(i int, file *os.File) (string, error) {
	i -= p.first
	from, to := uint32(0), p.ends[i]
	if i > 0 {
		from = p.ends[i-1]
	}
	if p.at < 0 {
		return p.held[from:to], nil
	}
	b := make([]byte, to-from)
	if _, err := file.ReadAt(b, p.at+int64(from)); err != nil {
		return "", fmt.Errorf("%w: %w", ErrSpill, err)
	}
	return string(b), nil
}

// readPage reads the next run of strings.
func (t *texts) readPage() {
	if t.s == nil && !t.open() {
		return
	}
	p := page{first: t.n, at: -1}
	t.buf = t.buf[:0]
	for len(p.ends) < pageStrings && len(t.buf) < pageBytes && t.nextItem() {
		from := len(t.buf)
		t.buf = unescape(appendRuns(t.buf, t.s, t.book.o.FieldBytes), from)
		if err := t.s.Err(); err != nil {
			t.fail(err)
			break
		}
		mend(t.buf[from:])
		p.ends = append(p.ends, uint32(len(t.buf)))
	}
	switch {
	case len(p.ends) == 0:
	case t.n > maxStrings:
		t.fail(ErrTooLarge)
	default:
		t.keep(p)
	}
}

func (t *texts) open() bool {
	if t.part == nil {
		t.ended = true
		return false
	}
	src, err := t.book.o.Part(t.part)
	if err != nil {
		t.fail(err)
		return false
	}
	t.src = readAhead(src)
	t.s = scanner(t.src)
	return true
}

// nextItem goes to the next <si>.
func (t *texts) nextItem() bool {
	for {
		switch t.s.Next() {
		case xmlscan.Start:
			if string(t.s.Local()) == "si" {
				return true
			}
		case xmlscan.EOF:
			t.fail(t.s.Err())
			return false
		}
	}
}

func (t *texts) fail(err error) { t.ended, t.err = true, err }

func (t *texts) keep(p page) {
	t.n += len(p.ends)
	if t.held < t.book.o.HeldBytes {
		p.held = string(t.buf)
		t.held += int64(len(p.held))
		t.pages = append(t.pages, p)
		return
	}
	p.at = t.size
	if err := t.spill(); err != nil {
		t.n -= len(p.ends)
		t.fail(err)
		return
	}
	t.pages = append(t.pages, p)
}

func (t *texts) spill() (err error) {
	if t.file == nil {
		if t.file, err = t.book.o.Spill(); err != nil {
			return fmt.Errorf("%w: %w", ErrSpill, err)
		}
	}
	n, err := t.file.Write(t.buf)
	if t.size += int64(n); err != nil {
		return fmt.Errorf("%w: %w", ErrSpill, err)
	}
	return nil
}

func (t *texts) close() {
	if t.src != nil {
		t.src.Close()
	}
	if t.file != nil {
		t.file.Close()
		os.Remove(t.file.Name())
	}
}

// appendRuns adds the text of the present string item: its plain text and its rich runs, without the reading aids
// (phonetic runs) of East Asian text. What goes beyond most bytes is cut.
func appendRuns(dst []byte, s *xmlscan.Scanner, most int) []byte {
	from, inText, depth := len(dst), 0, s.Depth()
	for {
		switch s.Next() {
		case xmlscan.Start:
			switch string(s.Local()) {
			case "rPh":
				s.Skip()
			case "t":
				inText = s.Depth()
			}
		case xmlscan.Text:
			if inText > 0 && len(dst)-from < most {
				dst = append(dst, s.Text()...)
			}
		case xmlscan.End:
			if s.Depth() < depth {
				return cut(dst, from+most)
			}
			if s.Depth() < inText {
				inText = 0
			}
		case xmlscan.EOF:
			return dst[:from]
		}
	}
}
