package ingest

import (
	"regexp"
	"strings"
)

// classes reads IPC (fixed-width text, or the older B511 and B512) and CPC.
func (r *epRecord) classes(group string) {
	scheme := map[string]string{"B520EP": "cpc"}[group]
	scheme = orElse(scheme, "ipc")
	edition := ""
	for name := range r.Children {
		switch string(name) {
		case "B516":
			edition = r.Content()
		case "B511", "B512":
			symbol := r.Content()
			if m := oldSymbol.FindStringSubmatch(symbol); m != nil {
				symbol = m[1] + m[2] + " " + m[3] + "/" + m[4]
			}
			r.Classes = append(r.Classes, PatentClass{Scheme: scheme, Symbol: symbol, Version: edition, First: string(name) == "B511"})
		case "classification-ipcr", "classification-cpc", "text":
			r.Classes = append(r.Classes, PatentClass{Scheme: scheme, Symbol: strings.Trim(r.Verbatim(), "\r\n\t")})
		case "classifications-cpc":
			r.classes(group)
		}
	}
}

// An EP citation is one text: "EP-A- 0 460 575", "WO-A-95/34526", "US-B1- 6 123 456".
var epCited = regexp.MustCompile(`^([A-Z]{2})\s*-\s*([A-Z][0-9]?)\s*-\s*(.+)$`)

func (r *epRecord) citations() {
	for name := range r.Children {
		text := ""
		for part := range r.Children {
			if string(part) == "text" {
				text = r.Content()
			}
		}
		if c := epCitation(string(name), text); text != "" {
			r.Citations = append(r.Citations, c)
		}
	}
}

// epCitation reads B561 (patents) and B562 (other literature); what is no number stays as text.
func epCitation(element, text string) PatentCitation {
	c := PatentCitation{Direction: "cites", Origin: "search"}
	m := epCited.FindStringSubmatch(text)
	if element != "B561" || m == nil {
		c.NPL = text
		return c
	}
	c.Country, c.Kind, c.Number = m[1], m[2], strings.ReplaceAll(m[3], " ", "")
	return c
}

var epRoles = map[string]string{"B711": "applicant", "B721": "inventor", "B731": "owner", "B741": "agent"}

func (r *epRecord) people() {
	for name := range r.Children {
		role := epRoles[string(name)]
		if role == "" {
			continue
		}
		if p := r.person(role); p.Name != "" {
			r.Parties = append(r.Parties, p)
		}
	}
}

func (r *epRecord) person(role string) PatentParty {
	p := PatentParty{Role: role}
	var suffix string
	for name := range r.Children {
		switch string(name) {
		case "snm":
			p.Name = r.Content()
		case "sfx":
			suffix = r.Content()
		case "adr":
			r.address(&p)
		}
	}
	p.Name = joined(", ", p.Name, suffix)
	return p
}

func (r *epRecord) address(p *PatentParty) {
	var street, city string
	for name := range r.Children {
		switch string(name) {
		case "str":
			street = r.Content()
		case "city":
			city = r.Content()
		case "ctry":
			p.Country = r.Content()
		}
	}
	p.Address = joined(", ", street, city)
}

func (r *epRecord) event(e PatentEvent) {
	if e.At != "" {
		r.Events = append(r.Events, e)
	}
}

// examination reads the dates of the request (B241), the first report (B242) and others of the procedure.
func (r *epRecord) examination() {
	texts := map[string]string{"B241": "request for examination", "B242": "first examination report", "B243": "date of maintenance as amended"}
	for name := range r.Children {
		code := string(name)
		r.event(PatentEvent{At: r.docID().date, Code: code, Class: "examination", Text: texts[code], Country: "EP"})
	}
}

// lapses come as pairs in B475: a date, the state where the patent lapsed.
func (r *epRecord) lapses() {
	for range r.Children {
		at := ""
		for name := range r.Children {
			switch string(name) {
			case "date":
				at = r.Content()
			case "ctry":
				r.event(PatentEvent{At: at, Code: "B475", Class: "lapse", Text: "lapsed in a contracting state", Country: r.Content()})
			}
		}
	}
}

// oppositions: date and opponent of each.
func (r *epRecord) oppositions() {
	for range r.Children { // B781
		e := PatentEvent{Code: "B781", Class: "opposition", Text: "opposition filed", Country: "EP"}
		for name := range r.Children {
			switch string(name) {
			case "date":
				e.At = r.Content()
			case "snm":
				e.From = r.Content()
			}
		}
		r.event(e)
	}
}

// divisions: the parent application is a priority of kind division, publications of the others are extended family.
func (r *epRecord) divisions(group string) {
	for range r.Children { // parent
		for range r.Children { // pdoc, cdoc
			application, publication, at := r.related()
			if group == "B620" {
				r.priority(PatentPriority{Country: "EP", Number: application, Kind: "division", At: at})
			}
			if publication != "" {
				r.Family = append(r.Family, PatentFamilyMember{Scope: "extended", Number: "EP" + publication})
			}
		}
	}
}

func (r *epRecord) related() (application, publication, at string) {
	for name := range r.Children {
		switch string(name) {
		case "dnum":
			for number := range r.Children {
				switch string(number) {
				case "anum":
					application = r.Content()
				case "pnum":
					publication = r.Content()
				}
			}
		case "date":
			at = r.Content()
		}
	}
	return application, publication, at
}

var bareWO = regexp.MustCompile(`^([A-Z]{2})([0-9]{2}|[0-9]{4})([0-9]{5,6})$`)

// international reads the PCT application (B861: JP0107711 is PCT/JP01/07711) and its publication (B871).
func (r *epRecord) international(group string) {
	application, publication, _ := r.related()
	if group == "B871" && publication != "" {
		r.Family = append(r.Family, PatentFamilyMember{Scope: "simple", Number: publication})
	}
	if m := bareWO.FindStringSubmatch(application); m != nil {
		application = "PCT/" + m[1] + m[2] + "/" + m[3]
	}
	r.PCT = orElse(r.PCT, application)
}
