package ingest

import "strings"

// CNIPA documents before the schema V2.2.1: root cn-patent-document, a DTD in the manner of ST.36, files in UTF-8 or GBK.
// docs/formats/cnipa-xml-old.md.
var cnipaOldDialect = &xmlDialect{records: []string{"cn-patent-document"}, read: readCNIPAOld}

var cnipaXMLOld = Format{Name: "cnipa-xml-old", Detect: detectRoot("cn-patent-document"), Read: cnipaOldDialect.Read}

// oldCNIPA shares the finishing of numbers and the text with the later schema, addresses and IPC with ST.36 documents.
type oldCNIPA struct{ *cnipaRecord }

func readCNIPAOld(x *xmlReader) *PatentRecord {
	r := oldCNIPA{&cnipaRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "CN", Language: "zh"}}}
	r.Publication, r.Kind, r.PublicationAt = x.attr("doc-number"), x.attr("kind"), x.attr("date-publ")
	for name := range r.Children {
		switch string(name) {
		case "cn-bibliographic-data":
			r.biblio()
		case "application-body":
			for name := range r.Children {
				r.bodyPart(string(name))
			}
		}
	}
	if r.Publication != "" && !strings.HasPrefix(r.Publication, "CN") {
		r.Publication = "CN" + r.Publication
	}
	r.SourceAt = r.PublicationAt
	r.finish()
	return r.PatentRecord
}

func (r oldCNIPA) biblio() {
	for name := range r.Children {
		switch string(name) {
		case "cn-publication-reference", "publication-reference":
			d := r.docID()
			r.Publication, r.Kind, r.PublicationAt = orElse(d.number, r.Publication), orElse(d.kind, r.Kind), orElse(d.date, r.PublicationAt)
		case "application-reference":
			r.Type = r.attr("appl-type")
			r.original = r.docID()
		case "invention-title":
			r.text("title", r.unwrapped())
		case "abstract":
			r.text("abstract", r.unwrapped())
		case "cn-parties", "assignees", "examiners", "cn-examiners":
			r.parties()
		case "classification-ipc", "classifications-ipcr", "classification-locarno":
			r.classes(string(name))
		default:
			r.more(string(name))
		}
	}
}

func (r oldCNIPA) more(name string) {
	switch name {
	case "priority-claims":
		r.priorities()
	case "cn-related-documents":
		r.relations("")
	case "references-cited":
		r.cited()
	case "pct-or-regional-filing-data":
		if d := r.docID(); strings.HasPrefix(d.number, "PCT") {
			r.PCT = d.number
		}
	case "pct-or-regional-publishing-data":
		if d := r.docID(); d.number != "" {
			r.Family = append(r.Family, PatentFamilyMember{"simple", d.country + strings.TrimPrefix(d.number, d.country)})
		}
	case "date-pct-article-22-39-fulfilled":
		r.Events = append(r.Events, PatentEvent{At: r.docID().date, Code: "22-39", Class: "filing", Country: "CN", Text: "进入国家阶段"})
	}
}

var oldCNIPARoles = map[string]string{"cn-applicant": "applicant", "applicant": "applicant", "cn-inventor": "inventor", "inventor": "inventor", "designer": "inventor",
	"assignee": "assignee", "cn-agency": "agency", "primary-examiner": "examiner", "cn-examiner": "examiner", "assistant-examiner": "examiner"}

func (r oldCNIPA) parties() {
	for name := range r.Children {
		switch s := string(name); s {
		case "cn-applicants", "applicants", "cn-inventors", "inventors", "designers", "cn-agents", "agents":
			r.parties()
		case "cn-agent", "agent":
			r.agent()
		default:
			if role := oldCNIPARoles[s]; role != "" {
				r.party(role)
			}
		}
	}
}

func (r oldCNIPA) party(role string) {
	p := PatentParty{Role: role}
	r.intoParty(&p)
	if role == "agency" {
		p.Name = withoutCode(p.Name)
	}
	r.add(p)
}

