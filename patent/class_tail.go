package patent

import "strings"

// tail reads what stands behind a symbol: DOCDB's fixed fields, a version in brackets, letters F/L and I/A/N, or an
// office code (EP). Anything else makes the whole unreadable.
func (c *Class) tail(t string) bool {
	if fixed := strings.TrimLeft(t, " "); len(fixed) >= 8 && isDigits(fixed[:8]) {
		return c.fixed(fixed)
	}
	t = strings.TrimLeft(t, " ")
	for t != "" {
		switch {
		case t[0] == '(' || t[0] == '[':
			end := strings.IndexAny(t, ")]")
			if end < 0 {
				return false
			}
			c.bracket(strings.TrimSpace(t[1:end]))
			t = t[end+1:]
		case isLetter(t[0]):
			word := letterRun(t)
			if !c.word(word) {
				return false
			}
			t = t[len(word):]
		case strings.IndexByte(" ,.;*+", t[0]) >= 0:
			t = t[1:]
		default:
			return false
		}
	}
	return true
}

func letterRun(s string) string {
	i := 0
	for i < len(s) && isLetter(s[i]) {
		i++
	}
	return s[:i]
}

// fixed: version yyyymmdd, level A|C, position F|L or blank, value I|N, date, status, source, office (WIPO ST.8).
// The value N is "not inventive", which Class writes A, additional.
func (c *Class) fixed(t string) bool {
	c.Version, c.Reason = t[:4]+"."+t[4:6], ReasonFixed
	t = t[8:]
	if len(t) > 1 {
		c.Position = letterOf(t[1], "FL")
	}
	if len(t) > 2 {
		c.value(t[2])
	}
	return true
}

func letterOf(b byte, of string) byte {
	if strings.IndexByte(of, b) >= 0 {
		return b
	}
	return 0
}

func (c *Class) value(b byte) {
	switch b {
	case 'I':
		c.Value = 'I'
	case 'N', 'A':
		c.Value = 'A'
	}
}

// bracket: a version (2006.01), a date (20130101), an edition year (2015), or an office.
func (c *Class) bracket(t string) {
	switch {
	case len(t) == 8 && isDigits(t):
		c.Version = t[:4] + "." + t[4:6]
	case len(t) >= 4 && isDigits(t[:4]):
		c.Version = t
	}
}

// word: letters behind a symbol, single (A level, F/L position, I/N value) or spelled out.
func (c *Class) word(w string) bool {
	switch w {
	case "I", "N":
		c.value(w[0])
	case "A":
		if c.Value == 0 {
			c.value('A')
		}
	case "F", "L":
		c.Position = w[0]
	case "INV", "INVENTIVE", "INVENTION":
		c.Value = 'I'
	case "ADD", "ADDITIONAL":
		c.Value = 'A'
	case "FI", "LI", "AFI", "ALI":
		c.Position, c.Value = w[len(w)-2], 'I'
	case "FN", "LN", "AFN", "ALN", "LA", "FA":
		c.Position, c.Value = w[len(w)-2], 'A'
	default:
		return len(w) == 2 && isOffice(w)
	}
	return true
}

// ParseLocarno reads 21-01, 21-01-C0293, LOC(10) CL. 21-01, 21.01 and the four digits 2101 of US designs. Classes run
// from 01 to 32, and 99.
func ParseLocarno(s string) (Class, bool) {
	c := Class{Scheme: Locarno}
	t := c.locarnoWords(upperASCII(halfWidth(s)))
	class := digitRun(t)
	sub, object := "", ""
	switch rest := t[len(class):]; {
	case len(class) == 4 && rest == "":
		class, sub = class[:2], class[2:]
	case rest == "":
	case strings.IndexByte("-./ ", rest[0]) >= 0:
		sub = digitRun(strings.TrimLeft(rest, "-./ "))
		object = strings.Trim(strings.TrimPrefix(strings.TrimLeft(rest, "-./ "), sub), "-./ ")
	default:
		class = ""
	}
	if !c.locarno(class, sub, object) {
		return Class{Scheme: Locarno, Reason: ReasonNotUnderstood}, false
	}
	return c, true
}

// locarnoWords drops "LOC(10) CL." and keeps the edition.
func (c *Class) locarnoWords(t string) string {
	if !strings.HasPrefix(t, "LOC") {
		return t
	}
	if open, end := strings.IndexByte(t, '('), strings.IndexByte(t, ')'); open > 0 && end > open {
		c.Version = strings.TrimSpace(t[open+1 : end])
		t = t[end+1:]
	}
	i := strings.IndexAny(t, "0123456789")
	if i < 0 {
		return ""
	}
	return t[i:]
}

func (c *Class) locarno(class, sub, object string) bool {
	v := number(class)
	if len(class) == 0 || len(class) > 2 || v < 1 || v > 32 && v != 99 || len(sub) > 2 || object != "" && (sub == "" || !isAlnum(object)) {
		return false
	}
	c.Class3 = twoDigit(class)
	c.Normal = c.Class3
	if sub == "" {
		c.Reason = ReasonPartial
		return true
	}
	c.Subclass = c.Class3 + "-" + twoDigit(sub)
	c.Normal = c.Subclass
	if object != "" {
		c.Subgroup = c.Subclass + "-" + object
		c.Normal = c.Subgroup
	}
	return true
}

func twoDigit(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
