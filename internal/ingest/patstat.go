package ingest

import "strings"

// patstat are the tables of PATSTAT Global and PATSTAT Register's core: CSV files of one table each. Applications,
// publications and persons are named by PATSTAT's own keys. docs/formats/patstat.md.
var patstat = &keyedDatabase{name: "patstat", tables: []keyedTable{
	{name: "tls201", need: []string{"appln_id", "appln_auth", "appln_nr"}, row: psApplication},
	{name: "tls202", need: []string{"appln_id", "appln_title"}, row: psText("title", "appln_title", "appln_title_lg")},
	{name: "tls203", need: []string{"appln_id", "appln_abstract"}, row: psText("abstract", "appln_abstract", "appln_abstract_lg")},
	{name: "tls204", need: []string{"appln_id", "prior_appln_id"}, row: psPriority},
	{name: "tls206", need: []string{"person_id", "person_name", "person_ctry_code"}, row: psPerson},
	{name: "tls207", need: []string{"person_id", "appln_id", "applt_seq_nr", "invt_seq_nr"}, row: psParty},
	{name: "tls209", need: []string{"appln_id", "ipc_class_symbol"}, row: psClass("ipc")},
	{name: "tls224", need: []string{"appln_id", "cpc_class_symbol"}, row: psClass("cpc")},
	{name: "tls211", need: []string{"pat_publn_id", "publn_auth", "publn_nr"}, row: psPublication},
	{name: "tls212", need: []string{"pat_publn_id", "citn_id", "cited_pat_publn_id"}, row: psCitation},
	{name: "tls214", need: []string{"npl_publn_id", "npl_biblio"}, row: psLiterature},
	{name: "tls215", need: []string{"pat_publn_id", "citn_id", "citn_categ"}, row: psCategory},
	{name: "tls231", need: []string{"event_id", "appln_id", "event_code"}, row: psEvent},
	{name: "tls205", need: []string{"appln_id", "tech_rel_appln_id"}, why: "technical relation"},
	{name: "tls216", need: []string{"appln_id", "parent_appln_id"}, why: "continuation"},
	{name: "tls222", need: []string{"appln_id", "jp_class_symbol"}, why: "Japanese class"},
	{name: "tls223", need: []string{"appln_id", "docus_class_symbol"}, why: "US class"},
	{name: "tls225", need: []string{"docdb_family_id", "cpc_class_symbol"}, why: "class of the family"},
	{name: "tls226", need: []string{"person_orig_id", "person_id"}, why: "name as filed"},
	{name: "tls227", need: []string{"person_id", "pat_publn_id"}, why: "person of a publication"},
	{name: "tls228", need: []string{"docdb_family_id", "cited_docdb_family_id"}, why: "citation of the family"},
	{name: "tls229", need: []string{"appln_id", "nace2_code", "weight"}, why: "derived from the IPC"},
	{name: "tls230", need: []string{"appln_id", "techn_field_nr", "weight"}, why: "derived from the IPC"},
	{name: "tls801", need: []string{"ctry_code", "st3_name"}, why: "code table"},
	{name: "tls803", need: []string{"event_code", "event_descr"}, why: "code table"},
	{name: "tls901", need: []string{"ipc_maingroup_symbol", "techn_field_nr"}, why: "code table"},
	{name: "tls902", need: []string{"ipc", "nace2_code"}, why: "code table"},
	{name: "tls904", need: []string{"nuts", "nuts_level"}, why: "code table"},
}}

// given is a value that is not one of PATSTAT's marks of "none": 0, 9999 and 9999-12-31.
func (r *keyedRow) given(header string) string {
	v := r.get(header)
	if v == "0" || v == "9999" || strings.HasPrefix(v, "9999-12-31") || strings.HasPrefix(v, "31/12/9999") {
		return ""
	}
	return v
}

// the keys of applications, publications and persons
func psAppln(r *keyedRow, header string) string { return sourceKey("patstat-appln", r.given(header)) }
func psPubln(r *keyedRow, header string) string { return sourceKey("patstat-publn", r.given(header)) }

func psApplication(out *Sink, r *keyedRow) error {
	p := &PatentRecord{Line: r.line, Cells: r.cells, Office: r.get("appln_auth"), ApplicationAt: r.given("appln_filing_date"), Type: psTypes[r.get("ipr_type")],
		FamilyID: r.given("docdb_family_id"), ExtendedFamily: r.given("inpadoc_family_id"), Keys: keysOf(psAppln(r, "appln_id")), Counts: map[string]string{}}
	if kind := r.get("appln_kind"); !strings.HasPrefix(kind, "D") { // D: PATSTAT's stand-in for an application it lacks
		p.Application = psNumber(r)
	}
	if n := r.given("docdb_family_size"); n != "" {
		p.Counts["family_size"] = n
	}
	return out.Patent(p)
}

var psTypes = map[string]string{"PI": "invention", "UM": "utility model", "DP": "design"}

// psNumber is the application number: office and number as in DOCDB, for PCT applications the EPO's form, which names
// the receiving office.
func psNumber(r *keyedRow) string {
	if nr := r.get("appln_nr_epodoc"); r.get("appln_auth") == "WO" && nr != "" {
		return nr
	}
	if nr := r.get("appln_nr"); nr != "" {
		return r.get("appln_auth") + nr
	}
	return ""
}

func keysOf(keys ...string) (given []string) {
	for _, k := range keys {
		if k != "" {
			given = append(given, k)
		}
	}
	return given
}

