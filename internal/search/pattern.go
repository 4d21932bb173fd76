package search

import (
	"slices"
	"strings"
	"unicode"

	"asterism/text"
)

// maxTerms bounds what a truncated word may stand for.
const maxTerms = 50_000

// element is what stands at one place of a text: a word with or without gaps, or a run of Chinese characters; or a gap
// between such runs.
type element struct {
	word text.Wild // a word of letters and digits
	han  string
	gap  *Piece
}

// elements cuts the words of a leaf as the index cuts texts. Gaps touching letters belong to their word; gaps at the ends
// of Chinese characters mean nothing, since these are found inside longer words anyway.
func elements(pieces []Piece) []element {
	c := &cutter{}
	for i, p := range pieces {
		if p.gap() {
			c.putGap(p, i+1 < len(pieces) && startsWord(pieces[i+1].Literal))
			continue
		}
		for _, r := range strings.ToLower(text.Fold(p.Literal)) {
			c.rune(r)
		}
		if strings.HasSuffix(p.Literal, " ") {
			c.end()
		}
	}
	c.end()
	return c.trimmed()
}

type cutter struct {
	out  []element
	word text.Wild
	han  []rune
}

func startsWord(s string) bool {
	for _, r := range text.Fold(s) {
		return wordRune(r)
	}
	return false
}

func wordRune(r rune) bool { return !text.Han(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func (c *cutter) end() {
	if len(c.word) > 0 {
		c.out = append(c.out, element{word: c.word})
		c.word = nil
	}
	if len(c.han) > 0 {
		c.out = append(c.out, element{han: string(c.han)})
		c.han = nil
	}
}

func (c *cutter) rune(r rune) {
	switch {
	case text.Han(r):
		if len(c.word) > 0 {
			c.end()
		}
		c.han = append(c.han, r)
	case wordRune(r):
		if len(c.han) > 0 {
			c.end()
		}
		if n := len(c.word); n > 0 && c.word[n-1].Literal != "" {
			c.word[n-1].Literal += string(r)
		} else {
			c.word = append(c.word, text.WildPart{Literal: string(r)})
		}
	default:
		c.end()
	}
}

func (c *cutter) putGap(p Piece, before bool) {
	if len(c.word) > 0 || before && len(c.han) == 0 {
		c.word = append(c.word, text.WildPart{Min: p.Min, Max: p.Max})
		return
	}
	c.end()
	c.out = append(c.out, element{gap: &p})
}

// trimmed drops gaps at the ends, and words that are nothing but a gap.
func (c *cutter) trimmed() []element {
	out := slices.DeleteFunc(c.out, func(e element) bool {
		return e.word != nil && !slices.ContainsFunc(e.word, func(p text.WildPart) bool { return p.Literal != "" })
	})
	for len(out) > 0 && out[0].gap != nil {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1].gap != nil {
		out = out[:len(out)-1]
	}
	return out
}

// searchable tells that a leaf has letters, digits or characters to look for.
func searchable(pieces []Piece) bool { return len(elements(pieces)) > 0 }

// patternOf is the pattern of a part of a query in one field of the index; nil when a term is in no document.
func (e *Engine) patternOf(n *Node, field int) (*text.Pattern, error) {
	switch n.Op {
	case Text:
		return e.wordsPattern(n.Words, field)
	case Or:
		either := &text.Pattern{Kind: text.Either}
		for _, k := range n.Kids {
			p, err := e.patternOf(k, field)
			if err != nil {
				return nil, placed(err, k)
			}
			if p != nil {
				either.Parts = append(either.Parts, p)
			}
		}
		if len(either.Parts) == 0 {
			return nil, nil
		}
		return either, nil
	case Often:
		p, err := e.patternOf(n.Kids[0], field)
		if p != nil {
			p = &text.Pattern{Kind: text.Either, Parts: []*text.Pattern{p}, AtLeast: n.Times}
		}
		return p, err
	}
	return e.nearPattern(n, field)
}

func (e *Engine) nearPattern(n *Node, field int) (*text.Pattern, error) {
	near := &text.Pattern{Kind: text.Near, Between: n.Between, Ordered: n.Ordered, Unit: text.Unit(n.Unit)}
	for _, k := range n.Kids {
		p, err := e.patternOf(k, field)
		if err != nil {
			return nil, placed(err, k)
		}
		if p == nil {
			return nil, nil
		}
		near.Parts = append(near.Parts, p)
	}
	return near, nil
}

// wordsPattern puts the elements of a leaf one after the other. A gap between Chinese characters of known width moves
// the next ones on; one of any width asks for the same sentence, in order.
func (e *Engine) wordsPattern(pieces []Piece, field int) (*text.Pattern, error) {
	s := &text.Pattern{Kind: text.Sequence}
	at := 0
	all := elements(pieces)
	for i, el := range all {
		switch {
		case el.gap != nil && el.gap.Min == el.gap.Max:
			at += el.gap.Min
		case el.gap != nil:
			return e.loosePattern(s, el.gap, all[i+1:], field)
		default:
			width, ok, err := e.elementPattern(el, field, at, s)
			if err != nil || !ok {
				return nil, err
			}
			at += width
		}
	}
	return simple(s), nil
}

func simple(s *text.Pattern) *text.Pattern {
	if len(s.Parts) == 1 {
		return s.Parts[0]
	}
	return s
}

// loosePattern joins what stands before and after a gap of unknown width.
func (e *Engine) loosePattern(before *text.Pattern, gap *Piece, rest []element, field int) (*text.Pattern, error) {
	after, err := e.wordsPattern(piecesOf(rest), field)
	if err != nil || after == nil {
		return nil, err
	}
	return &text.Pattern{Kind: text.Near, Ordered: true, Between: gap.Max, Unit: text.SameSentence, Parts: []*text.Pattern{simple(before), after}}, nil
}

func piecesOf(all []element) (out []Piece) {
	for _, el := range all {
		switch {
		case el.gap != nil:
			out = append(out, *el.gap)
		case el.han != "":
			out = append(out, Piece{Literal: el.han})
		default:
			for _, w := range el.word {
				out = append(out, Piece{Literal: w.Literal, Min: w.Min, Max: w.Max})
			}
			out = append(out, Piece{Literal: " "})
		}
	}
	return out
}

// elementPattern adds an element at a place to a sequence; ok is false when no document has it.
func (e *Engine) elementPattern(el element, field, at int, s *text.Pattern) (width int, ok bool, err error) {
	put := func(offset int, lists []text.Postings) {
		s.Parts, s.Offsets = append(s.Parts, &text.Pattern{Lists: lists}), append(s.Offsets, offset)
	}
	if el.han == "" {
		lists, err := e.termLists(el.word, field)
		put(at, lists)
		return 1, len(lists) > 0, err
	}
	runes := []rune(el.han)
	if len(runes) == 1 { // begins a bigram or ends a run
		lists, err := e.index.Expand(field, text.Wild{{Literal: el.han}, {Max: -1}}, maxTerms)
		put(at, lists)
		return 1, len(lists) > 0, err
	}
	for i := range len(runes) - 1 {
		p, ok, err := e.index.Lookup(field, string(runes[i:i+2]))
		if err != nil || !ok {
			return 0, false, err
		}
		put(at+i, []text.Postings{p})
	}
	return len(runes), true, nil
}

func (e *Engine) termLists(w text.Wild, field int) ([]text.Postings, error) {
	if len(w) == 1 {
		p, ok, err := e.index.Lookup(field, w[0].Literal)
		if !ok {
			return nil, err
		}
		return []text.Postings{p}, nil
	}
	return e.index.Expand(field, w, maxTerms)
}
