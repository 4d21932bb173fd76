package ingest

import (
	"strconv"
	"strings"

	"asterism/internal/finding"
	"asterism/patent"
	"asterism/text"
)

func (s *Sink) writePatent(r *PatentRecord, d *document) {
	w := s.rows(rawPatent)
	title, abstract := firstText(r, "title"), firstText(r, "abstract")
	w.text(d.id, d.idKind, d.office, r.Application, d.application.Normal, d.application.Reason)
	w.date(d.filed)
	w.text(r.Publication, d.publication.Normal, kindOf(r, d), d.publication.Reason)
	w.date(d.published)
	w.text(r.Grant, d.grant.Normal)
	w.date(d.granted)
	state := s.standing(r)
	w.text(d.precision, s.patentType(r, d), pctNumber(r, d), s.cut("title", title.Body), title.Language, abstract.Language,
		state.word, state.status)
	s.writeDay(w, "status_date", r.StatusAt)
	for _, name := range countNames {
		s.writeCount(w, name, r.Counts[name])
	}
	w.text(r.FamilyID, r.ExtendedFamily, d.region, countryOf(r))
	w.date(s.earliest(r))
	s.writeDay(w, "expiry_date", r.ExpiryAt)
	w.text(r.Language)
	w.provenance(s.origin, r.Cells)
}

// pctNumber is the PCT application as the source states it, or the one it names in place of a national application.
func pctNumber(r *PatentRecord, d *document) string {
	if r.PCT == "" && d.entered() {
		return d.application.Normal
	}
	return r.PCT
}

var countNames = []string{"claim_count", "independent_claim_count", "page_count", "citation_count", "cited_by_count", "family_size"}

func kindOf(r *PatentRecord, d *document) string {
	if d.publication.Kind != "" {
		return d.publication.Kind
	}
	return strings.ToUpper(strings.TrimSpace(r.Kind))
}

// firstText returns the record's text of a part, its language told where the source does not.
func firstText(r *PatentRecord, part string) PatentText {
	for _, t := range r.Texts {
		if t.Part == part {
			t.Language = languageOf(t, r.Language)
			return t
		}
	}
	return PatentText{}
}

func (s *Sink) writeDay(w *rows, field, raw string) {
	d, _ := s.day(field, raw)
	w.date(d)
}

func (s *Sink) writeCount(w *rows, field, raw string) {
	if raw == "" {
		w.null()
		return
	}
	n, err := strconv.Atoi(raw)
	if err != nil {
		n, err = s.looseCount(field, raw)
	}
	w.smallOr(n, err == nil)
}

func (s *Sink) looseCount(field, raw string) (int, error) {
	v, _, ok := text.Number(raw)
	if !ok || v != float64(int32(v)) {
		s.remark(finding.Warning, "number.unreadable_count", field, raw)
		return 0, strconv.ErrSyntax
	}
	return int(v), nil
}

func countryOf(r *PatentRecord) string {
	if p := firstParty(r, "applicant"); p != nil {
		return p.Country
	}
	return ""
}

func (s *Sink) earliest(r *PatentRecord) day {
	var first day
	for _, p := range r.Priorities {
		if d, _ := s.day("priority_date", p.At); d.known && (!first.known || d.days < first.days) {
			first = d
		}
	}
	return first
}

// patentType reads the type as the source names it, else as kind code and number tell it.
func (s *Sink) patentType(r *PatentRecord, d *document) string {
	if t := typeNamed(r.Type); t != "" {
		return t
	}
	if r.Type != "" {
		s.remark(finding.Info, "patent.type_unknown", "patent_type", r.Type)
	}
	if d.application.Normal != "" {
		return patent.TypeOf(d.application.Country, kindOf(r, d), d.application.Normal)
	}
	return patent.TypeOf(d.office, kindOf(r, d), d.publication.Normal)
}

func (s *Sink) writeTexts(r *PatentRecord, id string) {
	for i := range r.Texts {
		t := &r.Texts[i]
		w := s.rows(rawText)
		w.text(id, languageOf(*t, r.Language), t.Part)
		w.small(i + 1)
		w.text(s.cut(t.Part, t.Body))
		w.provenance(s.origin, nil)
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		w := s.rows(rawClaim)
		independent := c.DependsOn == ""
		w.text(id)
		w.small(c.Number)
		w.flag(&independent)
		w.text(c.DependsOn, s.cut("claims", c.Body))
		w.provenance(s.origin, nil)
	}
}

// cut keeps a text within the field limit.
func (s *Sink) cut(field, body string) string {
	most := s.job.limits.FieldBytes
	if len(body) <= most {
		return body
	}
	s.remark(finding.Warning, "field.too_long", field, "")
	return strings.ToValidUTF8(body[:most], "")
}

func (s *Sink) writeParties(r *PatentRecord, d *document) {
	for i := range r.Parties {
		p := &r.Parties[i]
		known := s.memo.party(p.Name)
		if known.name == "" {
			continue
		}
		w := s.rows(rawParty)
		w.text(d.id)
		w.small(i + 1)
		w.text(p.Role, p.Name, known.name, p.Country, s.partyRegion(r, p, d), p.Address, p.Postcode, partyType(p, known.kind),
			s.uscc("applicant_uscc", p.USCC))
		w.provenance(s.origin, nil)
	}
}

// partyRegion of an applicant is the record's region: sources state it of the first applicant.
func (s *Sink) partyRegion(r *PatentRecord, p *PatentParty, d *document) string {
	if p.Region != "" {
		return s.region("region_code", p.Region, d.filed)
	}
	if p == firstParty(r, "applicant") {
		return d.region
	}
	return ""
}

func (s *Sink) writeClasses(r *PatentRecord, id string) {
	for i := range r.Classes {
		c := &r.Classes[i]
		k := s.memo.class(c.Scheme, c.Symbol)
		if !k.ok {
			s.remark(finding.Warning, "class.unreadable", c.Scheme, c.Symbol)
		}
		first := c.First || k.class.Position == 'F'
		w := s.rows(rawClass)
		w.text(id)
		w.small(s.seq + i + 1)
		w.text(k.scheme, c.Symbol, k.class.Normal)
		w.flag(&first)
		w.flag(inventive(c, k.class))
		w.text(versionOf(c, k.class), k.class.Section, k.class.Class3, k.class.Subclass, k.class.MainGroup)
		w.provenance(s.origin, nil)
	}
}

func versionOf(c *PatentClass, k patent.Class) string {
	if c.Version != "" {
		return c.Version
	}
	return k.Version
}

var yes, no = true, false

func inventive(c *PatentClass, k patent.Class) *bool {
	switch {
	case c.Inventive != nil:
		return c.Inventive
	case k.Value == 'I':
		return &yes
	case k.Value == 'N' || k.Value == 'A':
		return &no
	}
	return nil
}
