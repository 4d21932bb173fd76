package ingest

import (
	"context"
	"strings"

	"asterism/internal/finding"
)

// US grants 1976 to 2001 in APS text ("Green Book"): a line a field, records one after another. docs/formats/us-aps.md.
var usAPS = Format{Name: "us-aps", Detect: detectAPS, Read: readAPS}

func detectAPS(h Head) int {
	text := strings.ReplaceAll(string(h.Bytes[:min(len(h.Bytes), 4096)]), "\r", "")
	before, after, ok := strings.Cut("\n"+text, "\nPATN")
	if !ok || len(before) > 200 || !strings.HasPrefix(strings.TrimLeft(after, " "), "\nWKU ") {
		return 0
	}
	return 95
}

func readAPS(ctx context.Context, in *Source, out *Sink) error {
	fields := newAPSFields(in)
	limit := in.Limits.orDefault().FieldBytes
	var r *apsRecord
	for {
		f, ok := fields.read(limit)
		if !ok || f.tag == "PATN" {
			if err := r.deliver(out); err != nil {
				return err
			}
			r = nil
		}
		if !ok {
			if long := fields.long; long.N > 0 {
				out.counted(finding.Warning, "csv.too_long", long.Line, long.N)
			}
			return fields.err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		switch {
		case f.tag == "PATN":
			r = newAPS(f.line)
		case r == nil:
		case r.size > in.Limits.RowBytes:
			fields.long.Add(f.line)
		default:
			r.field(f)
		}
	}
}

func (r *apsRecord) deliver(out *Sink) error {
	if r == nil {
		return nil
	}
	if r.Publication == "" {
		return out.Reject(r.Line, nil, finding.Finding{Code: "aps.no_number", Severity: finding.Error, Line: r.Line})
	}
	r.finish()
	return out.Patent(r.PatentRecord)
}

// apsRecord is the record being read: sections (INVT, CLAS, UREF …) give their fields a meaning.
type apsRecord struct {
	*PatentRecord
	section  string
	series   string
	edition  string
	priority PatentPriority
	citation PatentCitation
	text     map[string]*strings.Builder // abstract, description
	size     int                         // of the fields so far
}

func newAPS(line int64) *apsRecord {
	r := &PatentRecord{Office: "US", Language: "en", Line: line, Counts: map[string]string{}}
	return &apsRecord{PatentRecord: r, section: "PATN", text: map[string]*strings.Builder{"abstract": {}, "description": {}}}
}

// apsSections are the tags that open a section; what stands in it follows.
var apsSections = map[string]bool{"INVT": true, "ASSG": true, "PRIR": true, "REIS": true, "RLAP": true, "CLAS": true, "UREF": true,
	"FREF": true, "OREF": true, "LREP": true, "PCTA": true, "ABST": true, "GOVT": true, "PARN": true, "BSUM": true, "DRWD": true,
	"DETD": true, "CLMS": true, "DCLM": true}

func (r *apsRecord) field(f apsField) {
	r.size += len(f.text) + 16
	if apsSections[f.tag] {
		r.close()
		r.section = f.tag
		if f.text != "" {
			r.inside(apsField{"TXT", f.text, f.line})
		}
		return
	}
	r.inside(f)
}

func (r *apsRecord) inside(f apsField) {
	switch r.section {
	case "PATN":
		r.head(f)
	case "INVT", "ASSG", "LREP":
		r.party(f)
	case "CLAS":
		r.class(f)
	case "PRIR", "RLAP":
		r.earlier(f)
	case "UREF", "FREF", "OREF":
		r.cited(f)
	case "PCTA":
		r.pct(f)
	case "CLMS", "DCLM":
		r.claim(f)
	case "ABST":
		r.prose("abstract", f)
	case "GOVT", "PARN", "BSUM", "DRWD", "DETD":
		r.prose("description", f)
	}
}

// close ends the section before.
func (r *apsRecord) close() {
	if r.priority.Number != "" {
		r.Priorities = append(r.Priorities, r.priority)
	}
	if r.citation.Number != "" || r.citation.NPL != "" {
		r.citation.Direction = "cites"
		r.Citations = append(r.Citations, r.citation)
	}
	r.priority, r.citation = PatentPriority{}, PatentCitation{}
}

func (r *apsRecord) finish() {
	r.close()
	for _, part := range []string{"abstract", "description"} {
		if body := strings.TrimSpace(r.text[part].String()); body != "" {
			r.Texts = append(r.Texts, PatentText{Language: "en", Part: part, Body: body})
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		c.DependsOn = claimDependence(c.Body, c.Number)
	}
	r.Grant, r.GrantAt, r.SourceAt = r.Publication, r.PublicationAt, r.PublicationAt
}
