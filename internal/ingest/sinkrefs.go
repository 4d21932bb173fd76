package ingest

import (
	"strings"

	"asterism/patent"
)

func (s *Sink) writeReferences(r *PatentRecord, d *document) {
	s.writePriorities(r, d.id)
	s.writeCitations(r, d)
	s.writeFamily(r, d.id)
	s.writeEvents(r, d)
}

func (s *Sink) writePriorities(r *PatentRecord, id string) {
	for i, p := range r.Priorities {
		claimed, _ := s.day("priority_date", p.At)
		n := patent.ParseApplicationFiled(numbered(p), p.Country, claimed.year())
		w := s.rows(rawPriority)
		w.text(id)
		w.small(i + 1)
		w.text(orElse(n.Country, strings.ToUpper(p.Country)), p.Number, n.Normal)
		w.date(claimed)
		w.text(orElse(p.Kind, n.Kind))
		w.provenance(s.origin, nil)
	}
}

// numbered puts the kind behind a priority number where it tells the form: W a PCT application under its receiving
// office, A the EPO's own form of a US number, U a utility model of JP and KR.
func numbered(p PatentPriority) string {
	if len(p.Kind) != 1 || p.Number == "" || strings.HasPrefix(p.Number, "PCT") || !digits(p.Number[len(p.Number)-1:]) {
		return p.Number
	}
	if p.Kind == "W" || keepsKind(orElse(p.Country, p.Number[:min(2, len(p.Number))])) {
		return p.Number + " " + p.Kind
	}
	return p.Number
}

// writeCitations numbers citations per document; what is no patent goes to npl_text.
func (s *Sink) writeCitations(r *PatentRecord, d *document) {
	for i := range r.Citations {
		c := &r.Citations[i]
		n := readCited(c, d.office)
		w := s.rows(rawCitation)
		w.text(d.id)
		w.small(s.seq + i + 1)
		w.text(c.Direction, c.Number, n.Normal, orElse(n.Country, strings.ToUpper(c.Country)), orElse(n.Kind, c.Kind))
		s.writeDay(w, "cited_date", c.At)
		w.text(c.Name, strings.ToUpper(strings.TrimSpace(c.Category)), originOf(c.Origin), c.Phase, s.cut("npl", c.NPL))
		w.provenance(s.origin, nil)
	}
}

func readCited(c *PatentCitation, office string) patent.Number {
	if c.Number == "" {
		return patent.Number{}
	}
	country := c.Country
	if country == "" && startsWithDigit(c.Number) {
		country = office
	}
	raw := trimPublication(c.Number)
	n := patent.ParsePublication(raw, country, c.Kind)
	if n.Reason == patent.ReasonApplication {
		return patent.ParseApplication(raw, country) // ZL201510163325.6: cited by its application number
	}
	return n
}

func startsWithDigit(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

func (s *Sink) writeFamily(r *PatentRecord, id string) {
	for i, m := range r.Family {
		w := s.rows(rawFamily)
		w.text(id)
		w.small(i + 1)
		w.text(m.Scope, m.Number, patent.ParsePublication(m.Number, "", "").Full())
		w.provenance(s.origin, nil)
	}
}

func (s *Sink) writeEvents(r *PatentRecord, d *document) {
	for i, e := range r.Events {
		w := s.rows(rawEvent)
		w.text(d.id)
		w.small(s.seq + i + 1)
		s.writeDay(w, "event_date", e.At)
		w.text(e.Code, eventClass(e), e.Text, orElse(e.Country, d.office), e.From, e.To)
		w.provenance(s.origin, nil)
	}
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
