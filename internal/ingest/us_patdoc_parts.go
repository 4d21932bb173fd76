package ingest

// cited reads B561 (patents) and B562 (other literature); an empty element beside tells who cited.
func (r patdocRecord) cited() {
	for range r.Children {
		c := PatentCitation{Direction: "cites"}
		for name := range r.Children {
			switch string(name) {
			case "PCIT":
				r.patent(&c)
			case "NCIT":
				c.NPL = r.Content()
			case "CITED-BY-EXAMINER":
				c.Origin = "examiner"
			case "CITED-BY-OTHER":
				c.Origin = "other"
			}
		}
		if c.Number != "" || c.NPL != "" {
			r.Citations = append(r.Citations, c)
		}
	}
}

func (r patdocRecord) patent(c *PatentCitation) {
	for name := range r.Children {
		switch string(name) {
		case "DOC":
			d := r.docID()
			c.Number, c.Country, c.Kind, c.At = d.number, orElse(d.country, "US"), d.realKind(), d.date
		case "PARTY-US":
			c.Name = r.Content()
		}
	}
}

// Relations by their INID codes.
var patdocRelations = map[string]string{
	"B610": "addition", "B620": "division", "B631": "continuation", "B632": "continuation-in-part", "B633": "continuing-reissue",
	"B640": "reissue", "B641US": "reissue", "B645": "reexamination", "B645US": "reexamination", "B660": "substitution",
	"B670": "utility-model-basis", "B680US": "provisional",
}

func (r patdocRecord) relatives(kind string) {
	for name := range r.Children {
		switch s := string(name); s {
		case "B630", "PARENT-US":
			r.relatives(kind)
		case "PDOC", "DOC":
			r.priority(r.docID(), kind)
		case "PPUB":
			r.member("extended", r.docID())
		case "B690US", "B650", "B650US":
			r.member("simple", r.docID())
		default:
			if relation := patdocRelations[s]; relation != "" {
				r.relatives(relation)
			}
		}
	}
}

var patdocRoles = map[string]string{"B721": "inventor", "B731": "assignee", "B741": "agent", "B746": "examiner", "B747": "examiner"}

// people reads the persons of a group. An assignee's type follows it in an element of its own (B732US).
func (r patdocRecord) people() {
	for name := range r.Children {
		if string(name) == "B732US" {
			r.assigneeType(r.Content())
			continue
		}
		if role := patdocRoles[string(name)]; role != "" {
			var b addressBook
			r.patdocBook(&b)
			p := PatentParty{Role: role, Name: b.name(), Country: b.country, Address: b.address(), Postcode: b.postcode, Type: usPartyType(b)}
			if role == "agent" && b.org != "" {
				p.Role = "agency"
			}
			r.keep(p)
		}
	}
}

func (r patdocRecord) assigneeType(code string) {
	if n := len(r.Parties); n > 0 && r.Parties[n-1].Role == "assignee" {
		r.Parties[n-1].Type = usPartyType(addressBook{org: "x", role: code})
	}
}

func (r patdocRecord) patdocBook(b *addressBook) {
	for name := range r.Children {
		switch string(name) {
		case "PARTY-US", "NAM", "ADR":
			r.patdocBook(b)
		case "ONM":
			b.org = r.Content()
		case "SNM":
			b.last = r.Content()
		case "FNM":
			b.first = r.Content()
		case "SFX":
			b.suffix = r.Content()
		case "STR":
			b.lines = append(b.lines, r.Content())
		case "CITY":
			b.city = r.Content()
		case "STATE":
			b.state = r.Content()
		case "PCODE":
			b.postcode = r.Content()
		case "CTRY":
			b.country = r.Content()
		}
	}
}

func (r patdocRecord) pct(name string) {
	switch name {
	case "B861":
		r.PCT = r.docID().number
	case "B864US":
		r.Events = append(r.Events, PatentEvent{At: r.Content(), Code: "371", Class: "filing", Country: "US", Text: "entry into the national phase"})
	case "B871":
		r.member("simple", r.docID())
	}
}

func (r patdocRecord) claimSet() {
	for name := range r.Children {
		switch string(name) {
		case "CL":
			r.claimSet()
		case "CLM":
			claim := PatentClaim{Number: numberIn(r.attr("ID"))}
			claim.Body, claim.DependsOn = r.claimText()
			r.Claims = append(r.Claims, claim)
		}
	}
}
