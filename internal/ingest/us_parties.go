package ingest

import "strings"

// parties reads every group of persons, in both generations of names (applicant, us-applicant).
func (r *usRecord) parties() {
	for name := range r.Children {
		switch string(name) {
		case "applicants", "us-applicants", "inventors", "agents":
			r.parties()
		case "applicant", "us-applicant":
			r.applicant()
		case "inventor", "us-deceased-inventor", "deceased-inventor":
			r.party("inventor")
		case "agent":
			r.party("agent")
		case "assignee":
			r.party("assignee")
		case "primary-examiner", "assistant-examiner":
			r.party("examiner")
		}
	}
}

// applicant keeps an applicant; before 2012 the inventors were the applicants and are listed nowhere else.
func (r *usRecord) applicant() {
	inventor := r.attr("app-type") == "applicant-inventor"
	p := r.person("applicant")
	r.keep(p)
	if inventor {
		p.Role = "inventor"
		r.inventors = append(r.inventors, p)
	}
}

func (r *usRecord) party(role string) { r.keep(r.person(role)) }

func (r *usRecord) keep(p PatentParty) {
	if p.Name != "" {
		r.Parties = append(r.Parties, p)
	}
}

func (r *usRecord) finishParties() {
	for _, p := range r.Parties {
		if p.Role == "inventor" {
			return
		}
	}
	r.Parties = append(r.Parties, r.inventors...)
}

func (r *usRecord) person(role string) PatentParty {
	var b addressBook
	r.intoBook(&b)
	p := PatentParty{Role: role, Name: b.name(), Country: b.country, Address: b.address(), Postcode: b.postcode}
	if b.org != "" && role == "agent" {
		p.Role = "agency"
	}
	p.Type = usPartyType(b)
	return p
}

// addressBook gathers name and address of one person or organisation.
type addressBook struct {
	org, last, first, middle, suffix, plain string
	lines                                   []string
	city, state, postcode, country, role    string
}

func (r *xmlReader) intoBook(b *addressBook) {
	for name := range r.Children {
		switch string(name) {
		case "addressbook", "address":
			r.intoBook(b)
		case "orgname":
			b.org = r.Content()
		case "last-name":
			b.last = r.Content()
		case "first-name":
			b.first = r.Content()
		case "middle-name":
			b.middle = r.Content()
		case "suffix":
			b.suffix = r.Content()
		case "name":
			b.plain = r.Content()
		case "role":
			b.role = r.Content()
		default:
			r.intoAddress(b, string(name))
		}
	}
}

func (r *xmlReader) intoAddress(b *addressBook, name string) {
	switch name {
	case "address-1", "address-2", "address-3", "street", "pobox", "building":
		b.lines = append(b.lines, r.Content())
	case "city":
		b.city = r.Content()
	case "state":
		b.state = r.Content()
	case "postcode":
		b.postcode = r.Content()
	case "country":
		if c := r.Content(); c != "unknown" {
			b.country = c
		}
	}
}

// name is the organisation, or the person as "Last, First Middle".
func (b addressBook) name() string {
	if b.org != "" {
		return b.org
	}
	given := strings.TrimSpace(b.first + " " + b.middle)
	return joined(", ", b.last, given, b.suffix, b.plain)
}

func (b addressBook) address() string {
	return joined(", ", append(b.lines, b.city, b.state)...)
}

// joined puts sep between the parts that are not empty.
func joined(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}

// usPartyType reads the assignee type: the last digit of the role code (02 US company, 03 foreign company, 04 and 05
// persons, 06–09 governments; a leading 1 marks part interest); without a code a personal name is a person.
func usPartyType(b addressBook) string {
	if len(b.role) == 2 {
		switch b.role[1] {
		case '2', '3':
			return "firm"
		case '4', '5':
			return "individual"
		case '6', '7', '8', '9':
			return "government"
		}
	}
	if b.org == "" && b.last != "" {
		return "individual"
	}
	return ""
}
