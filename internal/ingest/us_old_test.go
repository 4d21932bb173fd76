package ingest

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// brief tells a record's lists in one line an entry, for comparing at a glance.
func brief(r *PatentRecord) (out []string) {
	for _, p := range r.Parties {
		out = append(out, fmt.Sprint(p.Role, ": ", p.Name, " ", p.Country, " ", p.Address, " ", p.Type))
	}
	for _, c := range r.Classes {
		out = append(out, fmt.Sprint(c.Scheme, ": ", c.Symbol, " ", c.Version, " ", c.First))
	}
	for _, p := range r.Priorities {
		out = append(out, fmt.Sprint("priority: ", p.Country, " ", p.Number, " ", p.Kind, " ", p.At))
	}
	for _, c := range r.Citations {
		out = append(out, fmt.Sprint("cites: ", c.Country, " ", c.Number, " ", c.Kind, " ", c.At, " ", c.Name, " ", c.Category, " ", c.Origin, " ", c.NPL))
	}
	for _, f := range r.Family {
		out = append(out, fmt.Sprint("family: ", f.Scope, " ", f.Number))
	}
	for _, e := range r.Events {
		out = append(out, fmt.Sprint("event: ", e.Class, " ", e.Code, " ", e.At, " ", e.Country, " ", e.Text, " ", e.From))
	}
	for _, t := range r.Texts {
		out = append(out, fmt.Sprint(t.Language, " ", t.Part, ": ", t.Body))
	}
	for _, c := range r.Claims {
		out = append(out, fmt.Sprint("claim ", c.Number, "<", c.DependsOn, ">: ", c.Body))
	}
	return out
}

func TestUSPAP(t *testing.T) {
	r := readSample(t, papDialect, "us-pap/one.xml")[0].record
	head := []string{r.Publication, r.Kind, r.PublicationAt, r.Application, r.ApplicationAt, r.Type}
	if diff := cmp.Diff([]string{"US20020190001", "A1", "20021219", "09900001", "20010706", "utility"}, head); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"inventor: Sample, Ada B. US Exampletown, NY individual", "inventor: Specimen, Bo DE Musterstadt individual",
		"assignee: Example Washers Inc.   firm",
		"ipc: B08B 3/00 07 true", "ipc: G06F 15/16 07 false", "uspc: 134/31  true", "uspc: 24/303.16  false",
		"priority: DE 100 12 345.6 national 20000706", "priority: US 60200001 provisional 20000507",
		"priority: US 09375495 continuation 19990817", "priority: US 08894495 division 19971110",
		"family: extended US5938859",
		"en title: Washer with θ—scale", "en abstract: A washer.", "en description: BACKGROUND\nWashers are known.",
		"claim 1<>: 1. A washer.", "claim 2<1>: 2. The washer of claim 1.",
	}
	if diff := cmp.Diff(want, brief(r)); diff != "" {
		t.Error(diff)
	}
}

func TestUSPATDOC(t *testing.T) {
	items := readSample(t, patdocDialect, "us-patdoc/weekly.xml")
	if diff := cmp.Diff([]string{"US06300001", "USD0456001"}, gist(items)); diff != "" {
		t.Fatal(diff)
	}
	r := items[0].record
	head := []string{r.Kind, r.PublicationAt, r.Grant, r.Application, r.ApplicationAt, r.PCT, r.Counts["claim_count"]}
	if diff := cmp.Diff([]string{"B1", "20020101", "US06300001", "09413215", "19991005", "PCT/NO98/00107", "2"}, head); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"inventor: Sample, Ada NO Exampletown individual", "assignee: Example Networks AB SE Exampletown firm",
		"agency: Specimen & Partners   ", "examiner: Tester, T.   individual",
		"ipc: G06F 15/16 7 true", "ipc: G06F 13/00 7 false", "uspc: 709/202  true", "uspc: 24/303  false",
		"priority: NO 971605 national 19970408", "priority: SE 2000 0010 national 20000106",
		"priority: US 08/900001 continuation-in-part 19970402", "priority: US 60/256447 provisional 19981218",
		"cites: US 5825759 A 19981000 Sample  examiner ", "cites: WO 96/25012  19960800   other ", "cites:       other Example, On networks.",
		"family: extended US6000001", "family: simple US20010108205A1", "family: simple WO98/45946A",
		"event: term disclaimer 20020101 US  ", "event: term us-term-extension 20020101 US 77 ",
		"event: filing 371 19991005 US entry into the national phase ",
		"en title: Network with H2", "en abstract: A network.", "en description: BACKGROUND\nNetworks are known.",
		"claim 1<>: 1. A network comprising:\na node.", "claim 2<1>: 2. The network of claim 1.",
	}
	if diff := cmp.Diff(want, brief(r)); diff != "" {
		t.Error(diff)
	}
	design := items[1].record
	if c := design.Classes[0]; c.Scheme != "locarno" || c.Symbol != "02-02" || design.Events[0].Text != "14" {
		t.Errorf("%+v %+v", c, design.Events)
	}
}
