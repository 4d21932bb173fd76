package search

import (
	"regexp"
	"slices"
	"strings"

	"asterism/internal/fail"
)

// Parse reads a query in a dialect ("auto" finds it out). The error is a *Problem: where, and why.
func Parse(dialect, query string) (*Node, *Dialect, error) { return parseIn(dialect, query, "any") }

// parseIn is Parse with the field of words that are written without one.
func parseIn(dialect, query, field string) (*Node, *Dialect, error) {
	d, ok := FindDialect(dialect)
	if dialect == "auto" || dialect == "" {
		d, ok = Detect(query), true
	}
	if !ok {
		return nil, nil, fail.New(fail.Invalid, "no query language %q; there are: auto %s", dialect, strings.Join(DialectNames(), " "))
	}
	tokens, err := lex(d, query)
	if err != nil {
		return nil, d, err
	}
	p := &parser{d: d, query: query, tokens: tokens, field: fieldIndex[field]}
	n, err := p.whole()
	return n, d, err
}

var compiledSigns = func() (all []*regexp.Regexp) {
	for _, s := range signs {
		all = append(all, regexp.MustCompile(s.pattern))
	}
	return all
}()

// Detect tells which dialect a query is written in: the one whose signs it has, else plain words.
func Detect(query string) *Dialect {
	for i, re := range compiledSigns {
		if re.MatchString(query) {
			d, _ := FindDialect(signs[i].dialect)
			return d
		}
	}
	return &Dialects[0]
}

type parser struct {
	d      *Dialect
	query  string
	tokens []token
	field  *Field // of words without one
	at     int
	depth  int
	nodes  int
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) take() token {
	t := p.tokens[p.at]
	if t.kind != tEnd {
		p.at++
	}
	return t
}

func (p *parser) fail(pos, end int, reason error) error { return problem(p.query, pos, end, reason) }

func (p *parser) whole() (*Node, error) {
	if p.peek().kind == tEnd {
		return nil, p.fail(0, 0, fail.New(fail.Invalid, "the query is empty"))
	}
	n, err := p.expression(1)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != tEnd {
		return nil, p.unexpected(t)
	}
	if n, err = p.resolve(n, p.field); err != nil {
		return nil, err
	}
	return n, nil
}

func (p *parser) unexpected(t token) error {
	switch t.kind {
	case tEnd:
		return p.fail(t.pos, t.end, fail.New(fail.Invalid, "the query ends where words or a bracket should follow"))
	case tClose:
		return p.fail(t.pos, t.end, fail.New(fail.Invalid, "this bracket closes nothing"))
	case tOp:
		return p.fail(t.pos, t.end, fail.New(fail.Invalid, "an operator needs words on both sides"))
	case tSuffix:
		return p.fail(t.pos, t.end, fail.New(fail.Invalid, "before this field stands nothing"))
	}
	return p.fail(t.pos, t.end, fail.New(fail.Invalid, "this cannot stand here"))
}

// nearLevel is above those of the other operators; the US style has three.
const nearLevel = 8

// level of a token as an operator between two parts: words side by side join by AND.
func (p *parser) level(t token) (level int, op Op, implicit bool) {
	switch t.kind {
	case tOp:
		if t.op != Near {
			return p.d.levels[t.op], t.op, false
		}
		return p.nearLevel(t), Near, false
	case tOpen, tWord, tField, tTree, tRange:
		return p.d.levels[And], And, true
	}
	return 0, 0, false
}

func (p *parser) nearLevel(t token) int {
	if p.d.words && t.between < 0 {
		return nearLevel - int(t.unit) // WITH before SAME, both after ADJ and NEAR
	}
	return nearLevel
}

func (p *parser) expression(floor int) (*Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail(p.peek().pos, p.peek().end, fail.New(fail.Invalid, "brackets are nested more than %d deep", maxDepth))
	}
	defer func() { p.depth-- }()
	left, err := p.unary()
	for err == nil {
		t := p.peek()
		level, op, implicit := p.level(t)
		if level < floor || level == 0 {
			return left, nil
		}
		if !implicit {
			p.take()
		}
		var right *Node
		if right, err = p.right(op, level); err == nil {
			left, err = p.binary(t, op, left, right)
		}
	}
	return nil, err
}

