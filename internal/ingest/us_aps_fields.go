package ingest

import "strings"

// Application types and the kind codes of their grants before 2001.
var apsTypes = map[string][2]string{"1": {"utility", "A"}, "2": {"reissue", "E"}, "4": {"design", "S"}, "5": {"other", "I"},
	"6": {"plant", "P"}, "7": {"other", "H"}}

func (r *apsRecord) head(f apsField) {
	switch f.tag {
	case "WKU":
		r.Publication = "US" + f.text[:min(8, len(f.text))] // the ninth character is a check digit
	case "SRC":
		r.series = f.text
	case "APN":
		r.Application = apsApplication(r.series, f.text)
	case "APT":
		r.Type, r.Kind = apsTypes[f.text][0], apsTypes[f.text][1]
	case "APD":
		r.ApplicationAt = f.text
	case "TTL":
		r.Texts = append(r.Texts, PatentText{Language: "en", Part: "title", Body: f.text})
	case "ISD":
		r.PublicationAt = f.text
	case "NCL":
		r.Counts["claim_count"] = f.text
	case "NPS":
		r.Counts["page_count"] = f.text
	case "EXP", "EXA":
		r.Parties = append(r.Parties, PatentParty{Role: "examiner", Name: apsName(f.text), Type: "individual"})
	}
}

// apsApplication joins the series code and the six digits of the serial; a seventh is a check digit.
func apsApplication(series, number string) string {
	if len(series) == 1 && series[0] >= '0' && series[0] <= '9' {
		series = "0" + series
	}
	return series + number[:min(6, len(number))]
}

// apsName turns "Daniels; Everette E." around its semicolon.
func apsName(s string) string {
	last, first, ok := strings.Cut(s, ";")
	if !ok {
		return s
	}
	return strings.TrimSpace(last) + ", " + strings.TrimSpace(first)
}

var apsRoles = map[string]string{"INVT": "inventor", "ASSG": "assignee", "LREP": "agent"}

// party reads the fields of a person; NAM (FRM, FR2 and AAT of agents) begins one.
func (r *apsRecord) party(f apsField) {
	switch f.tag {
	case "NAM", "FR2", "AAT", "ATT":
		r.Parties = append(r.Parties, PatentParty{Role: apsRoles[r.section], Name: apsName(f.text)})
		return
	case "FRM":
		r.Parties = append(r.Parties, PatentParty{Role: "agency", Name: f.text})
		return
	}
	if n := len(r.Parties); n > 0 && r.Parties[n-1].Role != "examiner" {
		apsDetail(&r.Parties[n-1], f)
	}
}

func apsDetail(p *PatentParty, f apsField) {
	switch f.tag {
	case "STR", "CTY":
		p.Address = joined(", ", p.Address, f.text)
	case "STA":
		p.Address, p.Country = joined(", ", p.Address, f.text), "US"
	case "CNT":
		p.Country = f.text[:min(2, len(f.text))] // JPX, DEX: two letters and a filler
	case "ZIP":
		p.Postcode = f.text
	case "COD":
		p.Type = usPartyType(addressBook{org: p.Name, role: f.text})
	}
}

func (r *apsRecord) class(f apsField) {
	switch f.tag {
	case "OCL", "XCL":
		r.Classes = append(r.Classes, PatentClass{Scheme: "uspc", Symbol: flatUSPC(f.text), First: f.tag == "OCL"})
	case "EDF":
		r.edition = f.text
	case "ICL":
		r.Classes = append(r.Classes, r.apsIPC(f.text))
	}
}

// apsIPC reads an IPC symbol by position; designs have Locarno classes there ("D0601", "0601").
func (r *apsRecord) apsIPC(symbol string) PatentClass {
	first := true
	for _, c := range r.Classes {
		first = first && c.Scheme == "uspc"
	}
	if r.Kind == "S" {
		return PatentClass{Scheme: "locarno", Symbol: flatLocarno(strings.TrimPrefix(strings.TrimSpace(symbol), "D")), First: first}
	}
	return PatentClass{Scheme: "ipc", Symbol: flatIPC(symbol), Version: r.edition, First: first}
}

// earlier reads a foreign priority (PRIR) or a related application (RLAP, whose code is kept as rlap-71 …).
func (r *apsRecord) earlier(f apsField) {
	p := &r.priority
	switch f.tag {
	case "CNT":
		p.Country, p.Kind = f.text[:min(2, len(f.text))], "national"
	case "COD":
		p.Kind, p.Country = "rlap-"+f.text, "US"
	case "APD":
		p.At = f.text
	case "APN":
		p.Number = f.text
	case "PNO":
		if f.text != "" {
			r.Family = append(r.Family, PatentFamilyMember{Scope: "extended", Number: "US" + f.text})
		}
	}
}

func (r *apsRecord) cited(f apsField) {
	c := &r.citation
	switch f.tag {
	case "PNO":
		c.Number, c.Country = f.text, orElse(c.Country, map[string]string{"UREF": "US"}[r.section])
	case "ISD":
		c.At = f.text
	case "NAM":
		c.Name = f.text
	case "CNT":
		c.Country = f.text[:min(2, len(f.text))]
	case "PAL", "PAR", "PA1":
		r.otherReference(f.text)
	}
}

// otherReference: each paragraph of OREF is one reference.
func (r *apsRecord) otherReference(text string) {
	if r.section == "OREF" {
		r.Citations = append(r.Citations, PatentCitation{Direction: "cites", NPL: text})
	}
}

func (r *apsRecord) pct(f apsField) {
	switch f.tag {
	case "PCN":
		r.PCT = f.text
	case "PD1":
		r.Events = append(r.Events, PatentEvent{At: f.text, Code: "371", Class: "filing", Country: "US", Text: "entry into the national phase"})
	case "PCP":
		r.Family = append(r.Family, PatentFamilyMember{Scope: "simple", Number: f.text})
	}
}

// claim begins a claim at NUM; a design has one without number.
func (r *apsRecord) claim(f apsField) {
	switch {
	case f.tag == "STM":
	case f.tag == "NUM":
		r.Claims = append(r.Claims, PatentClaim{Number: max(numberIn(f.text), 1)})
	case len(r.Claims) == 0:
		r.Claims = append(r.Claims, PatentClaim{Number: 1, Body: f.text})
	default:
		c := &r.Claims[len(r.Claims)-1]
		c.Body = joined("\n", c.Body, f.text)
	}
}

const apsProse = 8 << 20 // bytes of one text; what goes beyond is dropped

func (r *apsRecord) prose(part string, f apsField) {
	b := r.text[part]
	if b.Len() > apsProse {
		return
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(f.text)
}
