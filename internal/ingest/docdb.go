package ingest

import "strings"

// EPO DOCDB exchange files: exchange-document elements with or without the exch: prefix, one or many in a file.
// Numbers come up to three times (data-format docdb, epodoc, original): docdb is kept. docs/formats/docdb.md.
var docdbDialect = &xmlDialect{records: []string{"exch:exchange-document", "exchange-document"}, read: readDOCDB}

var docdb = Format{Name: "docdb", Read: docdbDialect.Read, Detect: detectRoot("exch:exchange-documents", "exchange-documents",
	"exch:exchange-document", "exchange-document")}

// docdbRecord is the record being read.
type docdbRecord struct {
	*xmlReader
	*PatentRecord
	parties map[partyKey]*rankedParty // of several forms of one party the best
	order   []partyKey
	texts   map[string]bool // part and language that are there
}

func readDOCDB(x *xmlReader) *PatentRecord {
	if x.attr("status") == "D" {
		x.note("docdb.deleted", "info", "publication_number", x.attr("country")+x.attr("doc-number")+x.attr("kind"))
		x.Skip()
		return nil
	}
	r := newDOCDB(x)
	for name := range r.Children {
		switch string(name) {
		case "bibliographic-data":
			r.biblio()
		case "abstract":
			r.text("abstract", r.attr("lang"))
		case "patent-family":
			r.family()
		}
	}
	r.finish()
	return r.PatentRecord
}

func newDOCDB(x *xmlReader) *docdbRecord {
	r := &docdbRecord{xmlReader: x, PatentRecord: &PatentRecord{}, parties: map[partyKey]*rankedParty{}, texts: map[string]bool{}}
	r.Office, r.Kind = x.attr("country"), x.attr("kind")
	r.Publication, r.PublicationAt = r.Office+x.attr("doc-number"), x.attr("date-publ")
	r.FamilyID, r.SourceAt = x.attr("family-id"), x.attr("date-of-last-exchange")
	return r
}

// text keeps the first text of a part and language; the same one may come in two data formats.
func (r *docdbRecord) text(part, language string) {
	body := r.flow()
	if key := part + language; body != "" && !r.texts[key] {
		r.texts[key] = true
		r.Texts = append(r.Texts, PatentText{Language: language, Part: part, Body: body})
	}
}

func (r *docdbRecord) biblio() {
	for name := range r.Children {
		switch string(name) {
		case "publication-reference":
			r.publication()
		case "application-reference":
			r.application()
		case "invention-title":
			r.text("title", r.attr("lang"))
		case "language-of-publication":
			r.Language = strings.ToLower(r.Content())
		case "priority-claims":
			r.priorities()
		case "parties":
			r.groups()
		case "references-cited":
			r.citations()
		case "dates-of-public-availability":
			r.dates()
		default:
			r.classes(string(name))
		}
	}
}

// publication gives what the record's attributes may lack.
func (r *docdbRecord) publication() {
	if d := r.reference(); d.number != "" {
		r.Office, r.Kind = orElse(r.Office, d.country), orElse(r.Kind, d.kind)
		r.Publication, r.PublicationAt = orElse(r.Publication, d.country+d.number), orElse(r.PublicationAt, d.date)
	}
}

func (r *docdbRecord) application() {
	d := r.reference()
	if d.number == "" {
		return
	}
	r.Application, r.ApplicationAt = docdbApplication(d), d.date
	switch d.kind { // application kinds
	case "W":
		r.PCT = r.Application
	case "U":
		r.Type = "utility model"
	case "F":
		r.Type = "design"
	}
}

// reference reads a number given in several forms, each in an element of its own (exchange files) or side by side in one
// (OPS): the docdb form with a date from any. Without a docdb form it has no number.
func (r *docdbRecord) reference() docID {
	outer, date := r.attr("data-format"), ""
	var d docID
	for name := range r.Children {
		if string(name) != "document-id" {
			continue
		}
		form := orElse(r.attr("document-id-type"), outer)
		id := r.docID()
		date = orElse(date, id.date)
		if form == "docdb" {
			d = id
		}
	}
	d.date = orElse(d.date, date)
	return d
}

// docdbApplication writes international applications (kind W) as they are known: IB 2022055385 is PCT/IB2022/055385,
// US 9816128 is PCT/US98/16128.
func docdbApplication(d docID) string {
	year := len(d.number) - 6
	if year != 4 {
		year = 2
	}
	if keepsKind(d.country) && len(d.kind) == 1 && d.kind != "W" {
		return d.country + d.number + d.kind
	}
	if d.kind != "W" || len(d.number) < 7 {
		return d.country + d.number
	}
	return "PCT/" + d.country + d.number[:year] + "/" + d.number[year:]
}

// finish puts the parties in their order and tells a grant from its dates of availability.
func (r *docdbRecord) finish() {
	for _, key := range r.order {
		r.Parties = append(r.Parties, r.parties[key].PatentParty)
	}
	for _, e := range r.Events {
		if e.Class == "grant" {
			r.Grant, r.GrantAt = r.Publication+r.Kind, e.At
		}
	}
}

// dates reads the kinds of publication; printed with grant means granted.
func (r *docdbRecord) dates() {
	for name := range r.Children {
		code, class := string(name), "publication"
		if strings.HasSuffix(code, "with-grant") {
			class = "grant"
		}
		if at := r.docID().date; at != "" {
			r.Events = append(r.Events, PatentEvent{At: at, Code: code, Class: class, Text: code, Country: r.Office})
		}
	}
}
