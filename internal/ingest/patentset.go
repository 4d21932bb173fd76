package ingest

import (
	"regexp"
	"strings"

	"asterism/patent"
)

var agencyTail = regexp.MustCompile(`\s*[(（]?\d{5}[)）]?$`)

// setAgency takes the name of an agency; exports put its five-digit code behind.
func setAgency(r *PatentRecord, v string) {
	r.Parties = append(r.Parties, PatentParty{Role: "agency", Name: agencyTail.ReplaceAllString(v, "")})
}

var ownedSince = regexp.MustCompile(`\s*\(\d{4}-\d{2}-\d{2}\)$`)

// setOwner takes an owner; Lens writes since when in brackets.
func setOwner(r *PatentRecord, v string) {
	r.Parties = append(r.Parties, PatentParty{Role: "owner", Name: ownedSince.ReplaceAllString(v, "")})
}

var postcode = regexp.MustCompile(`^(\d{6})[\s,，]+`)

// setAddress is the address of the first applicant, its postcode in front or not.
func setAddress(r *PatentRecord, v string) {
	if m := postcode.FindStringSubmatch(v); m != nil {
		describeApplicant(r, m[1], func(p *PatentParty) *string { return &p.Postcode })
		v = v[len(m[0]):]
	}
	describeApplicant(r, v, func(p *PatentParty) *string { return &p.Address })
}

// setLabelled reads a cell that holds a whole document with labels: "Title: …", "Keywords: …", "Abstract: …", or the
// three joined by [SEP] in this order; without either, the cell is the abstract.
func setLabelled(r *PatentRecord, v string) {
	parts := strings.Split(v, "[SEP]")
	if len(parts) == 1 {
		parts = strings.Split(v, "\n")
	}
	for i, part := range parts {
		label, body, found := strings.Cut(strings.TrimSpace(part), ":")
		switch {
		case found && label == "Title":
			addText(r, "title", body)
		case found && label == "Abstract":
			addText(r, "abstract", strings.Join(append([]string{body}, parts[i+1:]...), "\n"))
			return
		case len(parts) == 1 || strings.Contains(v, "[SEP]") && i == len(parts)-1:
			addText(r, "abstract", part)
		case strings.Contains(v, "[SEP]") && i == 0:
			addText(r, "title", part)
		}
	}
}

func addText(r *PatentRecord, part, body string) {
	if body = strings.TrimSpace(body); body != "" {
		r.Texts = append(r.Texts, PatentText{Part: part, Body: body})
	}
}

// setWKU takes the number of a US text file of 1976–2001, which carries a zero in front and a check digit behind.
func setWKU(r *PatentRecord, v string) {
	if n := patent.ParseWKU(v); n.OK() && r.Publication == "" {
		r.Office, r.Publication, r.Kind = "US", n.Normal, n.Kind
	}
}

var (
	dated  = regexp.MustCompile(`^(.+?)[ ,]+(\d{4}-?\d{2}-?\d{2})$`)
	kinded = regexp.MustCompile(`^([A-Z]{2}.*\d) ([A-Z])\d?$`)
)

// trimApplication takes the date and the kind letter off an application number that databases append: "US2016578323F
// 2016-09-20", "CN 200710063161 A". The kind W marks a PCT application filed at that office.
func trimApplication(r *PatentRecord) string {
	raw := strings.TrimSpace(r.Application)
	if strings.IndexByte(raw, ' ') < 0 && strings.IndexByte(raw, ',') < 0 {
		return raw
	}
	if m := dated.FindStringSubmatch(raw); m != nil && looksDate(m[2]) {
		raw = m[1]
		if r.ApplicationAt == "" {
			r.ApplicationAt = m[2]
		}
	}
	m := kinded.FindStringSubmatch(raw)
	if m == nil {
		return raw
	}
	if m[2] == "W" {
		return pctApplication(m[1])
	}
	return m[1]
}

// pctApplication writes "US 2007/0021980" as the PCT application it is: PCT/US2007/021980.
func pctApplication(raw string) string {
	office, number := raw[:2], strings.TrimLeft(strings.ReplaceAll(raw[2:], "/", ""), " ")
	if len(number) < 9 || !digits(number) {
		return raw
	}
	serial := number[4:]
	return "PCT/" + office + number[:4] + "/" + serial[max(0, len(serial)-6):]
}

// trimPublication takes off the date of publication that some exports append: "EP 0259054 B9 20031217".
func trimPublication(raw string) string {
	if strings.IndexByte(raw, ' ') < 0 {
		return raw
	}
	if m := dated.FindStringSubmatch(strings.TrimSpace(raw)); m != nil && looksDate(m[2]) {
		return m[1]
	}
	return raw
}
