package search

import (
	"strings"

	"asterism/internal/fail"
)

// between reads 20110101<=pd<=20130101.
func (l *lexer) between() error {
	m := l.match(between)
	f, err := l.named(m[3], l.at+strings.Index(m[0], m[3]))
	if err != nil {
		return err
	}
	low, high := token{kind: tField, field: f, compare: flip(m[2]), text: m[1]}, token{kind: tField, field: f, compare: m[4], text: m[5]}
	return l.bounds(low, high, m[4] != "", len(m[0]))
}

func flip(sign string) string { return map[string]string{"<": ">", "<=": ">="}[sign] }

// bounds puts one comparison or two joined by AND.
func (l *lexer) bounds(low, high token, both bool, size int) error {
	first := low
	first.pos, first.end = l.at, l.at+size
	second := high
	second.pos, second.end = l.at, l.at+size
	l.out = append(l.out, token{kind: tOpen, pos: l.at, end: l.at}, first, valueToken(first))
	if both {
		l.out = append(l.out, token{kind: tOp, op: And, pos: l.at, end: l.at}, second, valueToken(second))
	}
	l.out = append(l.out, token{kind: tClose, pos: l.at + size, end: l.at + size})
	l.at += size
	return nil
}

func valueToken(t token) token {
	return token{kind: tWord, pos: t.pos, end: t.end, text: t.text, pieces: []Piece{{Literal: t.text}}}
}

// atDate reads @pd>=20150101<=20181231.
func (l *lexer) atDate() error {
	m := l.match(atDate)
	if m == nil {
		return l.fail(l.at, l.at+1, fail.New(fail.Invalid, "a date is written @pd>=20150101<=20181231"))
	}
	f, err := l.named(m[1], l.at+1)
	if err != nil {
		return err
	}
	return l.bounds(token{field: f, kind: tField, compare: m[2], text: m[3]}, token{field: f, kind: tField, compare: m[4], text: m[5]}, m[4] != "", len(m[0]))
}
