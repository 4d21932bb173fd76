package patent

import "strings"

// epPublication pads to seven digits: EP0666666.
func epPublication(s *scan, n *Number) {
	d := s.trimmed(n)
	if !isDigits(d) || len(d) > 7 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.accept(pad(d, 7, n))
}

// epApplication reads YY + 6 digits with an optional check digit (99123456.7) and the EPO's long form
// YYYY + 7 digits (19990123456), which it shortens.
func epApplication(s *scan, n *Number) {
	d := s.cutCheck(n)
	if len(d) == 9 && n.Check == "" {
		d, n.Check = d[:8], d[8:]
	}
	if len(d) == 11 && d[4] == '0' {
		d = d[2:4] + d[5:]
		n.because(ReasonYearShort)
	}
	if !isDigits(d) || len(d) != 8 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.Year = shortYear(number(d[:2]))
	if n.Check != "" {
		epCheck(d, n)
	}
	n.accept(d)
}

func epCheck(d string, n *Number) {
	n.CheckKnown = true
	n.CheckOK = n.Check == string(EPCheckDigit(d))
	if !n.CheckOK {
		n.because(ReasonCheckWrong)
	}
}

// EPCheckDigit computes the check digit of a European application number of 8 digits: each second digit doubled, the
// digits of the products summed, and the complement to ten taken (verified on printed numbers 01963450.0, 13189031.1).
func EPCheckDigit(digits string) byte {
	sum := 0
	for i := range len(digits) {
		v := int(digits[i]-'0') * (1 + i%2)
		sum += v/10 + v%10
	}
	return byte('0' + (10-sum%10)%10)
}

// shortYear expands the year of a two-digit number: patent numbers of this kind begin in 1978 (EPC, PCT).
func shortYear(y int) int {
	if y >= 70 {
		return 1900 + y
	}
	return 2000 + y
}

// woPublication reads WO YY/NNNNN (to mid 2002), YY/NNNNNN (to 2003) and YYYY/NNNNNN; the normal form is year and six
// digits. An application number under WO is a PCT application in the EPO's long form, WO2002EP07746.
func woPublication(s *scan, n *Number) {
	if epodocPCT(squeeze(s.text), n) {
		return
	}
	year, serial := woParts(s, n)
	if year == 0 || number(serial) <= 0 || len(serial) > 6 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.Year = year
	n.accept(itoa4(year) + pad(serial, 6, n))
}

func woParts(s *scan, n *Number) (int, string) {
	t := squeeze(s.text)
	if head, tail, cut := strings.Cut(strings.ReplaceAll(t, "-", "/"), "/"); cut {
		n.because(ReasonSeparators)
		return woYear(head, n), tail
	}
	d := s.joined(n)
	switch {
	case !isDigits(d):
		return 0, ""
	case len(d) == 9 || len(d) == 10:
		return woYear(d[:4], n), d[4:]
	case len(d) == 7 || len(d) == 8:
		return woYear(d[:2], n), d[2:]
	}
	return 0, ""
}

// woYear: two-digit years were printed from 1978 to 2003; later ones are written so in citations only (to 15).
func woYear(y string, n *Number) int {
	v := number(y)
	switch {
	case len(y) == 4 && v >= 1978 && v < 2100:
		return v
	case len(y) == 2 && (v >= 78 || v <= 15):
		n.because(ReasonYear)
		return shortYear(v)
	}
	return 0
}

// pct reads PCT/EP02/07746 and PCT/EP2002/007746, with any separators.
func pct(n *Number, text string) bool {
	if !strings.HasPrefix(text, "PCT") {
		return false
	}
	t := strip(text[3:], "/- .")
	n.Country = "WO"
	if len(t) < 9 || !isLetters(t[:2]) || !isDigits(t[2:]) {
		n.refuse(ReasonNotUnderstood)
		return true
	}
	year, serial := t[2:6], t[6:]
	if len(t) == 9 || len(t) == 10 {
		year, serial = t[2:4], t[4:]
	}
	acceptPCT(t[:2], year, serial, n)
	return true
}

// epodocPCT reads 2002EP07746 and 2002EP007746.
func epodocPCT(t string, n *Number) bool {
	if len(t) < 11 || !isDigits(t[:4]) || !isLetters(t[4:6]) || !isDigits(t[6:]) {
		return false
	}
	n.because(ReasonPrefix)
	acceptPCT(t[4:6], t[:4], t[6:], n)
	return true
}

// docdbPCT reads a PCT application as the EPO's database writes it under its receiving office with kind W: US 2006/0000980 W,
// EP 0207746 W.
func docdbPCT(s *scan, n *Number) {
	d, office := s.joined(n), n.Country
	n.Country = "WO"
	n.because(ReasonPrefix)
	switch {
	case !isDigits(d):
		n.refuse(ReasonNotUnderstood)
	case len(d) == 11 && d[4] == '0':
		acceptPCT(office, d[:4], d[5:], n)
	case len(d) == 10:
		acceptPCT(office, d[:4], d[4:], n)
	case len(d) == 7:
		acceptPCT(office, d[:2], d[2:], n)
	default:
		n.refuse(ReasonNotUnderstood)
	}
}

func acceptPCT(office, year, serial string, n *Number) {
	y := woYear(year, n)
	if y == 0 || !isOffice(office) || len(serial) > 6 {
		n.refuse(ReasonNotUnderstood)
		return
	}
	n.Year, n.Kind, n.Form = y, "W", Application
	serial = pad(serial, 6, n)
	n.Serial = office + itoa4(y) + serial
	n.Normal = "PCT/" + office + itoa4(y) + "/" + serial
}

func itoa4(y int) string {
	return string([]byte{byte('0' + y/1000%10), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10)})
}
