package xmlscan

import "bytes"

var prolog = []byte("<?xml ")

// Resync goes on after an error with the next document: the next XML declaration or start tag of a root (Roots). It
// forgets open elements and remarks; false when nothing follows.
func (s *Scanner) Resync() bool {
	if s.err == nil {
		return true
	}
	if _, ours := s.err.(*Error); !ours {
		return false
	}
	if !s.next {
		s.pos = min(s.pos+1, len(s.buf)) // never the same place twice
	}
	s.reset()
	for {
		if i := s.nextDocument(); i >= 0 {
			s.pos += i
			return true
		}
		s.pos = max(s.pos, len(s.buf)-maxName)
		if !s.more() {
			s.pos = len(s.buf)
			return false
		}
	}
}

const maxName = 128 // longer than any declaration or root tag that Resync looks for

func (s *Scanner) reset() {
	s.err, s.notes = nil, nil
	s.next, s.empty, s.open, s.depth = false, false, false, 0
	s.names, s.ends = s.names[:0], s.ends[:0]
}

func (s *Scanner) nextDocument() int {
	b := s.buf[s.pos:]
	at := bytes.Index(b, prolog)
	for _, root := range s.roots {
		if i := rootTag(b, root); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	return at
}

// rootTag finds "<root" where the name ends there.
func rootTag(b []byte, root string) int {
	tag := append([]byte{'<'}, root...)
	for from := 0; ; {
		i := bytes.Index(b[from:], tag)
		if i < 0 || from+i+len(tag) >= len(b) {
			return -1
		}
		from += i
		if ends[b[from+len(tag)]] {
			return from
		}
		from += len(tag)
	}
}
