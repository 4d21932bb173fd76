package search

import (
	"slices"
	"strconv"
	"strings"
)

func (w *writer) leaf(n *Node) string {
	switch n.Op {
	case Text:
		return w.text(n)
	case Range:
		return w.bounds(n)
	case Class:
		return w.class(n)
	case Party:
		return w.party(n)
	}
	return w.around(n.Field, quoted(literalOf(w, n)))
}

func quoted(s string) string {
	if strings.ContainsAny(s, " ()[]\"=<>/.") {
		return `"` + strings.ReplaceAll(s, `"`, "") + `"`
	}
	return s
}

func literalOf(w *writer, n *Node) string {
	if n.Op == Code && n.Field == "legal_status" && w.d.dollars {
		return map[string]string{"in_force": "1", "pending": "2", Dead: "0"}[literal(n.Words)] + pick(strings.Contains("in_force pending dead", literal(n.Words)), "", literal(n.Words))
	}
	return w.pieces(n.Words)
}

// text writes words. Where a field has no name of its own in the dialect but stands for several, these are written.
func (w *writer) text(n *Node) string {
	if w.field == "" && n.Field != "any" {
		if f := fieldIndex[n.Field]; len(f.Names[w.d.Name]) == 0 && f.Of != nil && w.d.Name != "plain" {
			return "(" + w.node(n.expanded(f), 0) + ")"
		}
	}
	value := w.value(n)
	if w.field != "" || n.Field == "any" {
		return value
	}
	return w.around(n.Field, value)
}

func isOperator(s string) bool { _, ok := booleans[strings.ToUpper(s)]; return ok }

// choices spells out the gaps of up to n characters, where the dialect has no sign for them.
func (w *writer) choices(pieces []Piece) [][]Piece {
	out := [][]Piece{nil}
	for i, p := range pieces {
		options := []Piece{p}
		if p.gap() && p.Max >= 0 && p.Min < p.Max && !w.says(p, i == len(pieces)-1) {
			options = nil
			for k := p.Min; k <= min(p.Max, p.Min+9); k++ {
				options = append(options, Piece{Min: k, Max: k})
			}
		}
		var next [][]Piece
		for _, before := range out {
			for _, o := range options {
				c := slices.Clone(before)
				if !o.gap() || o.Max != 0 {
					c = append(c, o)
				}
				next = append(next, c)
			}
		}
		if out = next; len(out) > 64 {
			w.warn("截词展开过多", "A truncated word stands for too many variants")
			return out[:64]
		}
	}
	return out
}

// says tells whether a dialect has signs for a gap of at least Min and at most Max characters.
func (w *writer) says(p Piece, last bool) bool {
	if w.d.words {
		return p.Min == 0 && last
	}
	for _, g := range w.d.gaps {
		if g == some {
			return true
		}
	}
	return false
}

func (w *writer) sign(want Piece) string {
	order := []rune{'*', '%', '+', '$', '?', '#'}
	if w.d.Name == "orbit" {
		order = []rune{'+', '?', '#'}
	}
	if w.d.Name == "cnipa" {
		order = []rune{'%', '?'}
	}
	if w.d.words {
		order = []rune{'$', '?'}
	}
	for _, r := range order {
		if g, ok := w.d.gaps[r]; ok && g == want {
			return string(r)
		}
	}
	return ""
}

func (w *writer) pieces(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch {
		case !p.gap():
			b.WriteString(p.Literal)
		case p.Max < 0:
			b.WriteString(strings.Repeat(w.sign(one), p.Min) + w.sign(many))
		case w.d.words && p.Min == 0:
			b.WriteString("$" + strconv.Itoa(p.Max))
		default:
			b.WriteString(strings.Repeat(w.sign(one), p.Min) + strings.Repeat(w.sign(some), p.Max-p.Min))
		}
	}
	return b.String()
}
