package ingest

import (
	"regexp"
	"strings"
	"unicode"
)

type partyKey struct{ role, sequence string }

type rankedParty struct {
	PatentParty
	rank int
}

// groups reads applicants and inventors. The same party comes as docdb (standardised, upper case), docdba (as
// published) and original (its own script).
func (r *docdbRecord) groups() {
	for name := range r.Children {
		switch string(name) {
		case "applicants", "inventors", "agents":
			r.groups()
		case "applicant", "inventor", "agent":
			r.party(string(name))
		}
	}
}

func (r *docdbRecord) party(role string) {
	key, form := partyKey{role, r.attr("sequence")}, r.attr("data-format")
	p := PatentParty{Role: role}
	r.person(&p)
	have := r.parties[key]
	if have == nil {
		have = &rankedParty{PatentParty: PatentParty{Role: role}, rank: -1}
		r.parties[key] = have
		r.order = append(r.order, key)
	}
	have.improve(p, nameRank(form, p.Name))
}

// improve takes over the name of a better form, and what was missing.
func (h *rankedParty) improve(p PatentParty, rank int) {
	if rank > h.rank && p.Name != "" {
		h.Name, h.rank = p.Name, rank
	}
	h.Country, h.Address = orElse(h.Country, p.Country), orElse(h.Address, p.Address)
}

// nameRank prefers a name in Chinese characters, then as published, then standardised.
func nameRank(form, name string) int {
	switch {
	case form == "original" && strings.ContainsFunc(name, func(c rune) bool { return unicode.Is(unicode.Han, c) }):
		return 3
	case form == "docdba" || form == "original" && latin(name):
		return 2
	case form == "docdb" || form == "epodoc":
		return 1
	}
	return 0
}

func latin(name string) bool {
	return !strings.ContainsFunc(name, func(c rune) bool { return unicode.IsLetter(c) && !unicode.Is(unicode.Latin, c) })
}

var nameCountry = regexp.MustCompile(`^(.*?)\s*\[([A-Z]{2})\]$`)

// partyName takes the country off a name that ends in it: "BOER BEHEER NIJMEGEN BV DE [NL]".
func partyName(s string) (name, country string) {
	s = strings.TrimRight(s, " ,;")
	if m := nameCountry.FindStringSubmatch(s); m != nil {
		return strings.TrimRight(m[1], " ,"), m[2]
	}
	return s, ""
}

func (r *docdbRecord) person(p *PatentParty) {
	for name := range r.Children {
		switch string(name) {
		case "applicant-name", "inventor-name", "agent-name", "addressbook":
			r.person(p)
		case "name", "last-name", "orgname":
			name, country := partyName(r.Content())
			p.Name, p.Country = orElse(p.Name, name), orElse(p.Country, country)
		case "residence":
			p.Country = orElse(r.docID().country, p.Country)
		case "address":
			p.Address = r.flow()
		}
	}
}
