package text

import (
	"cmp"
	"slices"
)

// Hit is a document with its score.
type Hit struct {
	Doc   uint32
	Score float32
}

// top keeps the k best hits: higher scores, of equal ones lower documents.
type top struct {
	k    int
	hits []Hit // a heap, the worst first
}

func worse(a, b Hit) bool { return a.Score < b.Score || a.Score == b.Score && a.Doc > b.Doc }

// least is the score that a document has to exceed; documents come ascending, so an equal score does not enter.
func (t *top) least() float32 {
	if len(t.hits) < t.k {
		return -1
	}
	return t.hits[0].Score
}

func (t *top) put(h Hit) {
	if len(t.hits) < t.k {
		t.hits = append(t.hits, h)
		for i := len(t.hits) - 1; i > 0 && worse(t.hits[i], t.hits[(i-1)/2]); i = (i - 1) / 2 {
			t.hits[i], t.hits[(i-1)/2] = t.hits[(i-1)/2], t.hits[i]
		}
		return
	}
	if !worse(t.hits[0], h) {
		return
	}
	t.hits[0] = h
	for i := 0; ; {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < len(t.hits); c++ {
			if worse(t.hits[c], t.hits[least]) {
				least = c
			}
		}
		if least == i {
			return
		}
		t.hits[i], t.hits[least] = t.hits[least], t.hits[i]
		i = least
	}
}

func (t *top) sorted() []Hit {
	slices.SortFunc(t.hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc))
	})
	return t.hits
}

// slack keeps sums of bounds above the scores they bound, whatever order they are added in.
const slack = 1 + 1e-6

// TopAll ranks the documents that have all terms, the k best by BM25, best first. With phrase, the terms stand at
// offsets (from the first's position) somewhere in the document. within nil is every document.
func (ix *Index) TopAll(terms []Postings, offsets []int, within *Bitmap, k int) (hits []Hit, err error) {
	defer recoverDamaged(&err)
	if len(terms) == 0 || k <= 0 {
		return nil, nil
	}
	return ix.topAll(terms, offsets, within, k), nil
}

// allTogether walks lists that have to meet.
type allTogether struct {
	cursors []*cursor // the shortest list first
	places  []place   // of a phrase, the rarest first
	within  *Bitmap
	top     top
}

type place struct {
	c      *cursor
	offset uint32
}

func (ix *Index) topAll(terms []Postings, offsets []int, within *Bitmap, k int) []Hit {
	a := ix.together(terms, offsets)
	defer ix.release(a.cursors...)
	a.within, a.top = within, top{k: k}
	a.run()
	return a.top.sorted()
}

// together opens lists that have to meet, each once.
func (ix *Index) together(terms []Postings, offsets []int) *allTogether {
	a := &allTogether{}
	single := map[Postings]*cursor{}
	order := make([]int, len(terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return terms[x].Docs - terms[y].Docs })
	for _, i := range order {
		c := single[terms[i]]
		if c == nil {
			c = ix.cursor(terms[i])
			single[terms[i]] = c
			a.cursors = append(a.cursors, c)
		}
		if offsets != nil {
			a.places = append(a.places, place{c, uint32(offsets[i])})
		}
	}
	return a
}

func (a *allTogether) run() {
	for d := uint32(0); d < noDoc-1; {
		end, ok := a.promising(d)
		if ok {
			a.each(d, end, a.try)
		}
		d = end + 1
	}
}

// each calls take for the documents from … to in which all lists meet.
func (a *allTogether) each(from, to uint32, take func(doc uint32)) {
	lead := a.cursors[0]
	for d := lead.seek(from); d <= to && d != noDoc; {
		if at := meetAll(a.cursors, d); at != d {
			d = lead.seek(at)
			continue
		}
		take(d)
		d = lead.next()
	}
}

// promising tells whether the blocks that hold doc could together beat the worst hit, and where the first of them ends.
func (a *allTogether) promising(doc uint32) (end uint32, ok bool) {
	end = noDoc - 1
	var sum float32
	for _, c := range a.cursors {
		if !c.reach(doc) {
			return noDoc - 1, false
		}
		sum += c.best(c.shallow)
		end = min(end, c.last(c.shallow))
	}
	return end, sum*slack > a.top.least()
}

func (a *allTogether) try(doc uint32) {
	if a.within != nil && !a.within.Has(doc) {
		return
	}
	var score float32
	for _, c := range a.cursors {
		score += c.score()
	}
	if score > a.top.least() && a.inPlace() {
		a.top.put(Hit{doc, score})
	}
}

// inPlace tells that the terms of a phrase stand at their offsets in the present document.
func (a *allTogether) inPlace() bool {
	if len(a.places) < 2 {
		return true
	}
	first := a.places[0]
	for _, p := range first.c.positions() {
		if p >= first.offset && follows(a.places[1:], p-first.offset) {
			return true
		}
	}
	return false
}

