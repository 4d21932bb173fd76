package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// number writes a numeric cell: what its format shows as a date in ISO form, anything else as the number that is
// stored. A stored fraction of more than 15 digits is the nearest binary number, as 33.100000000000001 for 33.1:
// the shortest decimals that mean the same number are written.
func (b *Book) number(dst []byte, v []byte, style int) []byte {
	f := plainNumber
	if style < len(b.formats) {
		f = b.formats[style]
	}
	if f != plainNumber {
		if serial, err := strconv.ParseFloat(string(v), 64); err == nil {
			if out, ok := appendDate(dst, serial, f, b.base1904); ok {
				return out
			}
		}
	}
	if len(v) <= 15 && !hasExponent(v) || !fractional(v) {
		return append(dst, v...)
	}
	x, err := strconv.ParseFloat(string(v), 64)
	if err != nil || math.Abs(x) >= 1e21 {
		return append(dst, v...)
	}
	return strconv.AppendFloat(dst, x, 'f', -1, 64)
}

func hasExponent(v []byte) bool { return strings.ContainsAny(string(v), "eE") }

// fractional tells a decimal number with point or exponent; a whole number is kept digit by digit.
func fractional(v []byte) bool {
	seen := false
	for _, c := range v {
		switch {
		case c == '.' || c|0x20 == 'e':
			seen = true
		case c != '+' && c != '-' && (c < '0' || c > '9'):
			return false
		}
	}
	return seen
}

// natural reads a whole number of at most nine digits.
func natural(v []byte) (n int, ok bool) {
	if len(v) == 0 || len(v) > 9 {
		return 0, false
	}
	for _, c := range v {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

const (
	lastSerial = 2958466 // 10000-01-01
	days1904   = 1462    // between the two epochs
)

// appendDate writes a serial date: 2015-04-08, with 13:30:00 where the serial has a time, 2015-04 or 2015 where the
// format shows no more and the day is the first. Serial 60 of the 1900 system, a day that never was, zero and
// everything outside years 1900–9999 are no dates.
func appendDate(dst []byte, serial float64, f format, base1904 bool) ([]byte, bool) {
	if f == timeOfDay && serial >= 0 && serial < 1 {
		return appendClock(dst, int(math.Round(serial*86400))%86400), true
	}
	if base1904 {
		serial += days1904
	}
	if !(serial >= 1 && serial < lastSerial) || int(serial) == 60 {
		return dst, false
	}
	seconds := int64(math.Round(serial * 86400))
	day, clock := seconds/86400, int(seconds%86400)
	if day < 60 {
		day++ // the 1900 system counts a 29 February 1900
	}
	at := time.Unix((day-25569)*86400, 0).UTC()
	switch {
	case clock > 0 || f == timeOfDay:
		return appendClock(append(at.AppendFormat(dst, time.DateOnly), ' '), clock), true
	case f == yearDate && at.YearDay() == 1:
		return at.AppendFormat(dst, "2006"), true
	case f == monthDate && at.Day() == 1:
		return at.AppendFormat(dst, "2006-01"), true
	}
	return at.AppendFormat(dst, time.DateOnly), true
}

func appendClock(dst []byte, seconds int) []byte {
	return fmt.Appendf(dst, "%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}
