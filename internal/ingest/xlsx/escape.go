package xlsx

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// unescape resolves _xHHHH_ in b from the given place on: characters that XML cannot hold are written so (ECMA-376
// part 1, 22.9.2.19), line ends mostly. Control characters stay as written: no table can hold them.
func unescape(b []byte, from int) []byte {
	i := bytes.Index(b[from:], escapeOpen)
	if i < 0 {
		return b
	}
	out := b[:from+i]
	for rest := b[from+i:]; len(rest) > 0; {
		if r, ok := escaped(rest); ok {
			out = utf8.AppendRune(out, r)
			rest = rest[7:]
			continue
		}
		out = append(out, rest[0])
		rest = rest[1:]
	}
	return out
}

var escapeOpen = []byte("_x")

func escaped(b []byte) (rune, bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	r := rune(0)
	for _, c := range b[2:6] {
		n := strings.IndexByte("0123456789abcdef", lower(c))
		if n < 0 {
			return 0, false
		}
		r = r<<4 | rune(n)
	}
	return r, utf8.ValidRune(r) && (r >= ' ' || r == '\t' || r == '\n' || r == '\r')
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// cut ends b at n bytes, never inside a character.
func cut(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}
