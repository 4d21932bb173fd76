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

func (s *Scanner) push() Kind {
	if s.depth >= maxDepth {
		return s.fail("xml.too_deep", string(s.name))
	}
	s.depth++
	s.names = append(s.names, s.name...)
	s.ends = append(s.ends, int32(len(s.names)))
	return Start
}

func (s *Scanner) isRoot() bool {
	for _, root := range s.roots {
		if string(s.name) == root {
			return true
		}
	}
	return false
}

// top is where the name of the innermost open element begins.
func (s *Scanner) top() int32 {
	if len(s.ends) < 2 {
		return 0
	}
	return s.ends[len(s.ends)-2]
}

func (s *Scanner) pop() {
	n := s.top()
	s.name = s.names[n:]
	s.names = s.names[:n]
	s.ends = s.ends[:len(s.ends)-1]
	s.depth--
}

func (s *Scanner) endTag() Kind {
	if s.depth == 0 {
		return s.stray()
	}
	want := s.names[s.top():]
	b := s.buf[s.pos+2:]
	if len(b) <= len(want) {
		b = s.peek(len(want) + 3)[2:]
	}
	if len(b) <= len(want) || string(b[:len(want)]) != string(want) {
		return s.mismatch(string(want))
	}
	i := len(want)
	if b[i] != '>' {
		return s.spacedEnd(i)
	}
	s.pos += i + 3
	s.pop()
	return End
}

// spacedEnd takes an end tag with white space before its ">".
func (s *Scanner) spacedEnd(n int) Kind {
	i, ok := s.tagEnd()
	if !ok {
		return s.unclosed()
	}
	if len(bytes.TrimSpace(s.buf[s.pos+2+n:i])) > 0 {
		return s.mismatch(string(s.names[s.top():]))
	}
	s.pos = i + 1
	s.pop()
	return End
}

func (s *Scanner) mismatch(want string) Kind {
	if i, _ := tagEnd(s.buf, s.pos+1); i < 0 && s.src == nil {
		return s.fail("xml.truncated", clip(s.buf[s.pos:]))
	}
	k := s.fail("xml.mismatch", clip(s.buf[s.pos:]))
	s.err.(*Error).Finding.Args = map[string]string{"open": want}
	return k
}

// stray passes over an end tag without a start: the rest of a wrapper around the records, in a stream read in parts.
func (s *Scanner) stray() Kind {
	i, ok := s.tagEnd()
	if !ok {
		return s.unclosed()
	}
	s.name = bytes.TrimSpace(s.buf[s.pos+2 : i])
	s.pos = i + 1
	return End
}
