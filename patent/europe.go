package patent

import "strings"

// dePublication drops leading zeros; numbers have 4 to 8 digits, or 12 since 2004 (type 10|20|11|21 + year + serial).
func dePublication(s *scan, n *Number) {
	d := s.trimmed(n)
	deAccept(d, n)
}

// deApplication also drops the letter of the right (P patent, G utility model, M design) and the check digit.
func deApplication(s *scan, n *Number) {
	s.text = strings.TrimLeft(strings.TrimLeft(squeeze(s.text), "PGM"), "-. ")
	d := strings.TrimLeft(s.cutCheck(n), "0")
	deAccept(d, n)
}

func deAccept(d string, n *Number) {
	if !isDigits(d) || len(d) > 8 && len(d) != 12 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	if len(d) == 12 {
		n.Year = number(d[2:6])
		n.Type = d[0]
	}
	n.accept(d)
}

// gbPublication: seven digits since 1979 (from 2000001), fewer before; year + serial before 1916 (191512345) and, for
// the notice of an application (kind D0), since 1979.
func gbPublication(s *scan, n *Number) {
	d := s.trimmed(n)
	if !isDigits(d) || len(d) > 7 && !gbOld(d) {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.accept(d)
}

func gbOld(d string) bool {
	y := number(d[:4])
	return len(d) <= 9 && y >= 1859 && (y <= 1916 || y >= 1979 && y < 2100 && len(d) == 9)
}

// gbApplication: YY + 5 digits with an optional check digit, or the long form YYYY + 00 + 5 digits.
func gbApplication(s *scan, n *Number) {
	d := s.cutCheck(n)
	if len(d) == 11 && d[4:6] == "00" {
		d = d[2:4] + d[6:]
		n.because(ReasonYearShort)
	}
	if !isDigits(d) || len(d) != 7 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.Year = shortYear(number(d[:2]))
	n.accept(d)
}

// frApplication: YY + 5 digits, or the long form YYYY + 00 + 5 digits.
func frApplication(s *scan, n *Number) { gbApplication(s, n) }
