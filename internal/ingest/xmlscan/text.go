package xmlscan

import (
	"bytes"
	"unicode/utf8"
)

// run takes character data from pos, at least min bytes, up to the next "<".
func (s *Scanner) run(min int) Kind {
	s.cdata = false
	from := min
	for {
		b := s.buf[s.pos:]
		if i := bytes.IndexByte(b[from:], '<'); i >= 0 {
			return s.take(from + i)
		}
		if len(b) > maxToken {
			return s.take(cut(b[:maxToken]))
		}
		from = len(b)
		if !s.more() {
			return s.take(len(s.buf) - s.pos)
		}
	}
}

func (s *Scanner) take(n int) Kind {
	s.text = s.buf[s.pos : s.pos+n]
	s.pos += n
	if s.depth > 0 || s.loose || blank(s.text) {
		return Text
	}
	s.pos -= n
	return s.fail("xml.malformed", clip(s.text))
}

// blank reports white space and byte order marks, which may stand between documents.
func blank(b []byte) bool {
	return len(bytes.TrimSpace(bytes.ReplaceAll(b, byteOrderMark, nil))) == 0
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// cut is a length at which b may end without breaking an entity, a character or a line break.
func cut(b []byte) int {
	n := len(b)
	if i := bytes.LastIndexByte(b[n-64:], '&'); i >= 0 && bytes.IndexByte(b[n-64+i:], ';') < 0 {
		n += i - 64
	}
	for n > 0 && !utf8.RuneStart(b[n-1]) {
		n--
	}
	if n > 1 && (b[n-1] >= utf8.RuneSelf || b[n-1] == '\r') {
		n--
	}
	return n
}

// Text is the decoded character data of the current Text token, or what a Comment, Inst or Doctype holds.
func (s *Scanner) Text() []byte { return s.decode(s.text, s.cdata) }

func (s *Scanner) decode(b []byte, literal bool) []byte {
	amp := !literal && bytes.IndexByte(b, '&') >= 0
	if !amp && bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	s.work = s.appendDecoded(s.work[:0], b, amp)
	return s.work
}

// appendDecoded resolves references where refs is set and turns CR LF and CR into LF.
func (s *Scanner) appendDecoded(dst, b []byte, refs bool) []byte {
	for {
		i := special(b, refs)
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:i]...)
		if b[i] == '&' {
			dst, b = s.reference(dst, b[i:])
			continue
		}
		dst = append(dst, '\n')
		b = b[i+1:]
		if len(b) > 0 && b[0] == '\n' {
			b = b[1:]
		}
	}
}

func special(b []byte, refs bool) int {
	i := bytes.IndexByte(b, '\r')
	if !refs {
		return i
	}
	if i >= 0 {
		b = b[:i]
	}
	if j := bytes.IndexByte(b, '&'); j >= 0 {
		return j
	}
	return i
}
