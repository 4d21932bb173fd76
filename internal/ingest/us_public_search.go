package ingest

import (
	"context"
	"encoding/json"
	"html"
	"regexp"
	"strings"
)

// Documents of the USPTO's Patent Public Search as its interface answers them: grants, applications and old grants read by
// OCR. docs/formats/us-public-search.md.
var usPublicSearch = Format{Name: "us-public-search", Detect: detectPublicSearch, Read: readPublicSearch}

func detectPublicSearch(h Head) int {
	if h.Has(`"guid"`, `"publicationReferenceDocumentNumber"`) {
		return 95
	}
	return 0
}

type searchDocument struct {
	GUID, DatePublished, InventionTitle, ApplicationNumber, FamilyIdentifierCurStr, NumberOfClaims string
	ApplicationFilingDate, InventorsName, AssigneeName, ApplicantName, AttorneyName, LegalFirmName []string
	InventorCountry, AssigneeCountry, OtherRefPub                                                  []string
	PrimaryExaminer, CpcInventiveFlattened, CpcAdditionalFlattened, IpcCodeFlattened               string
	UspcFullClassificationFlattened, AbstractHtml, ClaimsHtml, DescriptionHtml, BriefHtml          string
	Urpn, ForeignRefPatentNumber, ForeignRefCountryCode                                            []string
}

func readPublicSearch(ctx context.Context, in *Source, out *Sink) error {
	return eachObject(ctx, in, out, "", func(body json.RawMessage) error {
		var d searchDocument
		if !decode(out, body, &d) {
			return nil
		}
		return out.Patent(d.record())
	})
}

func (d *searchDocument) record() *PatentRecord {
	r := &PatentRecord{Office: "US", Language: "en", Publication: d.GUID, PublicationAt: dayPart(d.DatePublished), Application: d.ApplicationNumber, FamilyID: d.FamilyIdentifierCurStr}
	if len(d.ApplicationFilingDate) > 0 {
		r.ApplicationAt = dayPart(d.ApplicationFilingDate[0])
	}
	if digits(d.NumberOfClaims) && d.NumberOfClaims != "0" && d.NumberOfClaims != "" {
		r.Counts = map[string]string{"claim_count": d.NumberOfClaims}
	}
	addText(r, "title", unmarked(d.InventionTitle))
	addText(r, "abstract", unmarked(d.AbstractHtml))
	addText(r, "description", unmarked(joined("\n", d.BriefHtml, d.DescriptionHtml)))
	d.claims(r)
	d.people(r)
	d.classes(r)
	d.cited(r)
	return r
}

// dayPart keeps the day of "2000-08-15T00:00:00Z".
func dayPart(s string) string { day, _, _ := strings.Cut(s, "T"); return day }

var (
	breakTag = regexp.MustCompile(`(?i)<br ?/?>`)
	anyTag   = regexp.MustCompile(`<[^<>]*>`)
	oneClaim = regexp.MustCompile(`^\s*([0-9]{1,3})\s*\.\s`)
)

// unmarked turns the markup of a result into text.
func unmarked(s string) string {
	return strings.TrimSpace(html.UnescapeString(anyTag.ReplaceAllString(breakTag.ReplaceAllString(s, "\n"), "")))
}

// claims begin with their number at the start of a line; numbers go up by one.
func (d *searchDocument) claims(r *PatentRecord) {
	for _, line := range strings.Split(unmarked(d.ClaimsHtml), "\n") {
		m := oneClaim.FindStringSubmatch(line)
		n := len(r.Claims)
		switch {
		case strings.TrimSpace(line) == "":
		case m != nil && numberIn(m[1]) == n+1:
			r.Claims = append(r.Claims, PatentClaim{Number: n + 1, Body: strings.TrimSpace(line)})
		case n > 0:
			r.Claims[n-1].Body += "\n" + strings.TrimSpace(line)
		}
	}
	for i := range r.Claims {
		r.Claims[i].DependsOn = claimDependence(r.Claims[i].Body, r.Claims[i].Number)
	}
}

func (d *searchDocument) people(r *PatentRecord) {
	d.add(r, "applicant", d.ApplicantName, nil)
	d.add(r, "assignee", d.AssigneeName, d.AssigneeCountry)
	d.add(r, "inventor", d.InventorsName, d.InventorCountry)
	firms := d.LegalFirmName
	if len(firms) == 0 {
		firms = d.AttorneyName
	}
	d.add(r, "agency", firms, nil)
	d.add(r, "examiner", []string{d.PrimaryExaminer}, nil)
}

func (d *searchDocument) add(r *PatentRecord, role string, names, countries []string) {
	for i, name := range names {
		p := PatentParty{Role: role, Name: strings.ReplaceAll(unmarked(name), ";", ",")}
		if i < len(countries) && countries[i] != "N/A" {
			p.Country = countries[i]
		}
		if p.Name != "" {
			r.Parties = append(r.Parties, p)
		}
	}
}

func (d *searchDocument) classes(r *PatentRecord) {
	for i, list := range []string{d.CpcInventiveFlattened, d.CpcAdditionalFlattened, d.IpcCodeFlattened, d.UspcFullClassificationFlattened} {
		for _, symbol := range strings.Split(list, ";") {
			if symbol = strings.TrimSpace(symbol); symbol == "" {
				continue
			}
			c := PatentClass{Scheme: []string{"cpc", "cpc", "ipc", "uspc"}[i], Symbol: symbol}
			if i < 2 {
				c.Inventive = []*bool{&yes, &no}[i]
			}
			r.Classes = append(r.Classes, c)
		}
	}
}

func (d *searchDocument) cited(r *PatentRecord) {
	for _, number := range d.Urpn {
		r.Citations = append(r.Citations, PatentCitation{Direction: "cites", Number: number, Country: "US"})
	}
	for i, number := range d.ForeignRefPatentNumber {
		c := PatentCitation{Direction: "cites", Number: number}
		if i < len(d.ForeignRefCountryCode) {
			c.Country = d.ForeignRefCountryCode[i]
		}
		r.Citations = append(r.Citations, c)
	}
	for _, text := range d.OtherRefPub {
		r.Citations = append(r.Citations, PatentCitation{Direction: "cites", NPL: unmarked(text)})
	}
}
