package workspace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"asterism/internal/derive"
	"asterism/internal/ingest"
)

// The same synthetic patents as five suppliers write them: application and publication numbers in the forms of each.
var sameFiles = map[string]string{
	"lens.csv": "#,Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Publication Year,Application Number,Application Date,Priority Numbers,Title,Applicants,Inventors,URL,Type,Full Text,Cited Count,Simple Family Size,Extended Family Size,Sequence Count,CPC Classifications,IPCR Classifications,US Classifications,NPL Citation Id(s),Non-Patent Citations\n" +
		"1,CN,B,CN 104900000 B,000-000-000-000-001,2017-05-10,2017,CN 201510163325 A,2015-04-08,,Synthetic separator,SYNTHETIC JIA CO,,https://example.invalid/1,Granted Patent,yes,3,2,2,0,,H01M2/16,,,\n" +
		"2,US,B1,US 7650331 B1,000-000-000-000-002,2010-01-19,2010,US 87124404 A,2004-06-18,,Synthetic system,SYNTHETIC YI INC,,https://example.invalid/2,Granted Patent,yes,3,2,2,0,,G06F17/30,,,\n" +
		"3,EP,A1,EP 3079809 A1,000-000-000-000-003,2016-10-12,2016,EP 16000001 A,2016-01-08,CN 201510163325 A 20150408,Synthetic separator,SYNTHETIC JIA CO,,https://example.invalid/3,Patent Application,yes,0,2,2,0,,H01M2/16,,,\n",
	"incopat.csv": "序号,标题,标题(翻译),摘要,申请人,公开(公告)号,公开(公告)日,申请号,申请日,专利类型,公开国别,链接到incoPat,IPC主分类,IPC,国民经济分类,当前权利人,代理机构,代理人,发明人,优先权信息,引证专利,被引证次数,简单同族,简单同族个数,专利有效性,法律状态,权利要求数量,首项权利要求,申请人省市代码,申请人地址,统一社会信用代码,合享价值度\n" +
		"1,合成示例隔膜,,,合成示例甲公司,CN104900000A,2015-09-09,CN201510163325.6,2015-04-08,发明申请,CN,http://example.invalid/1,H01M2/16,H01M2/16,,,,,,,CN101000001A; US7650331B1,12,,2,有效,,8,,37,,,8\n",
	"docdb.xml": `<?xml version="1.0" encoding="UTF-8"?><exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" date-of-exchange="20240218">
<exch:exchange-document country="CN" doc-number="104900000" kind="A" doc-id="1" date-publ="20150909" family-id="66900001" date-of-last-exchange="20240218" status="C"><exch:bibliographic-data><exch:publication-reference data-format="docdb"><document-id lang="zh"><country>CN</country><doc-number>104900000</doc-number><kind>A</kind><date>20150909</date></document-id></exch:publication-reference><exch:application-reference is-representative="YES" doc-id="2" data-format="docdb"><document-id><country>CN</country><doc-number>201510163325</doc-number><kind>A</kind><date>20150408</date></document-id></exch:application-reference><exch:invention-title lang="en" data-format="docdba">Synthetic separator</exch:invention-title><exch:references-cited><exch:citation cited-phase="SEA" sequence="1"><patcit num="1" dnum="US7650331B1"><document-id><country>US</country><doc-number>7650331</doc-number><kind>B1</kind></document-id></patcit><category>X</category></exch:citation></exch:references-cited></exch:bibliographic-data></exch:exchange-document>
</exch:exchange-documents>`,
	"cnipa.xml": `<?xml version="1.0" encoding="utf-8"?>
<business:PatentDocumentAndRelated xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" xsdVersion="V2.2.1" file="X.XML" dateProduced="20170101" status="C" lang="zh" country="CN" docNumber="104900000" kind="B" datePublication="20170510">
<business:BibliographicData><business:PublicationReference dataFormat="standard" sequence="1"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>104900000</base:DocNumber><base:Kind>B</base:Kind><base:Date>20170510</base:Date></base:DocumentID></business:PublicationReference><business:ApplicationReference applType="10" dataFormat="standard" sequence="1"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>102015000163325</base:DocNumber><base:Date>20150408</base:Date></base:DocumentID></business:ApplicationReference><business:InventionTitle lang="zh" dataFormat="original">合成示例隔膜</business:InventionTitle></business:BibliographicData></business:PatentDocumentAndRelated>`,
	"numbers.csv": "publication number,title\nCN-104900000-A,Synthetic separator\nUS-7650331-B1,Synthetic system\n",
	"own.csv":     "专利名称,申请号,申请日,公开号\nSynthetic system,US10/871244,2004-06-18,US7650331B1\n",
}

