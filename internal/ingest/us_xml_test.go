package ingest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUSGrants(t *testing.T) {
	items := readSample(t, usXML, "us-grant/weekly.xml")
	if diff := cmp.Diff([]string{"US09900001", "skip", "USD0500001"}, gist(items)); diff != "" {
		t.Fatal(diff)
	}
	r := items[0].record
	head := []string{r.Application, r.ApplicationAt, r.Kind, r.PublicationAt, r.Grant, r.GrantAt, r.PCT, r.Type, r.Language, r.Counts["claim_count"]}
	want := []string{"13900001", "20130522", "B2", "20150616", "US09900001", "20150616", "PCT/CN10/00518", "utility", "en", "3"}
	if diff := cmp.Diff(want, head); diff != "" {
		t.Error(diff)
	}
	wantTexts := []PatentText{
		{"en", "title", "Lamp with two layers & a lens"},
		{"en", "abstract", "A lamp has two layers."},
		{"en", "description", "BACKGROUND\nLamps of H2O are known from FIG. 1.\na\t1\nb\t2"},
	}
	if diff := cmp.Diff(wantTexts, r.Texts); diff != "" {
		t.Error(diff)
	}
	wantClaims := []PatentClaim{
		{1, "", "1. A lamp comprising:\na first layer; and\na second layer."},
		{2, "1", "2. The lamp of claim 1, being red."},
		{3, "1,2", "3. The lamp of claim 1 or 2."},
	}
	if diff := cmp.Diff(wantClaims, r.Claims); diff != "" {
		t.Error(diff)
	}
}

func TestUSGrantPeopleAndClasses(t *testing.T) {
	r := readSample(t, usXML, "us-grant/weekly.xml")[0].record
	wantParties := []PatentParty{
		{Role: "applicant", Name: "Example Lamps Ltd.", Country: "US", Address: "Exampletown, NY"},
		{Role: "inventor", Name: "Sample, Ada", Country: "CN", Address: "Exampletown", Type: "individual"},
		{Role: "agency", Name: "Specimen & Partners"},
		{Role: "assignee", Name: "Example Lamps Ltd.", Country: "US", Address: "Exampletown, NY", Type: "firm"},
		{Role: "examiner", Name: "Tester, T", Type: "individual"},
	}
	if diff := cmp.Diff(wantParties, r.Parties); diff != "" {
		t.Error(diff)
	}
	wantClasses := []PatentClass{
		{Scheme: "ipc", Symbol: "H01L33/00", Version: "20060101", First: true, Inventive: &yes},
		{Scheme: "cpc", Symbol: "H01L33/0075", Version: "20130101", First: true, Inventive: &yes},
		{Scheme: "cpc", Symbol: "Y10S438/00", Inventive: &no},
		{Scheme: "uspc", Symbol: "24/303", First: true},
		{Scheme: "uspc", Symbol: "438/22"},
	}
	if diff := cmp.Diff(wantClasses, r.Classes); diff != "" {
		t.Error(diff)
	}
}

func TestUSGrantReferences(t *testing.T) {
	r := readSample(t, usXML, "us-grant/weekly.xml")[0].record
	wantPriorities := []PatentPriority{
		{"CN", "201210161234.5", "national", "20120523"},
		{"US", "12800001", "continuation", "20100505"},
		{"US", "61300001", "provisional", "20090506"},
	}
	if diff := cmp.Diff(wantPriorities, r.Priorities); diff != "" {
		t.Error(diff)
	}
	wantCitations := []PatentCitation{
		{Direction: "cites", Number: "2007/0140112", Country: "US", Kind: "A1", At: "20070600", Name: "Sample et al.", Origin: "examiner"},
		{Direction: "cites", Number: "5-1234", Country: "JP", At: "19930100", Origin: "applicant"},
		{Direction: "cites", NPL: "Example, “On lamps,” 2011.", Origin: "other"},
	}
	if diff := cmp.Diff(wantCitations, r.Citations); diff != "" {
		t.Error(diff)
	}
	wantFamily := []PatentFamilyMember{{"extended", "US8400001"}, {"simple", "US20130300001A1"}, {"simple", "WO2010/107345A"}}
	if diff := cmp.Diff(wantFamily, r.Family); diff != "" {
		t.Error(diff)
	}
	var events []string
	for _, e := range r.Events {
		events = append(events, fmt.Sprint(e.Class, " ", e.Code, " ", e.At, " ", e.Text))
	}
	wantEvents := []string{"term us-term-extension 20150616 129", "term disclaimer 20150616 Subject to a terminal disclaimer.",
		"filing 371 20111103 entry into the national phase"}
	if diff := cmp.Diff(wantEvents, events); diff != "" {
		t.Error(diff)
	}
}

// The names before 2012: applicants who are the inventors, flat symbols read by position.
func TestUSOldNames(t *testing.T) {
	r := readSample(t, usXML, "us-grant/weekly.xml")[2].record
	wantParties := []PatentParty{
		{Role: "applicant", Name: "Specimen, Bo, Jr.", Country: "DE", Address: "Exampletown", Type: "individual"},
		{Role: "assignee", Name: "Example Gloves GmbH", Type: "firm"},
		{Role: "inventor", Name: "Specimen, Bo, Jr.", Country: "DE", Address: "Exampletown", Type: "individual"},
	}
	if diff := cmp.Diff(wantParties, r.Parties); diff != "" {
		t.Error(diff)
	}
	var symbols []string
	for _, c := range r.Classes {
		symbols = append(symbols, c.Scheme+" "+c.Symbol)
	}
	if diff := cmp.Diff([]string{"locarno 02-99", "ipc A45F 5/04", "ipc H01L 31/107", "uspc D2/852"}, symbols); diff != "" {
		t.Error(diff)
	}
}

func TestUSApplication(t *testing.T) {
	r := readSample(t, usXML, "us-application/one.xml")[0].record
	if r.Publication != "US20220190001" || r.Grant != "" || len(r.Parties) != 2 || r.Parties[1].Name != "Sample, Ada B." {
		t.Errorf("%+v", r)
	}
	if r.Classes[0].Symbol != "A61F 2/06" || r.Classes[1].Symbol != "623/1.16" {
		t.Errorf("%+v", r.Classes)
	}
	if len(r.Claims) != 2 || r.Claims[1].Number != 21 || r.Claims[0].Body != "1-20. (canceled)" {
		t.Errorf("%+v", r.Claims)
	}
}

// BenchmarkUSRecords reads the file named by ASTERISM_XML (see bench/), else the sample many times over, to complete
// records.
func BenchmarkUSRecords(b *testing.B) {
	data, err := os.ReadFile("testdata/us-grant/weekly.xml")
	if err != nil {
		b.Fatal(err)
	}
	data = bytes.Repeat(data, 1000)
	if path := os.Getenv("ASTERISM_XML"); path != "" {
		if data, err = os.ReadFile(path); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		err := readXML(context.Background(), bytes.NewReader(data), usXML, func(xmlItem) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
}
