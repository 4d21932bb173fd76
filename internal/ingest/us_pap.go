package ingest

import "strings"

// US application publications of the schemas v1.5 and v1.6 (PAP), 2001 to 2004. docs/formats/us-pap.md.
var papDialect = &xmlDialect{records: []string{"patent-application-publication"}, skips: []string{"sequence-cwu"}, read: readPAP}

var usPAP = Format{Name: "us-pap", Detect: detectWrapped("patent-application-publication"), Read: papDialect.Read}

// papRecord shares priorities, parties and texts with the later schemas.
type papRecord struct{ *usRecord }

func readPAP(x *xmlReader) *PatentRecord {
	r := papRecord{&usRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "US", Language: "en"}}}
	for name := range r.Children {
		switch string(name) {
		case "subdoc-bibliographic-information":
			r.biblio()
		case "subdoc-abstract":
			r.text("abstract", r.flow())
		case "subdoc-description":
			r.text("description", r.flow())
		case "subdoc-claims":
			r.claims()
		}
	}
	return r.PatentRecord
}

func (r papRecord) biblio() {
	for name := range r.Children {
		switch string(name) {
		case "document-id":
			d := r.docID()
			r.Publication, r.Kind, r.PublicationAt = "US"+d.number, d.kind, d.date
			r.SourceAt = d.date
		case "publication-filing-type":
			r.Type = papType(r.Content())
		case "domestic-filing-data":
			r.filing()
		case "technical-information":
			r.technical()
		case "foreign-priority-data":
			r.foreign()
		case "continuity-data":
			r.continuity("")
		case "inventors", "assignee":
			r.people(string(name))
		}
	}
}

// papType reads new-utility, new-plant, republication …; what names no type is a utility application.
func papType(s string) string {
	if strings.Contains(s, "plant") {
		return "plant"
	}
	return "utility"
}

func (r papRecord) filing() {
	for name := range r.Children {
		switch string(name) {
		case "application-number":
			r.Application = r.docID().number
		case "filing-date":
			r.ApplicationAt = r.Content()
		}
	}
}

func (r papRecord) technical() {
	for name := range r.Children {
		switch string(name) {
		case "classification-ipc":
			r.ipc()
		case "classification-us":
			r.uspc()
		case "title-of-invention":
			r.text("title", r.Content())
		}
	}
}

func (r papRecord) ipc() {
	from := len(r.Classes)
	edition := ""
	for name := range r.Children {
		switch string(name) {
		case "classification-ipc-edition":
			edition = r.Content()
		case "classification-ipc-primary", "classification-ipc-secondary":
			first := string(name) == "classification-ipc-primary"
			r.Classes = append(r.Classes, PatentClass{Scheme: "ipc", Symbol: flatIPC(strings.TrimSpace(r.Verbatim())), First: first})
		}
	}
	for i := range r.Classes[from:] {
		r.Classes[from+i].Version = edition
	}
}

// uspc reads class and subclass, the latter as three digits and three decimals ("031000" is 31).
func (r papRecord) uspc() {
	for name := range r.Children {
		first := string(name) == "classification-us-primary"
		for range r.Children { // uspc
			var class, subclass string
			for part := range r.Children {
				switch string(part) {
				case "class":
					class = r.Content()
				case "subclass":
					subclass = r.Content()
				}
			}
			r.Classes = append(r.Classes, PatentClass{Scheme: "uspc", Symbol: flatUSPC(padClass(class) + subclass), First: first})
		}
	}
}

func padClass(class string) string { return strings.Repeat(" ", max(0, 3-len(class))) + class }

// foreign reads priority-application-number, filing-date and country-code of each claim.
func (r papRecord) foreign() {
	var d docID
	for name := range r.Children {
		switch string(name) {
		case "priority-application-number":
			d.number = r.docID().number
		case "filing-date":
			d.date = r.Content()
		case "country-code":
			d.country = r.Content()
		}
	}
	r.priority(d, "national")
}
