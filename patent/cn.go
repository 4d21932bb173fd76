package patent

import "strings"

// cnWeights of ZC 0006-2003, the standard of Chinese application numbers.
var cnWeights = [12]int{2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5}

// CNCheckDigit computes the check digit of a Chinese application number of 8 (before October 2003) or 12 digits:
// Σ dᵢ·wᵢ mod 11 with w = 2…9,2…5; 10 is written X. Source: ZC 0006-2003.
func CNCheckDigit(digits string) (byte, bool) {
	if len(digits) != 8 && len(digits) != 12 || !isDigits(digits) {
		return 0, false
	}
	sum := 0
	for i := range len(digits) {
		sum += int(digits[i]-'0') * cnWeights[i]
	}
	return "0123456789X"[sum%11], true
}

// cnShape tells whether digits can be a Chinese application number: YY + type + 5, or YYYY + type + 7.
func cnShape(d string) bool {
	if !isDigits(d) {
		return false
	}
	switch len(d) {
	case 8:
		return cnShortYear(d) != 0
	case 12:
		y := number(d[:4])
		return y >= 1985 && y < 2100
	}
	return false
}

func cnShortYear(d string) int {
	switch y := number(d[:2]); {
	case y >= 85:
		return 1900 + y
	case y <= 3:
		return 2000 + y
	}
	return 0
}

// cnApplication reads YYYY+type+7 digits (since 1 October 2003) and YY+type+5 digits (before), with or without check
// digit, dot, ZL; and CNIPA's standard form 10|20|30 + YYYY + 9 digits (ZC 0007).
func cnApplication(s *scan, n *Number) {
	body, check := cnSplit(s, n)
	if len(body) == 15 {
		body = cnStandard(body, n)
	}
	if !cnShape(body) {
		n.refuse(cnWhyNot(body))
		return
	}
	body = cnYear(body, n)
	n.Type = body[len(body)/2-2] // third digit of 8, fifth of 12
	if strings.IndexByte("12389", n.Type) < 0 {
		n.because(ReasonTypeDigit)
	}
	cnCheck(body, check, n)
	n.accept(body)
}

func cnSplit(s *scan, n *Number) (body, check string) {
	t := squeeze(s.text)
	body, check, dotted := strings.Cut(t, ".")
	if dotted && len(check) == 1 {
		return strip(body, "-/,"), check
	}
	t = s.joined(n)
	if len(t) == 9 || len(t) == 13 {
		return t[:len(t)-1], t[len(t)-1:]
	}
	return t, ""
}

// cnStandard shortens type(2) + year + serial(9) to the number as printed. In 2003 both forms were in use; a serial
// above 99999 can only be the new one, any other is refused by its shape.
func cnStandard(d string, n *Number) string {
	year, serial := number(d[2:6]), strings.TrimLeft(d[6:], "0")
	n.because(ReasonStandardForm)
	switch {
	case d[1] != '0' || len(serial) > 7 || year == 2003 && len(serial) <= 5:
		return ""
	case year < 2003 && len(serial) <= 5:
		return d[4:6] + d[:1] + d[10:]
	}
	return d[2:6] + d[:1] + d[8:]
}

// cnYear shortens a number of before 2003 that a database wrote with four year digits.
func cnYear(d string, n *Number) string {
	n.Year = cnShortYear(d)
	if len(d) == 8 {
		return d
	}
	n.Year = number(d[:4])
	if n.Year < 2003 && d[5:7] == "00" {
		n.because(ReasonYearShort)
		return d[2:5] + d[7:]
	}
	return d
}

func cnCheck(body, check string, n *Number) {
	want, _ := CNCheckDigit(body)
	n.Check, n.CheckKnown = string(want), check != ""
	n.CheckOK = n.CheckKnown && check == n.Check
	if n.CheckKnown && !n.CheckOK {
		n.Check = check
		n.because(ReasonCheckWrong)
	}
}

func cnWhyNot(body string) string {
	if (len(body) == 8 || len(body) == 9) && strings.IndexByte("123", body[0]) >= 0 {
		return ReasonPublication
	}
	return ReasonNotUnderstood
}

// cnPublication reads the printed numbers: 9 digits since 2007, 7 digits 1989–2006, both opened by the type digit
// (1 invention, 2 utility model, 3 design), and the application number of 8 digits before 1989.
func cnPublication(s *scan, n *Number) {
	if s.zl || strings.Contains(s.text, ".") {
		n.refuse(ReasonApplication)
		return
	}
	d := s.trimmed(n)
	switch {
	case !isDigits(d):
		n.refuse(ReasonNotUnderstood)
	case len(d) == 12 || len(d) == 13:
		n.refuse(ReasonApplication)
	case (len(d) == 7 || len(d) == 9) && strings.IndexByte("123", d[0]) >= 0:
		n.Type = d[0]
		n.accept(d)
	case len(d) == 8 && number(d[:2]) >= 85 && number(d[:2]) <= 88:
		n.Type, n.Year = d[2], 1900+number(d[:2])
		n.accept(d)
	default:
		n.refuse(ReasonNotUnderstood)
	}
}
