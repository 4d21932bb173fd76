package ingest

import (
	"regexp"
	"strings"
)

// Documents of US application files as the USPTO turned them from page images into XML4IP, its first schema on the way
// to ST.96: claims, specification and abstract of one day each. docs/formats/us-xml4ip.md.
var xml4ipDialect = &xmlDialect{records: []string{"pat:ClaimsDocument", "pat:SpecificationDocument"}, read: readXML4IP}

var usXML4IP = Format{Name: "us-xml4ip", Detect: detectRoot("pat:ClaimsDocument", "pat:SpecificationDocument"), Read: xml4ipDialect.Read}

// xml4ipRecord is one document of a file. The day it came in orders it among those of the same application.
type xml4ipRecord struct {
	*usRecord
	code  string // CLM, SPEC, ABST
	lines []string
}

func readXML4IP(x *xmlReader) *PatentRecord {
	r := &xml4ipRecord{usRecord: &usRecord{xmlReader: x, PatentRecord: &PatentRecord{Office: "US", Language: "en"}}}
	for name := range r.Children {
		switch string(name) {
		case "DocumentCode":
			r.code = r.Content()
		case "DocumentHeaderDetails", "ApplicationHeaderDetails":
			r.header()
		case "MailRoomDate":
			r.SourceAt = r.Content()
		case "ClaimSet":
			r.claimSet()
		case "Specification":
			r.specification()
		}
	}
	r.finish()
	return r.PatentRecord
}

func (r *xml4ipRecord) header() {
	for name := range r.Children {
		switch string(name) {
		case "ApplicationHeaderDetails":
			r.header()
		case "ApplicationNumber":
			r.Application = r.Content()
		}
	}
}

func (r *xml4ipRecord) claimSet() {
	for name := range r.Children {
		switch string(name) {
		case "ClaimList":
			r.claimSet()
		case "Claim":
			r.claim()
		}
	}
}

// claim keeps claims that stand: the label ("1.") and the status in brackets go; a claim cancelled has no text, and what
// the recognition could not place ("UNKNOWN-00001") is a heading.
func (r *xml4ipRecord) claim() {
	unknown := strings.HasPrefix(r.attr("pat:id"), "UNKNOWN")
	var claim PatentClaim
	var parts, bases []string
	for name := range r.Children {
		switch string(name) {
		case "ClaimNumber":
			claim.Number = numberIn(r.Content())
		case "ClaimText":
			body, on := r.claimText()
			parts, bases = appendText(parts, body), append(bases, on)
		}
	}
	claim.Body = claimStatus.ReplaceAllString(strings.Join(parts, "\n"), "")
	if claim.Body == "" || claim.Number == 0 || unknown {
		return
	}
	claim.DependsOn = orElse(joined(",", bases...), claimDependence(claim.Body, claim.Number))
	r.Claims = append(r.Claims, claim)
}

var claimStatus = regexp.MustCompile(`^\s*\((?i:original|currently amended|previously presented|previously amended|new|amended|withdrawn[^)]*)\)\s*`)

func appendText(list []string, s string) []string {
	if s == "" {
		return list
	}
	return append(list, s)
}

func (r *xml4ipRecord) specification() {
	for name := range r.Children {
		if string(name) == "BoundaryData" {
			continue // page headers, page and line numbers
		}
		if line := r.flow(); line != "" && !digits(line) {
			r.lines = append(r.lines, line)
		}
	}
}

var (
	amending = regexp.MustCompile(`(?i)amendments? to the (specification|drawings|title|abstract)|please (amend|replace|delete|substitute|insert|cancel)`)
	heading  = regexp.MustCompile(`(?i)^(in the abstract|abstract( of the (disclosure|invention))?|clean (specification|version)|amendments? to the abstract):?$`)
	frontTag = regexp.MustCompile(`\(57\)\s*Abstract\s*:?\s*`)
)

// finish names the text. Pages that only say what to change in the specification are no specification: they are kept as
// part amendment, so that they never take the place of the text they change.
func (r *xml4ipRecord) finish() {
	switch {
	case len(r.lines) == 0:
	case r.code == "ABST":
		r.text("abstract", r.abstract())
	case amending.MatchString(strings.Join(r.lines[:min(3, len(r.lines))], "\n")):
		r.text("amendment", strings.Join(r.lines, "\n"))
		r.note("us.amendment", "info", "description", r.Application)
	default:
		r.text("description", strings.Join(r.lines, "\n"))
	}
}

// abstract drops headings and the request to replace the abstract; of the front page of a PCT publication it keeps what
// stands under (57).
func (r *xml4ipRecord) abstract() string {
	var kept []string
	for _, line := range r.lines {
		if !heading.MatchString(line) && (len(line) > 200 || !amending.MatchString(line)) {
			kept = append(kept, line)
		}
	}
	body := strings.Join(kept, "\n")
	if at := frontTag.FindStringIndex(body); at != nil {
		return body[at[1]:]
	}
	return body
}
