package ingest

import (
	"regexp"
	"strings"
)

func (r *cnipaRecord) parties() {
	for name := range r.Children {
		switch string(name) {
		case "ApplicantDetails", "InventorDetails", "DesignerDetails", "AgentDetails", "AssigneeDetails", "ExaminerDetails":
			r.parties()
		case "Applicant":
			r.party("applicant")
		case "Inventor", "Designer":
			r.party("inventor")
		case "Assignee":
			r.party("assignee")
		case "Agent":
			r.agent()
		case "Examiner", "PrimaryExaminer", "AssistantExaminer":
			r.party("examiner")
		}
	}
}

func (r *cnipaRecord) party(role string) {
	p := PatentParty{Role: role}
	r.book(&p)
	r.add(p)
}

func (r *cnipaRecord) add(p PatentParty) {
	if p.Name != "" {
		r.Parties = append(r.Parties, p)
	}
}

// book reads name and address. "0" stands for nothing in this schema.
func (r *cnipaRecord) book(p *PatentParty) {
	for name := range r.Children {
		switch string(name) {
		case "AddressBook", "Address":
			r.book(p)
		case "Name", "OrganizationName", "LastName":
			p.Name = orElse(p.Name, value(r.Content()))
		case "Province":
			p.Region = value(r.Content())
		case "PostCode":
			p.Postcode = value(r.Content())
		case "WIPOST3Code":
			p.Country = value(r.Content())
		case "Text":
			p.Address = withoutPostcode(value(r.Content()))
		case "OrganizationCode":
			p.USCC = creditCode(r.Content())
		}
	}
}

func value(s string) string {
	if s == "0" {
		return ""
	}
	return s
}

// creditCode keeps a unified social credit code; the field otherwise holds zeros or an inner code.
func creditCode(s string) string {
	if len(s) == 18 && strings.Trim(s, "0") != "" {
		return s
	}
	return ""
}

var postcodeFirst = regexp.MustCompile(`^[0-9]{6}\s+`)

func withoutPostcode(s string) string { return postcodeFirst.ReplaceAllString(s, "") }

// agent reads an agency and its agent, who stand in one element.
func (r *cnipaRecord) agent() {
	p := PatentParty{Role: "agent"}
	for name := range r.Children {
		switch string(name) {
		case "Agency":
			agency := PatentParty{Role: "agency"}
			r.book(&agency)
			agency.Name = withoutCode(agency.Name)
			r.add(agency)
		case "AddressBook":
			r.book(&p)
		}
	}
	r.add(p)
}

var agencyCode = regexp.MustCompile(`\s+[0-9]{5}$`)

// withoutCode drops the agency's number: "武汉科皓知识产权代理事务所(特殊普通合伙) 42222".
func withoutCode(name string) string { return agencyCode.ReplaceAllString(name, "") }
