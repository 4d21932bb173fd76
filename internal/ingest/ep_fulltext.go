package ingest

import "strings"

// European applications and specifications as the EPO publishes their full text (ep-patent-document v1.0–v1.5.1): data
// elements are INID codes, values stand in them directly. docs/formats/ep-fulltext.md.
var epDialect = &xmlDialect{records: []string{"ep-patent-document"}, read: readEP}

var epFulltext = Format{Name: "ep-fulltext", Detect: detectRoot("ep-patent-document"), Read: epDialect.Read}

type epRecord struct {
	*xmlReader
	*PatentRecord
}

func readEP(x *xmlReader) *PatentRecord {
	r := &epRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "EP"}}
	r.Publication, r.Kind = "EP"+x.attr("doc-number"), x.attr("kind")
	r.PublicationAt, r.Language = x.attr("date-publ"), strings.ToLower(x.attr("lang"))
	r.SourceAt = r.PublicationAt
	r.parts()
	if strings.HasPrefix(r.Kind, "B") {
		r.Grant = r.Publication
		r.GrantAt = orElse(r.GrantAt, r.PublicationAt)
	}
	return r.PatentRecord
}

// parts reads the document; old ones wrap pages (DP) around them.
func (r *epRecord) parts() {
	for name := range r.Children {
		language := orElse(strings.ToLower(r.attr("lang")), r.Language)
		switch part := string(name); part {
		case "SDOBI":
			r.inid()
		case "abstract", "description":
			r.text(part, language, r.flow())
		case "claims":
			r.claims(language)
		case "DP":
			r.parts()
		}
	}
}

func (r *epRecord) text(part, language, body string) {
	if body != "" {
		r.Texts = append(r.Texts, PatentText{Language: language, Part: part, Body: body})
	}
}

// claims keeps those of the language of proceedings one by one; translations stand as texts.
func (r *epRecord) claims(language string) {
	if language != r.Language || len(r.Claims) > 0 {
		r.text("claims", language, r.flow())
		return
	}
	for name := range r.Children {
		if string(name) != "claim" {
			continue
		}
		c := PatentClaim{Number: numberIn(r.attr("num"))}
		c.Body, c.DependsOn = r.claimText()
		if c.Number == 0 {
			c.Number = len(r.Claims) + 1
		}
		c.DependsOn = orElse(c.DependsOn, claimDependence(c.Body, c.Number))
		r.Claims = append(r.Claims, c)
	}
}

func (r *epRecord) inid() {
	for name := range r.Children {
		switch string(name) {
		case "B100", "B200", "B400", "B500", "B700", "B800", "B860", "B870", "B600":
			r.inid()
		case "B210":
			r.Application = r.Content()
		case "B220":
			r.ApplicationAt = r.Content()
		case "B240":
			r.examination()
		case "B450":
			r.GrantAt = r.docID().date
		default:
			r.group(string(name))
		}
	}
}

func (r *epRecord) group(name string) {
	switch name {
	case "B300":
		r.priorities()
	case "B472":
		r.lapses()
	case "B510", "B510EP", "B520EP":
		r.classes(name)
	case "B540":
		r.titles()
	case "B560":
		r.citations()
	case "B620", "B620EP":
		r.divisions(name)
	case "B710", "B720", "B730", "B740":
		r.people()
	case "B780":
		r.oppositions()
	case "B861", "B871":
		r.international(name)
	}
}

// titles come as pairs: a language (B541), its title (B542).
func (r *epRecord) titles() {
	language := r.Language
	for name := range r.Children {
		switch string(name) {
		case "B541":
			language = strings.ToLower(r.Content())
		case "B542":
			r.text("title", language, r.Content())
		}
	}
}

func (r *epRecord) priorities() {
	var p PatentPriority
	for name := range r.Children {
		switch string(name) {
		case "B310":
			r.priority(p)
			p = PatentPriority{Number: r.Content()}
		case "B320":
			p.At = r.Content()
		case "B330":
			p.Country = r.Content()
		}
	}
	r.priority(p)
}

func (r *epRecord) priority(p PatentPriority) {
	if p.Number != "" {
		r.Priorities = append(r.Priorities, p)
	}
}
