package xmlscan

import "bytes"

// Children yields the local name of each child of the current element, positioned at its start tag, and ends after the
// element's end tag. What the caller leaves unread of a child is passed over.
//
//	for name := range s.Children { switch string(name) { case "date": at = s.Content() } }
func (s *Scanner) Children(yield func(name []byte) bool) {
	for depth := s.depth; ; {
		switch s.Next() {
		case Start:
			if s.depth == depth+1 && !yield(local(s.name)) {
				return
			}
		case End:
			if s.depth < depth {
				return
			}
		case EOF:
			return
		}
	}
}

// Skip passes over the rest of the current element.
func (s *Scanner) Skip() {
	for range s.Children {
	}
}

// Content is the text of the current element with that of its descendants, trimmed, runs of white space as one
// space; it ends after the element's end tag.
func (s *Scanner) Content() string {
	if b, ok := s.leaf(); ok {
		return string(b)
	}
	var all []byte
	for depth := s.depth; ; {
		switch s.Next() {
		case Text:
			all = append(all, s.Text()...)
		case EOF:
			return ""
		case End:
			if s.depth < depth {
				return string(bytes.Join(bytes.Fields(all), blankByte))
			}
		}
	}
}

var blankByte = []byte{' '}

// leaf takes an element that holds nothing but one run of plain text on one line: most of them.
func (s *Scanner) leaf() ([]byte, bool) {
	b := s.buf[s.pos:]
	i := bytes.IndexByte(b, '<')
	if s.empty || i < 0 || i+1 >= len(b) || b[i+1] != '/' || !plain(b[:i]) {
		return nil, false
	}
	s.pos += i
	s.kind = s.endTag()
	return trim(b[:i]), s.kind == End
}

// plain reports text that needs no decoding and no squeezing of white space within.
func plain(b []byte) bool {
	was := byte(0)
	for _, c := range b {
		if c == '&' || c < ' ' || c == ' ' && was == ' ' {
			return false
		}
		was = c
	}
	return true
}

func trim(b []byte) []byte {
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// Verbatim is Content with its white space as written: for values that are read by position.
func (s *Scanner) Verbatim() string {
	var all []byte
	for depth := s.depth; ; {
		switch s.Next() {
		case Text:
			all = append(all, s.Text()...)
		case EOF:
			return ""
		case End:
			if s.depth < depth {
				return string(all)
			}
		}
	}
}

// Forget takes the current element off the open ones, so that what it holds is read as if it stood at the top: for
// wrappers around records that are read in parts. Text beside the records is passed over from then on.
func (s *Scanner) Forget() {
	s.loose = true
	s.empty = false
	s.pop()
}
