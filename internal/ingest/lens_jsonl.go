package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"asterism/internal/finding"
)

// Lens patent records as JSON lines, the export and the answer of the patent API. Scholarly works of the same export
// are recognised and not kept. docs/formats/lens-jsonl.md.
var lensJSONL = Format{Name: "lens-jsonl", Detect: detectLens, Read: readLens}

func detectLens(h Head) int {
	first, _, _ := bytes.Cut(bytes.TrimSpace(h.Bytes), []byte("\n"))
	if len(first) == 0 || first[0] != '{' || !bytes.Contains(first, []byte(`"lens_id"`)) {
		return 0
	}
	return 95
}

func readLens(ctx context.Context, in *Source, out *Sink) error {
	lines := newJSONLines(in, in.Limits)
	papers := false
	for lines.next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if fault := lines.fault(); fault != nil {
			if err := out.Reject(lines.line, nil, *fault); err != nil {
				return err
			}
			continue
		}
		var doc lensDocument
		err := json.Unmarshal(lines.body, &doc)
		if doc.scholarly() {
			papers = tellPapers(out, papers, lines.line)
			continue
		}
		if err := doc.deliver(out, err, lines.line); err != nil {
			return err
		}
	}
	return lines.err
}

// deliver keeps what could be read: a field of the wrong type costs itself, broken JSON the record.
func (d *lensDocument) deliver(out *Sink, fault error, line int64) error {
	if fault != nil && !jsonTyped(out, fault, line) {
		return nil
	}
	return out.Patent(d.record(line))
}

// tellPapers passes over a scholarly work; one finding a file tells of them.
func tellPapers(out *Sink, told bool, line int64) bool {
	if !told {
		out.Finding(finding.Finding{Code: "unsupported_record_kind", Severity: finding.Error, Line: line, Value: "scholarly work"})
	}
	out.Skip("scholarly work")
	return true
}

// lensDocument is the part of a Lens record that is kept. Names follow the patent API's response fields.
type lensDocument struct {
	LensID       string          `json:"lens_id"`
	Jurisdiction string          `json:"jurisdiction"`
	DocNumber    string          `json:"doc_number"`
	Kind         string          `json:"kind"`
	Published    string          `json:"date_published"`
	Type         string          `json:"publication_type"`
	Language     string          `json:"lang"`
	Biblio       lensBiblio      `json:"biblio"`
	Families     lensFamilies    `json:"families"`
	Abstract     []lensText      `json:"abstract"`
	Claims       []lensClaimSet  `json:"claims"`
	Description  lensText        `json:"description"`
	Legal        lensLegal       `json:"legal_status"`
	Title        json.RawMessage `json:"title"`   // scholarly works only
	Authors      json.RawMessage `json:"authors"` // scholarly works only
}

func (d *lensDocument) scholarly() bool {
	return d.DocNumber == "" && d.Jurisdiction == "" && (d.Title != nil || d.Authors != nil)
}

type lensText struct {
	Text string `json:"text"`
	Lang string `json:"lang"`
}

type lensClaimSet struct {
	Lang   string `json:"lang"`
	Claims []struct {
		Text []string `json:"claim_text"`
	} `json:"claims"`
}

type lensID struct {
	Jurisdiction string `json:"jurisdiction"`
	DocNumber    string `json:"doc_number"`
	Kind         string `json:"kind"`
	Date         string `json:"date"`
}

type lensFamilies struct {
	Simple   lensFamily `json:"simple_family"`
	Extended lensFamily `json:"extended_family"`
}

type lensFamily struct {
	Size    json.Number `json:"size"`
	Members []struct {
		ID lensID `json:"document_id"`
	} `json:"members"`
}

type lensLegal struct {
	Granted      bool   `json:"granted"`
	GrantDate    string `json:"grant_date"`
	Expired      string `json:"application_expiry_date"`
	Term         string `json:"anticipated_term_date"`
	Discontinued string `json:"discontinuation_date"`
	Status       string `json:"patent_status"`
}

// claims joins the parts of each claim; dependence is read from the words, as Lens gives none.
func (d *lensDocument) claims() (claims []PatentClaim) {
	for _, set := range d.Claims {
		for _, c := range set.Claims {
			body := strings.TrimSpace(strings.Join(c.Text, "\n"))
			n := len(claims) + 1
			claims = append(claims, PatentClaim{Number: n, Body: body, DependsOn: claimDependence(body, n)})
		}
		if len(claims) > 0 {
			return claims // further sets repeat the claims in other languages
		}
	}
	return nil
}