func follows(rest []place, start uint32) bool {
	for _, pl := range rest {
		if _, ok := slices.BinarySearch(pl.c.positions(), start+pl.offset); !ok {
			return false
		}
	}
	return true
}

// Weighted is a term with what its score counts for.
type Weighted struct {
	Postings
	Weight float32
}

// TopAny ranks the documents that have any of the terms, the k best by the weighted sum of BM25. within nil is every
// document. Weights are not negative.
func (ix *Index) TopAny(terms []Weighted, within *Bitmap, k int) (hits []Hit, err error) {
	defer recoverDamaged(&err)
	if len(terms) == 0 || k <= 0 {
		return nil, nil
	}
	a := &anyOf{within: within, top: top{k: k}}
	for _, t := range terms {
		c := ix.cursor(t.Postings)
		c.idf *= t.Weight
		c.maximum *= t.Weight
		a.all = append(a.all, c)
	}
	defer ix.release(a.all...)
	if within != nil && a.few(within) {
		a.probe()
	} else {
		a.run()
	}
	return a.top.sorted(), nil
}

// anyOf walks lists of which one is enough: block-max WAND (Ding and Suel 2011, doi:10.1145/2009916.2010048).
type anyOf struct {
	all     []*cursor // in the order of the terms, in which scores are added
	cursors []*cursor // those not at their end, by document
	bounds  map[*cursor]float32
	within  *Bitmap
	top     top
}

// few tells that there are so few documents to rank that looking each up is quicker than walking the lists.
func (a *anyOf) few(within *Bitmap) bool {
	total := 0
	for _, c := range a.all {
		total += c.count
	}
	return within.Count()*len(a.all)*4 < total
}

func (a *anyOf) probe() {
	a.within.Each(func(doc uint32) {
		score, found := float32(0), false
		for _, c := range a.all {
			if c.seek(doc) == doc {
				score, found = score+c.score(), true
			}
		}
		if found && score > a.top.least() {
			a.top.put(Hit{doc, score})
		}
	})
}

func (a *anyOf) run() {
	a.bounds = map[*cursor]float32{}
	for _, c := range a.all {
		if c.next() != noDoc {
			a.cursors, a.bounds[c] = append(a.cursors, c), c.bound()
		}
	}
	for len(a.cursors) > 0 {
		a.sort()
		pivot, ok := a.pivot()
		if !ok {
			return
		}
		a.step(pivot)
		a.cursors = slices.DeleteFunc(a.cursors, func(c *cursor) bool { return c.doc() == noDoc })
	}
}

// sort by document: few have moved since the last time.
func (a *anyOf) sort() {
	for i := 1; i < len(a.cursors); i++ {
		for j := i; j > 0 && a.cursors[j].doc() < a.cursors[j-1].doc(); j-- {
			a.cursors[j], a.cursors[j-1] = a.cursors[j-1], a.cursors[j]
		}
	}
}

// pivot is the last of the cursors whose bounds together could beat the worst hit.
func (a *anyOf) pivot() (int, bool) {
	var sum float32
	least := a.top.least()
	for i, c := range a.cursors {
		sum += a.bounds[c]
		if sum*slack > least {
			for i+1 < len(a.cursors) && a.cursors[i+1].doc() == c.doc() {
				i++
			}
			return i, true
		}
	}
	return 0, false
}

// step scores the pivot's document or moves cursors past documents that cannot enter.
func (a *anyOf) step(pivot int) {
	doc := a.cursors[pivot].doc()
	var sum float32
	end := uint32(noDoc - 1)
	for _, c := range a.cursors[:pivot+1] {
		if c.reach(doc) {
			sum += c.best(c.shallow)
			end = min(end, c.last(c.shallow))
		}
	}
	switch {
	case sum*slack <= a.top.least():
		a.skip(pivot, end)
	case a.cursors[0].doc() == doc:
		a.score(doc)
		for _, c := range a.cursors[:pivot+1] {
			c.next()
		}
	default:
		for _, c := range a.cursors[:pivot] {
			if c.doc() < doc {
				c.seek(doc)
				return
			}
		}
	}
}

// skip moves past the blocks that cannot beat the worst hit, at most to the next cursor's document.
func (a *anyOf) skip(pivot int, end uint32) {
	to := end + 1
	if pivot+1 < len(a.cursors) {
		to = min(to, a.cursors[pivot+1].doc())
	}
	to = max(to, a.cursors[pivot].doc()+1)
	for _, c := range a.cursors[:pivot+1] {
		c.seek(to)
	}
}

func (a *anyOf) score(doc uint32) {
	if a.within != nil && !a.within.Has(doc) {
		return
	}
	var score float32
	for _, c := range a.all {
		if c.doc() == doc {
			score += c.score()
		}
	}
	if score > a.top.least() {
		a.top.put(Hit{doc, score})
	}
}
