package search

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/patent"
)

// resolve puts the leaves that have no field yet into one, and reads their values by what it holds.
func (p *parser) resolve(n *Node, f *Field) (*Node, error) {
	if !n.leaf() {
		return p.resolveKids(n, f)
	}
	if n.Field != "" {
		return n, nil
	}
	switch {
	case n.Op == Range:
		return p.bounded(n, f)
	case f.text() && !searchable(n.Words):
		return nil, p.fail(n.Pos, n.End, fail.New(fail.Invalid, "here are no letters, digits or characters to look for"))
	case f.text():
		n.Field = f.Name
		return n, nil
	case f.Kind == DateField:
		return p.bounded(&Node{Op: Range, Low: literal(n.Words), High: literal(n.Words), Pos: n.Pos, End: n.End}, f)
	case f.Kind == CountField:
		return p.bounded(&Node{Op: Range, Low: literal(n.Words), High: literal(n.Words), Pos: n.Pos, End: n.End}, f)
	case f.Kind == ClassField:
		return p.class(n, f)
	case f.Kind == CodeField:
		return p.code(n, f)
	}
	n.Op, n.Field, n.Exact = Number, f.Name, false
	return n, nil
}

func (p *parser) resolveKids(n *Node, f *Field) (*Node, error) {
	for i, k := range n.Kids {
		r, err := p.resolve(k, f)
		if err != nil {
			return nil, err
		}
		n.Kids[i] = r
	}
	switch n.Op {
	case Near, Often:
		return n, p.together(n)
	case And:
		return mergeBounds(n), nil
	}
	return n, nil
}

// together checks that the parts of Near and Often are words of one field.
func (p *parser) together(n *Node) (err error) {
	field := ""
	n.Walk(func(k *Node) {
		switch {
		case err != nil:
		case k.leaf() && k.Op != Text:
			err = p.fail(k.Pos, k.End, fail.New(fail.Invalid, "distance and frequency are for words, %s holds none", k.Field))
		case k.Op == And || k.Op == Not || k.Op == Xor || k.Op == Often && k != n:
			err = p.fail(k.Pos, k.End, fail.New(fail.Invalid, "within a distance or frequency stand words joined by OR alone"))
		case k.leaf() && field != "" && k.Field != field:
			err = p.fail(k.Pos, k.End, fail.New(fail.Invalid, "both sides of a distance are of one field: %s and %s", field, k.Field))
		case k.leaf():
			field = k.Field
		}
	})
	return err
}

// mergeBounds makes one range of a lower and an upper bound of the same field.
func mergeBounds(n *Node) *Node {
	var kids []*Node
	for _, k := range n.Kids {
		if l := len(kids) - 1; l >= 0 && k.Op == Range && kids[l].Op == Range && k.Field == kids[l].Field && kids[l].High == "" && k.Low == "" && fieldIndex[k.Field].Kind != ClassField {
			r := *kids[l]
			r.High, r.End = k.High, k.End
			kids[l] = &r
			continue
		}
		kids = append(kids, k)
	}
	n.Kids = kids
	if len(kids) == 1 {
		return kids[0]
	}
	return n
}

// bounded reads the bounds of a range: days, whole numbers or class symbols; * and nothing are open.
func (p *parser) bounded(n *Node, f *Field) (*Node, error) {
	n.Op, n.Field, n.Words = Range, f.parts()[0], nil
	low, high := strings.Trim(n.Low, `"'`), strings.Trim(n.High, `"'`)
	if open(low) && open(high) {
		return nil, p.fail(n.Pos, n.End, fail.New(fail.Invalid, "a range has at least one bound"))
	}
	var err error
	if n.Low, err = p.bound(n, f, low, false); err != nil {
		return nil, err
	}
	if n.High, err = p.bound(n, f, high, true); err != nil {
		return nil, err
	}
	if less(f, n.High, n.Low) {
		return nil, p.fail(n.Pos, n.End, fail.New(fail.Invalid, "the range ends before it begins: %s to %s", n.Low, n.High))
	}
	return n, nil
}

func open(s string) bool { return s == "" || s == "*" }

