package xmlscan

import "bytes"

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
	if e, ours := s.err.(*Error); ours {
		e.Finding.Args = map[string]string{"open": want}
	}
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
