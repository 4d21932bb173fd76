package ingest

import (
	"context"
	"io"
	"strings"
)

// US grants and applications of the Red Book (ICE) schemas v4.0–v4.6 as the USPTO publishes them weekly since 2005:
// many documents in one file, sequence listings between them. docs/formats/us-xml.md says what is kept.
var usXML = &xmlDialect{
	records: []string{"us-patent-grant", "us-patent-application"},
	skips:   []string{"sequence-cwu"},
	read:    readUS,
}

var (
	usGrant       = Format{Name: "us-grant", Detect: detectWrapped("us-patent-grant", "sequence-cwu"), Read: usXML.Read}
	usApplication = Format{Name: "us-application", Detect: detectWrapped("us-patent-application"), Read: usXML.Read}
)

// USRecords reads US grants and applications (UTF-8) into complete records, before anything is normalised or stored.
// Damaged documents are passed over. take gets the records in the file's order; its error ends reading.
func USRecords(ctx context.Context, r io.Reader, take func(*PatentRecord) error) error {
	return readXML(ctx, r, usXML, func(i xmlItem) error {
		if i.record == nil {
			return nil
		}
		return take(i.record)
	})
}

// usRecord is the record being read, with what only the format needs.
type usRecord struct {
	*xmlReader
	*PatentRecord
	grant     bool
	inventors []PatentParty // applicants who are inventors, where no inventors are listed
}

func readUS(x *xmlReader) *PatentRecord {
	r := &usRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "US"}, grant: string(x.Name()) == "us-patent-grant"}
	r.Language = strings.ToLower(x.attr("lang"))
	r.SourceAt = x.attr("date-publ")
	for name := range r.Children {
		switch string(name) {
		case "us-bibliographic-data-grant", "us-bibliographic-data-application":
			r.biblio()
		case "abstract", "description":
			r.text(string(name), r.flow())
		case "claims":
			r.claims()
		}
	}
	r.finishParties()
	return r.PatentRecord
}

func (r *usRecord) text(part, body string) {
	if body != "" {
		r.Texts = append(r.Texts, PatentText{Language: r.Language, Part: part, Body: body})
	}
}

func (r *usRecord) biblio() {
	for name := range r.Children {
		switch string(name) {
		case "publication-reference":
			r.publication()
		case "application-reference":
			r.Type = r.attr("appl-type")
			d := r.docID()
			r.Application, r.ApplicationAt = d.number, d.date
		case "invention-title":
			r.text("title", r.Content())
		case "number-of-claims":
			r.Counts = map[string]string{"claim_count": r.Content()}
		default:
			r.more(string(name))
		}
	}
}

// more reads the parts of the bibliographic data that other files of this format hold.
func (r *usRecord) more(name string) {
	switch name {
	case "priority-claims":
		r.priorities()
	case "us-related-documents":
		r.related()
	case "pct-or-regional-filing-data", "pct-or-regional-publishing-data":
		r.international(name == "pct-or-regional-filing-data")
	case "us-term-of-grant":
		r.term()
	case "references-cited", "us-references-cited":
		r.citations()
	case "parties", "us-parties", "assignees", "examiners":
		r.parties()
	default:
		r.classes(name)
	}
}

func (r *usRecord) publication() {
	d := r.docID()
	r.Publication, r.Kind, r.PublicationAt = d.country+d.number, d.kind, d.date
	if r.grant {
		r.Grant, r.GrantAt = r.Publication, d.date
	}
}

// claims reads the claim tree: claim-ref names the claims a claim depends on (idref="CLM-00001").
func (r *usRecord) claims() {
	for range r.Children {
		claim := PatentClaim{Number: numberIn(r.attr("num"))}
		claim.Body, claim.DependsOn = r.claimText()
		if claim.Number == 0 {
			claim.Number = len(r.Claims) + 1
		}
		r.Claims = append(r.Claims, claim)
	}
}

// numberIn is the number written in s, 0 where there is none.
func numberIn(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' && n < 1e6 {
			n = n*10 + int(c-'0')
		}
	}
	return n
}
