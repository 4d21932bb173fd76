package xmlscan

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"asterism/internal/finding"
)

// Error says why a document could not be read to its end; its finding has the code, the line and what stood there.
// Codes: xml.truncated, xml.mismatch, xml.malformed, xml.too_deep, xml.too_large.
type Error struct{ Finding finding.Finding }

func (e *Error) Error() string {
	return fmt.Sprintf("line %d: %s: %q", e.Finding.Line, e.Finding.Code, e.Finding.Value)
}

const maxRemarks = 20 // a document

func (s *Scanner) fail(code, value string) Kind {
	switch {
	case s.err != nil:
	case s.cause != nil: // what is wrong here is that the reader broke off
		s.err = s.cause
	default:
		s.err = &Error{finding.Finding{Code: code, Severity: finding.Error, Line: s.Line(), Value: value}}
	}
	return EOF
}

// remark notes one cause once a document, an undefined entity once a name.
func (s *Scanner) remark(code, value string) {
	if len(s.notes) >= maxRemarks || s.remarked(code, value) {
		return
	}
	s.notes = append(s.notes, finding.Finding{Code: code, Severity: finding.Warning, Line: s.Line(), Value: value})
}

func (s *Scanner) remarked(code, value string) bool {
	for _, n := range s.notes {
		if n.Code == code && (code != "xml.entity" || n.Value == value) {
			return true
		}
	}
	return false
}

// clip shortens what stood at a place to its line and 60 bytes.
func clip(b []byte) string {
	b = b[:min(len(b), 60)]
	if i := bytes.IndexByte(b, '\n'); i > 0 {
		b = b[:i]
	}
	for len(b) > 0 && !utf8.Valid(b) && !utf8.Valid(b[len(b)-1:]) {
		b = b[:len(b)-1]
	}
	return string(bytes.ToValidUTF8(b, []byte("?")))
}

// finish ends the input: elements still open mean that the file was cut.
func (s *Scanner) finish() Kind {
	if s.depth > 0 {
		return s.fail("xml.truncated", string(s.names[s.top():]))
	}
	s.err = s.cause
	return EOF
}
