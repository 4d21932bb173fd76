package ingest

import "strings"

// continuity reads parents: their relation is the element around parent-child or document-id.
func (r papRecord) continuity(kind string) {
	for name := range r.Children {
		switch s := string(name); s {
		case "continuations", "parent-child":
			r.continuity(kind)
		case "parent":
			r.priority(r.docID(), kind)
		case "parent-patent":
			r.member("extended", r.docID())
		case "document-id": // a provisional application stands without parent-child
			r.priority(r.docID(), kind)
		case "child", "parent-status":
		default:
			r.continuity(papRelation(s))
		}
	}
}

// papRelation gives relations the names of the later schemas.
func papRelation(element string) string {
	switch element {
	case "non-provisional-of-provisional":
		return "provisional"
	case "a-371-of-international":
		return "a-371-of-international"
	}
	return strings.TrimSuffix(element, "-of")
}

func (r papRecord) people(role string) {
	if role == "assignee" {
		r.keep(r.papParty("assignee"))
		return
	}
	for range r.Children {
		p := r.papParty("inventor")
		r.keep(p)
	}
}

func (r papRecord) papParty(role string) PatentParty {
	var b addressBook
	r.papBook(&b)
	return PatentParty{Role: role, Name: b.name(), Country: b.country, Address: b.address(), Postcode: b.postcode, Type: usPartyType(b)}
}

func (r papRecord) papBook(b *addressBook) {
	for name := range r.Children {
		switch string(name) {
		case "name", "residence", "residence-us", "residence-non-us", "address", "country":
			r.papBook(b)
		case "family-name":
			b.last = r.Content()
		case "given-name":
			b.first = r.Content()
		case "middle-name":
			b.middle = r.Content()
		case "name-suffix":
			b.suffix = r.Content()
		case "organization-name":
			b.org = r.Content()
		case "assignee-type":
			b.role = r.Content()
		case "country-code":
			b.country = orElse(b.country, r.Content())
		case "postalcode":
			b.postcode = r.Content()
		case "city":
			b.city = orElse(b.city, r.Content())
		case "state":
			b.state = orElse(b.state, r.Content())
		}
	}
}

// claims reads every claim with its text and the claims it depends on.
func (r papRecord) claims() {
	for name := range r.Children {
		if string(name) != "claim" {
			continue
		}
		claim := PatentClaim{Number: numberIn(r.attr("id"))}
		claim.Body, claim.DependsOn = r.claimText()
		r.Claims = append(r.Claims, claim)
	}
}
