package ingest

import (
	"regexp"
	"strings"
)

// Answers of EPO's Open Patent Services v3.2: bibliographic data, families with or without legal events, full text of
// claims and descriptions. docs/formats/ops.md.
var opsDialect = &xmlDialect{
	records: []string{"ops:family-member", "ftxt:fulltext-document"},
	inner:   []string{"exchange-document", "exch:exchange-document"}, // a family member may hold one
	read:    readOPS,
}

var ops = Format{Name: "ops", Detect: detectRoot("ops:world-patent-data"), Read: opsDialect.Read}

func readOPS(x *xmlReader) *PatentRecord {
	if string(x.Local()) == "exchange-document" {
		return readDOCDB(x)
	}
	r := &opsRecord{newDOCDB(x)}
	r.members()
	r.finish()
	return r.PatentRecord
}

type opsRecord struct{ *docdbRecord }

// members reads what a family member or a full text holds.
func (r *opsRecord) members() {
	for name := range r.Children {
		switch string(name) {
		case "publication-reference":
			r.publication()
		case "application-reference":
			r.application()
		case "priority-claim":
			r.priority()
		case "legal":
			r.legal()
		case "exchange-document":
			r.members()
		case "bibliographic-data":
			r.biblio()
		case "abstract", "description":
			r.text(string(name), strings.ToLower(r.attr("lang")))
		case "claims":
			r.claims()
		}
	}
}

// legal reads an INPADOC event: the date it takes effect, else that of the gazette; the state concerned; parties.
func (r *opsRecord) legal() {
	e := PatentEvent{Code: strings.TrimSpace(r.attr("code")), Text: r.attr("desc"), Country: r.Office}
	gazette := ""
	fields := func(name string) {
		switch name {
		case "L007EP":
			gazette = r.Content()
		case "L525EP":
			e.At = r.Content()
		case "L501EP":
			e.Country = r.Content()
		case "L510EP":
			e.Text = joined(": ", e.Text, r.Content())
		case "L509EP":
			e.To = r.Content()
		case "L519EP":
			e.From = r.Content()
		}
	}
	r.fields(fields)
	e.At = orElse(e.At, gazette)
	r.Events = append(r.Events, e)
}

// fields calls f for each field of an event; those of L500EP stand one level deeper.
func (r *opsRecord) fields(f func(name string)) {
	for name := range r.Children {
		if string(name) == "L500EP" {
			r.fields(f)
			continue
		}
		f(string(name))
	}
}

var claimStart = regexp.MustCompile(`^\s*([0-9]{1,3})\s*[.)]`)

// claims come as lines of text: one that begins with a number begins a claim.
func (r *opsRecord) claims() {
	language := strings.ToLower(r.attr("lang"))
	r.Language = orElse(r.Language, language)
	for range r.Children { // claim
		for range r.Children { // claim-text
			r.claimLine(r.Content())
		}
	}
	for i := range r.Claims {
		r.Claims[i].DependsOn = claimDependence(r.Claims[i].Body, r.Claims[i].Number)
	}
}

func (r *opsRecord) claimLine(line string) {
	m := claimStart.FindStringSubmatch(line)
	n := len(r.Claims)
	if m == nil && n > 0 {
		r.Claims[n-1].Body += "\n" + line
		return
	}
	claim := PatentClaim{Number: n + 1, Body: line}
	if m != nil {
		claim.Number = numberIn(m[1])
	}
	r.Claims = append(r.Claims, claim)
}
