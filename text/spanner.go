package text

import "slices"

// maxOccurrences bounds what one pattern of many terms may hold in memory at once.
const maxOccurrences = 64_000_000

// span is where a pattern stands in a document: its first and last position.
type span struct{ from, to uint32 }

// spanner finds where a pattern stands, document by document, ascending.
type spanner struct {
	ix     *Index
	p      *Pattern
	single *cursor  // of one list
	many   []uint64 // of several lists: document and position, ascending
	at     int      // in many
	parts  []*spanner
	breaks *cursor // of Unit
	buffer [][]span
}

func (ix *Index) spanner(p *Pattern, within *Bitmap) (s *spanner, err error) {
	s = &spanner{ix: ix, p: p, buffer: make([][]span, len(p.Parts))}
	if p.Kind == Terms && len(p.Lists) == 1 {
		s.single = ix.cursor(p.Lists[0])
		return s, nil
	}
	if p.Kind == Terms {
		s.many, err = ix.occurrences(p.Lists, within)
		return s, err
	}
	for _, part := range p.Parts {
		child, err := ix.spanner(part, within)
		if err != nil {
			s.close()
			return nil, err
		}
		s.parts = append(s.parts, child)
	}
	if p.Kind == Near && p.Unit != Distance {
		return s, s.openBreaks()
	}
	return s, nil
}

func (s *spanner) openBreaks() error {
	term := SentenceBreak
	if s.p.Unit == SameParagraph {
		term = ParagraphBreak
	}
	p, ok, err := s.ix.Lookup(s.p.field(), term)
	if ok {
		s.breaks = s.ix.cursor(p)
	}
	return err
}

func (p *Pattern) field() int {
	if p.Kind == Terms {
		if len(p.Lists) > 0 {
			return p.Lists[0].Field
		}
		return 0
	}
	if len(p.Parts) > 0 {
		return p.Parts[0].field()
	}
	return 0
}

func (s *spanner) close() {
	if s.single != nil {
		s.ix.release(s.single)
	}
	if s.breaks != nil {
		s.ix.release(s.breaks)
	}
	for _, p := range s.parts {
		p.close()
	}
}

// occurrences gathers the positions of several lists in some documents.
func (ix *Index) occurrences(lists []Postings, within *Bitmap) ([]uint64, error) {
	var all []uint64
	for _, l := range lists {
		c := ix.cursor(l)
		for d := c.next(); d != noDoc; d = c.next() {
			if !within.Has(d) {
				continue
			}
			for _, p := range c.positions() {
				all = append(all, uint64(d)<<32|uint64(p))
			}
		}
		ix.release(c)
		if len(all) > maxOccurrences {
			return nil, ErrTooWide
		}
	}
	slices.Sort(all)
	return all, nil
}

// spans appends where the pattern stands in doc, ordered by first position.
func (s *spanner) spans(doc uint32, into []span) []span {
	switch s.p.Kind {
	case Terms:
		return s.termSpans(doc, into)
	case Either:
		for _, part := range s.parts {
			into = part.spans(doc, into)
		}
		return sortSpans(into)
	case Sequence:
		return s.sequence(doc, into)
	}
	return s.near(doc, into)
}

func sortSpans(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int {
		if a.from != b.from {
			return int(int64(a.from) - int64(b.from))
		}
		return int(int64(a.to) - int64(b.to))
	})
	return slices.Compact(spans)
}

func (s *spanner) termSpans(doc uint32, into []span) []span {
	if s.single != nil {
		if s.single.seek(doc) != doc {
			return into
		}
		for _, p := range s.single.positions() {
			into = append(into, span{p, p})
		}
		return into
	}
	for s.at < len(s.many) && uint32(s.many[s.at]>>32) < doc {
		s.at++
	}
	for i := s.at; i < len(s.many) && uint32(s.many[i]>>32) == doc; i++ {
		into = append(into, span{uint32(s.many[i]), uint32(s.many[i])})
	}
	return into
}

// gather fills the buffers with the spans of every part; false when one has none.
func (s *spanner) gather(doc uint32) bool {
	for i, part := range s.parts {
		s.buffer[i] = part.spans(doc, s.buffer[i][:0])
		if len(s.buffer[i]) == 0 {
			return false
		}
	}
	return len(s.parts) > 0
}

// sequence joins parts at their offsets: the first of a part has to begin there.
func (s *spanner) sequence(doc uint32, into []span) []span {
	if !s.gather(doc) {
		return into
	}
	for _, first := range s.buffer[0] {
		if to, ok := s.follow(first); ok {
			into = append(into, span{first.from, to})
		}
	}
	return into
}

func (s *spanner) follow(first span) (to uint32, ok bool) {
	to = first.to
	for i := 1; i < len(s.parts); i++ {
		want := first.from + uint32(s.p.Offsets[i])
		at, found := slices.BinarySearchFunc(s.buffer[i], want, func(e span, w uint32) int { return int(int64(e.from) - int64(w)) })
		if !found {
			return 0, false
		}
		to = max(to, s.buffer[i][at].to)
	}
	return to, true
}

// near joins the parts pair by pair: a span of the joined ones with each of the next that is close enough.
func (s *spanner) near(doc uint32, into []span) []span {
	if !s.gather(doc) {
		return into
	}
	var breaks []uint32
	if s.breaks != nil && s.breaks.seek(doc) == doc {
		breaks = s.breaks.positions()
	}
	joined := s.buffer[0]
	for i := 1; i < len(s.parts); i++ {
		var next []span
		for _, a := range joined {
			for _, b := range s.buffer[i] {
				if s.together(a, b, breaks) {
					next = append(next, span{min(a.from, b.from), max(a.to, b.to)})
				}
			}
		}
		if joined = sortSpans(next); len(joined) == 0 {
			return into
		}
	}
	return append(into, joined...)
}

// together tells that b is close to a. Spans that overlap are close in any unit, but are not one after the other.
func (s *spanner) together(a, b span, breaks []uint32) bool {
	if s.p.Ordered && b.from <= a.to || a == b {
		return false
	}
	first, second := a, b
	if b.from < a.from {
		first, second = b, a
	}
	if s.p.Between >= 0 && second.from > first.to && int64(second.from-first.to)-1 > int64(s.p.Between) {
		return false
	}
	if s.p.Unit == Distance {
		return true
	}
	end := max(a.to, b.to)
	at, _ := slices.BinarySearch(breaks, first.from+1)
	return at >= len(breaks) || breaks[at] > end
}
