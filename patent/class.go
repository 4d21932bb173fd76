package patent

import "strings"

// Class is one class symbol taken apart. Every level holds a whole symbol, so that it joins to a table of titles:
// Section "H", Class3 "H01", Subclass "H01L", MainGroup "H01L33/00", Subgroup "H01L33/48" (the symbol itself where it
// is finer than its main group). Normal is the finest level present. For Locarno: Class3 "21", Subclass "21-01",
// Subgroup "21-01-C0293" when an object number is given.
type Class struct {
	Scheme, Section, Class3, Subclass, MainGroup, Subgroup, Normal string
	Version                                                        string // as printed: 2006.01, edition 10
	Reason                                                         string // layout that was read, or why nothing was
	Position, Value                                                byte   // F first, L later; I inventive, A additional; 0 unknown
}

// The schemes of class symbols.
const (
	IPC     = "ipc"
	CPC     = "cpc"
	Locarno = "locarno"
)

// Reasons of Class beside those of Number.
const (
	ReasonFixed      = "fixed_width" // IPC of DOCDB: symbol, version, level, position, value
	ReasonPositional = "positional"  // main group in three columns without "/"
	ReasonPacked     = "packed"      // B03C0003090000, F24J000202
	ReasonSpaced     = "spaced"      // A01B   1/00
	ReasonGroupOnly  = "main_group_completed"
	ReasonPartial    = "above_main_group" // section, class or subclass only
)

// ParseClass reads a symbol of a column that mixes IPC and Locarno, as Chinese exports do for designs.
func ParseClass(s string) (Class, bool) {
	if c, ok := ParseIPC(s); ok {
		return c, true
	}
	return ParseLocarno(s)
}

// ParseIPC reads an IPC symbol in any layout: E01B3/32(2006.01)I, DOCDB's fixed width, PATSTAT's padding, CNIPA's
// packed B03C0003090000, the columns of USPTO text files (G01G 1904), and partial symbols. Not A–H: refused.
func ParseIPC(s string) (Class, bool) { return symbol(s, IPC, "ABCDEFGH") }

// ParseCPC reads a CPC symbol: as IPC, with section Y, main groups of the 2000 series and subgroups of six digits.
func ParseCPC(s string) (Class, bool) { return symbol(s, CPC, "ABCDEFGHY") }

func symbol(raw, scheme, sections string) (Class, bool) {
	c := Class{Scheme: scheme}
	t := classWords(upperASCII(halfWidth(raw)))
	rest, ok := c.head(t, sections)
	if !ok {
		return Class{Scheme: scheme, Reason: ReasonNotUnderstood}, false
	}
	if c.Subclass == "" {
		return c.partial(rest)
	}
	rest, ok = c.group(rest)
	if !ok || !c.tail(rest) {
		return Class{Scheme: scheme, Reason: ReasonNotUnderstood}, false
	}
	return c, true
}

// classWords drops what stands before a symbol: "Int.Cl.7", "IPC(8):", "ICL".
func classWords(t string) string {
	for _, p := range []string{"INT.CL.", "INT. CL.", "INT CL", "IPC", "CPC", "ICL "} {
		if !strings.HasPrefix(t, p) {
			continue
		}
		t = strings.TrimLeft(t[len(p):], " .:")
		if i := strings.IndexByte(t, ')'); strings.HasPrefix(t, "(") && i > 0 {
			t = t[i+1:]
		}
		return strings.TrimLeft(strings.TrimLeft(t, "0123456789"), " .:")
	}
	return t
}

// head reads section, class and subclass.
func (c *Class) head(t, sections string) (rest string, ok bool) {
	if t == "" || strings.IndexByte(sections, t[0]) < 0 {
		return "", false
	}
	c.Section, c.Normal = t[:1], t[:1]
	if len(t) == 1 {
		return "", true
	}
	if len(t) < 3 || !isDigit(t[1]) || !isDigit(t[2]) {
		return "", false
	}
	c.Class3, c.Normal = t[:3], t[:3]
	t = t[3:]
	if u := strings.TrimLeft(t, " "); u != "" && isLetter(u[0]) && len(t)-len(u) <= 1 {
		c.Subclass = c.Class3 + u[:1]
		c.Normal = c.Subclass
		return u[1:], true
	}
	return t, true
}

