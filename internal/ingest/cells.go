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
	cell = strings.Trim(cell, " \t\r\n\u00a0\u3000\ufeff\u200b")
	if strings.HasPrefix(cell, "=HYPERLINK(") || strings.HasPrefix(cell, "=hyperlink(") {
		return hyperlinkText(cell)
	}
	return cell
}

// plainEnds tells that first and last byte are ASCII letters, digits or common marks, so that nothing is to trim.
func plainEnds(cell string) bool {
	a, b := cell[0], cell[len(cell)-1]
	return a > ' ' && a < 0x7f && a != '=' && b > ' ' && b < 0x7f
}

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
	for _, sep := range []string{";;", " | ", "**", ";", "；", "|"} {
		if strings.Contains(cell, sep) {
			return separatorSets[sep]
		}
	}
	return separatorSets["\n"]
}

var separatorSets = map[string][]string{";;": {";;"}, " | ": {" | "}, "**": {"**"}, ";": {";", "；"}, "；": {";", "；"}, "|": {"|"}, "\n": {"\n"}}
