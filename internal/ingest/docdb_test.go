package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDOCDB(t *testing.T) {
	items := readSample(t, docdbDialect, "docdb/exchange.xml")
	if diff := cmp.Diff([]string{"CN109900001", "skip"}, gist(items)); diff != "" {
		t.Fatal(diff)
	}
	if n := items[1].notes; len(n) != 1 || n[0].Code != "docdb.deleted" || n[0].Value != "AT311859T" {
		t.Errorf("deleted: %v", n)
	}
	r := items[0].record
	head := []string{r.Office, r.Application, r.ApplicationAt, r.Kind, r.FamilyID, r.SourceAt, r.Language, r.Grant}
	if diff := cmp.Diff([]string{"CN", "CN201910100001", "20190201", "A", "66900001", "20240218", "zh", ""}, head); diff != "" {
		t.Error(diff)
	}
	wantTexts := []PatentText{{"zh", "title", "肠溶片"}, {"en", "title", "Tablet of Śample"}, {"en", "abstract", "A tablet."}}
	if diff := cmp.Diff(wantTexts, r.Texts); diff != "" {
		t.Error(diff)
	}
	wantParties := []PatentParty{{Role: "applicant", Name: "示例制药有限公司", Country: "CN"}, {Role: "inventor", Name: "SAMPLE, Ada"}}
	if diff := cmp.Diff(wantParties, r.Parties); diff != "" {
		t.Error(diff)
	}
}

func TestDOCDBReferences(t *testing.T) {
	r := readSample(t, docdbDialect, "docdb/exchange.xml")[0].record
	wantClasses := []PatentClass{
		{Scheme: "ipc", Symbol: "A61K 9/16", Version: "7", First: true},
		{Scheme: "ipc", Symbol: "A61K   9/00        20060101AFI20190618BHCN        "},
		{Scheme: "cpc", Symbol: "A61K   9/1652", Version: "20130101", First: true, Inventive: &yes},
		{Scheme: "fterm", Symbol: "4C076AA02"},
	}
	if diff := cmp.Diff(wantClasses, r.Classes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]PatentPriority{{"US", "PCT/US98/16128", "W", "19980804"}}, r.Priorities); diff != "" {
		t.Error(diff)
	}
	wantCitations := []PatentCitation{
		{Direction: "cites", NPL: `SAMPLE: "On tablets", 2010`, Category: "XY", Origin: "ISR", Phase: "ISR"},
		{Direction: "cites", Number: "5556839", Country: "US", Kind: "A", At: "19960917", Name: "GREEN", Category: "A", Origin: "SEA", Phase: "SEA"},
	}
	if diff := cmp.Diff(wantCitations, r.Citations); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]PatentFamilyMember{{"simple", "EP1079809A1"}}, r.Family); diff != "" {
		t.Error(diff)
	}
	if len(r.Events) != 1 || r.Events[0].Class != "publication" || r.Events[0].At != "20190618" {
		t.Errorf("events: %+v", r.Events)
	}
}

func TestInternationalApplications(t *testing.T) {
	for number, want := range map[string]string{"9816128": "PCT/US98/16128", "2022055385": "PCT/US2022/055385", "98161281": "PCT/US98/161281"} {
		if got := docdbApplication(docID{country: "US", number: number, kind: "W"}); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}
