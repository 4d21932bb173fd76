package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asterism/internal/ingest/xmlscan"
)

// packed makes a workbook of the skeleton's parts, others beside or instead of them; an empty text leaves a part out.
func packed(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	all := map[string]string{}
	for _, m := range []map[string]string{skeleton, parts} {
		for name, text := range m {
			all[name] = text
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		text := all[name]
		if text == "" {
			continue
		}
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		io.WriteString(w, text)
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

const sheet1 = "xl/worksheets/sheet1.xml"

// sheetOf is the part of one sheet with the rows as written.
func sheetOf(rows string) map[string]string {
	return map[string]string{sheet1: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`}
}

func with(m map[string]string, pairs ...string) map[string]string {
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

func openBytes(tb testing.TB, data []byte, o Options) *Book {
	tb.Helper()
	b, err := tryOpen(data, o)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func tryOpen(data []byte, o Options) (*Book, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	return Open(z, o)
}

// eachRow reads a sheet to its end or its error.
func eachRow(tb testing.TB, b *Book, sheet int, do func(line int64, cells []string)) (Remarks, error) {
	tb.Helper()
	r, err := b.Rows(b.Sheets[sheet])
	if err != nil {
		return Remarks{}, err
	}
	defer r.Close()
	for {
		rows, lines, err := r.Next(1000)
		for i := range rows {
			do(lines[i], rows[i])
		}
		if err == io.EOF {
			return r.Remarks, nil
		}
		if err != nil {
			return r.Remarks, err
		}
	}
}

// shown is a sheet as "line:cell|cell" of every row.
func shown(tb testing.TB, data []byte, o Options) (out []string, remarks Remarks, err error) {
	tb.Helper()
	b := openBytes(tb, data, o)
	defer b.Close()
	remarks, err = eachRow(tb, b, 0, func(line int64, cells []string) {
		out = append(out, fmt.Sprintf("%d:%s", line, strings.Join(cells, "|")))
	})
	return out, remarks, err
}

const sst = "xl/sharedStrings.xml"

var cellCases = []struct {
	name  string
	parts map[string]string
	want  []string
}{
	{"kinds of cells", sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>中 &amp; é</t></is></c><c r="B1"><v>12.5</v></c><c r="C1" t="b"><v>1</v></c>` +
		`<c r="D1" t="b"><v>0</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="str"><f>A1</f><v>text</v></c><c r="G1"><f>1+1</f><v>2</v></c>` +
		`<c r="H1" t="d"><v>2015-04-08T00:00:00</v></c></row>`), []string{"1:中 & é|12.5|TRUE|FALSE|#REF!|text|2|2015-04-08"}},
	{"shared, rich and phonetic", with(sheetOf(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v> 1 </v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>`),
		sst, `<sst><si><t>plain</t></si><si><r><rPr><b/></rPr><t>rich </t></r><r><t xml:space="preserve"> text</t></r></si>`+
			`<si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si><si/></sst>`), []string{"1:plain|rich  text|課"}},
	{"sparse, and without references", sheetOf(`<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="C5"><v>x</v></c><c><v>y</v></c></row><row/><row r="2"><c r="A2"><v>z</v></c></row>` +
		`<row r="9"><c r="AB9"/></row>`), []string{"1:1||3", "5:||x|y", "6:", "7:z", "9:"}},
	{"spaces and escapes", sheetOf(`<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">  a&#10;b  </t></is></c><c r="B1" t="inlineStr"><is><t>c_x000D_` + "\n" +
		`d_x005F_x000D_ _x00e9_ _x0001_ _xZZZZ_</t></is></c><c r="C1" t="str"><v>e_x000A_f</v></c><c r="D1" t="inlineStr"><is><t><![CDATA[<&>]]></t></is></c></row>`),
		[]string{"1:  a\nb  |c\r\nd_x000D_ é _x0001_ _xZZZZ_|e\nf|<&>"}},
	{"numbers as they are meant", sheetOf(`<row r="1"><c><v>33.100000000000001</v></c><c><v>201510163325.60001</v></c><c><v>1.5E-3</v></c><c><v>2.01510163325E+11</v></c>` +
		`<c><v>12345678901234567</v></c><c><v>1E+300</v></c><c><v>0.5</v></c><c><v>007</v></c></row>`),
		[]string{"1:33.1|201510163325.6|0.0015|201510163325|12345678901234567|1E+300|0.5|007"}},
	{"formulas without a value", sheetOf(`<row r="1"><c r="A1"><f>SUM(B1)</f></c><c r="B1"><f>HYPERLINK("http://a/","CN1")</f><v></v></c><c r="C1"><f>hyperlink("http://a/")</f><v>0</v></c>` +
		`<c r="D1"><f t="shared" si="0"/><v>7</v></c><c r="E1"><f>1-1</f><v>0</v></c><c r="F1" t="str"><f>""</f><v></v></c></row>`),
		[]string{`1:|=HYPERLINK("http://a/","CN1")|=hyperlink("http://a/")|7|0`}},
	{"no such shared string", with(sheetOf(`<row r="1"><c t="s"><v>1</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c><c t="s"><v>0</v></c></row>`), sst, `<sst><si><t>a</t></si></sst>`), []string{"1:|||a"}},
	{"no shared strings", sheetOf(`<row r="1"><c t="s"><v>1</v></c><c><v>2</v></c></row>`), []string{"1:|2"}},
	{"prefixes", map[string]string{sheet1: `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>` +
		`<x:c r="B1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`}, []string{"1:a|1"}},
	{"UTF-16", map[string]string{sheet1: wide(`<worksheet><sheetData><row><c t="inlineStr"><is><t>中</t></is></c></row></sheetData></worksheet>`)}, []string{"1:中"}},
	{"invalid UTF-8", sheetOf("<row><c t=\"inlineStr\"><is><t>a\xffb</t></is></c><c t='str'><v>c\xe4</v></c><c t='str'><v>\xb8\xadd</v></c></row>"), []string{"1:a?b|c?|??d"}},
	{"what stands around", map[string]string{sheet1: `<worksheet><dimension ref="A1:B9999999"/><cols><col min="1" max="2"/></cols><sheetData><row r="1"><c r="A1"><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row></sheetData>` +
		`<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><extLst><ext><row r="3"><c><v>9</v></c></row></ext></extLst></worksheet>`}, []string{"1:1"}},
	{"a foreign layout", map[string]string{
		"_rels/.rels":                         fmt.Sprintf(relations, `<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/Office/Book.xml"/>`),
		"office/_rels/book.xml.rels":          fmt.Sprintf(relations, `<Relationship Id="q" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/Office\Data\Sheet.xml"/><Relationship Id="s" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings" Target="words.xml"/>`),
		"Office/book.xml":                     `<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:rel="http://purl.oclc.org/ooxml/officeDocument/relationships"><sheets><sheet name="S" sheetId="7" rel:id="q"/></sheets></workbook>`,
		`Office\Data\Sheet.xml`:               `<worksheet><sheetData><row r="1"><c t="s"><v>0</v></c></row></sheetData></worksheet>`,
		"Office/Words.xml":                    `<sst><si><t>found</t></si></sst>`,
		"xl/workbook.xml":                     "",
		"xl/_rels/workbook.xml.rels":          "",
		"customXml/_rels/item1.xml.rels":      "not XML <<<",
		"xl/worksheets/_rels/sheet1.xml.rels": "",
	}, []string{"1:found"}},
}

func wide(s string) string {
	out := "\xff\xfe"
	for _, r := range s {
		out += string([]byte{byte(r), byte(r >> 8)})
	}
	return out
}

func TestCells(t *testing.T) {
	for _, c := range cellCases {
		got, _, err := shown(t, packed(t, c.parts), Options{})
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", c.name, err, diff)
		}
	}
}

func TestRemarks(t *testing.T) {
	_, r, err := shown(t, packed(t, with(sheetOf(`<row r="3"><c t="s"><v>9</v></c><c t="s"><v>8</v></c><c><f>A1</f></c><c t="e"><v>#N/A</v></c></row><row><c t="e"><v>#REF!</v></c></row>`), sst, `<sst/>`)), Options{})
	want := Remarks{Uncalculated: Count{1, 3}, Errors: Count{2, 3}, Lost: Count{2, 3}}
	if r != want || err != nil {
		t.Errorf("%+v %v, want %+v", r, err, want)
	}
}

func TestSheetsInTheirOrder(t *testing.T) {
	rels := ""
	for i, kind := range []string{"worksheet", "worksheet", "chartsheet", "worksheet"} {
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="worksheets/s%d.xml"/>`, i, kind, i)
	}
	b := openBytes(t, packed(t, map[string]string{
		"xl/_rels/workbook.xml.rels": fmt.Sprintf(relations, rels),
		"xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="true"/><sheets><sheet name="丙&amp;" r:id="r3"/><sheet name="图" r:id="r2"/><sheet name="甲" r:id="r0" state="veryHidden"/>` +
			`<sheet name="lost" r:id="r9"/><sheet name="乙" r:id="r1" state="hidden"/></sheets></workbook>`,
		"xl/worksheets/s0.xml": "<worksheet/>", "xl/worksheets/s1.xml": "<worksheet/>", "xl/worksheets/s2.xml": "<chartsheet/>", "xl/worksheets/s3.xml": "<worksheet/>",
	}), Options{})
	var got []string
	for _, s := range b.Sheets {
		got = append(got, fmt.Sprint(s.Name, " ", s.Hidden))
	}
	if diff := cmp.Diff([]string{"丙& false", "甲 true", "乙 true"}, got); diff != "" || !b.base1904 {
		t.Error(diff, b.base1904)
	}
}

