package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Condition tells which texts are meant: terms joined by AND, OR and NOT, brackets, terms side by side joined by AND.
// NOT binds before AND, AND before OR (as incoPat and PatSnap read a query). A term is what stands between blanks or in
// quotation marks: its words and Chinese characters follow each other in the text, by the same tokens as the search index
// (Tokens), so 隔膜 is found in 电池隔膜的制备 and "led" not in "called".
type Condition struct {
	terms []string
	root  *clause
}

// clause is a node of the tree: a term, or op over kids.
type clause struct {
	op   byte // 't' term, '&', '|', '!'
	term int
	kids []*clause
}

// Limits of one condition.
const (
	MaxCondition      = 4096 // bytes
	MaxConditionTerms = 200
	maxConditionDepth = 32
)

// ConditionError tells where a condition cannot be read, in characters from 1, and why, as a word: empty, long, deep,
// bracket (one is missing), operand (an operator without a term), quote, short (a single Chinese character or no letter at
// all), negative (it only says what is not meant), terms (too many).
type ConditionError struct {
	At  int
	Why string
}

func (e *ConditionError) Error() string { return fmt.Sprintf("character %d: %s", e.At, e.Why) }

// ParseCondition reads a condition; the error is a *ConditionError.
func ParseCondition(s string) (*Condition, error) {
	p := &conditionParser{text: s, of: &Condition{}}
	if len(s) > MaxCondition {
		return nil, p.fail(0, "long")
	}
	p.next()
	if p.kind == 0 {
		return nil, p.fail(0, "empty")
	}
	root, err := p.either(0)
	if err != nil {
		return nil, err
	}
	if p.kind != 0 {
		return nil, p.fail(p.from, "bracket")
	}
	if root.holds(func(int) bool { return false }) {
		return nil, p.fail(0, "negative")
	}
	p.of.root = root
	return p.of, nil
}

// Terms are the terms of the condition as written, each once.
func (c *Condition) Terms() []string { return c.terms }

func (c *clause) holds(has func(term int) bool) bool {
	switch c.op {
	case 't':
		return has(c.term)
	case '!':
		return !c.kids[0].holds(has)
	case '&':
		for _, k := range c.kids {
			if !k.holds(has) {
				return false
			}
		}
		return true
	}
	for _, k := range c.kids {
		if k.holds(has) {
			return true
		}
	}
	return false
}

// conditionParser descends through OR, AND and NOT. kind is the token at hand: '(' ')' '&' '|' '!' 't' or 0 at the end.
type conditionParser struct {
	text string
	at   int
	from int
	kind byte
	word string
	bad  string // why the token cannot be read
	of   *Condition
}

func (p *conditionParser) fail(at int, why string) error {
	return &ConditionError{utf8.RuneCountInString(p.text[:min(at, len(p.text))]) + 1, why}
}

func (p *conditionParser) either(depth int) (*clause, error) {
	return p.list('|', depth, func() (*clause, error) { return p.both(depth) }, func() bool { return p.kind == '|' })
}

func (p *conditionParser) both(depth int) (*clause, error) {
	return p.list('&', depth, func() (*clause, error) { return p.not(depth) }, func() bool { return strings.IndexByte("&!t(", p.kind) >= 0 && p.kind != 0 })
}

// list reads parts as long as another follows; the operator itself may be left out before a term.
func (p *conditionParser) list(op byte, depth int, part func() (*clause, error), follows func() bool) (*clause, error) {
	if depth > maxConditionDepth {
		return nil, p.fail(p.from, "deep")
	}
	first, err := part()
	if err != nil || !follows() {
		return first, err
	}
	c := &clause{op: op, kids: []*clause{first}}
	for follows() {
		if p.kind == op {
			p.next()
		}
		k, err := part()
		if err != nil {
			return nil, err
		}
		c.kids = append(c.kids, k)
	}
	return c, nil
}

func (p *conditionParser) not(depth int) (*clause, error) {
	if p.kind != '!' {
		return p.leaf(depth)
	}
	if depth > maxConditionDepth {
		return nil, p.fail(p.from, "deep")
	}
	p.next()
	k, err := p.not(depth + 1)
	return &clause{op: '!', kids: []*clause{k}}, err
}

func (p *conditionParser) leaf(depth int) (*clause, error) {
	switch {
	case p.bad != "":
		return nil, p.fail(p.from, p.bad)
	case p.kind == '(':
		open := p.from
		p.next()
		c, err := p.either(depth + 1)
		if err == nil && p.kind != ')' {
			err = p.fail(open, "bracket")
		}
		p.next()
		return c, err
	case p.kind == 't':
		return p.term()
	case p.kind == ')':
		return nil, p.fail(p.from, "bracket")
	}
	return nil, p.fail(p.from, "operand")
}

func (p *conditionParser) term() (*clause, error) {
	if len(phrase(p.word)) == 0 {
		return nil, p.fail(p.from, "short")
	}
	c := &clause{op: 't', term: len(p.of.terms)}
	for i, t := range p.of.terms {
		if t == p.word {
			c.term = i
		}
	}
	if c.term == len(p.of.terms) {
		p.of.terms = append(p.of.terms, p.word)
	}
	if len(p.of.terms) > MaxConditionTerms {
		return nil, p.fail(p.from, "terms")
	}
	p.next()
	return c, nil
}

var conditionWords = map[string]byte{"AND": '&', "OR": '|', "NOT": '!'}

// next reads a token. Full-width brackets and quotation marks count as such.
func (p *conditionParser) next() {
	rest := strings.TrimLeftFunc(p.text[p.at:], unicode.IsSpace)
	p.from, p.kind, p.word, p.bad = len(p.text)-len(rest), 0, "", ""
	p.at = p.from
	if rest == "" {
		return
	}
	r, n := utf8.DecodeRuneInString(rest)
	switch r {
	case '(', '（':
		p.kind, p.at = '(', p.at+n
	case ')', '）':
		p.kind, p.at = ')', p.at+n
	case '"', '“', '”':
		p.quoted(rest[n:], n)
	default:
		n = strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`()（）"“”`, r) })
		if n < 0 {
			n = len(rest)
		}
		p.word, p.at, p.kind = rest[:n], p.at+n, 't'
		if op := conditionWords[strings.ToUpper(p.word)]; op != 0 {
			p.kind = op
		}
	}
}

func (p *conditionParser) quoted(rest string, open int) {
	p.kind = 't'
	end := strings.IndexAny(rest, `"“”`)
	if end < 0 {
		p.bad, p.at = "quote", len(p.text)
		return
	}
	_, n := utf8.DecodeRuneInString(rest[end:])
	p.word, p.at = rest[:end], p.at+open+end+n
}

// placedTerm is one token of a phrase and how far it stands from the first.
type placedTerm struct {
	term   string
	offset uint32
}

// phrase is a term as the index has it: words and pairs of Chinese characters. The single character that ends a run is
// left out, for in a text the run may go on; a run of one character has no pair and makes no phrase.
func phrase(term string) (out []placedTerm) {
	first := uint32(0)
	EachToken(term, func(t Token) {
		if t.Kind == Break || t.Kind == Gram && utf8.RuneCount(t.Term) < 2 {
			return
		}
		if len(out) == 0 {
			first = t.Position
		}
		out = append(out, placedTerm{string(t.Term), t.Position - first})
	})
	if len(out) > 0 && out[len(out)-1].offset >= recentTokens {
		return nil
	}
	return out
}
