package ingest

import (
	"strconv"
	"strings"
	"time"

	"asterism/patent"
)

const (
	secondsPerDay = 86400
	excelEpoch    = -25569 // 1899-12-30 in days since 1970-01-01: Excel's day 0, counting its 1900-02-29
)

// parseDay reads a date as sources write it: ISO, dotted, slashed, Chinese, compact, or an Excel serial. Month and
// year precision give the first day. known is false for a missing value; ok is false for one nobody can read.
func parseDay(s string, order patent.Order) (day, string, bool) {
	if s == "" {
		return day{}, "", true
	}
	if d, ok := serialDay(s); ok {
		return d, "day", true
	}
	d, ok := patent.ParseDateOrder(s, order)
	if !ok || d.Year == 0 {
		return day{}, "", ok
	}
	return dayOf(d), d.Precision, true
}

// plainDay reads 2015-04-08, 2015.04.08 and 2015/04/08, the commonest writings, as parseDay does; days beyond the 28th
// are left to it, and years that stand for "no date".
func plainDay(s string) (day, bool) {
	if len(s) != 10 || s[4] != s[7] || s[4] != '-' && s[4] != '.' && s[4] != '/' {
		return day{}, false
	}
	y, m, d := 100*twoFigures(s[0:])+twoFigures(s[2:]), twoFigures(s[5:]), twoFigures(s[8:])
	if y < 1600 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 28 {
		return day{}, false
	}
	return day{daysTo(y, m, d), true}, true
}

// twoFigures is the value of the first two bytes; far below zero when one is no digit.
func twoFigures(s string) int {
	a, b := s[0]-'0', s[1]-'0'
	if a > 9 || b > 9 {
		return -1 << 20
	}
	return 10*int(a) + int(b)
}

// daysTo counts the days from 1970-01-01 in the Gregorian calendar: years of 365 days from March on, the leap days of
// four, hundred and four hundred years, and the days of the months before, which from March on are 30.6 on average.
func daysTo(y, m, d int) int32 {
	if m < 3 {
		y, m = y-1, m+12
	}
	return int32(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 719469)
}

func dayOf(d patent.Date) day {
	t := time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	return day{int32(floorDiv(t.Unix(), secondsPerDay)), true}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// serialDay reads an Excel serial date between 1927-05-18 and 2173-10-14 (10000–99999, with a time as fraction).
func serialDay(s string) (day, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) != 5 || !digits(whole) || fraction != "" && !digits(fraction) {
		return day{}, false
	}
	n, err := strconv.Atoi(whole)
	return day{int32(n + excelEpoch), true}, err == nil && n >= 10000
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// day reads a date field of the present record; an unreadable one is a finding and a missing value.
func (s *Sink) day(field, raw string) (day, string) {
	if raw == "" {
		return day{}, ""
	}
	if d, ok := plainDay(raw); ok {
		return d, "day"
	}
	if d, ok := s.memo.days[raw]; ok {
		return d.day, d.precision
	}
	d, precision, ok := parseDay(strings.TrimSpace(raw), s.order)
	if !ok {
		s.remark("warning", "date.unreadable", field, raw)
		return day{}, ""
	}
	s.memo.keepDay(raw, datum{d, precision})
	return d, precision
}
