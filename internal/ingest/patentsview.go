package ingest

import (
	"strings"

	"asterism/patent"
)

// patentsView are the bulk tables of PatentsView (USPTO): one TSV a table, granted patents (g_…) and published
// applications (pg_…). Patents are named by their number without kind: 7318131, D534567, RE39998, 20050123456.
// docs/formats/patentsview.md.
var patentsView = &keyedDatabase{name: "patentsview", tables: []keyedTable{
	{name: "g_patent", need: []string{"patent_id", "patent_type", "patent_date", "wipo_kind"}, row: pvPatent},
	{name: "g_patent_abstract", need: []string{"patent_id", "patent_abstract"}, row: pvText("abstract", "patent_abstract")},
	{name: "pg_published_application", need: []string{"pgpub_id", "application_id", "application_title"}, row: pvPublished},
	{name: "g_application", need: []string{"application_id", "patent_id", "filing_date"}, row: pvApplication},
	{name: "g_assignee", need: []string{"assignee_sequence"}, row: pvParty("assignee")},
	{name: "g_inventor", need: []string{"inventor_sequence"}, row: pvParty("inventor")},
	{name: "g_applicant", need: []string{"applicant_sequence"}, row: pvParty("applicant")},
	{name: "g_location", need: []string{"location_id", "disambig_city", "disambig_country"}, row: pvPlace},
	{name: "g_cpc", need: []string{"cpc_sequence", "cpc_group"}, row: pvCPC},
	{name: "g_ipc_at_issue", need: []string{"ipc_sequence", "section", "ipc_class", "subclass", "main_group", "subgroup"}, row: pvIPC},
	{name: "g_uspc_at_issue", need: []string{"uspc_sequence", "uspc_subclass_id"}, row: pvUSPC},
	{name: "g_us_patent_citation", need: []string{"patent_id", "citation_sequence", "citation_patent_id"}, row: pvCites("citation_patent_id", "US", 0)},
	{name: "g_us_application_citation", need: []string{"patent_id", "citation_sequence", "citation_document_number"}, row: pvCites("citation_document_number", "US", 1e6)},
	{name: "g_foreign_citation", need: []string{"patent_id", "citation_sequence", "citation_application_id", "citation_country"}, row: pvCites("citation_application_id", "", 2e6)},
	{name: "g_other_reference", need: []string{"patent_id", "other_reference_sequence", "other_reference_text"}, row: pvOther},
	{name: "g_foreign_priority", need: []string{"priority_claim_sequence", "foreign_application_id"}, row: pvPriority},
	{name: "g_pct_data", need: []string{"pct_doc_type", "pct_doc_number"}, row: pvPCT},
	{name: "g_us_rel_doc", need: []string{"related_doc_number", "related_doc_type"}, why: "related document"},
	{name: "g_us_term_of_grant", need: []string{"term_grant", "term_extension"}, why: "term of grant"},
	{name: "g_wipo_technology", need: []string{"wipo_field_sequence"}, why: "derived from the IPC"},
	{name: "g_persistent", need: []string{"persistent_assignee_id"}, why: "keys of other releases"},
	{name: "g_persistent", need: []string{"persistent_inventor_id"}, why: "keys of other releases"},
}}

// pvKey is the publication number without kind by which the row's patent is known.
func pvKey(r *keyedRow) string {
	return patent.ParsePublication(r.first("patent_id", "pgpub_id"), "US", "").Normal
}

// pvPart is the part of a patent that a row tells; sequence is the header that counts the rows of one patent.
func pvPart(r *keyedRow, sequence string, offset int) *portion {
	p := &portion{id: pvKey(r), kind: "publication", seq: offset}
	p.Line, p.Cells, p.Office = r.line, r.cells, "US"
	if n, ok := smallNumber(r.get(sequence)); ok {
		p.seq += n + 1
	} else {
		p.seq += int(r.line)
	}
	return p
}

