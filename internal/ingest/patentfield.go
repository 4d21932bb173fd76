package ingest

import "sort"

// patentField is one field a table of patents may carry: the vocabulary of mappings and of --set. content/tables/
// patent_record.yaml names the same fields and the headers that mean them. Fields are applied in the order of the
// list below: parties before what describes parties.
type patentField struct {
	name  string
	multi bool // a cell may hold several values
	set   func(*PatentRecord, string)
	has   func(*PatentRecord) bool
	order int
}

func direct(name string, at func(*PatentRecord) *string) patentField {
	return patentField{name: name,
		set: func(r *PatentRecord, v string) {
			if p := at(r); *p == "" {
				*p = v
			}
		},
		has: func(r *PatentRecord) bool { return *at(r) != "" }}
}

func textField(name, part, language string) patentField {
	return patentField{name: name,
		set: func(r *PatentRecord, v string) { r.Texts = append(r.Texts, PatentText{language, part, v}) },
		has: func(r *PatentRecord) bool { return hasText(r, part) }}
}

func hasText(r *PatentRecord, part string) bool {
	for i := range r.Texts {
		if r.Texts[i].Part == part {
			return true
		}
	}
	return false
}

func partyField(name, role string) patentField {
	return patentField{name: name, multi: true,
		set: func(r *PatentRecord, v string) { r.Parties = append(r.Parties, namedParty(role, v)) },
		has: func(r *PatentRecord) bool { return firstParty(r, role) != nil }}
}

func firstParty(r *PatentRecord, role string) *PatentParty {
	for i := range r.Parties {
		if r.Parties[i].Role == role {
			return &r.Parties[i]
		}
	}
	return nil
}

// applicantField describes the applicants in their order; surplus values are dropped with the last applicant.
func applicantField(name string, multi bool, at func(*PatentParty) *string) patentField {
	return patentField{name: name, multi: multi,
		set: func(r *PatentRecord, v string) { describeApplicant(r, v, at) },
		has: func(r *PatentRecord) bool { p := firstParty(r, "applicant"); return p == nil || *at(p) != "" }}
}

func describeApplicant(r *PatentRecord, v string, at func(*PatentParty) *string) {
	for i := range r.Parties {
		p := &r.Parties[i]
		if p.Role == "applicant" && *at(p) == "" {
			*at(p) = v
			return
		}
	}
}

func classField(name, scheme string, first bool) patentField {
	return patentField{name: name, multi: true,
		set: func(r *PatentRecord, v string) { addClass(r, scheme, v, first) },
		has: func(r *PatentRecord) bool { return hasScheme(r, scheme) }}
}

// addClass keeps a symbol once: exports repeat the main symbol in the list of all.
func addClass(r *PatentRecord, scheme, symbol string, first bool) {
	for i := range r.Classes {
		if r.Classes[i].Scheme == scheme && r.Classes[i].Symbol == symbol {
			return
		}
	}
	r.Classes = append(r.Classes, PatentClass{Scheme: scheme, Symbol: symbol, First: first})
}

func hasScheme(r *PatentRecord, scheme string) bool {
	for i := range r.Classes {
		if r.Classes[i].Scheme == scheme {
			return true
		}
	}
	return false
}

func citationField(name, direction string) patentField {
	return patentField{name: name, multi: true, set: func(r *PatentRecord, v string) {
		r.Citations = append(r.Citations, PatentCitation{Direction: direction, Number: v})
	}}
}

// phaseField holds citations of one phase of the procedure, which tells who cited.
func phaseField(name, phase string) patentField {
	return patentField{name: name, multi: true, set: func(r *PatentRecord, v string) {
		r.Citations = append(r.Citations, PatentCitation{Direction: "cites", Number: v, Origin: phase, Phase: phase})
	}}
}

func literatureField(name, phase string) patentField {
	return patentField{name: name, multi: true, set: func(r *PatentRecord, v string) {
		r.Citations = append(r.Citations, PatentCitation{Direction: "cites", NPL: v, Origin: phase, Phase: phase})
	}}
}

func familyField(name, scope string) patentField {
	return patentField{name: name, multi: true, set: func(r *PatentRecord, v string) {
		r.Family = append(r.Family, PatentFamilyMember{scope, trimPublication(v)})
	}}
}

func countField(name string) patentField {
	return patentField{name: name,
		set: func(r *PatentRecord, v string) {
			if r.Counts == nil {
				r.Counts = map[string]string{}
			}
			r.Counts[name] = v
		},
		has: func(r *PatentRecord) bool { return r.Counts[name] != "" }}
}

var byPatentField = func() map[string]*patentField {
	m := make(map[string]*patentField, len(patentFields))
	for i := range patentFields {
		patentFields[i].order = i
		m[patentFields[i].name] = &patentFields[i]
	}
	return m
}()

func patentFieldNamed(name string) *patentField { return byPatentField[name] }

// PatentFields lists the names a mapping of a patent table may use.
func PatentFields() []string {
	names := make([]string, 0, len(patentFields))
	for _, f := range patentFields {
		names = append(names, f.name)
	}
	sort.Strings(names)
	return names
}