// partial accepts a symbol that ends above the subclass.
func (c *Class) partial(rest string) (Class, bool) {
	if strings.Trim(rest, " ") != "" {
		return Class{Scheme: c.Scheme, Reason: ReasonNotUnderstood}, false
	}
	c.Reason = ReasonPartial
	return *c, true
}

// group reads what follows the subclass and returns what follows the group.
func (c *Class) group(t string) (rest string, ok bool) {
	u := strings.TrimLeft(t, " -")
	if u == "" || u[0] == '(' {
		c.Reason = ReasonPartial
		return u, true
	}
	main := digitRun(u)
	after := strings.TrimLeft(u[len(main):], " ")
	switch {
	case main == "":
		return "", false
	case len(main) == 10 && u == main:
		return "", c.packed(main)
	case len(main) == 5 && t == main:
		return c.positional(u)
	case len(main) > 5 && len(main) < 10 && u == main && main[0] == '0':
		return "", c.padded(main)
	case len(main) <= 4 && (strings.HasPrefix(after, "/") || strings.HasPrefix(after, ":")):
		return c.slashed(main, strings.TrimLeft(after[1:], " "), len(t)-len(u))
	case len(main) <= 4 && strings.HasPrefix(u[len(main):], "-") && isDigits(digitRun(u[len(main)+1:])):
		return c.slashed(main, u[len(main)+1:], 0)
	case len(t)-len(u) > 0 && t[0] == ' ' && len(t)-len(u)+len(main) >= 5:
		return c.positional(t)
	case len(main) <= 4:
		c.Reason = ReasonGroupOnly
		return u[len(main):], c.set(main, "00")
	}
	return "", false
}

func digitRun(s string) string {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return s[:i]
}

func (c *Class) slashed(main, t string, spaces int) (string, bool) {
	sub := digitRun(t)
	rest := t[len(sub):]
	if spaces > 0 {
		c.Reason = ReasonSpaced
	}
	if sub == "" {
		c.Reason, sub = ReasonGroupOnly, "00"
	}
	return rest, c.set(main, sub)
}

// packed: main group in four digits, subgroup in six, filled with zeros behind.
func (c *Class) packed(d string) bool {
	c.Reason = ReasonPacked
	sub := d[4:6] + strings.TrimRight(d[6:], "0")
	return c.set(d[:4], sub)
}

// padded: main group in four digits, the subgroup as it is: PatBase's F24J000202.
func (c *Class) padded(d string) bool {
	c.Reason = ReasonPacked
	return c.set(d[:4], d[4:])
}

// positional: columns 5–7 hold the main group, the subgroup follows at once.
func (c *Class) positional(t string) (string, bool) {
	if len(t) < 5 {
		return "", false
	}
	main := strings.TrimLeft(t[:3], " ")
	sub := digitRun(t[3:])
	c.Reason = ReasonPositional
	return t[3+len(sub):], isDigits(main) && len(sub) >= 2 && c.set(main, sub)
}

// set fills the group levels.
func (c *Class) set(main, sub string) bool {
	main = strings.TrimLeft(main, "0")
	if main == "" || len(main) > 4 || len(sub) > 6 {
		return false
	}
	if len(sub) == 1 {
		sub = "0" + sub
	}
	c.MainGroup = c.Subclass + main + "/00"
	c.Normal = c.Subclass + main + "/" + sub
	if sub != "00" {
		c.Subgroup = c.Normal
	}
	return true
}

// Levels lists the symbols from the section down to the symbol itself.
func (c Class) Levels() []string {
	var out []string
	for _, s := range []string{c.Section, c.Class3, c.Subclass, c.MainGroup, c.Subgroup} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