func TestMerged(t *testing.T) {
	long := strings.Repeat(`<row><c t="inlineStr"><is><t>mergeCells</t></is></c></row>`, 20_000)
	parts := map[string]string{sheet1: `<x:worksheet><x:sheetData>` + long + `</x:sheetData><x:mergeCells count="3"><x:mergeCell ref="B1:D2"/><x:mergeCell ref="A31:A40"/><x:mergeCell ref="?"/><x:mergeCell ref="A3"/></x:mergeCells></x:worksheet>`}
	b := openBytes(t, packed(t, parts), Options{})
	got, err := b.Merged(b.Sheets[0], 30)
	if diff := cmp.Diff([]Range{{1, 2, 2, 4}, {3, 1, 3, 1}}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	b = openBytes(t, packed(t, sheetOf(long)), Options{})
	if got, err := b.Merged(b.Sheets[0], 30); err != nil || got != nil {
		t.Error(got, err)
	}
}

func TestNoWorkbook(t *testing.T) {
	for name, c := range map[string]struct {
		parts map[string]string
		want  error
	}{
		"document": {map[string]string{"_rels/.rels": fmt.Sprintf(relations, `<Relationship Type="x/officeDocument" Target="word/document.xml"/>`), "word/document.xml": "<w:document/>"}, ErrNotWorkbook},
		"nothing":  {map[string]string{"xl/workbook.xml": ""}, ErrNotWorkbook},
		"binary":   {map[string]string{"_rels/.rels": fmt.Sprintf(relations, `<Relationship Type="x/officeDocument" Target="xl/workbook.bin"/>`), "xl/workbook.bin": "\x83\x01"}, ErrBinary},
	} {
		if _, err := tryOpen(packed(t, c.parts), Options{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var e *xmlscan.Error
	if _, err := tryOpen(packed(t, map[string]string{"xl/workbook.xml": "<workbook><sheets>"}), Options{}); !errors.As(err, &e) {
		t.Errorf("damaged: %v", err)
	}
}

// What breaks off gives the rows before the break, then the error.
func TestBreaks(t *testing.T) {
	good := `<row r="1"><c t="s"><v>0</v></c></row>`
	for name, parts := range map[string]map[string]string{
		"sheet cut in a row":     {sheet1: `<worksheet><sheetData>` + good + `<row><c><v>1`},
		"sheet cut between rows": {sheet1: `<worksheet><sheetData>` + good},
		"tags crossed":           {sheet1: `<worksheet><sheetData>` + good + `<row><c><v>1</c></v>`},
		"strings cut":            with(sheetOf(good+`<row><c><v>1</v></c><c t="s"><v>1</v></c></row>`), sst, `<sst><si><t>a</t></si><si><t>b`),
		"row beyond the format":  sheetOf(good + `<row r="1048577"><c><v>1</v></c></row>`),
	} {
		if parts[sst] == "" {
			parts[sst] = `<sst><si><t>a</t></si></sst>`
		}
		got, _, err := shown(t, packed(t, parts), Options{})
		if err == nil || len(got) != 1 || got[0] != "1:a" {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("中", 40)
	cells := `<row><c r="A1" t="inlineStr"><is><t>` + long + `</t></is></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>1</v></c><c r="ZZZZ1"><v>4</v></c></row>`
	data := packed(t, with(sheetOf(cells+cells), sst, `<sst><si><t>`+long+`</t></si></sst>`))
	got, r, err := shown(t, data, Options{FieldBytes: 20, Columns: 2})
	want := strings.Repeat("中", 6)
	if diff := cmp.Diff([]string{"1:" + want + "|" + want, "2:" + want + "|" + want}, got); err != nil || diff != "" || r.Cut.N != 8 {
		t.Error(err, diff, r)
	}
	if got, r, err = shown(t, data, Options{RowBytes: 150}); err != nil || got[0] != "1:"+long+"||1" || r.Cut.N != 4 {
		t.Error(got, r, err)
	}
	for _, o := range []Options{{TextBytes: 150}, {Cells: 2}} {
		if got, _, err = shown(t, data, o); err != ErrTooLarge || len(got) != 1 {
			t.Error(o, got, err)
		}
	}
}

// Strings beyond the bound lie in a file, which goes when the book is closed.
func TestSpilledStrings(t *testing.T) {
	var cells, items strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&items, "<si><t>text %d</t></si>", i)
		fmt.Fprintf(&cells, `<row><c t="s"><v>%d</v></c></row>`, i*7919%30_000)
	}
	name := ""
	o := Options{HeldBytes: 1000, Spill: func() (*os.File, error) {
		f, err := os.CreateTemp(t.TempDir(), "x")
		name = f.Name()
		return f, err
	}}
	b := openBytes(t, packed(t, with(sheetOf(cells.String()), sst, "<sst>"+items.String()+"</sst>")), o)
	_, err := eachRow(t, b, 0, func(line int64, cells []string) {
		if want := fmt.Sprintf("text %d", (line-1)*7919%30_000); cells[0] != want {
			t.Fatalf("line %d: %q, want %q", line, cells[0], want)
		}
	})
	if info, serr := os.Stat(name); err != nil || serr != nil || info.Size() == 0 {
		t.Error(err, serr)
	}
	b.Close()
	if _, err := os.Stat(name); !os.IsNotExist(err) {
		t.Error("the file is left behind", err)
	}
}

func TestClosedEarly(t *testing.T) {
	b := openBytes(t, mixed(t, 5000, 20), Options{})
	for range 3 {
		r, err := b.Rows(b.Sheets[0])
		if err != nil {
			t.Fatal(err)
		}
		if rows, _, err := r.Next(10); len(rows) != 10 || err != nil {
			t.Fatal(len(rows), err)
		}
		r.Close()
	}
	b.Close()
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("as a decompressor might") }
func (panicking) Close() error             { return nil }

func TestDecompressorPanics(t *testing.T) {
	o := Options{Part: func(f *zip.File) (io.ReadCloser, error) {
		if f.Name == sheet1 {
			return panicking{}, nil
		}
		return f.Open()
	}}
	if _, _, err := shown(t, packed(t, sheetOf("")), o); err != ErrPanic {
		t.Error(err)
	}
}
