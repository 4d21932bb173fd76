package ingest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"asterism/content"
)

// readBytes runs a format over bytes, without a lake. It fails on a parser's panic and on counts that do not add up.
func readBytes(t *testing.T, tables *Tables, format, name string, data []byte) Counts {
	t.Helper()
	ctx := context.Background()
	limits := Limits{EntryBytes: 8 << 20, PlainBytes: 8 << 20}.orDefault()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	r := &run{ctx: ctx, job: &job{limits: limits, tables: tables, divisions: newDivisions(nil), workers: 1, batch: "b"}, tracker: newTracker(nil)}
	s, err := r.look(ctx, plainItem(name, path, &workshop{dir: t.TempDir(), limits: limits}))
	if isRecovered(err) {
		t.Fatal(err)
	}
	if err != nil {
		return Counts{}
	}
	s.format, _ = formatNamed(format)
	out := newSink(r.job, name, place{batch: "b", file: s.hash[:16]}, func(t *rawTable, b *batch) error { t.recycle(b); return nil })
	if err := r.file(ctx, s, out); err != nil {
		t.Fatal(err)
	}
	if err := out.flush(); err != nil {
		t.Fatal(err)
	}
	for _, g := range out.log.groups {
		if g.Code == "file.parser_failed" {
			t.Fatalf("%+v", g.Examples)
		}
	}
	return out.fileLog(s).Counts
}

// fuzzFormat fuzzes a format from its samples.
func fuzzFormat(f *testing.F, format, name string) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		f.Fatal(err)
	}
	samples, _ := filepath.Glob("testdata/" + format + "/*[a-z]")
	for _, s := range samples {
		if data, err := os.ReadFile(s); err == nil && filepath.Ext(s) != ".golden" {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := readBytes(t, tables, format, name, data)
		if c.Records != c.Accepted+c.Skipped+c.Rejected {
			t.Fatalf("%+v", c)
		}
	})
}

func FuzzTable(f *testing.F)       { fuzzFormat(f, "table", "a.csv") }
func FuzzIncopat(f *testing.F)     { fuzzFormat(f, "incopat", "a.csv") }
func FuzzPatsnap(f *testing.F)     { fuzzFormat(f, "patsnap", "a.csv") }
func FuzzCNIPATable(f *testing.F)  { fuzzFormat(f, "cnipa-table", "a.csv") }
func FuzzLensCSV(f *testing.F)     { fuzzFormat(f, "lens-csv", "a.csv") }
func FuzzPatentscope(f *testing.F) { fuzzFormat(f, "patentscope", "a.csv") }
func FuzzEspacenet(f *testing.F)   { fuzzFormat(f, "espacenet", "a.csv") }
func FuzzDerwent(f *testing.F)     { fuzzFormat(f, "derwent", "a.csv") }
func FuzzGoogleCSV(f *testing.F)   { fuzzFormat(f, "google-csv", "a.csv") }
func FuzzPatentsView(f *testing.F) { fuzzFormat(f, "patentsview", "a.tsv") }
func FuzzPatstat(f *testing.F)     { fuzzFormat(f, "patstat", "a.csv") }
func FuzzGoogleJSONL(f *testing.F) { fuzzFormat(f, "google-jsonl", "a.jsonl") }
func FuzzGeoJSON(f *testing.F)     { fuzzFormat(f, "geojson", "a.geojson") }

func FuzzXML4IP(f *testing.F)      { fuzzFormat(f, "us-xml4ip", "a.xml") }
func FuzzCPCMaster(f *testing.F)   { fuzzFormat(f, "us-cpc-master", "a.xml") }
func FuzzCNIPAParts(f *testing.F)  { fuzzFormat(f, "cnipa-parts", "2099100000018_1.xml") }
func FuzzCNIPAXMLOld(f *testing.F) { fuzzFormat(f, "cnipa-xml-old", "a.xml") }

func FuzzClassTable(f *testing.F) { fuzzFormat(f, "class-table", "ipc_2099.txt") }
func FuzzCPCScheme(f *testing.F)  { fuzzFormat(f, "cpc-scheme", "a.xml") }

func FuzzPajek(f *testing.F)          { fuzzFormat(f, "pajek", "a.net") }
func FuzzGEXF(f *testing.F)           { fuzzFormat(f, "gexf", "a.gexf") }
func FuzzVOSviewer(f *testing.F)      { fuzzFormat(f, "vosviewer", "a.json") }
func FuzzGraphML(f *testing.F)        { fuzzFormat(f, "graphml", "a.graphml") }
func FuzzEdgeList(f *testing.F)       { fuzzFormat(f, "edge-list", "a.txt") }
func FuzzIOMatrix(f *testing.F)       { fuzzFormat(f, "io-matrix", "2099.csv") }
func FuzzDerwentNumbers(f *testing.F) { fuzzFormat(f, "derwent-numbers", "a.csv") }

func FuzzODP(f *testing.F)          { fuzzFormat(f, "us-odp", "a.json") }
func FuzzPublicSearch(f *testing.F) { fuzzFormat(f, "us-public-search", "a.json") }
func FuzzGoogleHits(f *testing.F)   { fuzzFormat(f, "google-hits", "a.json") }

// FuzzWorkbook starts from a template, the richest workbook at hand.
func FuzzWorkbook(f *testing.F) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		f.Fatal(err)
	}
	var b growing
	if err := Template(content.FS, "firm", "zh", &b); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(b))
	f.Fuzz(func(t *testing.T, data []byte) { readBytes(t, tables, "table", "a.xlsx", data) })
}

type growing []byte

func (g *growing) Write(p []byte) (int, error) { *g = append(*g, p...); return len(p), nil }

func FuzzParquet(f *testing.F) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(parquetSample(f))
	f.Fuzz(func(t *testing.T, data []byte) { readBytes(t, tables, "table", "a.parquet", data) })
}

// parquetSample is a staged part: a Parquet file this package wrote itself.
func parquetSample(t testing.TB) []byte {
	t.Helper()
	dir := t.TempDir()
	w := newRows(bareTable("raw.firm", texts("firm_id", "name")))
	w.text("91350100M000100Y43", "合成示例")
	w.end()
	p := &parts{dir: dir, open: map[*rawTable]*part{}}
	if err := p.emit(w.table, w.take()); err != nil {
		t.Fatal(err)
	}
	list, err := p.close()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, list[0].File))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FuzzCells fuzzes what reads single values.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"１２．３万元", "CN 201210000000.1 20120102", "授权 2015-01-02", "=HYPERLINK(\"a\",\"b\")", "1e999", "37;山东", "EP 0259054 B9 20031217", "a;;b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sink := newSink(&job{limits: Limits{}.orDefault(), divisions: newDivisions(nil)}, "a", place{}, nil)
		sink.quantity(&TableCol{Type: "money"}, Field{Value: s})
		sink.quantity(&TableCol{Type: "year"}, Field{Value: s})
		sink.day("x", s)
		sink.region("applicant_region", s, day{})
		sink.uscc("uscc", s)
		splitValues(cleanCell(s), nil, func(string) {})
		r := &PatentRecord{Application: s, Publication: s, Status: s, Type: s}
		for i := range patentFields {
			patentFields[i].set(r, s)
		}
		if err := sink.Patent(r); err != nil {
			t.Fatal(err)
		}
	})
}
