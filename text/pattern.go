package text

import (
	"fmt"
	"slices"
)

// Pattern is what documents are found by in one field: terms at positions. Parts of a pattern are of the same field.
type Pattern struct {
	Kind  PatternKind
	Lists []Postings // of Terms: any of them
	Parts []*Pattern

	Offsets []int // of Sequence: where each part begins, counted from where the first begins
	Between int   // of Near: at most so many words or characters between two parts that follow each other; below 0: any number
	Ordered bool  // of Near: in the order of Parts
	Unit    Unit  // of Near: what both parts share beside
	AtLeast int   // spans a document has to have at least, where the pattern is not a part of another; 0 is 1
}

// PatternKind tells how a pattern's parts stand together.
type PatternKind uint8

// Terms finds any of Lists, Either any of Parts, Sequence its parts at fixed places, Near its parts close to each other.
const (
	Terms PatternKind = iota
	Either
	Sequence
	Near
)

// Unit is what the parts of Near share.
type Unit uint8

// SameSentence and SameParagraph ask for no break between; Distance does not ask.
const (
	Distance Unit = iota
	SameSentence
	SameParagraph
)

// ErrTooWide is the error of a pattern with so many occurrences that they cannot be compared: use longer words.
var ErrTooWide = fmt.Errorf("more than %d occurrences to compare", maxOccurrences)

// Docs finds the documents of a pattern.
func (ix *Index) Docs(p *Pattern) (found *Bitmap, err error) {
	defer recoverDamaged(&err)
	if lists := p.phrase(); len(lists) > 0 && p.AtLeast < 2 {
		return ix.phraseDocs(lists, p.Offsets), nil
	}
	found = ix.candidates(p)
	if !p.positional() && p.AtLeast < 2 || found.Count() == 0 {
		return found, nil
	}
	s, err := ix.spanner(p, found)
	if err != nil {
		return nil, err
	}
	defer s.close()
	var spans []span
	found.Each(func(doc uint32) {
		if spans = s.spans(doc, spans[:0]); len(spans) < max(1, p.AtLeast) {
			found.Remove(doc)
		}
	})
	return found, nil
}

// phrase is the lists of a sequence of single terms, the common case.
func (p *Pattern) phrase() (lists []Postings) {
	if p.Kind != Sequence {
		return nil
	}
	for _, part := range p.Parts {
		if part.Kind != Terms || len(part.Lists) != 1 {
			return nil
		}
		lists = append(lists, part.Lists[0])
	}
	return lists
}

func (ix *Index) phraseDocs(lists []Postings, offsets []int) *Bitmap {
	found := NewBitmap(ix.docs)
	a := ix.together(lists, offsets)
	defer ix.release(a.cursors...)
	a.each(0, noDoc-1, func(doc uint32) {
		if a.inPlace() {
			found.Add(doc)
		}
	})
	return found
}

func (p *Pattern) positional() bool {
	switch p.Kind {
	case Terms:
		return false
	case Either:
		return slices.ContainsFunc(p.Parts, (*Pattern).positional)
	}
	return len(p.Parts) > 1 || len(p.Parts) == 1 && p.Parts[0].positional()
}

// candidates are the documents with the terms, wherever they stand.
func (ix *Index) candidates(p *Pattern) *Bitmap {
	found := NewBitmap(ix.docs)
	switch p.Kind {
	case Terms:
		for _, l := range p.Lists {
			ix.addDocs(found, l)
		}
	case Either:
		for _, part := range p.Parts {
			found.Or(ix.candidates(part))
		}
	default:
		if ix.intersect(found, p) {
			return found
		}
		for i, part := range p.Parts {
			if i == 0 {
				found = ix.candidates(part)
			} else {
				found.And(ix.candidates(part))
			}
		}
	}
	return found
}

func (ix *Index) addDocs(found *Bitmap, p Postings) {
	c := ix.cursor(p)
	defer ix.release(c)
	for b := range c.blocks {
		c.load(b)
		for _, d := range c.docs[:c.n] {
			found.Add(d)
		}
	}
}

// intersect walks the lists of a pattern of single terms together, led by the rarest.
func (ix *Index) intersect(found *Bitmap, p *Pattern) bool {
	var lists []Postings
	for _, part := range p.Parts {
		if part.Kind != Terms || len(part.Lists) != 1 {
			return false
		}
		if !slices.Contains(lists, part.Lists[0]) {
			lists = append(lists, part.Lists[0])
		}
	}
	if len(lists) == 0 {
		return true
	}
	all := ix.openAll(lists)
	defer ix.release(all...)
	for d := all[0].next(); d != noDoc; {
		if at := meetAll(all, d); at == d {
			found.Add(d)
			d = all[0].next()
		} else {
			d = all[0].seek(at)
		}
	}
	return true
}

// openAll opens cursors, the shortest list first.
func (ix *Index) openAll(lists []Postings) []*cursor {
	lists = slices.Clone(lists)
	slices.SortStableFunc(lists, func(a, b Postings) int { return a.Docs - b.Docs })
	all := make([]*cursor, len(lists))
	for i, l := range lists {
		all[i] = ix.cursor(l)
	}
	return all
}

// meetAll seeks d in all cursors after the first; the answer is d, or the document a later one is at instead.
func meetAll(all []*cursor, d uint32) uint32 {
	for _, c := range all[1:] {
		if at := c.seek(d); at != d {
			return at
		}
	}
	return d
}
