package search

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/fail"
	"asterism/text"
)

// column finds the patents of a leaf that is no words.
func (e *Engine) column(n *Node) (*text.Bitmap, error) {
	switch n.Op {
	case Range:
		return e.inRange(n)
	case Class:
		return e.classes(n), nil
	case Party:
		return e.parties(literal(n.Words)), nil
	case Code:
		return e.codes(n), nil
	case Number:
		if n.Field == "family" {
			return e.families(n.Words), nil
		}
		return e.numbers(n.Words, map[string][]string{"publication_number": {"publication"}, "application_number": {"application", "patent_id"}, "number": allNumbers}[n.Field]), nil
	}
	return text.NewBitmap(e.columns.rows).Not(), nil
}

func (e *Engine) inRange(n *Node) (*text.Bitmap, error) {
	f := fieldIndex[n.Field]
	if f.Kind == ClassField {
		return e.rowsOf(n.Field, func(symbol string) bool {
			key := classKey(symbol)
			return (n.Low == "" || key >= classKey(n.Low)) && (n.High == "" || key <= classKey(n.High)+"~")
		}), nil
	}
	values := e.columns.ints[n.Field]
	if values == nil {
		return nil, fail.New(fail.Invalid, "%s has no order, so no ranges", n.Field)
	}
	low, high := int32(0), int32(math.MaxInt32)
	if n.Low != "" {
		low = int32(number(compact(n.Low)))
	}
	if n.High != "" {
		high = int32(number(compact(n.High)))
	}
	if f.Kind == DateField {
		low = max(low, 1) // 0 is no date
	}
	return text.RangeDocs(values, low, high), nil
}

// rowsOf finds the rows with a value of a list that fits.
func (e *Engine) rowsOf(name string, fits func(value string) bool) *text.Bitmap {
	l := e.columns.lists[name]
	if l == nil {
		return text.NewBitmap(e.columns.rows)
	}
	wanted := make([]bool, len(l.values))
	for i, v := range l.values {
		wanted[i] = fits(v)
	}
	return l.rows(wanted, e.columns.rows)
}

// rows finds the rows with a wanted code.
func (l *list) rows(wanted []bool, rows int) *text.Bitmap {
	if !slices.Contains(wanted, true) {
		return text.NewBitmap(rows)
	}
	return text.CodeDocs(l.codes, l.starts, wanted, rows)
}

// classKey orders symbols as the classification does: A61K9/02 before A61K31/00.
func classKey(symbol string) string {
	if len(symbol) <= 4 {
		return symbol
	}
	group, rest, _ := strings.Cut(symbol[4:], "/")
	return symbol[:4] + strings.Repeat("0", max(4-len(group), 0)) + group + "/" + rest
}

// classes finds a symbol with what lies below or above it.
func (e *Engine) classes(n *Node) *text.Bitmap {
	symbol := n.Words[0].Literal
	if hasGap(n.Words) || n.Level == Same && !strings.Contains(symbol, "/") && n.Field != "locarno" {
		return e.rowsOf(n.Field, func(s string) bool { return strings.HasPrefix(s, symbol) })
	}
	if n.Field == "locarno" {
		return e.rowsOf(n.Field, func(s string) bool { return s == symbol || strings.HasPrefix(s, symbol+"-") })
	}
	switch n.Level {
	case Below:
		return e.rowsOf(n.Field, e.below(n.Field, symbol))
	case Above:
		return e.rowsOf(n.Field, e.aboveOf(n.Field, symbol))
	}
	return e.rowsOf(n.Field, func(s string) bool { return s == symbol })
}

// below tells which symbols are a symbol or lie under it, by the hierarchy; a main group also holds what shares its number.
func (e *Engine) below(scheme, symbol string) func(string) bool {
	tree := e.columns.lists["tree_"+scheme]
	group, isGroup := strings.CutSuffix(symbol, "/00")
	return func(s string) bool {
		if s == symbol || isGroup && strings.HasPrefix(s, group+"/") {
			return true
		}
		return slices.Contains(ancestors(tree, s), symbol)
	}
}

func (e *Engine) aboveOf(scheme, symbol string) func(string) bool {
	up := ancestors(e.columns.lists["tree_"+scheme], symbol)
	if group, _, ok := strings.Cut(symbol, "/"); ok {
		up = append(up, group+"/00")
	}
	return func(s string) bool { return s == symbol || slices.Contains(up, s) }
}

// ancestors lists the symbols above one.
func ancestors(tree *list, symbol string) (up []string) {
	if tree == nil {
		return nil
	}
	code, ok := tree.find(symbol)
	for depth := 0; ok && depth < 32 && tree.parents[code] != 0; depth++ {
		code = tree.parents[code] - 1
		up = append(up, tree.values[code])
	}
	return up
}

// parties finds the patents of the applicants of a name: those whose resolved name or any spelling it is.
func (e *Engine) parties(name string) *text.Bitmap {
	l := e.columns.lists["applicant"]
	wanted := make([]bool, len(l.values))
	key := partyKey(name)
	for i := range l.values {
		wanted[i] = partyKey(l.label(uint32(i))) == key || partyKey(l.values[i]) == key
	}
	if !slices.Contains(wanted, true) {
		if p, err := e.wordsPattern([]Piece{{Literal: name}}, slices.Index(textFields, "applicant")); err == nil && p != nil {
			e.partiesSpelled(p, key, l, wanted)
		}
	}
	e.withGroups(l, wanted)
	return l.rows(wanted, e.columns.rows)
}

