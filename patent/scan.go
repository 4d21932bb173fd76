package patent

import "strings"

// scan is a number being read: text without office code and kind, upper case, half width.
type scan struct {
	text    string
	zl      bool // the Chinese patent prefix ZL was there
	utility bool // a word says utility model
	told    bool // a kind stands in the number itself
}

// office takes the office code off the front. "CN" may stand before "ZL"; US designs come as "USDES374176".
func (s *scan) office(n *Number) {
	s.jpWords(n)
	t := strings.TrimLeft(s.text, " ")
	told := n.Country != "" && strings.HasPrefix(t, n.Country) && len(t) > 2
	if told || len(t) > 2 && isLetters(t[:2]) && isOffice(t[:2]) && !isLetter(t[2]) || startsOffice(t) {
		n.Country = t[:2]
		t = strings.TrimLeft(t[2:], " -.:/")
	}
	if strings.HasPrefix(t, "ZL") {
		n.Country, s.zl = "CN", true
		t = strings.TrimLeft(t[2:], " -.:")
		n.because(ReasonZL)
	}
	s.text = t
}

// startsOffice tells an office code that letters of the number itself follow: USRE39998, JPH05142789, CNZL….
func startsOffice(t string) bool {
	for _, p := range letterPrefixes {
		if strings.HasPrefix(t, p) && len(t) > len(p) {
			return true
		}
	}
	return false
}

var letterPrefixes = []string{
	"CNZL", "USDES", "USD", "USRE", "USPP", "USP", "USH", "UST", "USAI", "USX", "USRX", "JPH", "JPS", "JPR", "JPP",
	"TWI", "TWM", "TWD", "ATE", "DEG", "DEP", "DEM", "AUA", "AUB", "BRPI", "BRMU", "BRDI", "ITM", "ITR", "ITT", "MXPA",
	"ESP", "ESU", "PLP",
}

// officeByCheck takes a number without office for Chinese when only its check digit can explain it: eight or twelve
// digits, a dot, and the right check digit.
func (s *scan) officeByCheck(n *Number) bool {
	body, check, found := strings.Cut(squeeze(s.text), ".")
	if !found || n.Form != Application || len(check) != 1 || !cnShape(body) {
		return false
	}
	want, ok := CNCheckDigit(body)
	if !ok || want != check[0] {
		return false
	}
	n.Country = "CN"
	n.because(ReasonFromCheck)
	return true
}

// kind splits a trailing kind code off the number; the source's own kind fills in when none is written.
func (s *scan) kind(n *Number, told string) {
	n.Kind = told
	if n.Country == "CN" && n.Form == Application {
		return // the X of a check digit is not a kind
	}
	if head, kind := cutKind(s.text); kind != "" {
		n.Kind, s.text, s.told = kind, head, true
	}
}

// cutKind finds a kind code (B, A1, U9) behind the last digit of a number; "" when there is none.
func cutKind(text string) (head, kind string) {
	t := strings.TrimRight(text, " ")
	cut := len(t)
	if cut > 1 && isDigit(t[cut-1]) && isLetter(t[cut-2]) {
		cut--
	}
	if cut < 2 || !isLetter(t[cut-1]) || cut == len(t) && !kindAlone(t[cut-1]) {
		return text, ""
	}
	head = strings.TrimRight(t[:cut-1], " -._/")
	if head == "" || !isDigit(head[len(head)-1]) {
		return text, ""
	}
	return head, t[cut-1:]
}

// kindAlone: letters that are a whole kind code in WIPO ST.16 without a digit.
func kindAlone(c byte) bool { return strings.IndexByte("ABCDEFHIKLMPRSTUWYZ", c) >= 0 }

// joined is the text without separators; removing any is a reason.
func (s *scan) joined(n *Number) string {
	d := strip(s.text, " -/.,_'")
	if d != s.text {
		n.because(ReasonSeparators)
	}
	return d
}

// trimmed is joined without leading zeros.
func (s *scan) trimmed(n *Number) string {
	d := s.joined(n)
	t := strings.TrimLeft(d, "0")
	if t != d {
		n.because(ReasonZeros)
	}
	return t
}

// cutCheck splits "12345678.9" into digits and check; other separators are removed from the digits.
func (s *scan) cutCheck(n *Number) string {
	t := squeeze(s.text)
	if i := strings.LastIndexByte(t, '.'); i > 0 && i == len(t)-2 {
		n.Check = t[i+1:]
		t = t[:i]
	}
	s.text = t
	return s.joined(n)
}

func pad(d string, width int, n *Number) string {
	if len(d) >= width {
		return d
	}
	n.because(ReasonPadded)
	return strings.Repeat("0", width-len(d)) + d
}