func less(f *Field, high, low string) bool {
	if high == "" || low == "" {
		return false
	}
	if f.Kind == CountField {
		return number(high) < number(low)
	}
	return high < low
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

func (p *parser) bound(n *Node, f *Field, s string, upper bool) (string, error) {
	if open(s) {
		return "", nil
	}
	switch f.Kind {
	case DateField:
		from, to, ok := days(s)
		if !ok {
			return "", p.fail(n.Pos, n.End, fail.New(fail.Invalid, "%q is no date; write 20150131, 201501 or 2015", s))
		}
		if upper {
			return to, nil
		}
		return from, nil
	case CountField:
		v, err := strconv.Atoi(s)
		if err != nil || v < 0 || v > 1e9 {
			return "", p.fail(n.Pos, n.End, fail.New(fail.Invalid, "%q is no whole number", s))
		}
		return strconv.Itoa(v), nil
	case ClassField:
		c, ok := classOf(f.parts()[0], s)
		if !ok {
			return "", p.fail(n.Pos, n.End, fail.New(fail.Invalid, "%q is no symbol of %s", s, f.Name))
		}
		return c.Normal, nil
	}
	return "", p.fail(n.Pos, n.End, fail.New(fail.Invalid, "%s has no order, so no ranges", f.Name))
}

// days is the first and last day of 20150131, 2015-01, 2015.1.31 or 2015.
func days(s string) (from, to string, ok bool) {
	digits := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '.' || r == '/' })
	if len(digits) == 1 && len(s) > 4 {
		digits = append([]string{s[:4]}, pairs(s[4:])...)
	}
	if len(digits) == 0 || len(digits) > 3 || len(digits[0]) != 4 {
		return "", "", false
	}
	var part [3]int
	for i, d := range digits {
		v, err := strconv.Atoi(d)
		if err != nil || len(d) > 4 {
			return "", "", false
		}
		part[i] = v
	}
	month, day := max(part[1], 1), max(part[2], 1)
	first := time.Date(part[0], time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if first.Year() != part[0] || int(first.Month()) != month || first.Day() != day || len(digits) > 1 && part[1] == 0 || len(digits) > 2 && part[2] == 0 {
		return "", "", false
	}
	last := first
	switch len(digits) {
	case 1:
		last = first.AddDate(1, 0, -1)
	case 2:
		last = first.AddDate(0, 1, -1)
	}
	return first.Format(time.DateOnly), last.Format(time.DateOnly), true
}

func pairs(s string) (out []string) {
	for ; len(s) > 2; s = s[2:] {
		out = append(out, s[:2])
	}
	return append(out, s)
}

// comparison is a range with one bound.
func (p *parser) comparison(f *Field, v token, sign string) (*Node, error) {
	n := &Node{Op: Range, Pos: v.pos, End: v.end}
	text := strings.Trim(v.text, `"'`)
	if strings.HasPrefix(sign, ">") {
		n.Low = text
	} else {
		n.High = text
	}
	n, err := p.bounded(n, f)
	if err != nil || len(sign) == 2 {
		return n, err
	}
	return p.strict(n, f, text, sign)
}

// strict moves an exclusive bound by one: > 2015 begins with 2016, < 2015 ends with 2014.
func (p *parser) strict(n *Node, f *Field, text, sign string) (*Node, error) {
	if f.Kind == CountField {
		if sign == ">" {
			n.Low = strconv.Itoa(number(n.Low) + 1)
		} else if n.High = strconv.Itoa(number(n.High) - 1); number(n.High) < 0 {
			return nil, p.fail(n.Pos, n.End, fail.New(fail.Invalid, "nothing is below 0"))
		}
		return n, nil
	}
	from, to, _ := days(text)
	if sign == ">" {
		n.Low = shift(to, 1)
	} else {
		n.High = shift(from, -1)
	}
	return n, nil
}

func shift(day string, by int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, by).Format(time.DateOnly)
}

func classOf(scheme, symbol string) (patent.Class, bool) {
	switch scheme {
	case "ipc":
		return patent.ParseIPC(symbol)
	case "cpc":
		return patent.ParseCPC(symbol)
	}
	return patent.ParseLocarno(symbol)
}

