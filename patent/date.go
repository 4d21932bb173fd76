package patent

import (
	"fmt"
	"strings"
)

// Date is a calendar date as far as the source tells it. Month and Day are 0 below the precision.
type Date struct {
	Year, Month, Day int
	Precision        string // "day", "month", "year", "none" (the source says there is no date)
}

// The precisions of a date.
const (
	Day   = "day"
	Month = "month"
	Year  = "year"
	None  = "none"
)

// Order says how a source writes dates whose parts could be read two ways. Unknown refuses them.
type Order int

// The orders of day, month and year.
const (
	Unknown Order = iota
	DayFirst
	MonthFirst
	YearFirst
)

// String is the ISO form cut to the precision: 2013-01-02, 2013-01, 2013, "".
func (d Date) String() string {
	switch d.Precision {
	case Day:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case Month:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case Year:
		return fmt.Sprintf("%04d", d.Year)
	}
	return ""
}

// First is the first day the date can be, 0001-01-01 never: false where there is no date.
func (d Date) First() (year, month, day int, ok bool) {
	return d.Year, max(d.Month, 1), max(d.Day, 1), d.Precision != None && d.Year > 0
}

// ParseDate reads a date in any dialect that can be read one way only: 2013.01.02, 2009-08-21, 2013/1/2, 20140520,
// 21.08.2009, 2013年1月2日, 二〇一三年一月, 21 Aug 2009, with a time behind, full width. Day or month "00" lowers the
// precision (20121000). The sentinels 0, 9999, 9999-12-31 and 0000-00-00 are the date "none". Two-digit years and
// 04/05/2013 are refused: use ParseDateOrder when the source's order is known.
func ParseDate(s string) (Date, bool) { return ParseDateOrder(s, Unknown) }

// ParseDateOrder is ParseDate for a source that writes its numeric dates in the given order; two-digit years are
// taken within the century that ends 20 years after 2013–2020 files: 00–49 → 20xx, 50–99 → 19xx.
func ParseDateOrder(s string, o Order) (Date, bool) {
	t := upperASCII(halfWidth(s))
	if t == "" {
		return Date{}, false
	}
	if sentinel(t) {
		return Date{Precision: None}, true
	}
	if d, ok := chineseDate(t); ok {
		return checked(d)
	}
	t = cutTime(t)
	if isDigits(t) {
		return compact(t, o)
	}
	if d, ok := namedMonth(t); ok {
		return checked(d)
	}
	return separated(t, o)
}

// sentinel values stand for "no date" in PATSTAT (9999-12-31), Google (0) and database dumps (0000-00-00).
func sentinel(t string) bool {
	t = strip(cutTime(t), "-/.")
	return t == "0" || t == "9999" || t == "99991231" || t == "00000000" || t == "00010101" || t == "0000"
}

// cutTime drops a time of day: 2009-08-21T00:00:00Z, 2013/1/2 0:00.
func cutTime(t string) string {
	if i := strings.IndexByte(t, ':'); i > 0 {
		t = strings.TrimRight(t[:i], "0123456789")
		t = strings.TrimSuffix(strings.TrimRight(t, " "), "T")
	}
	return strings.Trim(t, " .,;-/")
}

// compact: yyyymmdd, yyyy; six digits are yyyymm only when they cannot be yymmdd, or the order says so.
func compact(t string, o Order) (Date, bool) {
	switch len(t) {
	case 8:
		return compactEight(t, o)
	case 6:
		return compactSix(t, o)
	case 4:
		return checked(Date{Year: number(t)})
	}
	return Date{}, false
}

func compactEight(t string, o Order) (Date, bool) {
	if o == DayFirst && !plausible(number(t[:4])) {
		return checked(Date{Year: number(t[4:]), Month: number(t[2:4]), Day: number(t[:2])})
	}
	return checked(Date{Year: number(t[:4]), Month: number(t[4:6]), Day: number(t[6:])})
}

func compactSix(t string, o Order) (Date, bool) {
	month, isMonth := checked(Date{Year: number(t[:4]), Month: number(t[4:])})
	short, isShort := checked(Date{Year: century(number(t[:2])), Month: number(t[2:4]), Day: number(t[4:])})
	isShort = isShort && short.Precision == Day
	switch {
	case o == YearFirst && isShort:
		return short, true
	case isMonth && !isShort:
		return month, true
	}
	return Date{}, false
}

func century(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

func plausible(y int) bool { return y >= 1600 && y <= 2200 }

// separated reads two or three numbers between '.', '-', '/', '_' or spaces.
func separated(t string, o Order) (Date, bool) {
	parts := strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune(".-/_ ,", r) })
	if len(parts) < 2 || len(parts) > 3 {
		return Date{}, false
	}
	v := [3]int{}
	for i, p := range parts {
		v[i] = number(p)
		if v[i] < 0 || len(p) > 4 {
			return Date{}, false
		}
	}
	return arranged(parts, v, strings.Contains(t, "."), o)
}

// arranged puts the numbers in order. A dotted date with the year behind is day first everywhere it is written.
func arranged(parts []string, v [3]int, dotted bool, o Order) (Date, bool) {
	switch {
	case len(parts[0]) == 4:
		return checked(Date{Year: v[0], Month: v[1], Day: v[2]})
	case len(parts) == 2 && len(parts[1]) == 4:
		return checked(Date{Year: v[1], Month: v[0]})
	case len(parts) < 3:
		return Date{}, false
	case len(parts[2]) == 4:
		return yearLast(v, dotted, o)
	case len(parts[2]) == 2 && len(parts[0]) <= 2:
		return twoDigits(v, o)
	}
	return Date{}, false
}

func yearLast(v [3]int, dotted bool, o Order) (Date, bool) {
	day, month := v[0], v[1]
	if o == MonthFirst {
		day, month = month, day
	}
	if o == Unknown && !dotted && day != month {
		switch {
		case day > 12:
		case month > 12:
			day, month = month, day
		default:
			return Date{}, false
		}
	}
	return checked(Date{Year: v[2], Month: month, Day: day})
}

func twoDigits(v [3]int, o Order) (Date, bool) {
	switch o {
	case DayFirst:
		return checked(Date{Year: century(v[2]), Month: v[1], Day: v[0]})
	case MonthFirst:
		return checked(Date{Year: century(v[2]), Month: v[0], Day: v[1]})
	case YearFirst:
		return checked(Date{Year: century(v[0]), Month: v[1], Day: v[2]})
	}
	return Date{}, false
}

// checked sets the precision and refuses what is not in the calendar.
func checked(d Date) (Date, bool) {
	switch {
	case !plausible(d.Year) || d.Month > 12 || d.Month == 0 && d.Day > 0:
		return Date{}, false
	case d.Month == 0:
		d.Precision = Year
	case d.Day == 0:
		d.Precision = Month
	case d.Day > monthDays(d.Year, d.Month):
		return Date{}, false
	default:
		d.Precision = Day
	}
	return d, true
}

func monthDays(y, m int) int {
	if m == 2 && (y%4 == 0 && y%100 != 0 || y%400 == 0) {
		return 29
	}
	return [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m-1]
}
