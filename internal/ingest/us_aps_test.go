package ingest

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readAPSRecords reads records as readAPS does, without a sink.
func readAPSRecords(text string) (all []*apsRecord) {
	fields := newAPSFields(strings.NewReader(text))
	for {
		f, ok := fields.read(1 << 20)
		if !ok {
			break
		}
		if f.tag == "PATN" {
			all = append(all, newAPS(f.line))
		} else if len(all) > 0 {
			all[len(all)-1].field(f)
		}
	}
	for _, r := range all {
		r.finish()
	}
	return all
}

func TestUSAPS(t *testing.T) {
	data, err := os.ReadFile("testdata/us-aps/week.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := readAPSRecords(string(data))
	if len(all) != 3 || all[2].Publication != "" {
		t.Fatalf("%d records", len(all))
	}
	r := all[0].PatentRecord
	head := []string{r.Publication, r.Kind, r.PublicationAt, r.Application, r.ApplicationAt, r.Type, r.PCT, r.Counts["claim_count"]}
	want := []string{"US03900001", "A", "19760106", "05518454", "19741029", "utility", "PCT/JP79/00178", "2"}
	if diff := cmp.Diff(want, head); diff != "" || r.Line != 2 {
		t.Error(diff, r.Line)
	}
	want = []string{
		"examiner: Tester, Tom T.   individual", "inventor: Sample, Ada US 1 Example St., Exampletown, IA ", "inventor: Muster, Bo JP Kyoto ",
		"assignee: Example Corporation JP Kyoto firm", "agency: Specimen & Partners   ",
		"uspc: 224/42.07  true", "uspc: 214/450  false", "ipc: B60R 9/00 2 true",
		"priority: JP 53/84696 national 19730710", "priority: US 400001 rlap-72 19730901",
		"cites: US 2542907  19510200 Green et al.   ", "cites: GB 1234567  19650100    ", `cites:        Example, "On loaders," 1970, pp. 1-2.`,
		"family: extended US3800001", "family: simple WO80/00272", "event: filing 371 19800310 US entry into the national phase ",
		"en title: Support for a loader", "en abstract: A unit mountable on a rear bumper of a vehicle.",
		"en description: BACKGROUND\nThis relates to loaders.\nSee .alpha..",
		"claim 1<>: 1. A support comprising:\na bar.", "claim 2<1>: 2. The support of claim 1.",
	}
	if diff := cmp.Diff(want, brief(r)); diff != "" {
		t.Error(diff)
	}
	want = []string{"uspc: D2/361  true", "locarno: 02-06  true", "en title: Glove", "claim 1<>: The ornamental design for a glove."}
	if diff := cmp.Diff(want, brief(all[1].PatentRecord)); diff != "" || all[1].Publication != "USD0238001" {
		t.Error(diff, all[1].Publication)
	}
}

func FuzzAPS(f *testing.F) {
	data, err := os.ReadFile("testdata/us-aps/week.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(_ *testing.T, text string) { readAPSRecords(text) })
}
