package ingest

import (
	"hash/fnv"
	"strconv"
	"strings"

	"asterism/internal/finding"
)

// The raw tables of bulk databases, whose tables hold parts of patents and name each other by keys. base/source_key.sql
// and the tables behind it join them, so that they may be imported in any order and in several imports.
var (
	rawPart   = newRawTable("raw.patent_part", texts("patent_id", "id_kind"))
	rawAlias  = newRawTable("raw.patent_alias", texts("alias", "patent_id"))
	rawEntry  = newRawTable("raw.source_entry", texts("entry_key", "entry_kind", "name_raw", "name", "country", "address", "party_type", "body"))
	rawLinked = newRawTable("raw.party_link", join(texts("patent_id"), []column{{"seq", kindSmall}}, texts("role", "person_key", "place_key", "name_raw", "name", "party_type")))
	rawCites  = newRawTable("raw.citation_link", join(texts("patent_id"), []column{{"seq", kindSmall}}, texts("cited_key", "category", "origin", "phase")))
	rawPrior  = newRawTable("raw.priority_link", join(texts("patent_id"), []column{{"seq", kindSmall}}, texts("prior_key")))
)

// portion is what one row of a bulk database tells of a patent that other rows tell more of.
type portion struct {
	PatentRecord        // Line, Texts, Classes, Priorities, Citations, Events
	id           string // the patent's key: a publication number without kind, or a key of the source
	kind         string // publication or source
	seq          int    // of the row among those of the patent; 0: its line
	parties      []partyLink
	cites        []citationLink
	prior        string // key of an earlier application
	also         bool   // the row was counted with another part of it
}

type partyLink struct{ role, person, place, name, kind string }

type citationLink struct{ key, category, origin, phase string }

// Part writes the rows of a part. All rows of one file on one patent share a record number, so that they are one source.
func (s *Sink) Part(p *portion) error {
	if p.id == "" {
		s.Reject(p.Line, p.Cells, finding.Finding{Code: "patent.nothing"})
		return nil
	}
	n := s.origin.record
	if !p.also {
		n++
		s.log.counts.Accepted++
	}
	if p.seq == 0 {
		p.seq = int(p.Line)
	}
	s.origin.record, s.origin.line, s.origin.date, s.seq = keyNumber(p.id), p.Line, s.since, p.seq-1
	d := &document{id: p.id, office: p.Office}
	if s.part != p.id {
		s.part = p.id
		w := s.rows(rawPart)
		w.text(p.id, p.kind)
		w.provenance(s.origin, nil)
	}
	s.writeTexts(&p.PatentRecord, p.id)
	s.writeClasses(&p.PatentRecord, p.id)
	s.writeReferences(&p.PatentRecord, d)
	s.writeLinks(p)
	s.origin.record, s.seq = n, 0
	return s.settle()
}

func (s *Sink) writeLinks(p *portion) {
	for _, l := range p.parties {
		name := s.memo.party(l.name)
		w := s.rows(rawLinked)
		w.text(p.id)
		w.small(p.seq)
		w.text(l.role, l.person, l.place, l.name, name.name, linkedType(l, name.kind))
		w.provenance(s.origin, nil)
	}
	for _, c := range p.cites {
		w := s.rows(rawCites)
		w.text(p.id)
		w.small(p.seq)
		w.text(c.key, c.category, c.origin, c.phase)
		w.provenance(s.origin, nil)
	}
	if p.prior != "" {
		w := s.rows(rawPrior)
		w.text(p.id)
		w.small(p.seq)
		w.text(p.prior)
		w.provenance(s.origin, nil)
	}
}

// linkedType leaves the type to the table of persons where the row has no name.
func linkedType(l partyLink, byName string) string {
	if l.name == "" {
		return ""
	}
	return partyType(&PatentParty{Role: l.role, Type: l.kind}, byName)
}

// alias registers the present record under keys of its source.
func (s *Sink) alias(id string, keys ...string) {
	for _, k := range keys {
		if k != "" {
			w := s.rows(rawAlias)
			w.text(k, id)
			w.provenance(s.origin, nil)
		}
	}
}

// entry is one row of a reference table: a person, a place, a document that is no patent.
type entry struct {
	line                                           int64
	key, kind, name, country, address, type_, body string
}

// Entry writes a row of a reference table.
func (s *Sink) Entry(e entry) error {
	s.origin.record++
	s.origin.line = e.line
	s.log.counts.Accepted++
	known := s.memo.party(e.name)
	typed := ""
	if e.kind == "person" {
		typed = partyType(&PatentParty{Type: e.type_}, known.kind)
	}
	w := s.rows(rawEntry)
	w.text(e.key, e.kind, e.name, known.name, e.country, e.address, typed, s.cut("npl", e.body))
	w.provenance(s.origin, nil)
	return s.settle()
}

// keyNumber makes a record number of a key: its digits, told apart by what stands before them; else its hash.
func keyNumber(key string) int64 {
	letters := strings.TrimRight(key, "0123456789")
	h := fnv.New64a()
	if n, err := strconv.ParseInt(key[len(letters):], 10, 64); err == nil && n < 1e13 {
		h.Write([]byte(letters)) // a hash takes all
		return int64(h.Sum64()%9e5)*1e13 + n
	}
	h.Write([]byte(key))
	return int64(h.Sum64() >> 1)
}
