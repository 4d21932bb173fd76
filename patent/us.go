package patent

import "strings"

// usPrefixes of grants other than utility patents: as databases write them, and the office's own.
var usPrefixes = []struct{ written, normal string }{
	{"DES", "D"}, {"D", "D"}, {"RE", "RE"}, {"RX", "RX"}, {"PP", "PP"}, {"P", "PP"}, {"H", "H"}, {"T", "T"},
	{"AI", "AI"}, {"X", "X"},
}

// usPublication reads grants (up to 8 digits, or a letter prefix and up to 7) and pre-grant publications
// (year + 7 digits, of which DOCDB drops the leading zero).
func usPublication(s *scan, n *Number) {
	prefix, rest := usPrefix(squeeze(s.text), n)
	s.text = rest
	if prefix != "" {
		usLettered(prefix, s, n)
		return
	}
	d := s.trimmed(n)
	switch {
	case !isDigits(d):
		n.refuse(ReasonNotUnderstood)
	case len(d) <= 8:
		n.accept(d)
	case (len(d) == 10 || len(d) == 11) && usPregrantYear(d):
		usPregrant(d, n)
	default:
		n.refuse(ReasonNotUnderstood)
	}
}

func usPrefix(t string, n *Number) (prefix, rest string) {
	for _, p := range usPrefixes {
		if !strings.HasPrefix(t, p.written) {
			continue
		}
		if p.written != p.normal {
			n.because(ReasonPrefix)
		}
		return p.normal, strings.TrimLeft(t[len(p.written):], "-./")
	}
	return "", t
}

func usLettered(prefix string, s *scan, n *Number) {
	d := s.trimmed(n)
	if !isDigits(d) || len(d) > 7 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.Type = prefix[0]
	n.accept(prefix + d)
}

func usPregrantYear(d string) bool { y := number(d[:4]); return y >= 2001 && y < 2100 }

func usPregrant(d string, n *Number) {
	n.Year = number(d[:4])
	if len(d) == 11 && d[4] == '0' {
		d = d[:4] + d[5:]
		n.because(ReasonZeros)
	}
	n.accept(d)
}

// usApplication reads series/serial (10/123,456), the year form of DOCDB (2011 13 012345), and eight digits, which
// are either series + serial or serial + year: the digits are kept and Year stays 0 unless only one reading is left.
func usApplication(s *scan, n *Number) {
	t := squeeze(s.text)
	if head, tail, cut := strings.Cut(t, "/"); cut && isDigits(head) && len(head) <= 2 {
		usSeries(head, strip(tail, ",.-"), n)
		return
	}
	d := strings.TrimPrefix(s.joined(n), "D")
	switch {
	case !isDigits(d):
		n.refuse(ReasonNotUnderstood)
	case len(d) == 12 && usSeriesCode(d[4:6]) && number(d[:4]) >= 1900 && number(d[:4]) < 2100:
		n.Year = number(d[:4])
		n.because(ReasonYearShort)
		n.accept(d[4:])
	case len(d) == 8:
		usEight(d, n)
	case len(d) == 11 && d[4] == '0' && number(d[:4]) >= 1870 && number(d[:4]) < 2100:
		usYear(number(d[:4]), strings.TrimLeft(d[4:], "0"), n.Kind, n)
	default:
		n.refuse(ReasonNotUnderstood)
	}
}

func usSeries(series, serial string, n *Number) {
	if !isDigits(serial) || len(serial) > 6 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.because(ReasonSeparators)
	n.accept(pad(series, 2, n) + pad(serial, 6, n))
}

// usSeriesCode: 01–18 utility, plant and reissue, 29 design, 35 Hague, 60–63 provisional, 90–96 re-examination
// and review (MPEP 503).
func usSeriesCode(c string) bool {
	v := number(c)
	return v >= 1 && v <= 19 || v == 29 || v == 35 || v >= 60 && v <= 63 || v >= 90 && v <= 96
}

func usEight(d string, n *Number) {
	if usSeriesCode(d[:2]) {
		n.because(ReasonAmbiguousParts)
		n.accept(d)
		return
	}
	n.Year = shortYear(number(d[6:]))
	n.accept(d)
}

// ParseWKU reads the number of a USPTO text file of 1976–2001 ("039373754"): a letter or a zero, the number, and a
// check digit in the last place that is dropped unverified, since no rule for it was published.
func ParseWKU(raw string) Number {
	t := squeeze(upperASCII(halfWidth(raw)))
	if len(t) < 8 || !isDigit(t[len(t)-1]) {
		n := Number{Country: "US", Form: Publication}
		n.refuse(ReasonNotUnderstood)
		return n
	}
	n := ParsePublication("US"+t[:len(t)-1], "US", "")
	n.Check = t[len(t)-1:]
	return n
}
