package xmlscan

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

const maxEntity = 32 // bytes of a name looked up; longer ones are not names

// reference appends what the reference at b[0] stands for. A raw "&" and an undefined entity stay as written, with
// a remark.
func (s *Scanner) reference(dst, b []byte) ([]byte, []byte) {
	end := bytes.IndexByte(b[:min(len(b), maxEntity+2)], ';')
	if end < 2 || !entityName(b[1:end]) {
		s.remark("xml.ampersand", clip(b))
		return append(dst, '&'), b[1:]
	}
	name := b[1:end]
	if r := predefined(name); r != 0 {
		return append(dst, r), b[end+1:]
	}
	if out, ok := resolve(dst, name); ok {
		return out, b[end+1:]
	}
	s.remark("xml.entity", string(name))
	return append(dst, b[:end+1]...), b[end+1:]
}

func entityName(name []byte) bool {
	for _, c := range name {
		if ends[c] || c == '&' {
			return false
		}
	}
	return true
}

func predefined(name []byte) byte {
	switch string(name) {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	return 0
}

func resolve(dst, name []byte) ([]byte, bool) {
	if name[0] == '#' {
		r, ok := numeric(name[1:])
		return utf8.AppendRune(dst, r), ok
	}
	text := named(string(name))
	return append(dst, text...), text != ""
}

// numeric reads &#n; and &#xn;. Only characters XML allows are taken.
func numeric(digits []byte) (rune, bool) {
	base := 10
	if len(digits) > 1 && digits[0]|0x20 == 'x' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil {
		return 0, false
	}
	return rune(n), allowed(n)
}

func allowed(n uint64) bool {
	if n < 0x20 {
		return n == '\t' || n == '\n' || n == '\r'
	}
	return n < 0xD800 || n > 0xDFFF && n != 0xFFFE && n != 0xFFFF && n <= 0x10FFFF
}

// named looks an entity up: HTML 5 (which holds the MathML and most ISO 8879 sets), the ISO Greek sets, and the names
// in capitals that DOCDB uses for the same characters (&SACUTE; &MDASH;). Empty when nothing knows it.
func named(name string) string {
	if t := htmlEntity(name); t != "" {
		return t
	}
	if t := greek(name); t != "" {
		return t
	}
	if name != strings.ToUpper(name) || len(name) < 2 {
		return ""
	}
	if t := htmlEntity(name[:1] + strings.ToLower(name[1:])); t != "" {
		return t
	}
	return htmlEntity(strings.ToLower(name))
}

// htmlEntity asks the standard library's table; a text that still ends in the semicolon was not understood whole.
func htmlEntity(name string) string {
	t := html.UnescapeString("&" + name + ";")
	if strings.HasPrefix(t, "&") && len(t) > 1 || strings.HasSuffix(t, ";") && name != "semi" {
		return ""
	}
	return t
}

// Letter names of ISO 8879:1986 ISOgrk1 (agr, EEgr), with "ac" and "di" for the accents of ISOgrk2 (aacgr, idigr).
var greekLetters = map[string]string{
	"a": "αΑ", "b": "βΒ", "g": "γΓ", "d": "δΔ", "e": "εΕ", "z": "ζΖ", "ee": "ηΗ", "th": "θΘ", "i": "ιΙ", "k": "κΚ",
	"l": "λΛ", "m": "μΜ", "n": "νΝ", "x": "ξΞ", "o": "οΟ", "p": "πΠ", "r": "ρΡ", "s": "σΣ", "sf": "ςς", "t": "τΤ",
	"u": "υΥ", "ph": "φΦ", "kh": "χΧ", "ps": "ψΨ", "oh": "ωΩ",
	"aac": "άΆ", "eac": "έΈ", "eeac": "ήΉ", "iac": "ίΊ", "oac": "όΌ", "uac": "ύΎ", "ohac": "ώΏ",
	"idi": "ϊΪ", "udi": "ϋΫ", "idia": "ΐΐ", "udia": "ΰΰ",
}

func greek(name string) string {
	if bold, ok := strings.CutPrefix(name, "b."); ok { // ISOgrk4: bold, given as the plain letter
		return htmlEntity(bold)
	}
	letter, ok := strings.CutSuffix(strings.ToLower(name), "gr")
	if !ok {
		return ""
	}
	pair := []rune(greekLetters[letter])
	if len(pair) == 0 {
		return ""
	}
	if name[0] >= 'a' {
		return string(pair[0])
	}
	return string(pair[1])
}