// smallNumber reads a number of at most six digits.
func smallNumber(s string) (n int, ok bool) {
	if len(s) > 6 || !digits(s) {
		return 0, false
	}
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n, true
}

func pvPatent(out *Sink, r *keyedRow) error {
	p := &PatentRecord{Line: r.line, Cells: r.cells, Office: "US", Language: "en", Publication: r.get("patent_id"), Kind: r.get("wipo_kind"),
		PublicationAt: r.get("patent_date"), GrantAt: r.get("patent_date"), Type: r.get("patent_type")}
	p.Grant = p.Publication + p.Kind
	if r.get("withdrawn") == "1" {
		p.Status = "withdrawn"
	}
	pvTexts(p, r.get("patent_title"), r.get("patent_abstract"))
	if n := r.get("num_claims"); n != "" {
		p.Counts = map[string]string{"claim_count": n}
	}
	return out.Patent(p)
}

func pvTexts(p *PatentRecord, title, abstract string) {
	for _, t := range []PatentText{{"en", "title", title}, {"en", "abstract", abstract}} {
		if t.Body != "" {
			p.Texts = append(p.Texts, t)
		}
	}
}

func pvApplication(out *Sink, r *keyedRow) error {
	return out.Patent(&PatentRecord{Line: r.line, Cells: r.cells, Office: "US", Application: r.get("application_id"), ApplicationAt: r.get("filing_date"),
		Publication: r.first("patent_id", "pgpub_id")})
}

func pvPublished(out *Sink, r *keyedRow) error {
	p := &PatentRecord{Line: r.line, Cells: r.cells, Office: "US", Language: "en", Application: r.get("application_id"), ApplicationAt: r.get("filing_date"),
		Publication: r.get("pgpub_id"), Kind: r.get("wipo_kind"), PublicationAt: r.get("published_date"), Type: r.first("patent_type", "application_type")}
	pvTexts(p, r.get("application_title"), r.get("application_abstract"))
	return out.Patent(p)
}

func pvText(part, header string) func(*Sink, *keyedRow) error {
	return func(out *Sink, r *keyedRow) error {
		p := pvPart(r, "", 0)
		p.seq = 1
		p.Texts = []PatentText{{Language: "en", Part: part, Body: r.get(header)}}
		return out.Part(p)
	}
}

// pvParty reads a person or organisation, disambiguated or raw; its place is another table's.
func pvParty(role string) func(*Sink, *keyedRow) error {
	return func(out *Sink, r *keyedRow) error {
		p := pvPart(r, role+"_sequence", 0)
		name := r.first("disambig_"+role+"_organization", "raw_"+role+"_organization")
		if name == "" {
			name = strings.TrimSpace(r.first("disambig_"+role+"_individual_name_first", "disambig_"+role+"_name_first", "raw_"+role+"_individual_name_first", "raw_"+role+"_name_first") +
				" " + r.first("disambig_"+role+"_individual_name_last", "disambig_"+role+"_name_last", "raw_"+role+"_individual_name_last", "raw_"+role+"_name_last"))
		}
		if name == "" {
			out.Skip("no name")
			return nil
		}
		p.parties = []partyLink{{role: role, name: name, place: sourceKey("patentsview-place", r.first("location_id", "rawlocation_id")), kind: pvTypes[strings.TrimPrefix(r.get("assignee_type"), "1")]}}
		return out.Part(p)
	}
}

// pvTypes are the USPTO's types of assignees; a 1 in front tells a part interest.
var pvTypes = map[string]string{"2": "company", "3": "company", "4": "individual", "5": "individual", "6": "government", "7": "government", "8": "government", "9": "government"}

func sourceKey(source, key string) string {
	if key == "" {
		return ""
	}
	return source + ":" + key
}