// class reads a symbol with its level: H01L33/48, H01L33/low, H01L33 (the whole main group), H01L (all within), H01L33*.
func (p *parser) class(n *Node, f *Field) (*Node, error) {
	n.Op, n.Field, n.Level, n.Exact = Class, f.parts()[0], f.Level, false
	if hasGap(n.Words) {
		if len(n.Words) != 2 || n.Words[0].gap() || n.Words[1] != many {
			return nil, p.fail(n.Pos, n.End, fail.New(fail.Invalid, "a class is truncated at its end alone"))
		}
		n.Words = []Piece{{Literal: strings.ToUpper(n.Words[0].Literal)}, many}
		return n, nil
	}
	symbol := literal(n.Words)
	for suffix, level := range map[string]Level{"/low": Below, "/high": Above, "/same": Same} {
		if s, found := strings.CutSuffix(strings.ToLower(symbol), suffix); found {
			symbol, n.Level = symbol[:len(s)], level
		}
	}
	c, ok := classOf(n.Field, symbol)
	if !ok {
		return nil, p.fail(n.Pos, n.End, fail.New(fail.Invalid, "%q is no symbol of %s", symbol, n.Field))
	}
	if n.Level == Same && c.MainGroup != "" && !strings.Contains(symbol, "/") && n.Field != "locarno" {
		n.Level = Below // the whole main group
	}
	if n.Level == Below && c.MainGroup == "" {
		n.Level = Same // sections to subclasses hold all below them anyway
	}
	n.Words = []Piece{{Literal: c.Normal}}
	return n, nil
}

// Dead are the legal states of rights that are gone, which sources often give as one.
const Dead = "dead"

// codeWords are values as services and people write them, by field.
var codeWords = map[string]map[string]string{
	"patent_type": {"a": "invention", "b": "invention", "1": "invention", "发明": "invention", "发明专利": "invention", "发明申请": "invention", "授权发明": "invention", "invention": "invention",
		"u": "utility_model", "2": "utility_model", "实用新型": "utility_model", "utility_model": "utility_model", "utility model": "utility_model",
		"d": "design", "s": "design", "3": "design", "外观设计": "design", "外观": "design", "design": "design", "plant": "plant", "other": "other"},
	"legal_status": {"1": "in_force", "2": "pending", "0": Dead, "失效": Dead, "无效": Dead, "dead": Dead, "在审": "pending", "审中": "pending", "pending": "pending", "有效": "in_force", "授权": "in_force",
		"in_force": "in_force", "in force": "in_force", "active": "in_force", "终止": "lapsed", "lapsed": "lapsed", "届满": "expired", "expired": "expired", "撤回": "withdrawn", "withdrawn": "withdrawn",
		"驳回": "rejected", "rejected": "rejected", "宣告无效": "revoked", "全部无效": "revoked", "revoked": "revoked", "未知": "unknown", "unknown": "unknown", "999": "unknown"},
	"office": {"中国": "CN", "美国": "US", "日本": "JP", "韩国": "KR", "欧洲": "EP", "世界知识产权组织": "WO", "德国": "DE", "英国": "GB", "法国": "FR", "中国台湾": "TW"},
}

func (p *parser) code(n *Node, f *Field) (*Node, error) {
	n.Op, n.Field, n.Exact = Code, f.Name, false
	written := strings.TrimSpace(literal(n.Words))
	value, ok := codeWords[f.Name][strings.ToLower(written)]
	switch {
	case ok:
	case f.Name == "office":
		value, ok = strings.ToUpper(written), len(written) == 2
	case f.Name == "legal_event":
		if value = eventWord(written); value != "" {
			ok = true
		}
	case f.Name == "region":
		value, ok = written, written != ""
	}
	if !ok {
		return nil, p.fail(n.Pos, n.End, fail.New(fail.Invalid, "%q is no value of %s", written, f.Name))
	}
	n.Words = []Piece{{Literal: value}}
	return n, nil
}

var events = strings.Fields("filing publication examination grant lapse restoration withdrawal rejection transfer licence pledge opposition invalidation litigation term")

func eventWord(written string) string {
	for _, e := range events {
		if strings.EqualFold(e, written) {
			return e
		}
	}
	if c := patent.EventClass(written, written); c != "other" {
		return c
	}
	return ""
}

// String writes a leaf for people: field and value.
func (n *Node) String() string {
	switch n.Op {
	case Range:
		return fmt.Sprintf("%s %s–%s", n.Field, n.Low, n.High)
	case And, Or, Not, Xor, Near, Often:
		return opNames[n.Op]
	}
	return n.Field + " " + literal(n.Words)
}

var opNames = map[Op]string{And: "AND", Or: "OR", Not: "NOT", Xor: "XOR", Near: "NEAR", Often: "FREQ"}
