package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SplitNames splits a cell of several names. Strong separators (; ； | ** line breaks) are looked for first and, where
// any stands, are the only ones. Otherwise Chinese names part at 、 and at commas with Chinese on both sides; a comma
// between Latin words never parts ("Acme Co., Ltd", "Smith, John"). Missing marks (-, NA) are dropped, order is kept.
func SplitNames(s string) []string {
	strong := strongMarks.Replace(norm.NFKC.String(s))
	parts := strings.Split(strong, "\n")
	if countNames(parts) <= 1 {
		parts = splitWeak(strong)
	}
	var out []string
	for _, p := range parts {
		if p = cleanName(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

var strongMarks = strings.NewReplacer(";", "\n", "|", "\n", "**", "\n", "\r", "\n")

// latinMarks: points are part of abbreviations, other marks part words.
var latinMarks = strings.NewReplacer(".", "", ",", " ", "'", "", "’", "", "(", " ", ")", " ", "/", " ", "-", " ", "\"", " ")

func countNames(parts []string) int {
	n := 0
	for _, p := range parts {
		if cleanName(p) != "" {
			n++
		}
	}
	return n
}

// cleanName trims a name and turns the marks of "missing" into "".
func cleanName(s string) string {
	s = strings.Trim(Fold(s), " ,，、;；.。")
	switch strings.ToUpper(s) {
	case "-", "--", "NA", "N/A", "NULL", "无", "NONE":
		return ""
	}
	return s
}

func splitWeak(s string) []string {
	rs := []rune(s)
	var out []string
	start := 0
	for i, r := range rs {
		comma := (r == ',' || r == '，') && HasHan(string(rs[start:i])) && hanNext(rs[i+1:])
		if r == '、' || r == '\n' || comma {
			out = append(out, string(rs[start:i]))
			start = i + 1
		}
	}
	return append(out, string(rs[start:]))
}

func hanNext(rs []rune) bool {
	for _, r := range rs {
		if r != ' ' && r != '　' {
			return Han(r)
		}
	}
	return false
}

// latinWords drops points and turns other marks into spaces.
func latinWords(s string) string {
	s = latinMarks.Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// NameKey is the key under which spellings of one name meet: folded, upper case, brackets alike, without spaces and
// punctuation (words of Latin names stay apart), legal form by type behind "#". Place, trade name and industry all
// stay: names are never merged on the trade name alone.
func NameKey(name string) string {
	core, form := LegalForm(name)
	if HasHan(core) {
		core = strings.Map(func(r rune) rune {
			if strings.ContainsRune(" .,()[]{}<>《》〈〉【】\"'“”‘’·•-_/\\&:;。,、", r) {
				return -1
			}
			return r
		}, core)
	} else {
		core = latinWords(core)
		core = strings.Join(strings.Fields(strings.ReplaceAll(core, "&", " AND ")), " ")
	}
	if form == "" {
		return core
	}
	return core + "#" + form
}
