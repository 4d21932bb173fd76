package ingest

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lensSample(t *testing.T) *PatentRecord {
	data, err := os.ReadFile("testdata/lens-jsonl/records.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(data), "\n")
	var d lensDocument
	if err := json.Unmarshal([]byte(first), &d); err != nil {
		t.Fatal(err)
	}
	return d.record(1)
}

func TestLensRecord(t *testing.T) {
	r := lensSample(t)
	head := []string{r.Application, r.Publication, r.Kind, r.PublicationAt, r.Type, r.Status, r.ExpiryAt, r.Counts["family_size"], r.Counts["cited_by_count"]}
	want := []string{"US201313900001", "US20130300001", "A1", "2013-11-14", "patent application", "PENDING", "2033-05-22", "2", "1"}
	if diff := cmp.Diff(want, head); diff != "" {
		t.Error(diff)
	}
	wantParties := []PatentParty{
		{Role: "applicant", Name: "EXAMPLE LAMPS LTD", Country: "US"}, {Role: "inventor", Name: "SAMPLE ADA", Country: "CN"},
		{Role: "owner", Name: "EXAMPLE HOLDING", Country: "US", Address: "EXAMPLETOWN"}, {Role: "examiner", Name: "Tester; T"},
	}
	if diff := cmp.Diff(wantParties, r.Parties); diff != "" {
		t.Error(diff)
	}
	wantCitations := []PatentCitation{
		{Direction: "cites", Number: "5556839", Country: "US", Kind: "A", At: "1996-09-17", Category: "XY", Origin: "APP", Phase: "APP"},
		{Direction: "cites", NPL: "On lamps"},
		{Direction: "cited_by", Number: "2900001", Country: "EP", Kind: "A1"},
	}
	if diff := cmp.Diff(wantCitations, r.Citations); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]PatentClaim{{1, "", "1. A lamp."}, {2, "1", "2. The lamp of claim 1."}}, r.Claims); diff != "" {
		t.Error(diff)
	}
}

func TestJSONLines(t *testing.T) {
	deep := strings.Repeat("[", 70) + strings.Repeat("]", 70)
	lines := newJSONLines(strings.NewReader("{}\n\n"+deep+"\r\n{\"a\":\"[[[\\\"[[\"}\n"+strings.Repeat("x", 2000)+"\n{}"), Limits{RowBytes: 1000})
	var got []string
	for lines.next() {
		code := "ok"
		if f := lines.fault(); f != nil {
			code = f.Code
		}
		got = append(got, code)
	}
	if diff := cmp.Diff([]string{"ok", "json.too_deep", "ok", "json.too_large", "ok"}, got); diff != "" || lines.line != 6 {
		t.Error(diff, lines.line)
	}
}

func FuzzLens(f *testing.F) {
	data, err := os.ReadFile("testdata/lens-jsonl/records.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := newJSONLines(strings.NewReader(string(data)), Limits{})
		for lines.next() {
			var d lensDocument
			_ = json.Unmarshal(lines.body, &d)
			d.record(lines.line)
		}
	})
}