func pvPlace(out *Sink, r *keyedRow) error {
	var address []string
	for _, h := range []string{"disambig_city", "disambig_state"} {
		if v := r.get(h); v != "" {
			address = append(address, v)
		}
	}
	return out.Entry(entry{line: r.line, kind: "place", key: sourceKey("patentsview-place", r.get("location_id")), country: r.get("disambig_country"), address: strings.Join(address, ", ")})
}

func pvCPC(out *Sink, r *keyedRow) error {
	p := pvPart(r, "cpc_sequence", 0)
	p.Classes = []PatentClass{{Scheme: "cpc", Symbol: r.get("cpc_group"), First: r.get("cpc_symbol_position") == "F" || p.seq == 1, Inventive: pvInventive(r.get("cpc_type"))}}
	return out.Part(p)
}

func pvInventive(word string) *bool {
	switch strings.ToLower(word) {
	case "inventional", "inventive", "i":
		return boolOf(true)
	case "additional", "n", "a":
		return boolOf(false)
	}
	return nil
}

func boolOf(v bool) *bool { return &v }

func pvIPC(out *Sink, r *keyedRow) error {
	p := pvPart(r, "ipc_sequence", 0)
	symbol := r.get("section") + twoDigits(r.get("ipc_class")) + r.get("subclass")
	if group := r.get("main_group"); group != "" {
		symbol += group + "/" + r.get("subgroup")
	}
	if symbol == "" {
		out.Skip("no symbol")
		return nil
	}
	p.Classes = []PatentClass{{Scheme: "ipc", Symbol: symbol, Version: r.first("ipc_version_indicator", "version_indicator"), First: r.get("symbol_position") == "F" || p.seq == 1,
		Inventive: pvInventive(r.get("classification_value"))}}
	return out.Part(p)
}

func pvUSPC(out *Sink, r *keyedRow) error {
	p := pvPart(r, "uspc_sequence", 0)
	symbol := r.get("uspc_subclass_id")
	if !strings.Contains(symbol, "/") {
		symbol = r.get("uspc_mainclass_id") + "/" + symbol
	}
	p.Classes = []PatentClass{{Scheme: "uspc", Symbol: symbol}}
	return out.Part(p)
}

// pvCites reads citations; offset keeps the places of the three tables apart.
func pvCites(header, country string, offset int) func(*Sink, *keyedRow) error {
	return func(out *Sink, r *keyedRow) error {
		p := pvPart(r, "citation_sequence", offset)
		p.Citations = []PatentCitation{{Direction: "cites", Number: r.get(header), Country: orElse(country, r.get("citation_country")), Kind: r.get("wipo_kind"),
			At: r.get("citation_date"), Name: r.get("record_name"), Origin: r.get("citation_category")}}
		if p.Citations[0].Number == "" {
			out.Skip("no number")
			return nil
		}
		return out.Part(p)
	}
}

func pvOther(out *Sink, r *keyedRow) error {
	p := pvPart(r, "other_reference_sequence", 3e6)
	p.Citations = []PatentCitation{{Direction: "cites", NPL: r.get("other_reference_text"), Origin: r.get("other_reference_category")}}
	return out.Part(p)
}

func pvPriority(out *Sink, r *keyedRow) error {
	p := pvPart(r, "priority_claim_sequence", 0)
	p.Priorities = []PatentPriority{{Country: r.get("foreign_country_filed"), Number: r.get("foreign_application_id"), At: r.get("filing_date")}}
	return out.Part(p)
}

// pvPCT keeps the number of the PCT application; the publication it came to is told by WIPO.
func pvPCT(out *Sink, r *keyedRow) error {
	if !strings.Contains(strings.ToLower(r.get("pct_doc_type")), "application") {
		out.Skip("PCT publication")
		return nil
	}
	return out.Patent(&PatentRecord{Line: r.line, Cells: r.cells, Office: "US", Publication: r.first("patent_id", "pgpub_id"), PCT: r.get("pct_doc_number")})
}
