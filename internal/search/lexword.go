package search

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"asterism/internal/fail"
)

func (l *lexer) quote() error {
	mark := l.plain[l.at]
	end := strings.IndexByte(l.plain[l.at+1:], mark)
	if end < 0 {
		return l.fail(l.at, len(l.plain), fail.New(fail.Invalid, "this quotation mark is not closed"))
	}
	from := l.at + 1
	if strings.HasPrefix(l.query[l.at:], "“") || strings.HasPrefix(l.query[l.at:], "”") {
		from += 2
	}
	body := l.query[min(from, l.at+1+end) : l.at+1+end]
	words := strings.Join(strings.Fields(body), " ")
	t := token{kind: tWord, text: body, exact: true}
	if l.d.quoted {
		t.pieces = l.pieces(words)
	} else {
		t.pieces = []Piece{{Literal: strings.Map(l.noGap, words)}}
	}
	if strings.TrimSpace(body) == "" {
		return l.fail(l.at, l.at+end+2, fail.New(fail.Invalid, "between these quotation marks stands nothing"))
	}
	if err := l.gaps(t.pieces, l.at, l.at+end+2); err != nil {
		return err
	}
	l.put(t, end+2)
	return nil
}

// noGap makes a truncation character the blank that it is as punctuation.
func (l *lexer) noGap(r rune) rune {
	if _, gap := l.d.gaps[r]; gap {
		return ' '
	}
	return r
}

// wordEnd is where a word ends: at blanks, brackets, quotes, signs of comparison, or a field suffix.
func (l *lexer) wordEnd() int {
	for i, r := range l.plain[l.at:] {
		at := l.at + i
		switch {
		case unicode.IsSpace(r) || strings.ContainsRune(`()[]"`, r):
			return at
		case i > 0 && strings.ContainsRune("=<>", r):
			return at
		case l.d.dollars && r == '$' && dollarOp.MatchString(l.plain[at:]):
			return at
		case i > 0 && byte(r) == l.d.suffix && r < utf8.RuneSelf:
			names, size := l.suffixAt(at)
			ends := at+size == len(l.plain) || strings.ContainsRune(" \t\n)", rune(l.plain[at+size]))
			if size > 0 && ends && !classLevel.MatchString(l.plain[at:]) && (r == '.' || findField(l.d.Name, names[0]) != nil) {
				return at
			}
		}
	}
	return len(l.plain)
}

func (l *lexer) word() error {
	end := l.wordEnd()
	if end == l.at {
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "this sign cannot stand here"))
	}
	text := l.plain[l.at:end]
	if t, ok, err := l.operator(text); err != nil {
		return err
	} else if ok {
		l.put(t, len(text))
		return nil
	}
	t := token{kind: tWord, text: text, pieces: l.pieces(text)}
	if l.d.words {
		t.pieces = upTo(t.pieces)
	}
	if err := l.gaps(t.pieces, l.at, end); err != nil {
		return err
	}
	l.put(t, len(text))
	return nil
}

// gaps bounds the gaps of one word.
func (l *lexer) gaps(pieces []Piece, pos, end int) error {
	n, single := 0, false
	for _, p := range pieces {
		if strings.Contains(p.Literal, " ") {
			n, single = 0, false
		}
		if p.gap() && !(single && p == one) {
			n++
		}
		single = p == one
	}
	if n > maxGaps {
		return l.fail(pos, end, fail.New(fail.Invalid, "a word is truncated at most %d times", maxGaps))
	}
	return nil
}

// pieces cuts a word at its truncation characters. Runs of one kind add up.
func (l *lexer) pieces(text string) []Piece {
	var out []Piece
	literal := 0
	for i, r := range text {
		g, ok := l.d.gaps[r]
		if !ok {
			continue
		}
		if i > literal {
			out = append(out, Piece{Literal: text[literal:i]})
		}
		literal = i + utf8.RuneLen(r)
		if n := len(out); n > 0 && out[n-1].gap() {
			out[n-1] = addGaps(out[n-1], g)
			continue
		}
		out = append(out, g)
	}
	if literal < len(text) {
		out = append(out, Piece{Literal: text[literal:]})
	}
	return out
}

func addGaps(a, b Piece) Piece {
	sum := Piece{Min: a.Min + b.Min, Max: a.Max + b.Max}
	if a.Max < 0 || b.Max < 0 {
		sum.Max = -1
	}
	return sum
}

// upTo reads the US style's $3, at most three characters.
func upTo(pieces []Piece) []Piece {
	for i := 0; i+1 < len(pieces); i++ {
		n, err := strconv.Atoi(pieces[i+1].Literal)
		if pieces[i] == many && err == nil && n > 0 && n < 100 && i+2 == len(pieces) {
			pieces[i].Max = n
			return pieces[:i+1]
		}
	}
	return pieces
}