// withGroups wants the other parties of the groups of those wanted.
func (e *Engine) withGroups(l *list, wanted []bool) {
	groups := e.columns.lists["party_group"]
	if groups == nil {
		return
	}
	own := map[string]bool{}
	for i, w := range wanted {
		if code, ok := groups.find(l.values[i]); w && ok {
			own[groups.label(code)] = true
		}
	}
	for i := range wanted {
		if code, ok := groups.find(l.values[i]); ok && own[groups.label(code)] {
			wanted[i] = true
		}
	}
}

// partiesSpelled wants the parties of the patents on which a name stands: the name is one of their spellings.
func (e *Engine) partiesSpelled(p *text.Pattern, key string, l *list, wanted []bool) {
	found, err := e.index.Docs(p)
	if err != nil {
		return
	}
	found.Each(func(row uint32) {
		l.of(row, func(code uint32) {
			if strings.Contains(partyKey(l.label(code)), key) {
				wanted[code] = true
			}
		})
	})
}

func partyKey(name string) string { return strings.Join(text.Tokens(name), "") }

func (e *Engine) codes(n *Node) *text.Bitmap {
	value := literal(n.Words)
	switch {
	case n.Field == "legal_status" && value == Dead:
		dead := []string{"lapsed", "expired", "withdrawn", "rejected", "revoked"}
		return e.rowsOf(n.Field, func(s string) bool { return slices.Contains(dead, s) })
	case n.Field == "region":
		return e.regions(value)
	}
	return e.rowsOf(n.Field, func(s string) bool { return s == value })
}

// regions finds a place by its code, with all below it, or by its name or the beginning of it.
func (e *Engine) regions(value string) *text.Bitmap {
	l := e.columns.lists["region"]
	if _, err := strconv.Atoi(value); err == nil {
		short := strings.TrimRight(value, "0")
		short += strings.Repeat("0", len(short)%2)
		return e.rowsOf("region", func(s string) bool { return strings.HasPrefix(s, short) })
	}
	var codes []string
	for i, code := range l.values {
		if strings.HasPrefix(l.label(uint32(i)), value) {
			codes = append(codes, code)
		}
	}
	for _, place := range e.places {
		if strings.HasPrefix(place.name, value) {
			codes = append(codes, place.code)
		}
	}
	return e.rowsOf("region", func(s string) bool {
		return slices.ContainsFunc(codes, func(c string) bool { return s == c || strings.HasPrefix(s, trimPlace(c)) })
	})
}

// trimPlace is the part of a code that the codes below it begin with.
func trimPlace(code string) string {
	for strings.HasSuffix(code, "00") {
		code = strings.TrimSuffix(code, "00")
	}
	return code
}

var allNumbers = []string{"patent_id", "application", "publication"}

// numbers finds patents by a number, whole or truncated: kind codes, check digits, ZL and marks may be there or not.
func (e *Engine) numbers(pieces []Piece, lists []string) *text.Bitmap {
	found := text.NewBitmap(e.columns.rows)
	wild := numberWild(pieces)
	if len(wild) == 0 || len(wild[0].Literal) < 4 {
		return found
	}
	for _, name := range lists {
		l := e.columns.lists[name]
		from, _ := slices.BinarySearch(l.values, wild[0].Literal)
		wanted := make([]bool, len(l.values))
		any := false
		for i := from; i < len(l.values) && strings.HasPrefix(l.values[i], wild[0].Literal); i++ {
			rest := l.values[i][len(wild[0].Literal):]
			wanted[i] = wild.Match([]byte(l.values[i])) || len(wild) == 1 && kindCode(rest)
			any = any || wanted[i]
		}
		if any {
			found.Or(l.rows(wanted, e.columns.rows))
		}
	}
	return found
}

// kindCode tells that what follows a number is its kind or check digit.
func kindCode(rest string) bool {
	return len(rest) <= 2 && rest != "" && (rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] == '.')
}

func numberWild(pieces []Piece) (out text.Wild) {
	for _, p := range pieces {
		if p.gap() {
			out = append(out, text.WildPart{Min: p.Min, Max: p.Max})
			continue
		}
		s := strings.Map(func(r rune) rune {
			if r == ' ' || r == '-' || r == '/' || r == ',' {
				return -1
			}
			return r
		}, strings.ToUpper(text.Fold(p.Literal)))
		if len(out) == 0 {
			s = numberHead(s)
		}
		if s != "" {
			out = append(out, text.WildPart{Literal: s})
		}
	}
	return out
}

// numberHead drops ZL and the check digit and gives bare Chinese application numbers their country.
func numberHead(s string) string {
	s = strings.TrimPrefix(s, "ZL")
	if i := strings.IndexByte(s, '.'); i > 0 && len(s)-i == 2 {
		s = s[:i]
	}
	if len(s) >= 8 && strings.Trim(s, "0123456789") == "" {
		s = "CN" + s
	}
	return s
}

// families finds the families of the patents of a number.
func (e *Engine) families(pieces []Piece) *text.Bitmap {
	l := e.columns.lists["family"]
	wanted := make([]bool, len(l.values))
	e.numbers(pieces, allNumbers).Each(func(row uint32) {
		l.of(row, func(code uint32) { wanted[code] = true })
	})
	return l.rows(wanted, e.columns.rows)
}

// byDate orders rows without a score: the latest application first, then by number.
func (e *Engine) byDate(rows []uint32) {
	dates := e.columns.ints["application_date"]
	slices.SortFunc(rows, func(a, b uint32) int { return cmp.Or(cmp.Compare(dates[b], dates[a]), cmp.Compare(a, b)) })
}
