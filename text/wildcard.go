package text

import (
	"bytes"
	"errors"
	"slices"
	"unicode/utf8"
)

// Wild is a word with gaps: runs of Literal with how many characters may stand between them.
type Wild []WildPart

// WildPart is a literal or a gap of Min to Max characters; Max < 0 is any number.
type WildPart struct {
	Literal  string
	Min, Max int
}

// ErrManyTerms is the error of a truncated word that stands for too many terms: give more letters.
var ErrManyTerms = errors.New("the truncated word stands for too many terms")

// Expand lists the terms of a field that fit, in the dictionary's order, at most limit of them.
func (ix *Index) Expand(field int, w Wild, limit int) (found []Postings, err error) {
	defer recoverDamaged(&err)
	prefix := []byte{byte(field)}
	if len(w) > 0 && w[0].Literal != "" {
		prefix = append(prefix, w[0].Literal...)
	}
	d := ix.readFrom(ix.seek(prefix))
	for d.next() {
		if !bytes.HasPrefix(d.key, prefix) {
			if bytes.Compare(d.key, prefix) > 0 {
				break
			}
			continue
		}
		if term := d.key[1:]; len(term) > 0 && term[0] >= ' ' && w.match(term) {
			if len(found) == limit {
				return nil, ErrManyTerms
			}
			found = append(found, d.entry)
		}
	}
	return found, nil
}

// match tells whether the whole of s fits: backtracking, bounded by the length of terms.
func (w Wild) match(s []byte) bool {
	if len(w) == 0 {
		return len(s) == 0
	}
	p := w[0]
	if p.Literal != "" {
		rest, ok := bytes.CutPrefix(s, []byte(p.Literal))
		return ok && w[1:].match(rest)
	}
	if p.Max < 0 && len(w) == 1 {
		return utf8.RuneCount(s) >= p.Min
	}
	for n := 0; p.Max < 0 || n <= p.Max; n++ {
		if n >= p.Min && w[1:].match(s) {
			return true
		}
		if len(s) == 0 {
			return false
		}
		_, size := utf8.DecodeRune(s)
		s = s[size:]
	}
	return false
}

// Locate finds where the terms of a pattern of one field stand in a text: the byte spans in Searchable(s), ascending,
// for highlighting. terms are exact folded terms, wilds truncated ones.
func Locate(s string, terms map[string]bool, wilds []Wild) [][2]int {
	var found [][2]int
	EachToken(s, func(t Token) {
		if t.Kind == Break {
			return
		}
		hit := terms[string(t.Term)] || slices.ContainsFunc(wilds, func(w Wild) bool { return w.match(t.Term) })
		switch {
		case !hit:
		case len(found) > 0 && t.Start <= found[len(found)-1][1]:
			found[len(found)-1][1] = max(t.End, found[len(found)-1][1])
		default:
			found = append(found, [2]int{t.Start, t.End})
		}
	})
	return found
}
