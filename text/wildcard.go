package text

import (
	"bytes"
	"errors"
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
		if term := d.key[1:]; len(term) > 0 && term[0] >= ' ' && w.Match(term) {
			if len(found) == limit {
				return nil, ErrManyTerms
			}
			found = append(found, d.entry)
		}
	}
	return found, nil
}

// Match tells whether the whole of s fits: backtracking, bounded by the length of terms.
func (w Wild) Match(s []byte) bool {
	if len(w) == 0 {
		return len(s) == 0
	}
	p := w[0]
	if p.Literal != "" {
		rest, ok := bytes.CutPrefix(s, []byte(p.Literal))
		return ok && w[1:].Match(rest)
	}
	if p.Max < 0 && len(w) == 1 {
		return utf8.RuneCount(s) >= p.Min
	}
	for n := 0; p.Max < 0 || n <= p.Max; n++ {
		if n >= p.Min && w[1:].Match(s) {
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
