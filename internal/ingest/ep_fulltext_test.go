package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEPFulltext(t *testing.T) {
	item := readSample(t, epDialect, "ep-fulltext/grant.xml")[0]
	if len(item.notes) != 1 || item.notes[0].Code != "xml.ampersand" {
		t.Errorf("remarks: %v", item.notes)
	}
	r := item.record
	head := []string{r.Publication, r.Kind, r.PublicationAt, r.Grant, r.GrantAt, r.Application, r.ApplicationAt, r.PCT, r.Language}
	want := []string{"EP1300001", "B1", "20060802", "EP1300001", "20060802", "02900001.7", "20010905", "PCT/JP01/07711", "de"}
	if diff := cmp.Diff(want, head); diff != "" {
		t.Error(diff)
	}
	want = []string{
		"inventor: Muster, Anna DE Beispielweg 1, 12345 Musterstadt ", "owner: Beispiel GmbH & Co. KG DE Beispielweg 2, 12345 Musterstadt ",
		"agent: Specimen, Dipl.-Ing. DE Musterstadt ",
		"ipc: C07C 29/44 7 true", "ipc: A01D  17/10        19680901AFI20050322BHEP          false",
		"cpc: A01D  17/10        20130101 FI20130101BHEP          false",
		"priority: JP 2000273711  20000908", "priority: DE 102004 1  20000909", "priority: EP 12184383.3 division 20120914",
		"cites: EP 0460575 A    search ", "cites: WO 95/34526 A    search ", `cites:       search Example & Sample: "Processes"`,
		"family: extended EP2574244", "family: simple WO02020444",
		"event: examination B241 20030313 EP request for examination ", "event: examination B242 20040313 EP first examination report ",
		"event: lapse B475 20070220 FI lapsed in a contracting state ", "event: lapse B475 20070221 GR lapsed in a contracting state ",
		"event: opposition B781 20021118 EP opposition filed Example AG",
		"de title: VERFAHREN", "en title: PROCESS", "de description: Das Verfahren.", "en claims: Process.",
		"claim 1<>: Verfahren.", "claim 2<1>: Verfahren nach Anspruch 1.",
	}
	if diff := cmp.Diff(want, brief(r)); diff != "" {
		t.Error(diff)
	}
}
