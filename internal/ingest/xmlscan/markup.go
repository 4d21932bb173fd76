package xmlscan

import "bytes"

// Bytes that end a name; anything else belongs to it.
var ends = func() (t [256]bool) {
	for _, c := range " \t\r\n/><&\"'=?" {
		t[c] = true
	}
	return t
}()

var starts = func() (t [256]bool) {
	for c := range t {
		t[c] = c == '_' || c == ':' || c >= 0x80 || 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	return t
}()

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// peek makes sure that n bytes stand from pos where the input has them.
func (s *Scanner) peek(n int) []byte {
	for len(s.buf)-s.pos < n && s.more() {
	}
	return s.buf[s.pos:]
}

func (s *Scanner) markup() Kind {
	b := s.buf[s.pos:]
	if len(b) < 2 {
		b = s.peek(2)
	}
	if len(b) < 2 {
		return s.fail("xml.truncated", "")
	}
	switch c := b[1]; {
	case starts[c]:
		return s.startTag()
	case c == '/':
		return s.endTag()
	case c == '!':
		return s.declaration()
	case c == '?':
		return s.instruction()
	}
	s.remark("xml.less_than", clip(b))
	return s.run(1)
}

func (s *Scanner) startTag() Kind {
	i, ok := s.tagEnd()
	if !ok {
		return s.unclosedStart()
	}
	if i-s.pos > maxToken {
		return s.fail("xml.too_large", clip(s.buf[s.pos:]))
	}
	tag := s.buf[s.pos+1 : i]
	if tag[len(tag)-1] == '/' {
		s.empty, tag = true, tag[:len(tag)-1]
	}
	n := 1
	for n < len(tag) && !ends[tag[n]] {
		n++
	}
	if n < len(tag) && !space(tag[n]) {
		return s.fail("xml.malformed", clip(tag))
	}
	s.name, s.attrs = tag[:n], tag[n:]
	if s.depth > 0 && s.isRoot() {
		return s.cutOff(string(s.name))
	}
	s.pos = i + 1
	return s.push()
}

// cutOff ends a document at the beginning of the next one.
func (s *Scanner) cutOff(next string) Kind {
	s.next = true
	return s.fail("xml.truncated", next)
}

// tagEnd finds the ">" that closes the tag at pos, passing over quoted values; false when there is none.
func (s *Scanner) tagEnd() (int, bool) {
	from := s.pos + 1
	for {
		i, next := tagEnd(s.buf, from)
		if i >= 0 {
			return i, true
		}
		if len(s.buf)-s.pos > maxToken || next < 0 {
			return 0, false
		}
		at := s.pos
		if !s.more() {
			return 0, false
		}
		from = next - at + s.pos
	}
}

// tagEnd returns the place of the closing ">", or -1 and where to look again once more bytes are there; a "<"
// outside quotes gives -1, -1.
func tagEnd(b []byte, from int) (int, int) {
	for i := from; i < len(b); i++ {
		switch c := b[i]; c {
		case '>':
			return i, 0
		case '<':
			return -1, -1
		case '"', '\'':
			n := bytes.IndexByte(b[i+1:], c)
			if n < 0 {
				return -1, i
			}
			i += n + 1
		}
	}
	return -1, len(b)
}

// unclosedStart takes the "<" of what another "<" follows before any ">" as text: "<First Embodiment</heading>".
func (s *Scanner) unclosedStart() Kind {
	if i, next := tagEnd(s.buf, s.pos+1); i < 0 && next < 0 && s.depth > 0 {
		s.remark("xml.less_than", clip(s.buf[s.pos:]))
		return s.run(1)
	}
	return s.unclosed()
}

// unclosed tells a tag cut off by the end of input or another tag from one that is too long.
func (s *Scanner) unclosed() Kind {
	b := s.buf[s.pos:]
	if len(b) > maxToken && s.src != nil {
		return s.fail("xml.too_large", clip(b))
	}
	if s.src == nil && bytes.IndexByte(b[1:], '<') < 0 {
		return s.fail("xml.truncated", clip(b))
	}
	return s.fail("xml.malformed", clip(b))
}
