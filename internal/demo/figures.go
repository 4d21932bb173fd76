package demo

import "strconv"

// How figures stand in cells.
func itoa(n int) string       { return strconv.Itoa(n) }
func yuan(x float64) string   { return strconv.FormatFloat(x, 'f', 0, 64) }
func ratio(x float64) string  { return strconv.FormatFloat(x, 'f', 4, 64) }
func degree(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }

// billions is the form reports use: 1034.50亿元.
func billions(x float64) string { return strconv.FormatFloat(x/1e8, 'f', 2, 64) + "亿元" }

func yesNo(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

// someDay is a day within a year.
func someDay(d *dice, year int) string { return iso(dayOf(year, 1, 1) + d.upto(365)) }

// code is a prefix, a number, and the mark of the synthetic.
func code(prefix string, n int) string { return "SYN-" + prefix + "-" + digits(n, 6) }

const madeUp = "合成数据"
