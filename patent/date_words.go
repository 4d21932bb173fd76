package patent

import (
	"strings"
	"time"
)

// hanDigits are the Chinese digits of dates, with the zero in its three writings.
var hanDigits = map[rune]int{'〇': 0, '○': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// chineseDate reads 2013年, 2013年1月, 2013年1月2日 (日 may be 号), in Arabic or Chinese digits.
func chineseDate(t string) (Date, bool) {
	year, rest, ok := strings.Cut(squeeze(t), "年")
	y := hanNumber(year)
	if !ok || y < 1000 {
		return Date{}, false
	}
	d := Date{Year: y}
	if rest == "" {
		return d, true
	}
	month, rest, ok := strings.Cut(rest, "月")
	if d.Month = hanNumber(month); !ok || d.Month < 1 {
		return Date{}, false
	}
	if rest == "" {
		return d, true
	}
	day := strings.TrimSuffix(strings.TrimSuffix(rest, "日"), "号")
	d.Day = hanNumber(day)
	return d, d.Day > 0 && day != rest
}

// hanNumber reads digits one by one (二〇一三) or tens (二十一, 十); -1 is no number.
func hanNumber(s string) int {
	if v := number(s); v >= 0 {
		return v
	}
	tens, ones, ten := strings.Cut(s, "十")
	if !ten {
		return hanRun(s)
	}
	t, o := 1, 0
	if tens != "" {
		t = hanRun(tens)
	}
	if ones != "" {
		o = hanRun(ones)
	}
	if t < 0 || o < 0 || t > 9 || o > 9 {
		return -1
	}
	return t*10 + o
}

func hanRun(s string) int {
	v, n := 0, 0
	for _, r := range s {
		d, ok := hanDigits[r]
		if n++; !ok || n > 4 {
			return -1
		}
		v = v*10 + d
	}
	if n == 0 {
		return -1
	}
	return v
}

var months = []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}

// namedMonth reads 21 Aug 2009, 21-AUG-2009, Aug. 21, 2009, August 2009 (English names, three letters or more).
func namedMonth(t string) (Date, bool) {
	parts := strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune(".-/ ,", r) })
	d, year := Date{}, false
	for _, p := range parts {
		v := number(strings.TrimRight(p, "STNDRH"))
		switch {
		case d.Month == 0 && monthOf(p) > 0:
			d.Month = monthOf(p)
		case v > 31 && len(p) == 4 && !year:
			d.Year, year = v, true
		case v >= 1 && v <= 31 && d.Day == 0:
			d.Day = v
		default:
			return Date{}, false
		}
	}
	return d, d.Month > 0 && year
}

func monthOf(p string) int {
	if len(p) < 3 || !isLetters(p) {
		return 0
	}
	for i, m := range months {
		full := upperASCII(time.Month(i + 1).String())
		if p == m || p == full || p == "SEPT" && m == "SEP" {
			return i + 1
		}
	}
	return 0
}

// ExcelDate turns a spreadsheet's serial day into a date: day 1 is 1900-01-01, with the phantom 1900-02-29 of the
// 1900 system; or, with date1904, day 0 is 1904-01-01. A serial is a plain number: only call this where the column is
// known to hold dates.
func ExcelDate(serial float64, date1904 bool) (Date, bool) {
	if serial < 1 || serial > 2958465 || serial != serial {
		return Date{}, false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 60:
		start = start.AddDate(0, 0, 1)
	case serial < 61:
		return Date{}, false
	}
	y, m, d := start.AddDate(0, 0, int(serial)).Date()
	return checked(Date{Year: y, Month: int(m), Day: d})
}
