package ingest

import (
	"strings"
)

// missing tells whether a cell says "no value": blank, or a dash, or the letters NA. Zero is a value.
func missing(cell string) bool {
	switch cell {
	case "", "-", "--", "—", "——", "－", "/", "\\", "NA", "N/A", "n/a", "#N/A", "NULL", "null", "None", "nan", "NaN", "无数据", "缺失", "…", "...":
		return true
	}
	return false
}

// cleanCell trims a cell of blanks, no-break spaces, zero-width marks and the formula around a hyperlink.
func cleanCell(cell string) string {
	if len(cell) > 0 && plainEnds(cell) {
		return cell
	}
	cell = strings.Trim(cell, blanks)
	if strings.HasPrefix(cell, "=HYPERLINK(") || strings.HasPrefix(cell, "=hyperlink(") {
		return hyperlinkText(cell)
	}
	return cell
}

const blanks = " \t\r\n\u00a0\u3000\ufeff\u200b"

// plainEnds tells that nothing is to trim: first and last byte are ASCII letters, digits or common marks, or belong
// to characters that are surely no blanks, as all Chinese ones are.
func plainEnds(cell string) bool {
	first, last := cell[0], cell[len(cell)-1]
	return plainFirst[first] && (last > ' ' && last < 0x7f || last >= 0x80 && len(cell) > 2 && plainThird(cell[len(cell)-3:]))
}

// plainFirst are the first bytes of what is no blank and no formula: blanks begin with C2, E2, E3 and EF.
var plainFirst = func() (plain [256]bool) {
	for c := range plain {
		plain[c] = c > ' ' && c < 0x7f && c != '=' || c >= 0xC3 && c <= 0xF4 && c != 0xE2 && c != 0xE3 && c != 0xEF
	}
	return plain
}()

// plainThird tells a character of three bytes that is no blank.
func plainThird(c string) bool { return c[0] >= 0xE4 && c[0] <= 0xE9 && c[1] < 0xC0 && c[2] < 0xC0 }

// hyperlinkText takes the shown text of =HYPERLINK("address","text"), the address where no text is given.
func hyperlinkText(formula string) string {
	parts := strings.Split(formula, `"`)
	if len(parts) >= 4 {
		return parts[3]
	}
	if len(parts) >= 2 {
		return parts[1]
	}
	return formula
}

// splitValues splits a cell of several values at a separator and drops blanks; with no separator stated it splits
// at the marks Chinese and English exports use between values.
func splitValues(cell string, separators []string, each func(string)) {
	if len(separators) == 0 {
		separators = defaultSeparators(cell)
	}
	rest := cell
	for rest != "" {
		at, width := nextSeparator(rest, separators)
		if v := cleanCell(rest[:at]); !missing(v) {
			each(v)
		}
		rest = rest[at+width:]
	}
}

func nextSeparator(s string, separators []string) (at, width int) {
	at = len(s)
	for _, sep := range separators {
		if i := strings.Index(s[:at], sep); i >= 0 {
			at, width = i, len(sep)
		}
	}
	return at, width
}

// defaultSeparators looks for the surest separator a cell uses: ";;", " | ", "**", then ";".
func defaultSeparators(cell string) []string {
	has := marksIn(cell)
	switch {
	case has == 0:
		return nil
	case has&markSemicolon != 0 && strings.Contains(cell, ";;"):
		return separatorSets[";;"]
	case has&markBar != 0 && strings.Contains(cell, " | "):
		return separatorSets[" | "]
	case has&markStar != 0 && strings.Contains(cell, "**"):
		return separatorSets["**"]
	case has&(markSemicolon|markWide) == markSemicolon:
		return separatorSets[";"]
	case has&markSemicolon != 0, has&markWide != 0 && strings.Contains(cell, "；"):
		return separatorSets["；"]
	case has&markBar != 0:
		return separatorSets["|"]
	}
	return separatorSets["\n"]
}

// Marks of a cell that may part values.
const (
	markSemicolon = 1 << iota
	markBar
	markStar
	markLine
	markWide // the first byte of ；, and of other full-width characters
)

var markOf = [256]uint8{';': markSemicolon, '|': markBar, '*': markStar, '\n': markLine, 0xEF: markWide}

func marksIn(cell string) (has uint8) {
	for i := range len(cell) {
		has |= markOf[cell[i]]
	}
	return has
}

var separatorSets = map[string][]string{";;": {";;"}, " | ": {" | "}, "**": {"**"}, ";": {";"}, "；": {";", "；"}, "|": {"|"}, "\n": {"\n"}}
