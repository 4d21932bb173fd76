package search

import (
	"cmp"
	"math"
	"slices"

	"asterism/text"
)

// Similar is a patent like another, with its places in the rankings it was found by (from 1; 0: not in it).
type Similar struct {
	Row       uint32  `json:"-"`
	Patent    string  `json:"patent_id"`
	Score     float64 `json:"score"`
	Words     int     `json:"words_place"`
	Classes   int     `json:"classes_place"`
	Citations int     `json:"citations_place"`
}

const (
	// fusion is the constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, doi:10.1145/1571941.1572114).
	fusion = 60
	// rankDepth is how many patents of each ranking are fused.
	rankDepth = 200
	// telling is how many of a text's words are searched.
	telling = 30
)

// Similar ranks the patents like a text with classes and citations: by words (BM25 of its most telling terms), by shared
// classes (rarer ones count more), by shared citations; the three are fused by rank, Σ 1/(60+place). within nil is all
// patents; the patent itself, when it has a row, is left out.
func (e *Engine) Similar(title, abstract string, row int, within *text.Bitmap, k int) ([]Similar, error) {
	set := within
	if set == nil {
		set = text.NewBitmap(e.columns.rows).Not()
	} else {
		set = set.Clone()
	}
	if row >= 0 {
		set.Remove(uint32(row))
	}
	words, err := e.index.TopAny(e.tellingTerms(title, abstract), set, rankDepth)
	if err != nil {
		return nil, damaged(err)
	}
	found := map[uint32]*Similar{}
	fuse(found, words, func(s *Similar, place int) { s.Words = place })
	if row >= 0 {
		fuse(found, e.byClasses(uint32(row), set), func(s *Similar, place int) { s.Classes = place })
		fuse(found, e.byCitations(uint32(row), set), func(s *Similar, place int) { s.Citations = place })
	}
	var all []Similar
	for _, s := range found {
		s.Patent = e.PatentID(s.Row)
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Similar) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Row, b.Row)) })
	return all[:min(k, len(all))], nil
}

// fuse adds a ranking. Equal scores share a place.
func fuse(found map[uint32]*Similar, ranking []text.Hit, note func(s *Similar, place int)) {
	place := 0
	for i, h := range ranking {
		if i == 0 || h.Score != ranking[i-1].Score {
			place = i + 1
		}
		s := found[h.Doc]
		if s == nil {
			s = &Similar{Row: h.Doc}
			found[h.Doc] = s
		}
		note(s, place)
		s.Score += 1 / float64(fusion+place)
	}
}

// tellingTerms are the terms of a text with the greatest frequency × idf, looked for in titles and abstracts.
func (e *Engine) tellingTerms(title, abstract string) []text.Weighted {
	counts := map[string]int{}
	for _, t := range append(text.Tokens(title), text.Tokens(abstract)...) {
		counts[t]++
	}
	type term struct {
		name  string
		value float64
	}
	var terms []term
	field := slices.Index(textFields, "abstract")
	for name, n := range counts {
		p, ok, err := e.index.Lookup(field, name)
		if err != nil || !ok || p.Docs*10 > e.columns.rows && e.columns.rows > 100 || len([]rune(name)) < 2 {
			continue
		}
		terms = append(terms, term{name, (1 + math.Log(float64(n))) * math.Log(1+float64(e.columns.rows)/float64(p.Docs))})
	}
	slices.SortFunc(terms, func(a, b term) int { return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.name, b.name)) })
	var out []text.Weighted
	for _, t := range terms[:min(telling, len(terms))] {
		for f, weight := range []float32{2, 1} { // title, abstract
			if p, ok, err := e.index.Lookup(f, t.name); ok && err == nil {
				out = append(out, text.Weighted{Postings: p, Weight: weight})
			}
		}
	}
	return out
}

// byClasses ranks by the classes shared with a patent: each counts ln(patents / patents with it), subclasses a quarter.
func (e *Engine) byClasses(row uint32, set *text.Bitmap) []text.Hit {
	scores := make([]float32, e.columns.rows)
	for name, weight := range map[string]float32{"ipc": 1, "cpc": 1, "locarno": 1, "subclass": 0.25} {
		e.addShared(scores, e.columns.lists[name], row, weight)
	}
	return best(scores, set)
}

// addShared adds to the rows with a value of one row's the weight of that value.
func (e *Engine) addShared(scores []float32, l *list, row uint32, weight float32) {
	own := map[uint32]float32{}
	l.of(row, func(code uint32) { own[code] = 0 })
	if len(own) == 0 {
		return
	}
	for _, c := range l.codes {
		if _, ok := own[c]; ok {
			own[c]++
		}
	}
	for code, n := range own {
		own[code] = weight * float32(math.Log(1+float64(e.columns.rows)/float64(n)))
	}
	at := 0
	for i, c := range l.codes {
		value, ok := own[c]
		if !ok {
			continue
		}
		for int(l.starts[at+1]) <= i {
			at++
		}
		scores[at] += value
	}
}

// byCitations ranks by citations: citing or cited directly counts 3, a patent cited by both 1 (Kessler 1963), cited together 1 (Small 1973).
func (e *Engine) byCitations(row uint32, set *text.Bitmap) []text.Hit {
	l := e.columns.lists["cites"]
	self, known := l.find(e.PatentID(row))
	scores := make([]float32, e.columns.rows)
	own := map[uint32]bool{}
	l.of(row, func(code uint32) {
		own[code] = true
		if r, ok := e.Row(l.values[code]); ok {
			scores[r] += 3
		}
	})
	for r := range e.columns.rows {
		cited := l.codes[l.starts[r]:l.starts[r+1]]
		both := known && slices.Contains(cited, self)
		if both {
			scores[r] += 3
		}
		for _, c := range cited {
			if own[c] {
				scores[r]++
			}
			if other, ok := e.Row(l.values[c]); both && ok && other != row {
				scores[other]++
			}
		}
	}
	return best(scores, set)
}

// best ranks the rows of a set with a score.
func best(scores []float32, set *text.Bitmap) (hits []text.Hit) {
	set.Each(func(row uint32) {
		if scores[row] > 0 {
			hits = append(hits, text.Hit{Doc: row, Score: scores[row]})
		}
	})
	slices.SortFunc(hits, func(a, b text.Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc)) })
	return hits[:min(rankDepth, len(hits))]
}
