package patent

import "strings"

// halfWidth turns full-width forms, the ideographic space and no-break spaces into ASCII and drops zero-width marks.
func halfWidth(s string) string {
	if all(s, func(c byte) bool { return c >= ' ' && c < 0x80 }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000, r == 0xA0, r == 0x2007, r == 0x202F, r == '\t', r == '\n', r == '\r':
			return ' '
		case r >= 0x200B && r <= 0x200F, r == 0xFEFF, r == 0x2060:
			return -1
		case r == 0x2010, r == 0x2011, r == 0x2012, r == 0x2013, r == 0x2014, r == 0x2212:
			return '-'
		}
		return r
	}, s)
}

// upperASCII upper-cases ASCII letters and trims space; other letters stay as they are.
func upperASCII(s string) string {
	if endsPlain(s) && all(s, func(c byte) bool { return c < 'a' || c > 'z' && c < 0x80 }) {
		return s
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 32
		}
		return r
	}, s))
}

func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }

// trim is strings.Trim, fast where a letter or digit stands at both ends; marks are neither.
func trim(s, marks string) string {
	if endsPlain(s) {
		return s
	}
	return strings.Trim(s, marks)
}

// endsPlain tells that the first and the last byte are digits or capital letters.
func endsPlain(s string) bool {
	return s != "" && (isDigit(s[0]) || isLetter(s[0])) && (isDigit(s[len(s)-1]) || isLetter(s[len(s)-1]))
}

// strip removes every one of the given ASCII characters.
func strip(s, marks string) string {
	if all(s, func(c byte) bool { return isDigit(c) || isLetter(c) }) || !strings.ContainsAny(s, marks) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(marks, r) {
			return -1
		}
		return r
	}, s)
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }

func isDigits(s string) bool  { return s != "" && all(s, isDigit) }
func isLetters(s string) bool { return s != "" && all(s, isLetter) }
func isAlnum(s string) bool {
	return s != "" && all(s, func(c byte) bool { return isDigit(c) || isLetter(c) })
}

func all(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func hasDigit(s string) bool { return strings.IndexAny(s, "0123456789") >= 0 }

// number is the value of a short run of digits; not digits or longer than nine gives -1.
func number(s string) int {
	if !isDigits(s) || len(s) > 9 {
		return -1
	}
	v := 0
	for i := range len(s) {
		v = v*10 + int(s[i]-'0')
	}
	return v
}
