// Package xmlscan is a streaming pull tokenizer for the XML of patent offices and spreadsheets: large files of many
// documents, some of them damaged. It hands out slices of its own buffer, never fetches or expands anything a document
// declares, keeps names with their prefixes as written, and takes a raw "&", a raw "<" or an undefined entity as
// text with a remark. Everything else that is not well-formed ends the document with an Error; Resync goes on with
// the next one.
package xmlscan

import (
	"bytes"
	"io"

	"asterism/internal/finding"
)

// Kind is what Next stopped at.
type Kind uint8

const (
	EOF     Kind = iota // end of input, or an error: see Err
	Start               // start tag; an empty element gives Start, then End
	End                 // end tag
	Text                // character data or CDATA; long runs come in several chunks
	Comment             // comment; not reported inside Children
	Inst                // processing instruction, the XML declaration among them
	Doctype             // document type declaration, its internal subset skipped
)

const (
	maxDepth  = 256     // open elements
	maxToken  = 1 << 20 // bytes of one tag, comment, instruction or declaration, and of one text chunk
	firstRead = 64 << 10
)

// Scanner reads tokens. The slices it returns are valid until the next call of Next.
type Scanner struct {
	src   io.Reader // nil: buf is all there is
	buf   []byte
	pos   int   // next byte to read
	base  int64 // offset of buf[0] in the input
	lines int64 // line feeds before buf[counted]
	seen  int   // bytes of buf counted into lines
	kind  Kind
	name  []byte // of Start and End, target of Inst
	attrs []byte // what stands between the name and the end of the tag or instruction
	text  []byte // raw
	cdata bool   // text is CDATA; at its end while a long section goes on
	open  bool   // inside a CDATA section cut into chunks
	empty bool   // the start tag closed itself
	loose bool   // text outside the root is passed over
	depth int
	names []byte  // names of the open elements, one after another
	ends  []int32 // where each of them ends
	roots []string
	work  []byte // decoded text and attribute values
	next  bool   // the error stands before the next document's beginning
	err   error
	cause error // the reader's, told once what was read before it is used up
	notes []finding.Finding
}

// New reads from r, which must be UTF-8 (see Decode), holding at most one token and 64 KiB in memory.
func New(r io.Reader) *Scanner { return &Scanner{src: r, buf: make([]byte, 0, firstRead)} }

// Reset makes s read b, whose first byte stands at the given line (from 1) of its file. Memory of earlier use is kept.
func (s *Scanner) Reset(b []byte, line int64) {
	*s = Scanner{buf: b, lines: line - 1, names: s.names[:0], ends: s.ends[:0], roots: s.roots, work: s.work[:0]}
}

// Roots names the elements that never stand inside another one: meeting such a start tag below the top means that
// the document before it was cut off.
func (s *Scanner) Roots(names ...string) { s.roots = names }

// Next advances to the next token and returns its kind; EOF at the end of input and after an error.
func (s *Scanner) Next() Kind {
	switch {
	case s.err != nil:
		s.kind = EOF
	case s.empty:
		s.empty = false
		s.pop()
		s.kind = End
	case s.open:
		s.kind = s.cdataRest()
	case s.pos >= len(s.buf) && !s.more():
		s.kind = s.finish()
	case s.buf[s.pos] == '<':
		s.kind = s.markup()
	default:
		s.kind = s.run(0)
	}
	return s.kind
}

// Kind is the kind of the current token.
func (s *Scanner) Kind() Kind { return s.kind }

// Name is the name of the current Start or End with its prefix as written, or the target of an Inst.
func (s *Scanner) Name() []byte { return s.name }

// Local is the name without its prefix.
func (s *Scanner) Local() []byte { return local(s.name) }

func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// Depth is the number of open elements, the current one included.
func (s *Scanner) Depth() int { return s.depth }

// Err is the *Error that ended the document or the reader's error, nil at a clean end.
func (s *Scanner) Err() error { return s.err }

// Remarks hands over, and forgets, the findings since the last call about text that was kept although it is not
// well-formed; lines are set, file and record not.
func (s *Scanner) Remarks() []finding.Finding {
	notes := s.notes
	s.notes = nil
	return notes
}

// Line is the line of the end of the current token, counted from 1.
func (s *Scanner) Line() int64 {
	if s.pos > s.seen {
		s.lines += int64(bytes.Count(s.buf[s.seen:s.pos], lineFeed))
		s.seen = s.pos
	}
	return s.lines + 1
}

var lineFeed = []byte{'\n'}

// more reads on, keeping what stands from pos; false at the end of input.
func (s *Scanner) more() bool {
	if s.src == nil {
		return false
	}
	s.shift()
	if len(s.buf) == cap(s.buf) {
		s.buf = append(s.buf, make([]byte, cap(s.buf))...)[:len(s.buf)]
	}
	return s.read()
}

func (s *Scanner) shift() {
	if s.pos == 0 {
		return
	}
	s.Line()
	n := copy(s.buf, s.buf[s.pos:])
	s.buf = s.buf[:n]
	s.base += int64(s.pos)
	s.pos, s.seen = 0, 0
}

func (s *Scanner) read() bool {
	for range 100 {
		n, err := s.src.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if err != nil {
			s.src = nil
			s.keep(err)
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	s.err = io.ErrNoProgress
	return false
}

func (s *Scanner) keep(err error) {
	if err != io.EOF {
		s.cause = err
	}
}
