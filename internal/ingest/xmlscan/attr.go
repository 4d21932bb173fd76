package xmlscan

import "bytes"

// Attr is the decoded value of the current start tag's (or instruction's) attribute, nil when it has none; names
// are compared as written.
func (s *Scanner) Attr(name string) []byte {
	rest := s.attrs
	for len(rest) > 0 {
		var key, value []byte
		key, value, rest = nextAttr(rest)
		if string(key) == name {
			return s.value(value)
		}
	}
	return nil
}

// Attrs yields every attribute of the current start tag or instruction in its order.
func (s *Scanner) Attrs(yield func(name, value []byte) bool) {
	rest := s.attrs
	for len(rest) > 0 {
		var key, value []byte
		key, value, rest = nextAttr(rest)
		if len(key) > 0 && !yield(key, s.value(value)) {
			return
		}
	}
}

// value decodes into memory of its own, so that several values may be held at once.
func (s *Scanner) value(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 && bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	return s.appendDecoded(nil, b, true)
}

// nextAttr splits the first name="value" off b. A name without value has an empty one; quotes may be missing.
func nextAttr(b []byte) (key, value, rest []byte) {
	b = pastSpace(b)
	n := 0
	for n < len(b) && !ends[b[n]] {
		n++
	}
	key, b = b[:n], pastSpace(b[n:])
	if len(b) == 0 || b[0] != '=' {
		return key, b[:0], b[min(1, len(b))*stuck(n):]
	}
	b = pastSpace(b[1:])
	if len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		return quoted(key, b)
	}
	n = 0
	for n < len(b) && !space(b[n]) {
		n++
	}
	return key, b[:n], b[n:]
}

func pastSpace(b []byte) []byte {
	for len(b) > 0 && space(b[0]) {
		b = b[1:]
	}
	return b
}

// stuck is 1 when no name was read, so that a stray byte is passed over.
func stuck(n int) int {
	if n == 0 {
		return 1
	}
	return 0
}

func quoted(key, b []byte) ([]byte, []byte, []byte) {
	i := bytes.IndexByte(b[1:], b[0])
	if i < 0 {
		return key, b[1:], nil
	}
	return key, b[1 : 1+i], b[i+2:]
}