// right is the part after an operator; AND NOT is NOT.
func (p *parser) right(op Op, level int) (*Node, error) { return p.expression(level + 1) }

func (p *parser) binary(t token, op Op, left, right *Node) (*Node, error) {
	if p.nodes++; p.nodes > maxNodes {
		return nil, p.fail(t.pos, t.end, fail.New(fail.Invalid, "the query has more than %d parts", maxNodes))
	}
	switch op {
	case Near:
		n := &Node{Op: Near, Kids: []*Node{left, right}, Between: t.between, Ordered: t.ordered, Unit: t.unit, Pos: left.Pos, End: right.End}
		return n, nil
	case Not:
		return &Node{Op: Not, Kids: []*Node{left, right}, Pos: left.Pos, End: right.End}, nil
	case And:
		return and(left, right), nil
	}
	return join(op, left, right), nil
}

// and joins two parts: one taken away (a AND NOT b) is NOT, and two bounds of one field are one range.
func and(left, right *Node) *Node {
	switch {
	case right.Op == Not && len(right.Kids) == 1 && !(left.Op == Not && len(left.Kids) == 1):
		return &Node{Op: Not, Kids: []*Node{left, right.Kids[0]}, Pos: left.Pos, End: right.End}
	case left.Op == Not && len(left.Kids) == 1 && !(right.Op == Not && len(right.Kids) == 1):
		return &Node{Op: Not, Kids: []*Node{right, left.Kids[0]}, Pos: left.Pos, End: right.End}
	}
	return join(And, left, right)
}

func (p *parser) unary() (*Node, error) {
	t := p.peek()
	if t.kind == tOp && t.op == Not {
		p.take()
		inner, err := p.expression(p.d.levels[Not] + 1)
		if err != nil {
			return nil, err
		}
		return &Node{Op: Not, Kids: []*Node{inner}, Pos: t.pos, End: inner.End}, nil
	}
	n, err := p.primary()
	if err != nil {
		return nil, err
	}
	return p.behind(n)
}

// behind reads what stands after a part: a field, a frequency.
func (p *parser) behind(n *Node) (*Node, error) {
	for {
		t := p.peek()
		switch t.kind {
		case tSuffix:
			p.take()
			var err error
			if n, err = p.several(n, t); err != nil {
				return nil, err
			}
			n.End = t.end
		case tTimes:
			p.take()
			if t.times < 1 {
				return nil, p.fail(t.pos, t.end, fail.New(fail.Invalid, "a frequency is at least 1"))
			}
			n = &Node{Op: Often, Kids: []*Node{n}, Times: t.times, Pos: n.Pos, End: t.end}
		default:
			return n, nil
		}
	}
}

// several puts a part into the fields of a suffix: the one that stands for them together, else either of them.
func (p *parser) several(n *Node, t token) (*Node, error) {
	if len(t.also) == 1 {
		return p.resolve(n, t.field)
	}
	var want []string
	for _, f := range t.also {
		want = append(want, f.parts()...)
	}
	slices.Sort(want)
	want = slices.Compact(want)
	for i := range Fields {
		have := slices.Sorted(slices.Values(Fields[i].parts()))
		if slices.Equal(have, want) {
			return p.resolve(n, &Fields[i])
		}
	}
	var kids []*Node
	for _, f := range t.also {
		k, err := p.resolve(n.clone(), f)
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
	}
	return join(Or, kids...), nil
}

func (n *Node) clone() *Node {
	c := *n
	c.Kids = nil
	for _, k := range n.Kids {
		c.Kids = append(c.Kids, k.clone())
	}
	return &c
}

func (p *parser) primary() (*Node, error) {
	if p.nodes++; p.nodes > maxNodes {
		return nil, p.fail(p.peek().pos, p.peek().end, fail.New(fail.Invalid, "the query has more than %d parts", maxNodes))
	}
	switch t := p.take(); t.kind {
	case tOpen:
		return p.bracket(t)
	case tField:
		return p.fielded(t)
	case tWord:
		return &Node{Op: Text, Words: t.pieces, Exact: t.exact, Pos: t.pos, End: t.end}, nil
	case tTree:
		return &Node{Op: Party, Field: "applicant", Words: []Piece{{Literal: t.text}}, Pos: t.pos, End: t.end}, nil
	case tRange:
		return &Node{Op: Range, Low: t.low, High: t.high, Pos: t.pos, End: t.end}, nil
	default:
		return nil, p.unexpected(t)
	}
}