// imported makes a workspace with the files imported one by one, undoes those after "-", builds it and returns the tables.
func imported(t *testing.T, names ...string) string {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	if err := Init(filepath.Join(dir, "w")); err != nil {
		t.Fatal(err)
	}
	w, err := Open(ctx, filepath.Join(dir, "w"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	batches := map[string]string{}
	for _, name := range names {
		if undone, ok := strings.CutPrefix(name, "-"); ok {
			if _, err := w.Undo(ctx, "t", batches[undone]); err != nil {
				t.Fatal(err)
			}
			continue
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(sameFiles[name]), 0o644); err != nil {
			t.Fatal(err)
		}
		res, err := w.Import(ctx, "t", ingest.Request{Paths: []string{path}})
		if err != nil || res.Batch == "" {
			t.Fatalf("%s: %+v, %v", name, res, err)
		}
		batches[name] = res.Batch
	}
	if b, err := w.Build(ctx, "t", derive.Options{}); err != nil || len(b.Failed) > 0 {
		t.Fatalf("%+v, %v", b, err)
	}
	return told(t, w)
}

// told is what the tables say of the patents.
func told(t *testing.T, w *Workspace) string {
	t.Helper()
	r, err := w.lake.Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var out strings.Builder
	for _, sql := range []string{
		"select patent_id, id_kind, source_count, title, cast(publication_date as varchar), cast(grant_date as varchar), claim_count from base.patent order by 1",
		"select s.patent_id, f.name, s.publication_number, s.publication_kind from base.patent_source as s join base.import_file as f on substr(f.file, 1, 16) = s.file order by 1, 2, 3, 4",
		"select publication_number, publication_kind, patent_id from base.publication order by 1, 2",
		"select citing_publication, citing_patent_id, cited_publication, cited_patent_id, category from base.citation order by 1, seq",
		"select patent_id, scope, family_id, found_by, member_count from base.family order by 1, 2",
	} {
		rows, err := r.Query(t.Context(), sql)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows.Data {
			fmt.Fprintln(&out, row...)
		}
		fmt.Fprintln(&out)
	}
	return out.String()
}

// TestSamePatent: one patent of six files is one patent with all its sources, in whatever order they came.
func TestSamePatent(t *testing.T) {
	names := []string{"lens.csv", "incopat.csv", "docdb.xml", "cnipa.xml", "numbers.csv", "own.csv"}
	got := imported(t, names...)
	for _, want := range []string{
		"CN201510163325 application 5 ", "US10871244 application 3 ", "EP16000001 application 1 ",
		"CN201510163325 cnipa.xml CN104900000 B", "CN201510163325 docdb.xml CN104900000 A", "CN201510163325 incopat.csv CN104900000 A",
		"CN201510163325 lens.csv CN104900000 B", "CN201510163325 numbers.csv CN104900000 A", "US10871244 lens.csv US7650331 B1", "US10871244 own.csv US7650331 B1",
		"CN104900000 A CN201510163325", "CN104900000 B CN201510163325", "US7650331 B1 US10871244",
		"CN104900000A CN201510163325 US7650331B1 US10871244",
		"CN201510163325 simple 66900001 source 2", "EP16000001 simple 66900001 priority 2", "EP16000001 extended P:CN201510163325 priority 2",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(strings.Split(got, "\n\n")[0], "\n") + 1; n != 3 {
		t.Errorf("%d patents", n)
	}
	slices.Reverse(names)
	if back := imported(t, names...); back != got {
		t.Errorf("the other way round:\n%s\nwant\n%s", back, got)
	}
}

// TestSamePatent_undo: without a source the rest tells what it told before; a number that only that source explained
// stands for itself again.
func TestSamePatent_undo(t *testing.T) {
	want := imported(t, "lens.csv", "numbers.csv")
	if got := imported(t, "lens.csv", "own.csv", "docdb.xml", "numbers.csv", "-own.csv", "-docdb.xml"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if !strings.Contains(want, "US20040871244 application 2 ") {
		t.Error(want)
	}
}

// TestCitationOrder: a citation finds a patent imported before or after it; one arc for both directions.
func TestCitationOrder(t *testing.T) {
	first, later := imported(t, "incopat.csv", "lens.csv"), imported(t, "lens.csv", "incopat.csv")
	if first != later || !strings.Contains(first, "CN104900000A CN201510163325 US7650331B1 US20040871244") {
		t.Errorf("%s\nother order\n%s", first, later)
	}
}
