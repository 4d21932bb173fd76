package ingest

import (
	"context"
	"encoding/json"
	"strings"
)

// Applications as the USPTO's Open Data Portal answers them (patentBag): the file's bibliographic data, parents, transactions
// and assignments. docs/formats/us-odp.md.
var usODP = Format{Name: "us-odp", Detect: detectODP, Read: readODP}

func detectODP(h Head) int {
	if h.Has(`"patentBag"`) && h.Has(`"applicationNumberText"`) || h.Has(`"patentBag"`, `"applicationStatusCode"`) {
		return 95
	}
	return 0
}

type odpApplication struct {
	ApplicationNumberText, FilingDate, InventionTitle, PatentNumber, GrantDate        string
	EarliestPublicationNumber, EarliestPublicationDate                                string
	ApplicationTypeLabelName, ApplicationStatusDescriptionText, ApplicationStatusDate string
	Class, Subclass                                                                   string
	CPCClassificationBag                                                              []string `json:"cpcClassificationBag"`
	InventorBag                                                                       []struct {
		InventorNameText, FirstName, LastName string
		CorrespondenceAddressBag              []odpAddress
	}
	ApplicantBag []struct {
		Applicant                string
		CorrespondenceAddressBag []odpAddress
	}
	ContinuityBag struct {
		ParentContinuityBag []struct{ ParentApplicationNumberText, FilingDate, ClaimParentageTypeCodeDescription string }
	}
	TransactionContentBag []struct{ RecordedDate, CaseActionCode, CaseActionDescriptionText string }
	AssignmentBag         []struct {
		AssignmentRecordedDate, ConveyanceText string
		AssignorBag                            []struct{ AssignorName string }
		AssigneeBag                            []struct{ AssigneeNameText string }
	}
}

type odpAddress struct {
	CityName, GeographicRegionCode, CountryCode, PostalCode, AddressLineOneText string
}

func readODP(ctx context.Context, in *Source, out *Sink) error {
	return eachObject(ctx, in, out, "patentBag", func(body json.RawMessage) error {
		var a odpApplication
		if !decode(out, body, &a) {
			return nil
		}
		return out.Patent(a.record())
	})
}

func (a *odpApplication) record() *PatentRecord {
	r := &PatentRecord{Office: "US", Language: "en", Application: a.ApplicationNumberText, ApplicationAt: a.FilingDate, Type: strings.ToLower(a.ApplicationTypeLabelName),
		Publication: odpNumber(a.EarliestPublicationNumber), PublicationAt: a.EarliestPublicationDate, GrantAt: a.GrantDate,
		Status: a.ApplicationStatusDescriptionText, StatusAt: a.ApplicationStatusDate}
	if a.PatentNumber != "" {
		r.Grant = "US" + a.PatentNumber
	}
	addText(r, "title", a.InventionTitle)
	for _, symbol := range a.CPCClassificationBag {
		addClass(r, "cpc", symbol, false)
	}
	if a.Class != "" {
		addClass(r, "uspc", a.Class+"/"+a.Subclass, true)
	}
	a.people(r)
	a.events(r)
	for _, p := range a.ContinuityBag.ParentContinuityBag {
		r.Priorities = append(r.Priorities, PatentPriority{Country: "US", Number: p.ParentApplicationNumberText, At: p.FilingDate, Kind: odpRelation(p.ClaimParentageTypeCodeDescription)})
	}
	return r
}

// odpNumber writes "US 2017-0071586 A1" without its hyphen.
func odpNumber(s string) string { return strings.ReplaceAll(s, "-", "") }

// odpRelation turns "is a Continuation in part of" into the relation's name in the office's XML.
func odpRelation(s string) string {
	s = strings.TrimSuffix(strings.ToLower(s), " of")
	for _, start := range []string{"is a ", "is an ", "claims priority from a ", "is "} {
		s = strings.TrimPrefix(s, start)
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "-", " "), " ", "-")
}

func (a *odpApplication) people(r *PatentRecord) {
	for _, p := range a.ApplicantBag {
		r.Parties = append(r.Parties, located(PatentParty{Role: "applicant", Name: p.Applicant}, p.CorrespondenceAddressBag))
	}
	for _, p := range a.InventorBag {
		name := orElse(joined(", ", p.LastName, p.FirstName), p.InventorNameText)
		r.Parties = append(r.Parties, located(PatentParty{Role: "inventor", Name: name, Type: "individual"}, p.CorrespondenceAddressBag))
	}
}

func located(p PatentParty, at []odpAddress) PatentParty {
	if len(at) > 0 {
		p.Country, p.Postcode = at[0].CountryCode, at[0].PostalCode
		p.Address = joined(", ", at[0].AddressLineOneText, at[0].CityName, strings.TrimSpace(at[0].GeographicRegionCode))
	}
	return p
}

func (a *odpApplication) events(r *PatentRecord) {
	for _, t := range a.TransactionContentBag {
		r.Events = append(r.Events, PatentEvent{At: t.RecordedDate, Code: t.CaseActionCode, Text: t.CaseActionDescriptionText, Country: "US"})
	}
	for _, t := range a.AssignmentBag {
		e := PatentEvent{At: t.AssignmentRecordedDate, Code: "assignment", Class: "transfer", Text: t.ConveyanceText, Country: "US"}
		for _, from := range t.AssignorBag {
			e.From = joined("; ", e.From, strings.TrimSpace(from.AssignorName))
		}
		for _, to := range t.AssigneeBag {
			e.To = joined("; ", e.To, strings.TrimSpace(to.AssigneeNameText))
		}
		r.Events = append(r.Events, e)
	}
}
