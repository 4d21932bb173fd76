package ingest

import "strings"

// CNIPA standardised full text, schema V2.2.1: one document a file, every number twice (dataFormat original and
// standard). docs/formats/cnipa-xml.md says what is kept.
var cnipaDialect = &xmlDialect{records: []string{"business:PatentDocumentAndRelated"}, read: readCNIPA}

var cnipaXML = Format{Name: "cnipa-xml", Detect: detectRoot("business:PatentDocumentAndRelated"), Read: cnipaDialect.Read}

// cnipaRecord is the record being read. Where a datum stands in both forms, the original one is kept, for it has the
// check digit; the standard one fills gaps and is compared with it.
type cnipaRecord struct {
	*xmlReader
	*PatentRecord
	standard, original docID // of the application
}

func readCNIPA(x *xmlReader) *PatentRecord {
	r := &cnipaRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "CN", Language: "zh"}}
	r.SourceAt = x.attr("datePublication")
	r.Publication, r.Kind, r.PublicationAt = x.attr("country")+x.attr("docNumber"), x.attr("kind"), r.SourceAt
	for name := range r.Children {
		switch string(name) {
		case "BibliographicData", "DesignBibliographicData":
			r.biblio()
		case "Abstract", "DesignBriefExplanation":
			r.text("abstract", r.flow())
		case "Description":
			r.text("description", r.flow())
		case "Claims":
			r.claims()
		}
	}
	r.finish()
	return r.PatentRecord
}

func (r *cnipaRecord) text(part, body string) {
	if body != "" {
		r.Texts = append(r.Texts, PatentText{Language: "zh", Part: part, Body: body})
	}
}

func (r *cnipaRecord) biblio() {
	for name := range r.Children {
		switch string(name) {
		case "PublicationReference":
			r.publication()
		case "ApplicationReference":
			r.application()
		case "PatentNumber":
			r.Grant = r.Content() // ZL number of a design
		case "InventionTitle", "DesignTitle":
			r.text("title", r.Content())
		case "Parties", "AssigneeDetails", "ExaminerDetails":
			r.parties()
		default:
			r.more(string(name))
		}
	}
}

func (r *cnipaRecord) more(name string) {
	switch name {
	case "ClassificationIPC", "ClassificationIPCRDetails", "ClassificationLocarno", "ClassificationLocarnoDetails":
		r.classes()
	case "PriorityDetails":
		r.priorities()
	case "RelatedDocuments":
		r.related("")
	case "ReferencesCited", "ReferencesCitedDetails":
		r.citations()
	case "PCTOrRegionalFilingData", "PCTorRegionalFilingData", "InternationalFilingData":
		r.PCT = r.docID().number
	}
}

func (r *cnipaRecord) publication() {
	original := r.attr("dataFormat") == "original"
	d := r.docID()
	if original || r.PublicationAt == "" {
		r.Publication, r.Kind, r.PublicationAt = d.country+d.number, d.kind, d.date
	}
}

func (r *cnipaRecord) application() {
	original := r.attr("dataFormat") == "original"
	r.Type = orElse(r.Type, r.attr("applType"))
	if original {
		r.original = r.docID()
		return
	}
	r.standard = r.docID()
}

// finish chooses the application number and says which publications are grants.
func (r *cnipaRecord) finish() {
	plain := standardApplication(r.standard.number, r.standard.date)
	r.Application, r.ApplicationAt = orElse(r.original.number, plain), orElse(r.original.date, r.standard.date)
	if bare, _, _ := strings.Cut(r.original.number, "."); bare != "" && plain != "" && bare != plain {
		r.note("cnipa.copies_differ", "warning", "application_number", r.original.number+" / "+r.standard.number)
	}
	switch r.Kind {
	case "B", "C", "U", "Y", "S", "D": // announced as granted; A is the publication of an application
		r.Grant, r.GrantAt = orElse(r.Grant, r.Publication), r.PublicationAt
	}
}

// standardApplication turns the 15 digits of the standard form (type 10, 20 or 30, year, serial of nine) into the
// number as it is written: year, type, seven digits; before October 2003 two digits of the year, type, five digits.
func standardApplication(s, date string) string {
	if len(s) != 15 || s[0] < '1' || s[0] > '9' {
		return s
	}
	if s[2:6] < "2003" || s[2:6] == "2003" && date != "" && date < "20031001" {
		return s[4:6] + s[:1] + s[10:]
	}
	return s[2:6] + s[:1] + s[8:]
}

func (r *cnipaRecord) claims() {
	for name := range r.Children {
		if string(name) != "Claim" {
			continue
		}
		claim := PatentClaim{Number: numberIn(r.attr("num")), Body: r.flow()}
		if claim.Number == 0 {
			claim.Number = len(r.Claims) + 1
		}
		claim.DependsOn = chineseDependence(claim.Body, claim.Number)
		r.Claims = append(r.Claims, claim)
	}
}
