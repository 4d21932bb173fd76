package ingest

import (
	"encoding/json"
	"strings"
)

// record maps a Lens record. Lens keeps its own normalised numbers, so they stand with jurisdiction and kind apart.
func (d *lensDocument) record(line int64) *PatentRecord {
	b := &d.Biblio
	r := &PatentRecord{Line: line, Office: d.Jurisdiction, Language: strings.ToLower(d.Language)}
	r.Application, r.ApplicationAt = b.Application.DocNumber, b.Application.Date
	if b.Application.Jurisdiction != "" && r.Application != "" {
		r.Application = b.Application.Jurisdiction + r.Application
	}
	r.Publication, r.Kind = d.Jurisdiction+d.DocNumber, d.Kind
	r.PublicationAt = orElse(d.Published, b.Publication.Date)
	r.SourceAt = r.PublicationAt
	r.Type = strings.ReplaceAll(strings.ToLower(d.Type), "_", " ")
	d.status(r)
	d.texts(r)
	d.counts(r)
	d.people(r)
	d.references(r)
	return r
}

func (d *lensDocument) status(r *PatentRecord) {
	r.Status = d.Legal.Status
	r.StatusAt = orElse(d.Legal.Discontinued, d.Legal.Expired)
	r.ExpiryAt, r.GrantAt = d.Legal.Term, d.Legal.GrantDate
	if d.Type == "GRANTED_PATENT" {
		r.Grant = r.Publication
	}
}

func (d *lensDocument) texts(r *PatentRecord) {
	add := func(part string, texts ...lensText) {
		for _, t := range texts {
			if t.Text != "" {
				r.Texts = append(r.Texts, PatentText{Language: strings.ToLower(t.Lang), Part: part, Body: t.Text})
			}
		}
	}
	add("title", d.Biblio.Title...)
	add("abstract", d.Abstract...)
	add("description", d.Description)
	r.Claims = d.claims()
}

func (d *lensDocument) counts(r *PatentRecord) {
	r.Counts = map[string]string{}
	for name, n := range map[string]json.Number{"citation_count": d.Biblio.Cited.PatentCount,
		"cited_by_count": d.Biblio.CitedBy.PatentCount, "family_size": d.Families.Simple.Size} {
		if n != "" {
			r.Counts[name] = n.String()
		}
	}
}

func (d *lensDocument) people(r *PatentRecord) {
	p := &d.Biblio.Parties
	add := func(role string, parties []lensParty) {
		for _, q := range parties {
			if q.Name.Value == "" {
				continue
			}
			r.Parties = append(r.Parties, PatentParty{Role: role, Name: q.Name.Value, Address: q.Address,
				Country: orElse(q.Residence, q.Country)})
		}
	}
	add("applicant", p.Applicants)
	add("inventor", p.Inventors)
	add("owner", p.Owners)
	add("agent", p.Agents)
	for _, e := range examiners(p.Examined) {
		add("examiner", []lensParty{{Name: e.Primary.Name}, {Name: e.Assistant.Name}})
	}
}

// examiners come as one object or as a list of them.
func examiners(raw json.RawMessage) []lensExaminer {
	var many []lensExaminer
	if json.Unmarshal(raw, &many) == nil {
		return many
	}
	var one lensExaminer
	if json.Unmarshal(raw, &one) == nil {
		return []lensExaminer{one}
	}
	return nil
}

func (d *lensDocument) references(r *PatentRecord) {
	d.classes(r, "ipc", d.Biblio.IPC)
	d.classes(r, "cpc", d.Biblio.CPC)
	d.classes(r, "uspc", d.Biblio.National)
	for _, p := range d.Biblio.Priority.Claims {
		r.Priorities = append(r.Priorities, PatentPriority{Country: p.Jurisdiction, Number: p.DocNumber, Kind: p.Kind, At: p.Date})
	}
	for _, c := range d.Biblio.Cited.Citations {
		r.Citations = append(r.Citations, c.citation("cites", c.Patent.ID))
	}
	for _, c := range d.Biblio.CitedBy.Patents {
		r.Citations = append(r.Citations, c.citation("cited_by", c.ID))
	}
	d.family(r, "simple", d.Families.Simple)
	d.family(r, "extended", d.Families.Extended)
}

func (d *lensDocument) classes(r *PatentRecord, scheme string, list lensClasses) {
	for _, c := range list.Classifications {
		r.Classes = append(r.Classes, PatentClass{Scheme: scheme, Symbol: c.Symbol, First: c.Position == "F", Inventive: classValue(c.Value)})
	}
}

func (c lensCitation) citation(direction string, id lensID) PatentCitation {
	return PatentCitation{Direction: direction, Number: id.DocNumber, Country: id.Jurisdiction, Kind: id.Kind, At: id.Date,
		Category: strings.Join(c.Category, ""), Origin: c.Phase, Phase: c.Phase, NPL: c.NPL.Text}
}

func (d *lensDocument) family(r *PatentRecord, scope string, f lensFamily) {
	for _, m := range f.Members {
		if m.ID.DocNumber != "" {
			r.Family = append(r.Family, PatentFamilyMember{Scope: scope, Number: m.ID.Jurisdiction + m.ID.DocNumber + m.ID.Kind})
		}
	}
}
