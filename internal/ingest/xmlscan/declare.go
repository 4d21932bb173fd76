package xmlscan

import "bytes"

var (
	cdataOpen  = []byte("<![CDATA[")
	cdataClose = []byte("]]>")
	instClose  = []byte("?>")
	dashes     = []byte("-->")
)

func (s *Scanner) declaration() Kind {
	b := s.peek(len(cdataOpen))
	switch {
	case bytes.HasPrefix(b, cdataOpen):
		s.pos += len(cdataOpen)
		return s.cdataRest()
	case bytes.HasPrefix(b, []byte("<!--")):
		return s.until(Comment, 4, dashes)
	case bytes.HasPrefix(b, []byte("<!DOCTYPE")):
		return s.doctype()
	}
	return s.fail("xml.malformed", clip(b))
}

func (s *Scanner) instruction() Kind {
	if s.until(Inst, 2, instClose) == EOF {
		return EOF
	}
	n := 0
	for n < len(s.text) && !ends[s.text[n]] {
		n++
	}
	s.name, s.attrs = s.text[:n], s.text[n:]
	if s.depth > 0 && string(s.name) == "xml" {
		s.pos -= len(s.text) + 4
		return s.cutOff("<?xml")
	}
	return Inst
}

// until takes a token that begins with skip bytes and ends before mark.
func (s *Scanner) until(k Kind, skip int, mark []byte) Kind {
	from := skip
	for {
		b := s.buf[s.pos:]
		from = min(from, len(b))
		i := bytes.Index(b[from:], mark)
		if i >= 0 && from+i <= maxToken {
			s.text, s.cdata = b[skip:from+i], true
			s.pos += from + i + len(mark)
			return k
		}
		if len(b) > maxToken {
			return s.fail("xml.too_large", clip(b))
		}
		from = max(skip, len(b)-len(mark))
		if !s.more() {
			return s.fail("xml.truncated", clip(s.buf[s.pos:]))
		}
	}
}

// cdataRest gives the next chunk of a CDATA section, at most maxToken long.
func (s *Scanner) cdataRest() Kind {
	s.cdata = true
	for {
		b := s.buf[s.pos:]
		if i := bytes.Index(b, cdataClose); i >= 0 {
			s.text, s.open = b[:i], false
			s.pos += i + len(cdataClose)
			return Text
		}
		if len(b) > maxToken {
			s.text, s.open = b[:len(b)-8], true
			s.pos += len(b) - 8
			return Text
		}
		if !s.more() {
			return s.fail("xml.truncated", "<![CDATA[")
		}
	}
}

// doctype passes over the declaration with its internal subset. Nothing in it is obeyed: entities that only it
// declares stay undefined, so that nothing can expand, and nothing is fetched.
func (s *Scanner) doctype() Kind {
	for {
		b := s.buf[s.pos:]
		if n := doctypeEnd(b); n > 0 && n <= maxToken {
			s.text, s.cdata = b[len("<!DOCTYPE"):n-1], true
			s.pos += n
			return Doctype
		}
		if len(b) > maxToken {
			return s.fail("xml.too_large", clip(b))
		}
		if !s.more() {
			return s.fail("xml.truncated", clip(b))
		}
	}
}

// doctypeEnd is the length of the declaration at the start of b, 0 when its end is not there.
func doctypeEnd(b []byte) int {
	depth := 0
	for i := 2; i < len(b); i++ {
		switch c := b[i]; c {
		case '"', '\'':
			i = past(b, i+1, b[i:i+1])
		case '[', ']':
			depth += int('\\') - int(c) // "[" stands one before "\", "]" one after it
		case '<':
			i = pastComment(b, i)
		case '>':
			if depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

func past(b []byte, from int, mark []byte) int {
	n := bytes.Index(b[from:], mark)
	if n < 0 {
		return len(b)
	}
	return from + n + len(mark) - 1
}

func pastComment(b []byte, i int) int {
	if bytes.HasPrefix(b[i:], []byte("<!--")) {
		return past(b, i+4, dashes)
	}
	if bytes.HasPrefix(b[i:], []byte("<?")) {
		return past(b, i+2, instClose)
	}
	return i
}