func psText(part, header, language string) func(*Sink, *keyedRow) error {
	return func(out *Sink, r *keyedRow) error {
		return out.Patent(&PatentRecord{Line: r.line, Cells: r.cells, Keys: keysOf(psAppln(r, "appln_id")),
			Texts: []PatentText{{Language: strings.ToLower(r.get(language)), Part: part, Body: r.get(header)}}})
	}
}

// psPart is the part of an application that a row tells.
func psPart(r *keyedRow, key, sequence string) *portion {
	p := &portion{id: key, kind: "source"}
	p.Line, p.Cells = r.line, r.cells
	if n, ok := smallNumber(r.given(sequence)); ok {
		p.seq = n
	}
	return p
}

func psPriority(out *Sink, r *keyedRow) error {
	p := psPart(r, psAppln(r, "appln_id"), "prior_appln_seq_nr")
	p.prior = psAppln(r, "prior_appln_id")
	return out.Part(p)
}

func psPerson(out *Sink, r *keyedRow) error {
	return out.Entry(entry{line: r.line, kind: "person", key: sourceKey("patstat-person", r.given("person_id")), name: r.first("person_name", "psn_name", "doc_std_name", "han_name"),
		country: r.get("person_ctry_code"), address: r.get("person_address"), type_: psSectors[firstWord(r.get("psn_sector"))]})
}

// psSectors are ECOOM's sectors by their first word: COMPANY, GOV NON-PROFIT, COMPANY UNIVERSITY …
var psSectors = map[string]string{"COMPANY": "company", "UNIVERSITY": "university", "GOV": "government", "HOSPITAL": "institute", "INDIVIDUAL": "individual"}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// psParty is a person as applicant, inventor or both: a place of 0 means not in this role.
func psParty(out *Sink, r *keyedRow) error {
	id, person := psAppln(r, "appln_id"), sourceKey("patstat-person", r.given("person_id"))
	written := false
	for _, as := range []struct{ role, header string }{{"applicant", "applt_seq_nr"}, {"inventor", "invt_seq_nr"}} {
		if _, ok := smallNumber(r.given(as.header)); !ok || person == "" {
			continue
		}
		p := psPart(r, id, as.header)
		p.parties, p.also = []partyLink{{role: as.role, person: person}}, written
		written = true
		if err := out.Part(p); err != nil {
			return err
		}
	}
	if !written {
		out.Skip("no role")
	}
	return nil
}

func psClass(scheme string) func(*Sink, *keyedRow) error {
	return func(out *Sink, r *keyedRow) error {
		p := psPart(r, psAppln(r, "appln_id"), "")
		p.Classes = []PatentClass{{Scheme: scheme, Symbol: r.get(scheme + "_class_symbol"), Version: r.given(scheme + "_version"), First: r.get(scheme+"_position") == "F",
			Inventive: pvInventive(r.get(scheme + "_value"))}}
		return out.Part(p)
	}
}

func psPublication(out *Sink, r *keyedRow) error {
	p := &PatentRecord{Line: r.line, Cells: r.cells, Office: r.get("publn_auth"), Kind: r.get("publn_kind"), PublicationAt: r.given("publn_date"), Language: strings.ToLower(r.get("publn_lg")),
		Keys: keysOf(psAppln(r, "appln_id"), psPubln(r, "pat_publn_id"))}
	if nr := r.get("publn_nr"); nr != "" {
		p.Publication = p.Office + nr
	}
	if g := r.get("publn_first_grant"); g == "1" || g == "Y" {
		p.Grant, p.GrantAt = p.Publication, p.PublicationAt
	}
	if n := r.given("publn_claims"); n != "" {
		p.Counts = map[string]string{"claim_count": n}
	}
	return out.Patent(p)
}

// psCitation cites a publication, an application, or a document that is no patent.
func psCitation(out *Sink, r *keyedRow) error {
	cited := psPubln(r, "cited_pat_publn_id")
	if cited == "" {
		cited = psAppln(r, "cited_appln_id")
	}
	if cited == "" {
		cited = sourceKey("patstat-npl", r.given("cited_npl_publn_id"))
	}
	p := psPart(r, psPubln(r, "pat_publn_id"), "citn_id")
	p.cites = []citationLink{{key: cited, origin: originOf(r.get("citn_origin")), phase: r.get("citn_origin")}}
	if cited == "" {
		out.Skip("no cited document")
		return nil
	}
	return out.Part(p)
}

func psLiterature(out *Sink, r *keyedRow) error {
	return out.Entry(entry{line: r.line, kind: "literature", key: sourceKey("patstat-npl", r.given("npl_publn_id")), body: r.get("npl_biblio")})
}

func psCategory(out *Sink, r *keyedRow) error {
	p := psPart(r, psPubln(r, "pat_publn_id"), "citn_id")
	p.cites = []citationLink{{category: strings.ToUpper(r.get("citn_categ"))}}
	return out.Part(p)
}

func psEvent(out *Sink, r *keyedRow) error {
	p := psPart(r, psAppln(r, "appln_id"), "event_seq_nr")
	p.Events = []PatentEvent{{At: firstOf(r.given("event_effective_date"), r.given("event_publn_date"), r.given("event_filing_date")), Code: r.get("event_code"), Country: r.get("event_auth"),
		Text: r.first("event_text", "event_code")}}
	return out.Part(p)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
