package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"asterism/internal/fail"
)

// The planted mutual blocking: two firms whose filings are each limited by the other's European patents in force, by X and Y citations of
// search reports; a third that is limited by one of them and limits nobody; and a fourth whose blocking patent has lapsed, so that it is no
// partner for a cross-licence. In the form of a Lens export, since the other patents of the province have no categories.
var (
	blockers = []string{"SYNTHETIC ALPHA LEUCHTEN GMBH", "SYNTHETIC BETA LAMPS BV", "SYNTHETIC GAMMA OPTICS SA", "SYNTHETIC DELTA LICHT AG"}
	// blocked patents: owner, year, lapsed, then whom they cite (place in the list, category)
	blocked = []blockedPatent{
		{owner: 0, year: 2009}, {owner: 1, year: 2009}, {owner: 3, year: 2009, isLapsed: true},
		{owner: 0, year: 2012, cites: []blockedCite{{1, "X"}, {2, "X"}}}, {owner: 1, year: 2012, cites: []blockedCite{{0, "X"}}},
		{owner: 0, year: 2014, cites: []blockedCite{{1, "Y"}, {4, "A"}}}, {owner: 1, year: 2014, cites: []blockedCite{{3, "X"}, {5, "A"}}},
		{owner: 2, year: 2015, cites: []blockedCite{{0, "X"}, {1, "A"}}}, {owner: 2, year: 2016, cites: []blockedCite{{1, "A"}}}, {owner: 2, year: 2017, cites: []blockedCite{{4, "A"}}},
		{owner: 3, year: 2015, cites: []blockedCite{{0, "X"}}}, {owner: 3, year: 2016, cites: []blockedCite{{3, "Y"}}},
	}
)

type blockedPatent struct {
	owner, year int
	isLapsed    bool
	cites       []blockedCite
}

type blockedCite struct {
	place    int
	category string
}

// BlockingTruth is the pair, and how many filings of each the other's patents in force limit.
type BlockingTruth struct {
	A            string `yaml:"party_a"`
	B            string `yaml:"party_b"`
	ALimited     int    `yaml:"filings_of_a_limited_by_b"`
	BLimited     int    `yaml:"filings_of_b_limited_by_a"`
	OneSided     string `yaml:"limited_but_limits_nobody"`
	LapsedHolder string `yaml:"limits_only_by_a_lapsed_patent"`
}

func blockingTruth() BlockingTruth {
	t := BlockingTruth{A: blockers[0], B: blockers[1], OneSided: blockers[2], LapsedHolder: blockers[3]}
	for _, p := range blocked {
		for _, c := range p.cites {
			cited := blocked[c.place]
			if c.category == "A" || cited.isLapsed || p.owner+cited.owner != 1 {
				continue
			}
			if p.owner == 0 {
				t.ALimited++
			} else {
				t.BLimited++
			}
		}
	}
	return t
}

// blockedNumber is above every number that the European office has given.
func blockedNumber(place int) string { return fmt.Sprintf("89%05d", place+1) }

// writeBlocking writes the patents as a Lens export.
func writeBlocking(dir string) error {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	for place, p := range blocked {
		if err := out.Encode(p.lens(place)); err != nil {
			return fail.As(fail.Internal, err, "demo: search reports")
		}
	}
	return fail.As(fail.Unavailable, os.WriteFile(filepath.Join(dir, "合成_检索报告.jsonl"), b.Bytes(), 0o644), "demo: search reports")
}

type object = map[string]any

func (p blockedPatent) lens(place int) object {
	filed, granted := fmt.Sprintf("%d-03-0%d", p.year, 1+place%9), fmt.Sprintf("%d-09-1%d", p.year+3, place%9)
	legal := object{"granted": true, "grant_date": granted, "anticipated_term_date": fmt.Sprintf("%d-03-0%d", p.year+20, 1+place%9), "patent_status": "ACTIVE"}
	if p.isLapsed {
		legal["patent_status"], legal["discontinuation_date"] = "INACTIVE", "2019-10-01"
	}
	var cites []object
	for k, c := range p.cites {
		cites = append(cites, object{"sequence": k + 1, "cited_phase": "SEA", "category": []string{c.category},
			"patcit": object{"document_id": object{"jurisdiction": "EP", "doc_number": blockedNumber(c.place), "kind": "B1"}}})
	}
	number := object{"jurisdiction": "EP", "doc_number": blockedNumber(place), "kind": "B1", "date": granted}
	return object{"lens_id": fmt.Sprintf("999-999-999-999-%03d", place), "jurisdiction": "EP", "doc_number": blockedNumber(place), "kind": "B1", "date_published": granted,
		"publication_type": "GRANTED_PATENT", "lang": "en", "legal_status": legal,
		"biblio": object{"publication_reference": number, "application_reference": object{"date": filed},
			"invention_title":      []object{{"text": "Synthetic example: lamp housing", "lang": "en"}},
			"parties":              object{"applicants": []object{{"residence": "DE", "sequence": 1, "extracted_name": object{"value": blockers[p.owner]}}}},
			"classifications_ipcr": object{"classifications": []object{{"symbol": "F21V29/00", "classification_value": "I", "classification_symbol_position": "F"}}},
			"references_cited":     object{"citations": cites, "patent_count": len(cites)}}}
}
