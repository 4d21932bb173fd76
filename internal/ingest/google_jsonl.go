package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
)

// Rows of the BigQuery table patents-public-data.patents.publications as JSON lines. Dates are whole numbers yyyymmdd,
// 0 for none; numbers are joined by "-": US-7650331-B1. docs/formats/google-jsonl.md.
var googleJSONL = Format{Name: "google-jsonl", Detect: detectGoogle, Read: readGoogle}

func detectGoogle(h Head) int {
	first, _, _ := bytes.Cut(bytes.TrimSpace(h.Bytes), []byte("\n"))
	if len(first) == 0 || first[0] != '{' || !bytes.Contains(first, []byte(`"publication_number"`)) {
		return 0
	}
	for _, sign := range []string{`"title_localized"`, `"abstract_localized"`, `"assignee_harmonized"`, `"inventor_harmonized"`, `"application_kind"`, `"kind_code"`} {
		if bytes.Contains(first, []byte(sign)) {
			return 95
		}
	}
	return 0
}

func readGoogle(ctx context.Context, in *Source, out *Sink) error {
	lines := newJSONLines(in, in.Limits)
	for lines.next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if fault := lines.fault(); fault != nil {
			out.Reject(lines.line, nil, *fault)
			continue
		}
		var doc googleDocument
		if err := doc.deliver(out, json.Unmarshal(lines.body, &doc), lines.line); err != nil {
			return err
		}
	}
	return lines.err
}

// deliver keeps what could be read: a field of the wrong type costs itself, broken JSON the record.
func (d *googleDocument) deliver(out *Sink, fault error, line int64) error {
	if fault != nil && !jsonTyped(out, fault, line) {
		return nil
	}
	return out.Patent(d.record(line))
}

// googleDocument is the part of a row that is kept; names are those of the table's columns.
type googleDocument struct {
	Publication string           `json:"publication_number"`
	Application string           `json:"application_number"`
	Country     string           `json:"country_code"`
	Kind        string           `json:"kind_code"`
	Filing      string           `json:"application_kind"`
	PCT         string           `json:"pct_number"`
	Family      json.RawMessage  `json:"family_id"` // text, in some exports a number
	Titles      []googleText     `json:"title_localized"`
	Abstracts   []googleText     `json:"abstract_localized"`
	Claims      []googleText     `json:"claims_localized"`
	Description []googleText     `json:"description_localized"`
	PublishedAt json.Number      `json:"publication_date"`
	FiledAt     json.Number      `json:"filing_date"`
	GrantedAt   json.Number      `json:"grant_date"`
	PriorityAt  json.Number      `json:"priority_date"`
	Priorities  []googleRef      `json:"priority_claim"`
	Inventors   []string         `json:"inventor"`
	Assignees   []string         `json:"assignee"`
	InventorsH  []googleParty    `json:"inventor_harmonized"`
	AssigneesH  []googleParty    `json:"assignee_harmonized"`
	Examiners   []googleExaminer `json:"examiner"`
	USPC        []googleClass    `json:"uspc"`
	IPC         []googleClass    `json:"ipc"`
	CPC         []googleClass    `json:"cpc"`
	FI          []googleClass    `json:"fi"`
	FTerm       []googleClass    `json:"fterm"`
	Locarno     []googleClass    `json:"locarno"`
	Citations   []googleRef      `json:"citation"`
}

type googleText struct {
	Text     string `json:"text"`
	Language string `json:"language"`
}

type googleParty struct {
	Name    string `json:"name"`
	Country string `json:"country_code"`
}

type googleExaminer struct {
	Name string `json:"name"`
}

type googleClass struct {
	Code      string `json:"code"`
	Inventive *bool  `json:"inventive"`
	First     *bool  `json:"first"`
}