func (r oldCNIPA) agent() {
	p := PatentParty{Role: "agent"}
	for name := range r.Children {
		switch string(name) {
		case "cn-agency":
			r.party("agency")
		case "name":
			p.Name = r.Content()
		case "addressbook":
			r.intoParty(&p)
		}
	}
	r.add(p)
}

func (r oldCNIPA) intoParty(p *PatentParty) {
	for name := range r.Children {
		switch string(name) {
		case "addressbook", "address":
			r.intoParty(p)
		case "name", "orgname", "last-name":
			p.Name = orElse(p.Name, r.Content())
		case "text":
			p.Address = withoutPostcode(r.Content())
		case "postcode":
			p.Postcode = r.Content()
		case "country":
			p.Country = r.Content()
		case "state":
			p.Region = r.Content()
		}
	}
}

// classes reads IPC before its reform (parts by position), since then (text in fixed columns), and Locarno.
func (r oldCNIPA) classes(group string) {
	scheme, edition := "ipc", ""
	if group == "classification-locarno" {
		scheme = "locarno"
	}
	for name := range r.Children {
		switch string(name) {
		case "edition", "ipc-version":
			edition = r.Content()
		case "main-classification", "further-classification":
			first := string(name) == "main-classification"
			r.class(PatentClass{Scheme: scheme, Symbol: r.Content(), Version: edition, First: first})
		case "classification-ipcr":
			c := PatentClass{Scheme: "ipc", First: r.attr("sequence") == "1"}
			c.Symbol = r.ipcrText()
			r.class(c)
		}
	}
}

func (r oldCNIPA) class(c PatentClass) {
	if c.Symbol != "" {
		r.Classes = append(r.Classes, c)
	}
}

func (r oldCNIPA) ipcrText() (symbol string) {
	for name := range r.Children {
		if string(name) == "text" {
			symbol = strings.TrimSpace(r.Verbatim())
		}
	}
	return symbol
}

func (r oldCNIPA) priorities() {
	for range r.Children {
		kind := r.attr("kind")
		d := r.docID()
		if d.number != "" {
			r.Priorities = append(r.Priorities, PatentPriority{Country: d.country, Number: d.number, Kind: kind, At: d.date})
		}
	}
}

// relations reads divisions and domestic priorities: the parents, whatever stands around them.
func (r oldCNIPA) relations(kind string) {
	for name := range r.Children {
		switch s := string(name); s {
		case "division", "utility-model-basis", "continuation":
			r.relations(s)
		case "document-id":
			if d := r.docID(); d.number != "" {
				r.Priorities = append(r.Priorities, PatentPriority{Country: orElse(d.country, "CN"), Number: d.number, Kind: kind, At: d.date})
			}
		case "child-doc":
		case "cn-domestic-priority-claim":
			r.relations("national")
		default:
			r.relations(kind)
		}
	}
}

// cited reads the documents an examiner compared; patents stand as a line: "CN1234567A 2003.01.02 全文".
func (r oldCNIPA) cited() {
	for range r.Children {
		c := PatentCitation{Direction: "cites", Phase: r.attr("srep-phase"), Origin: "examiner"}
		for name := range r.Children {
			switch string(name) {
			case "patcit":
				r.patcit(&c)
			case "nplcit":
				c.NPL = r.Content()
			case "category":
				c.Category += r.Content()
			}
		}
		if c.Number != "" || c.NPL != "" {
			r.Citations = append(r.Citations, c)
		}
	}
}

func (r oldCNIPA) patcit(c *PatentCitation) {
	for name := range r.Children {
		switch string(name) {
		case "document-id":
			d := r.docID()
			c.Number, c.Country, c.Kind, c.At = d.number, d.country, d.kind, d.date
		case "text":
			c.Number, _, _ = strings.Cut(orElse(r.Content(), c.Number), ",")
			c.Number, _, _ = strings.Cut(strings.TrimSpace(c.Number), " ")
		}
	}
}
