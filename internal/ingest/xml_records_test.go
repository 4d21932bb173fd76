package ingest

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"asterism/internal/finding"
	"asterism/internal/ingest/xmlscan"
)

// readAll reads XML of a dialect into items, as the Format would hand them to its sink.
func readAll(t testing.TB, d *xmlDialect, data []byte) (items []xmlItem) {
	t.Helper()
	err := readXML(context.Background(), iotest.HalfReader(bytes.NewReader(data)), d, func(i xmlItem) error {
		items = append(items, i)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items
}

func readSample(t testing.TB, d *xmlDialect, path string) []xmlItem {
	t.Helper()
	data, err := os.ReadFile("testdata/" + path)
	if err != nil {
		t.Fatal(err)
	}
	return readAll(t, d, data)
}

// gist tells items in order: the record's publication, what was skipped, or the fault and its line.
func gist(items []xmlItem) (out []string) {
	for _, i := range items {
		switch {
		case i.record != nil:
			out = append(out, i.record.Publication)
		case i.skip != "":
			out = append(out, "skip")
		default:
			out = append(out, i.fault.Code)
		}
	}
	return out
}

const tinyGrant = "<?xml version=\"1.0\"?>\n<us-patent-grant><us-bibliographic-data-grant><publication-reference><document-id><country>US</country>" +
	"<doc-number>NUMBER</doc-number></document-id></publication-reference></us-bibliographic-data-grant><abstract><p>A&B</p></abstract></us-patent-grant>\n"

func tiny(number string) string { return strings.Replace(tinyGrant, "NUMBER", number, 1) }

// One damaged document costs one fault; its neighbours are read, whatever the damage and wherever blocks are cut.
func TestDamageCostsOneRecord(t *testing.T) {
	for name, damage := range map[string]func(string) string{
		"cut":      func(s string) string { return s[:len(s)-40] },
		"mismatch": func(s string) string { return strings.Replace(s, "</country>", "</county>", 1) },
		"tag":      func(s string) string { return strings.Replace(s, "<kind", "<<", 1) + "<" },
		"cdata":    func(s string) string { return strings.Replace(s, "A&B", "<![CDATA[", 1) },
	} {
		in := tiny("1") + damage(tiny("2")) + "\n" + tiny("3")
		got := gist(readAll(t, usXML, []byte(in)))
		if len(got) < 2 || got[0] != "US1" || got[len(got)-1] != "US3" || len(got) > 4 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWrapperAndForeignDocuments(t *testing.T) {
	bare := strings.TrimPrefix(tiny("1"), "<?xml version=\"1.0\"?>\n")
	in := "<?xml version=\"1.0\"?>\n<grants>\nnote " + bare + bare + "</grants>\n<?xml version=\"1.0\"?><other><p>x</p></other>" + tiny("2")
	if diff := cmp.Diff([]string{"US1", "US1", "US2"}, gist(readAll(t, usXML, []byte(in)))); diff != "" {
		t.Error(diff)
	}
}

func TestRemarksAndLines(t *testing.T) {
	items := readAll(t, usXML, []byte(tiny("1")+tiny("2")))
	var lines []int64
	for _, i := range items {
		lines = append(lines, i.record.Line)
		if len(i.notes) != 1 || i.notes[0].Code != "xml.ampersand" || i.notes[0].Severity != finding.Warning {
			t.Errorf("notes: %v", i.notes)
		}
	}
	if diff := cmp.Diff([]int64{2, 4}, lines); diff != "" {
		t.Error(diff)
	}
}

// A file cut at any place gives the records before the cut and at most one fault.
func TestTruncations(t *testing.T) {
	data, err := os.ReadFile("testdata/us-grant/weekly.xml")
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(data); n += 97 {
		faults := 0
		for _, i := range readAll(t, usXML, data[:n]) {
			if i.fault != nil {
				faults++
			}
		}
		if faults > 1 {
			t.Errorf("cut at %d: %d faults", n, faults)
		}
	}
}

func TestDetectByRoot(t *testing.T) {
	for head, want := range map[string]string{
		"<?xml version=\"1.0\"?>\n<!DOCTYPE us-patent-grant SYSTEM \"x\" [ ]>\n<us-patent-grant\n lang=\"EN\">": "us-grant",
		"<grants>\n<us-patent-grant lang=\"EN\">":         "us-grant",
		"<sequence-cwu id=\"S\">":                         "us-grant",
		"<us-patent-application>":                         "us-application",
		"<patent-application-publication>":                "us-pap",
		"<PATDOC>":                                        "us-patdoc",
		"<!-- c --><exchange-document country=\"AP\">":    "docdb",
		"<exch:exchange-documents>":                       "docdb",
		"<ops:world-patent-data><exch:exchange-document>": "",
		"<business:PatentDocumentAndRelated>":             "cnipa-xml",
		"{\"lens_id\":\"1\"}":                             "lens-jsonl",
		"{\"id\":1}":                                      "",
	} {
		got, _ := detectAmong(Head{Bytes: []byte(head)}, cnipaXML, docdb, lensJSONL, usApplication, usGrant, usPAP, usPATDOC)
		if got != want {
			t.Errorf("%s: %q, want %q", head, got, want)
		}
	}
}

func detectAmong(h Head, list ...Format) (string, int) {
	name, best := "", 0
	for _, f := range list {
		if n := f.Detect(h); n > best {
			name, best = f.Name, n
		}
	}
	return name, best
}

func FuzzXML(f *testing.F) {
	for _, path := range []string{"us-grant/weekly.xml", "us-application/one.xml", "docdb/exchange.xml", "cnipa-xml/invention.xml", "cnipa-xml/design.xml",
		"us-pap/one.xml", "us-patdoc/weekly.xml", "ep-fulltext/grant.xml", "ops/family.xml", "ops/biblio.xml", "ops/claims.xml"} {
		data, err := os.ReadFile("testdata/" + path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	all := []*xmlDialect{usXML, docdbDialect, cnipaDialect, papDialect, patdocDialect, epDialect, opsDialect}
	f.Fuzz(func(_ *testing.T, data []byte) {
		for _, d := range all {
			s := &xmlscan.Scanner{}
			s.Roots(d.records...)
			d.block(&xmlReader{Scanner: s}, xmlscan.Block{Bytes: data, Line: 1})
		}
	})
}
