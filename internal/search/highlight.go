package search

import (
	"slices"

	"asterism/text"
)

// Mark is a piece of a text, found or not.
type Mark struct {
	Text  string `json:"text"`
	Found bool   `json:"found,omitempty"`
}

// Highlight cuts a text of a field at the places of a query's words. width bounds the runes shown, 0 all: the piece around
// the first place.
func (n *Node) Highlight(field, s string, width int) []Mark {
	s = text.Searchable(s)
	var tokens []text.Token
	text.EachToken(s, func(t text.Token) {
		if t.Kind != text.Break {
			t.Term = slices.Clone(t.Term)
			tokens = append(tokens, t)
		}
	})
	var places [][2]int
	n.wanted(func(leaf *Node) {
		if slices.Contains(fieldIndex[leaf.Field].parts(), field) {
			places = append(places, leaf.places(tokens)...)
		}
	})
	return cut(s, merged(places), width)
}

// wanted calls see for the word leaves that are not taken away.
func (n *Node) wanted(see func(*Node)) {
	switch {
	case n == nil || n.Op == Not && len(n.Kids) == 1:
	case n.Op == Not:
		n.Kids[0].wanted(see)
	case n.Op == Text:
		see(n)
	default:
		for _, k := range n.Kids {
			k.wanted(see)
		}
	}
}

// places finds a leaf's words in a text: each run of elements without a gap between.
func (n *Node) places(tokens []text.Token) (found [][2]int) {
	var run []text.Wild
	flush := func() {
		for i := range tokens {
			if end, ok := standsAt(run, tokens[i:]); ok {
				found = append(found, [2]int{tokens[i].Start, end})
			}
		}
		run = nil
	}
	for _, el := range elements(n.Words) {
		switch {
		case el.gap != nil:
			flush()
		case el.han != "":
			for _, r := range el.han {
				run = append(run, text.Wild{{Literal: string(r)}, {Max: 1}})
			}
		default:
			run = append(run, el.word)
		}
	}
	flush()
	return found
}

// standsAt tells whether words stand one after the other at the head of tokens. A character is matched by the bigram that
// begins with it, so it ends where its first character does.
func standsAt(run []text.Wild, tokens []text.Token) (end int, ok bool) {
	if len(run) == 0 || len(run) > len(tokens) {
		return 0, false
	}
	for i, w := range run {
		t := tokens[i]
		if t.Position != tokens[0].Position+uint32(i) || !w.Match(t.Term) {
			return 0, false
		}
		end = t.End
		if t.Kind == text.Gram {
			end = t.Start + len(w[0].Literal)
		}
	}
	return end, true
}

func merged(places [][2]int) (out [][2]int) {
	slices.SortFunc(places, func(a, b [2]int) int { return a[0] - b[0] })
	for _, p := range places {
		if n := len(out); n > 0 && p[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], p[1])
			continue
		}
		out = append(out, p)
	}
	return out
}

func cut(s string, places [][2]int, width int) (marks []Mark) {
	from, to := window(s, places, width)
	put := func(a, b int, found bool) {
		if a, b = max(a, from), min(b, to); a < b {
			marks = append(marks, Mark{s[a:b], found})
		}
	}
	at := from
	for _, p := range places {
		put(at, p[0], false)
		put(p[0], p[1], true)
		at = max(at, p[1])
	}
	put(at, to, false)
	if len(marks) > 0 && from > 0 {
		marks[0].Text = "…" + marks[0].Text
	}
	if len(marks) > 0 && to < len(s) {
		marks[len(marks)-1].Text += "…"
	}
	return marks
}

// window is the piece of a text to show: width runes, a quarter of them before the first place.
func window(s string, places [][2]int, width int) (from, to int) {
	starts := []int{}
	first := 0
	for i := range s {
		if len(places) > 0 && i <= places[0][0] {
			first = len(starts)
		}
		starts = append(starts, i)
	}
	if width <= 0 || len(starts) <= width {
		return 0, len(s)
	}
	begin := max(0, min(first-width/4, len(starts)-width))
	if begin+width >= len(starts) {
		return starts[begin], len(s)
	}
	return starts[begin], starts[begin+width]
}
