package xlsx

// Workbooks of Excel 97–2003 have other records but the same number formats and dates.

// Format is what a number format shows of a number: a date, or the number itself.
type Format = format

// FormatNumbered is the format of a number: the code of a workbook's own, or a built-in one where code is empty.
func FormatNumbered(id int, code string) Format {
	if code != "" {
		return formatOf(code)
	}
	return builtIn[id]
}

// DateText writes a serial date as the cells of a sheet show it; ok is false where the format shows none.
func DateText(serial float64, f Format, base1904 bool) (text string, ok bool) {
	if f == plainNumber {
		return "", false
	}
	out, ok := appendDate(nil, serial, f, base1904)
	return string(out), ok
}
