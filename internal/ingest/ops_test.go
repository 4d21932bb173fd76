package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOPSFamily(t *testing.T) {
	items := readSample(t, opsDialect, "ops/family.xml")
	if diff := cmp.Diff([]string{"EP1300001", "US6300001"}, gist(items)); diff != "" {
		t.Fatal(diff)
	}
	r := items[0].record
	head := []string{r.Office, r.Kind, r.PublicationAt, r.Application, r.ApplicationAt, r.FamilyID}
	if diff := cmp.Diff([]string{"EP", "A1", "20000517", "EP99900001", "19991108", "19700001"}, head); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"applicant: Beispiel B.V. NL  ", "cpc: A61B5/283  false", "priority: NL 1010001 A 19981112",
		"event:  PG25 20031108 CY LAPSED IN A CONTRACTING STATE: FEE NOT PAID ",
		"event:  RAP1 2002-06-05 EP TRANSFER OF RIGHTS ", "en title: Apparatus",
	}
	if diff := cmp.Diff(want, brief(r)); diff != "" {
		t.Error(diff)
	}
	if r.Events[1].To != "EXAMPLE BV" {
		t.Errorf("%+v", r.Events[1])
	}
}

func TestOPSBiblioAndClaims(t *testing.T) {
	r := readSample(t, opsDialect, "ops/biblio.xml")[0].record
	want := []string{"ipc: B28B5/02  false", "ipc: B28B7/00  false", "priority: NL 1010001  19981112",
		"cites: DE 3500001 A1 19870702 MUSTER [DE] Y examiner "}
	if diff := cmp.Diff(want, brief(r)); diff != "" || r.ApplicationAt != "19991108" {
		t.Error(diff, r.ApplicationAt)
	}
	r = readSample(t, opsDialect, "ops/claims.xml")[0].record
	want = []string{"claim 1<>: 1. Apparatus comprising:\na conveyor.", "claim 2<1>: 2. Apparatus according to claim 1."}
	if diff := cmp.Diff(want, brief(r)); diff != "" || r.Publication != "EP1300001" || r.Language != "en" {
		t.Error(diff, r.Publication)
	}
}
