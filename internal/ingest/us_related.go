package ingest

import "strings"

// priorities reads foreign and international priority claims (kind national, regional, international).
func (r *usRecord) priorities() {
	for range r.Children {
		kind := r.attr("kind")
		d := r.docID()
		r.priority(d, kind)
	}
}

func (r *usRecord) priority(d docID, kind string) {
	if d.country == "" && kind != "national" { // parents without a country are the office's own
		d.country = "US"
	}
	if d.number != "" {
		r.Priorities = append(r.Priorities, PatentPriority{Country: d.country, Number: d.number, Kind: kind, At: d.date})
	}
}

// related reads the related documents: parents are priority claims whose kind is the relation; their grants belong to
// the extended family; an earlier publication of the same application to the simple one.
func (r *usRecord) related() {
	for name := range r.Children {
		switch kind := string(name); kind {
		case "related-publication":
			r.member("simple", r.docID())
		case "us-provisional-application":
			r.priority(r.docID(), "provisional")
		default:
			r.relations(kind)
		}
	}
}

func (r *usRecord) relations(kind string) {
	for name := range r.Children {
		switch string(name) {
		case "relation":
			r.relations(kind)
		case "parent-doc":
			r.parent(kind)
		case "document-id": // substitution, addition: the other document itself
			r.priority(r.docID(), kind)
		}
	}
}

func (r *usRecord) parent(kind string) {
	for name := range r.Children {
		switch string(name) {
		case "document-id":
			r.priority(r.docID(), kind)
		case "parent-grant-document", "parent-pct-document":
			if d := r.docID(); !strings.HasPrefix(d.number, "PCT") {
				r.member("extended", d)
			}
		}
	}
}

func (r *usRecord) member(scope string, d docID) {
	if d.number == "" {
		return
	}
	number := strings.TrimPrefix(d.number, d.country) // "WO0107345" repeats its country
	r.Family = append(r.Family, PatentFamilyMember{Scope: scope, Number: d.country + number + d.realKind()})
}

// realKind is the kind code; "00" stands for none.
func (d docID) realKind() string {
	if d.kind == "00" {
		return ""
	}
	return d.kind
}

// international reads the PCT application (filing data) and its publication, and the date of entry under 35 U.S.C. 371.
func (r *usRecord) international(filing bool) {
	var d docID
	for name := range r.Children {
		switch string(name) {
		case "document-id":
			d = r.docID()
		case "us-371c124-date", "us-371c12-date":
			r.Events = append(r.Events, PatentEvent{At: r.docID().date, Code: "371", Class: "filing", Country: "US",
				Text: "entry into the national phase"})
		}
	}
	if !filing {
		r.member("simple", d)
		return
	}
	r.PCT = d.number
	if rest, ok := strings.CutPrefix(d.number, "PCT"); ok && !strings.HasPrefix(rest, "/") {
		r.PCT = "PCT/" + rest // "PCTNL00/00518"
	}
}

// term reads extension in days, disclaimer and, for designs, the length of the grant in years.
func (r *usRecord) term() {
	for name := range r.Children {
		code := string(name)
		switch code {
		case "us-term-extension", "length-of-grant", "disclaimer":
			r.Events = append(r.Events, PatentEvent{At: r.PublicationAt, Code: code, Class: "term", Country: "US",
				Text: r.Content()})
		}
	}
}
