package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes cells comparable: NFKC (full width → half, ligatures, circled figures), no-break and zero-width spaces
// gone, runs of space and line breaks one space, trimmed; broken UTF-8
// becomes U+FFFD. Case and script stay.
func Fold(s string) string {
	if plainASCII(s) {
		return s
	}
	s = norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		if r >= 0x200B && r <= 0x200F || r == 0xFEFF || r == 0x2060 || r == 0xAD {
			return -1
		}
		return r
	}, s)
	return norm.NFKC.String(strings.Join(strings.Fields(s), " "))
}

// plainASCII: nothing to fold, the common case of numbers and codes.
func plainASCII(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c >= 0x7F || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			return false
		}
	}
	return true
}

// Han tells whether a rune is a Chinese character.
func Han(r rune) bool { return unicode.Is(unicode.Han, r) }

// HasHan tells whether any rune is a Chinese character.
func HasHan(s string) bool { return strings.ContainsFunc(s, Han) }
