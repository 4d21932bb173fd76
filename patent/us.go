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
	case s.told && (n.Kind == "A" || n.Kind == "F") && isDigits(d) && len(d) >= 3 && len(d) <= 8:
		usDocDB(d, n)
	case !isDigits(d):
		n.refuse(ReasonNotUnderstood)
	case len(d) == 12 && usSeriesCode(d[4:6]) && number(d[:4]) >= 1900 && number(d[:4]) < 2100:
		n.Year = number(d[:4])
		n.because(ReasonYearShort)
		n.accept(d[4:])
	case len(d) == 8:
		usEight(d, n)
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

// usDocDB reads the EPO's form of before 2011, kind A or F behind it: serial number and two digits of the year
// (US 87124404 A). The series follows from year and serial; designs (F) are series 29. The year is 1911–2010.
func usDocDB(d string, n *Number) {
	serial, y := strings.TrimLeft(d[:len(d)-2], "0"), number(d[len(d)-2:])
	n.Year = 1900 + y
	if y <= 10 {
		n.Year = 2000 + y
	}
	series := "29"
	if n.Kind == "A" {
		series = usSeriesOf(n.Year, number(serial))
	}
	if serial == "" || series == "" {
		n.refuse(ReasonAmbiguous)
		return
	}
	n.because(ReasonSeries)
	n.accept(series + pad(serial, 6, n))
}

// usSeriesStart are the years in which a series of regular applications began (MPEP 503). Series 7 and later began
// within their year or at the end of the one before; a low serial tells the new series from the old.
var usSeriesStart = []struct {
	year   int
	within bool // began before the end of the year: its first serials stand beside the last of the old series
	series string
}{{2007, true, "12"}, {2004, true, "11"}, {2001, true, "10"}, {1997, true, "09"}, {1993, false, "08"}, {1987, false, "07"}, {1979, false, "06"},
	{1970, false, "05"}, {1960, false, "04"}, {1948, false, "03"}, {1935, false, "02"}}

func usSeriesOf(year, serial int) string {
	for _, s := range usSeriesStart {
		if year > s.year || year == s.year && (!s.within || serial < 200000) {
			return s.series
		}
	}
	return ""
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
