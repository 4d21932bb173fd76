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

var countryTail = regexp.MustCompile(`^(.*[^\s\p{Zs}])[\s\p{Zs}]+\[([A-Z]{2})\]$`)

// namedParty takes a name; the EPO's lists write its country in brackets behind: "ELWHA LLC [US]".
func namedParty(role, v string) PatentParty {
	if strings.HasSuffix(v, "]") {
		if m := countryTail.FindStringSubmatch(v); m != nil {
			return PatentParty{Role: role, Name: m[1], Country: m[2]}
		}
	}
	return PatentParty{Role: role, Name: v}
}

// setLocated takes an applicant with its place behind: "PIZZA HUT INC,Dallas,TX,US". A comma with a blank after it
// belongs to a name or place ("CO., LTD.,Suwon-si,KR").
func setLocated(r *PatentRecord, v string) {
	const within = "\x00"
	parts := strings.Split(strings.ReplaceAll(v, ", ", within), ",")
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], within, ", ")
	}
	last := len(parts) - 1
	if last < 1 || !isCountry(parts[last]) {
		r.Parties = append(r.Parties, namedParty("applicant", v))
		return
	}
	r.Parties = append(r.Parties, PatentParty{Role: "applicant", Name: parts[0], Country: parts[last], Address: strings.Join(parts[1:last], ", ")})
}

// setPublication takes the first of the numbers in a cell; a list holds the other members of the family behind it.
func setPublication(r *PatentRecord, v string) {
	if r.Publication != "" {
		return
	}
	splitValues(v, nil, func(one string) {
		if r.Publication == "" {
			r.Publication = one
			return
		}
		r.Family = append(r.Family, PatentFamilyMember{"simple", one})
	})
}

// setPublicationAt takes the first of the dates in a cell, which stand in the order of the numbers.
func setPublicationAt(r *PatentRecord, v string) {
	if first, _, _ := strings.Cut(v, "\n"); r.PublicationAt == "" {
		r.PublicationAt = cleanCell(first)
	}
}

// setWONumber takes PATENTSCOPE's id where it is the number of a PCT publication; those of national ones are its own.
func setWONumber(r *PatentRecord, v string) {
	if r.Publication == "" && len(v) == 12 && strings.HasPrefix(v, "WO") && digits(v[2:]) {
		r.Publication = v
	}
}

// addPriorities reads one priority, or PATENTSCOPE's list in square brackets, whose entries a comma and blank part.
func addPriorities(r *PatentRecord, v string) {
	if !strings.HasPrefix(v, "[") || !strings.HasSuffix(v, "]") {
		r.Priorities = append(r.Priorities, parsePriority(v))
		return
	}
	for _, one := range strings.Split(v[1:len(v)-1], ", ") {
		r.Priorities = append(r.Priorities, parsePriority(one))
	}
}

// datePriority dates the priorities in their order.
func datePriority(r *PatentRecord, v string) {
	for i := range r.Priorities {
		if p := &r.Priorities[i]; p.At == "" {
			p.At = v
			return
		}
	}
	addPriorityDate(r, v)
}

// setWKU takes the number of a US text file of 1976–2001, which carries a zero in front and a check digit behind.
func setWKU(r *PatentRecord, v string) {
	if n := patent.ParseWKU(v); n.OK() && r.Publication == "" {
		r.Office, r.Publication, r.Kind = "US", n.Normal, n.Kind
	}
}

var (
	dated  = regexp.MustCompile(`^(.+?)[ ,]+(\d{4}-?\d{2}-?\d{2})$`)
	inside = regexp.MustCompile(`^(.+?)\s*\(([A-Z]\d?)\)$`)
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
	switch {
	case m[2] == "W":
		return pctApplication(m[1])
	case keepsKind(raw[:2]):
		return m[1] + m[2]
	}
	return m[1]
}

// keepsKind tells the offices whose application numbers need the kind letter behind them: in the US it marks a
// database's own form, in Japan and Korea utility models have serials of their own.
func keepsKind(office string) bool { return office == "US" || office == "JP" || office == "KR" }

// pctApplication writes "US 2007/0021980" as the PCT application it is: PCT/US2007/021980.
func pctApplication(raw string) string {
	office, number := raw[:2], strings.TrimLeft(strings.ReplaceAll(raw[2:], "/", ""), " ")
	if len(number) < 9 || !digits(number) {
		return raw
	}
	serial := number[4:]
	return "PCT/" + office + number[:4] + "/" + serial[max(0, len(serial)-6):]
}

// trimPublication takes off the date of publication that some exports append, "EP 0259054 B9 20031217", and the
// brackets around a kind, "KR20150000637 (U)".
func trimPublication(raw string) string {
	if strings.IndexByte(raw, ' ') < 0 {
		return raw
	}
	if m := inside.FindStringSubmatch(strings.TrimSpace(raw)); m != nil {
		return m[1] + m[2]
	}
	if m := dated.FindStringSubmatch(strings.TrimSpace(raw)); m != nil && looksDate(m[2]) {
		return m[1]
	}
	return raw
}