type googleRef struct {
	Publication string      `json:"publication_number"`
	Application string      `json:"application_number"`
	NPL         string      `json:"npl_text"`
	Type        string      `json:"type"`
	Category    string      `json:"category"`
	FiledAt     json.Number `json:"filing_date"`
}

// googleDay is a date, "" for 0.
func googleDay(n json.Number) string {
	if s := n.String(); s != "0" {
		return s
	}
	return ""
}

func (d *googleDocument) record(line int64) *PatentRecord {
	r := &PatentRecord{Line: line, Office: d.Country, Publication: d.Publication, Kind: d.Kind, PublicationAt: googleDay(d.PublishedAt),
		Application: d.Application, ApplicationAt: googleDay(d.FiledAt), GrantAt: googleDay(d.GrantedAt), PCT: d.PCT, FamilyID: strings.Trim(string(d.Family), `" `)}
	if r.FamilyID == "null" || r.FamilyID == "-1" {
		r.FamilyID = ""
	}
	if r.GrantAt != "" && r.GrantAt == r.PublicationAt {
		r.Grant = d.Publication
	}
	d.texts(r)
	d.people(r)
	d.classes(r)
	d.references(r)
	return r
}

func (d *googleDocument) texts(r *PatentRecord) {
	for _, part := range []struct {
		name  string
		texts []googleText
	}{{"title", d.Titles}, {"abstract", d.Abstracts}, {"claims", d.Claims}, {"description", d.Description}} {
		for _, t := range part.texts {
			if t.Text != "" {
				r.Texts = append(r.Texts, PatentText{Language: strings.ToLower(t.Language), Part: part.name, Body: t.Text})
			}
		}
	}
}

// people takes names as printed; the harmonised ones, which are upper case without accents, lend their countries
// where both lists are as long, and stand in where there are no others.
func (d *googleDocument) people(r *PatentRecord) {
	d.party(r, "applicant", d.Assignees, d.AssigneesH)
	d.party(r, "inventor", d.Inventors, d.InventorsH)
	for _, e := range d.Examiners {
		d.party(r, "examiner", []string{e.Name}, nil)
	}
}

func (d *googleDocument) party(r *PatentRecord, role string, names []string, harmonised []googleParty) {
	if len(names) == 0 {
		for _, h := range harmonised {
			names = append(names, h.Name)
		}
	}
	for i, n := range names {
		if n == "" {
			continue
		}
		p := PatentParty{Role: role, Name: n}
		if len(names) == len(harmonised) {
			p.Country = harmonised[i].Country
		}
		r.Parties = append(r.Parties, p)
	}
}

func (d *googleDocument) classes(r *PatentRecord) {
	for _, list := range []struct {
		scheme string
		of     []googleClass
	}{{"ipc", d.IPC}, {"cpc", d.CPC}, {"uspc", d.USPC}, {"fi", d.FI}, {"fterm", d.FTerm}, {"locarno", d.Locarno}} {
		for _, c := range list.of {
			if c.Code != "" {
				r.Classes = append(r.Classes, PatentClass{Scheme: list.scheme, Symbol: c.Code, First: c.First != nil && *c.First, Inventive: c.Inventive})
			}
		}
	}
}

func (d *googleDocument) references(r *PatentRecord) {
	for _, p := range d.Priorities {
		if number := orElse(p.Application, p.Publication); number != "" {
			r.Priorities = append(r.Priorities, PatentPriority{Number: number, At: googleDay(p.FiledAt)})
		}
	}
	if at := googleDay(d.PriorityAt); at != "" {
		addPriorityDate(r, at)
	}
	for _, c := range d.Citations {
		cited := PatentCitation{Direction: "cites", Number: orElse(c.Publication, c.Application), NPL: c.NPL, Category: c.Type, Origin: c.Category, Phase: c.Category}
		if cited.Number != "" {
			cited.NPL = ""
		}
		if cited.Number != "" || cited.NPL != "" {
			r.Citations = append(r.Citations, cited)
		}
	}
}