func (p *parser) bracket(t token) (*Node, error) {
	if p.peek().kind == tClose {
		return nil, p.fail(t.pos, p.peek().end, fail.New(fail.Invalid, "between these brackets stands nothing"))
	}
	n, err := p.expression(1)
	if err != nil {
		return nil, err
	}
	if c := p.take(); c.kind != tClose {
		if c.kind != tEnd {
			return nil, p.unexpected(c)
		}
		return nil, p.fail(t.pos, t.end, fail.New(fail.Invalid, "this bracket is not closed"))
	} else {
		n.Pos, n.End = t.pos, c.end
	}
	return n, nil
}

// fielded reads what a field is asked for.
func (p *parser) fielded(t token) (*Node, error) {
	f := *t.field
	switch t.low {
	case "low":
		f.Level, f.Of = Below, f.parts()
	case "high":
		f.Level, f.Of = Above, f.parts()
	}
	if t.compare != "=" {
		return p.compared(t, &f)
	}
	if n := p.fromTo(&f); n != nil {
		n.Pos = t.pos
		return p.resolve(n, &f)
	}
	if k := p.peek().kind; k == tEnd || k == tClose || k == tOp && p.peek().op != Not {
		return nil, p.fail(t.pos, t.end, fail.New(fail.Invalid, "the field %s lacks its value", t.text))
	}
	n, err := p.unary()
	if err != nil {
		return nil, err
	}
	if n, err = p.resolve(n, &f); err == nil {
		n.Pos = t.pos
	}
	return n, err
}

// fromTo reads (20150101 to 20181231).
func (p *parser) fromTo(f *Field) *Node {
	if f.text() || p.at+4 >= len(p.tokens) {
		return nil
	}
	t := p.tokens[p.at : p.at+5]
	word := strings.ToLower(t[2].text)
	if t[0].kind != tOpen || t[1].kind != tWord || t[2].kind != tWord || word != "to" && word != "至" || t[3].kind != tWord || t[4].kind != tClose {
		return nil
	}
	p.at += 5
	return &Node{Op: Range, Low: t[1].text, High: t[3].text, Pos: t[0].pos, End: t[4].end}
}

// compared reads >=, <=, >, <, and CQL's all, any, within.
func (p *parser) compared(t token, f *Field) (*Node, error) {
	v := p.take()
	if v.kind != tWord {
		return nil, p.fail(t.pos, t.end, fail.New(fail.Invalid, "the field %s lacks its value", t.text))
	}
	switch t.compare {
	case "all", "any":
		return p.listed(t, f, v)
	case "within":
		return p.withinDates(t, f, v)
	}
	if f.Kind != DateField && f.Kind != CountField {
		return nil, p.fail(t.pos, v.end, fail.New(fail.Invalid, "%s holds no dates or numbers to compare", f.Name))
	}
	n, err := p.comparison(f, v, t.compare)
	if n != nil {
		n.Pos = t.pos
	}
	return n, err
}

// listed reads ti any "light diode": one of the words, or all of them.
func (p *parser) listed(t token, f *Field, v token) (*Node, error) {
	var kids []*Node
	for _, w := range strings.FieldsFunc(v.text, func(r rune) bool { return r == ' ' || r == ',' }) {
		l := &lexer{d: p.d, query: w, plain: w}
		k, err := p.resolve(&Node{Op: Text, Words: l.pieces(w), Pos: v.pos, End: v.end}, f)
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
	}
	if len(kids) == 0 {
		return nil, p.fail(v.pos, v.end, fail.New(fail.Invalid, "the field %s lacks its value", t.text))
	}
	return join(map[string]Op{"all": And, "any": Or}[t.compare], kids...), nil
}

func (p *parser) withinDates(t token, f *Field, v token) (*Node, error) {
	bounds := strings.FieldsFunc(v.text, func(r rune) bool { return r == ' ' || r == ',' })
	if len(bounds) != 2 {
		return nil, p.fail(v.pos, v.end, fail.New(fail.Invalid, "within takes two bounds, as \"2015 2018\""))
	}
	return p.resolve(&Node{Op: Range, Low: bounds[0], High: bounds[1], Pos: t.pos, End: v.end}, f)
}
