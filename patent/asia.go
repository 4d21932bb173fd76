package patent

import "strings"

// jpWord maps the words on Japanese documents to what they say; the longest stand first.
var jpWord = strings.NewReplacer(
	"特許出願公開", "", "特許第", "", "特許", "", "特開", "", "特願", "", "特公", "", "特表", "", "再表", "", "実開", "", "実願", "", "実公", "",
	"実登", "", "意願", "", "意登", "", "登録第", "", "第", "", "号公報", "", "号", "", "平成", "H", "昭和", "S", "令和", "R",
	"平", "H", "昭", "S", "令", "R", "年", "-")

func (s *scan) jpWords(n *Number) {
	if all(s.text, func(c byte) bool { return c < 0x80 }) {
		return
	}
	s.utility = strings.Contains(s.text, "実")
	t := jpWord.Replace(s.text)
	if t == s.text {
		return
	}
	s.text = t
	if n.Country == "" {
		n.Country = "JP"
	}
	n.because(ReasonPrefix)
}

// jpNumber reads Japanese numbers of either form: era + year + 6 digits (to 1999), western year + 6 digits (from
// 2000), and registrations counted through (up to 7 digits).
//
// Applications for utility models count beside those for patents; they are told by U at the end (kind U, or 実願).
func jpNumber(s *scan, n *Number) {
	jpRight(s, n)
	if n.OK() && n.Form == Application && (n.Kind == "U" || s.utility) {
		n.accept(n.Serial + "U")
	}
}

func jpRight(s *scan, n *Number) {
	t := squeeze(s.text)
	if len(t) > 1 && strings.IndexByte("HSR", t[0]) >= 0 {
		jpEra(t[:1], strings.TrimLeft(t[1:], "-. "), n)
		return
	}
	if head, tail, cut := strings.Cut(strings.ReplaceAll(t, "/", "-"), "-"); cut && isDigits(head) && isDigits(tail) {
		jpHyphen(head, tail, n)
		return
	}
	jpDigits(strings.TrimPrefix(s.joined(n), "P"), n)
}

// jpEra writes era letter, two-digit year and the serial filled to six digits.
func jpEra(era, t string, n *Number) {
	year, serial, cut := strings.Cut(t, "-")
	if !cut && len(t) > 2 {
		year, serial = t[:2], t[2:] // DOCDB writes two digits for the year and does not fill the serial
	}
	y := number(year)
	if y < 1 || len(year) > 2 || number(serial) < 0 || len(serial) > 6 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	first := map[string]int{"S": 1925, "H": 1988, "R": 2018}[era]
	n.Year = first + y
	n.accept(era + pad(year, 2, n) + pad(serial, 6, n))
}

// jpHyphen: 05-142789 needs an era, 2000-123456 does not. Years 1–11 are Heisei (1989–1999), 46–63 Shōwa (open
// publication began in 1971); any other two-digit year is ambiguous.
func jpHyphen(head, tail string, n *Number) {
	y := number(head)
	switch {
	case len(tail) > 6 || number(tail) < 0:
		n.refuse(ReasonNotUnderstood)
	case len(head) == 4 && y >= 1926 && y < 2100:
		jpWestern(y, tail, n)
	case len(head) > 2:
		n.refuse(ReasonNotUnderstood)
	default:
		jpGuarded(y, head, tail, n)
	}
}

func jpGuarded(y int, head, tail string, n *Number) {
	switch {
	case y >= 1 && y <= 11:
		n.because(ReasonEra)
		jpEra("H", head+"-"+tail, n)
	case y >= 46 && y <= 63:
		n.because(ReasonEra)
		jpEra("S", head+"-"+tail, n)
	default:
		n.refuse(ReasonAmbiguous)
	}
}

// jpWestern: numbers of before 2000 were counted by era. 1989 was both Shōwa 64 and Heisei 1.
func jpWestern(y int, serial string, n *Number) {
	switch {
	case y >= 2000:
		n.Year = y
		n.accept(itoa4(y) + pad(serial, 6, n))
	case y == 1989:
		n.refuse(ReasonAmbiguous)
	case y > 1989:
		n.because(ReasonEra)
		jpEra("H", itoa4(y - 1988)[2:]+"-"+serial, n)
	default:
		n.because(ReasonEra)
		jpEra("S", itoa4(y - 1925)[2:]+"-"+serial, n)
	}
}

func jpDigits(d string, n *Number) {
	t := strings.TrimLeft(d, "0")
	switch {
	case !isDigits(d):
		n.refuse(ReasonNotUnderstood)
	case len(d) == 10 && number(d[:4]) >= 1926:
		jpWestern(number(d[:4]), d[4:], n)
	case len(d) == 11 && number(d[:4]) >= 1926 && d[4] == '0':
		n.because(ReasonZeros)
		jpWestern(number(d[:4]), d[5:], n)
	case len(t) <= 7 && n.Form == Publication && (strings.HasPrefix(n.Kind, "B") || strings.HasPrefix(n.Kind, "Y") || n.Kind == ""):
		if t != d {
			n.because(ReasonZeros)
		}
		n.accept(t)
	case len(d) == 8 && (n.Kind == "A" || n.Kind == "U"):
		jpGuarded(number(d[:2]), d[:2], d[2:], n)
	default:
		n.refuse(ReasonAmbiguous)
	}
}

// krNumber reads year + 7 digits with or without the right's number (10 patent, 20 utility model, 30 design, 40
// trademark) and registrations 10-NNNNNNN. The patent's own 10 is dropped before a year, as DOCDB does; other rights
// keep theirs, since their serials run in parallel.
func krNumber(s *scan, n *Number) {
	d := s.joined(n)
	switch {
	case !isDigits(d):
		n.refuse(ReasonNotUnderstood)
	case len(d) == 11 && krYear(d[:4]):
		n.Year = number(d[:4])
		if n.Form == Application && n.Kind == "U" {
			d = "20" + d // utility models count by themselves
		}
		n.accept(d)
	case len(d) == 13 && krRight(d[:2]) && krYear(d[2:6]):
		n.Year, n.Type = number(d[2:6]), d[0]
		n.accept(krDrop(d, n))
	case len(d) == 9 && krRight(d[:2]):
		n.Type = d[0]
		n.accept(d)
	case len(d) == 7 && n.Form == Publication:
		n.because(ReasonAmbiguousParts)
		n.accept(d)
	default:
		n.refuse(ReasonNotUnderstood)
	}
}

func krRight(r string) bool { return r == "10" || r == "20" || r == "30" || r == "40" }
func krYear(y string) bool  { v := number(y); return v >= 1946 && v < 2100 }

func krDrop(d string, n *Number) string {
	if d[:2] != "10" {
		return d
	}
	n.because(ReasonTypePrefix)
	return d[2:]
}

// twPublication reads registrations I, M, D + 6 digits and publications of year + 5 digits (200512345).
func twPublication(s *scan, n *Number) {
	d := s.joined(n)
	if len(d) == 7 && strings.IndexByte("IMD", d[0]) >= 0 && isDigits(d[1:]) {
		n.Type = d[0]
		n.accept(d)
		return
	}
	plain(9)(s, n)
}

// twApplication reads the year of the Republic (two or three digits), type digit and serial: 094112345.
func twApplication(s *scan, n *Number) {
	d := s.joined(n)
	if !isDigits(d) || len(d) != 8 && len(d) != 9 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	d = pad(d, 9, n)
	n.Year, n.Type = 1911+number(d[:3]), d[3]
	n.accept(d)
}
