package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"asterism/content"
	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/internal/lake"
)

const patentList = "专利名称,申请号,申请人,申请日,主分类号\n" +
	"合成示例装置甲,CN201510163325.6,合成示例企业有限公司;合成示例大学,2015-04-08,H01L33/00\n" +
	"合成示例装置乙,CN201710117081.7,合成示例企业有限公司,2017年3月1日,B03C3/09\n"

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func query(t testing.TB, l *lake.Lake, sql string) string {
	t.Helper()
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(context.Background(), sql)
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, row := range rows.Data {
		out += strings.ReplaceAll(strings.Trim(fmt.Sprint(row), "[]"), " 00:00:00 +0000 UTC", "") + "\n"
	}
	return strings.TrimSpace(out)
}

func has(groups []finding.Group, code string) bool {
	for _, g := range groups {
		if g.Code == code {
			return true
		}
	}
	return false
}

func TestImportNormalises(t *testing.T) {
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "list.csv", []byte(patentList))}, Set: map[string]string{"applicant_region": "370900"},
		Complete: map[string]string{"source": "合成示例", "period": "2010/2015", "cut_off": "2016-01-01"}})
	if res.Batch == "" || res.Files[0].Accepted != 2 || res.Snapshot == 0 {
		t.Fatalf("%+v", res)
	}
	got := query(t, l, "select patent_id, cast(application_date as varchar), patent_type, applicant_region, title_language from raw.patent order by record")
	want := "CN201510163325 2015-04-08 invention 370900 zh\nCN201710117081 2017-03-01 invention 370900 zh"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got := query(t, l, "select name, party_type from raw.patent_party order by record, seq"); got != "合成示例企业有限公司 firm\n合成示例大学 university\n合成示例企业有限公司 firm" {
		t.Error(got)
	}
	if got := query(t, l, "select symbol, is_first, section, subclass, main_group from raw.patent_class order by record"); got != "H01L33/00 true H H01L H01L33/00\nB03C3/09 true B B03C B03C3/00" {
		t.Error(got)
	}
	snapshot, err := l.Current()
	if err != nil || snapshot.Batches[0].Settings["applicant_region"] != "370900" || snapshot.Batches[0].Complete["to"] != "2015" || snapshot.Batches[0].Complete["cutoff"] != "2016-01-01" {
		t.Errorf("%+v %v", snapshot.Batches, err)
	}
	if !has(res.Findings, "set.applied") {
		t.Error("the constant is not told")
	}
}

func TestSameBytesTwice(t *testing.T) {
	l := openLake(t)
	path := write(t, "list.csv", []byte(patentList))
	first := mustRun(t, l, Request{Paths: []string{path}})
	again := mustRun(t, l, Request{Paths: []string{path, write(t, "list.csv.gz", zipped(t, patentList))}})
	if again.Batch != "" || again.Snapshot != 0 || again.Files[0].DuplicateOf != first.Batch || again.Files[1].DuplicateOf != first.Batch {
		t.Errorf("%+v", again)
	}
	if n := query(t, l, "select count(*) from raw.patent"); n != "2" {
		t.Error(n, "patents")
	}
}

func TestOrderAndParallelismDoNotMatter(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for i := range 9 {
		text := "专利名称,申请号\n"
		for k := range 3000 {
			text += fmt.Sprintf("合成示例%d,CN2015101%05d\n", k, i*3000+k)
		}
		path := filepath.Join(dir, fmt.Sprintf("p%d.csv", i))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	rows := func(paths []string, jobs int) string {
		l := openLake(t)
		mustRun(t, l, Request{Paths: paths, Jobs: jobs})
		return partHashes(t, l)
	}
	want := rows(paths, 1)
	back := append([]string{}, paths...)
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	if got := rows(back, 4); got != want {
		t.Errorf("other parts:\n%s\n%s", got, want)
	}
}

func TestStoppedImportResumes(t *testing.T) {
	path := csvOfPatents(t, 60000)
	l := openLake(t)
	ctx, cancel := context.WithCancel(context.Background())
	stop := func(p Progress) {
		if p.Phase == "commit" {
			cancel()
		}
	}
	_, err := Run(ctx, l, Request{Paths: []string{path}, Content: content.FS, Progress: stop})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v, want the context's error", err)
	}
	var read int64
	res := mustRun(t, l, Request{Paths: []string{path}, Progress: func(p Progress) {
		if p.Phase == "read" {
			read = max(read, p.Bytes)
		}
	}})
	if res.Files[0].Accepted != 60000 || read > 0 {
		t.Errorf("read %d bytes again; %+v", read, res.Files)
	}
	if left, _ := os.ReadDir(filepath.Join(l.Dir(), "incoming")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestUndoAndImportAgain(t *testing.T) {
	l, ctx := openLake(t), context.Background()
	mustRun(t, l, Request{Paths: []string{write(t, "firm.csv", []byte("企业名称,统一社会信用代码\n合成示例,91350100M000100Y43\n"))}})
	before, err := l.Current()
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "list.csv", []byte(patentList))
	for range 2 {
		res := mustRun(t, l, Request{Paths: []string{path}})
		tx, err := l.Write(ctx, "undo")
		if err != nil {
			t.Fatal(err)
		}
		if err := tx.RemoveBatch(ctx, res.Batch); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	}
	after, err := l.Current()
	if err != nil || fmt.Sprint(after.Tables) != fmt.Sprint(before.Tables) || len(after.Batches) != 1 {
		t.Errorf("%v\n%v\n%v", err, before.Tables, after.Tables)
	}
}

func TestFilesOfOneUnitKeepTheirNames(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		text := fmt.Sprintf("专利名称,申请号\n合成示例,CN2015101%05d\n", i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.csv", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l := openLake(t)
	mustRun(t, l, Request{Paths: []string{dir}})
	if got := query(t, l, "select count(*), count(distinct p.file) from raw.patent p join raw.file f on f.file = p.file and f.batch = p.batch"); got != "5 5" {
		t.Error(got)
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "list.csv", []byte(patentList))}, DryRun: true})
	if res.Batch != "" || len(res.Preview.Rows) != 2 || res.Preview.Mapping == nil || res.Files[0].Accepted != 2 {
		t.Errorf("%+v %+v", res, res.Preview)
	}
	if s, _ := l.Current(); s.ID != 0 {
		t.Error("a dry run made a snapshot")
	}
}

func TestWrappings(t *testing.T) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(patentList)
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(patentList)
	cases := map[string]struct {
		data     []byte
		encoding string
	}{
		"a.csv":     {[]byte(patentList), "utf-8"},
		"bom.csv":   {[]byte("\ufeff" + patentList), "utf-8"},
		"gb.csv":    {[]byte(gb), "gb18030"},
		"wide.csv":  {[]byte(wide), "utf-16le"},
		"mac.csv":   {[]byte(strings.ReplaceAll(patentList, "\n", "\r")), "utf-8"},
		"tabs.tsv":  {[]byte(strings.ReplaceAll(patentList, ",", "\t")), "utf-8"},
		"a.csv.gz":  {zipped(t, patentList), "utf-8"},
		"a.csv.zst": {zstded(t, patentList), "utf-8"},
		"a.zip":     {archived(t, map[string]string{"x/a.csv": patentList}), "utf-8"},
		"b.zip":     {archived(t, map[string]string{"inner.zip": string(archived(t, map[string]string{"a.csv": patentList}))}), "utf-8"},
	}
	for name, c := range cases {
		l := openLake(t)
		res := mustRun(t, l, Request{Paths: []string{write(t, name, c.data)}})
		if len(res.Files) != 1 || res.Files[0].Accepted != 2 || res.Files[0].Encoding != c.encoding {
			t.Errorf("%s: %+v %+v", name, res.Files, res.Findings)
			continue
		}
		if got := query(t, l, "select title from raw.patent order by record limit 1"); got != "合成示例装置甲" {
			t.Errorf("%s: title %q", name, got)
		}
	}
}

func TestStdin(t *testing.T) {
	res := mustRun(t, openLake(t), Request{Paths: []string{"-"}, Stdin: strings.NewReader(patentList)})
	if res.Files[0].Accepted != 2 {
		t.Errorf("%+v", res)
	}
}

func TestHostileFiles(t *testing.T) {
	bomb := zipped(t, strings.Repeat("0", 40<<20))
	cases := map[string]struct {
		data []byte
		code string
	}{
		"bomb.csv.gz":   {bomb, "file.ratio"},
		"slip.zip":      {archived(t, map[string]string{"../../a.csv": patentList}), "archive.unsafe_name"},
		"drive.zip":     {archived(t, map[string]string{`C:\a.csv`: patentList}), "archive.unsafe_name"},
		"cut.csv.gz":    {zipped(t, strings.Repeat(patentList, 999))[:100], "file.truncated"},
		"cut.xlsx":      {archived(t, map[string]string{"[Content_Types].xml": "<Types/>"})[:60], "archive.corrupt"},
		"broken.xlsx":   {archived(t, map[string]string{"[Content_Types].xml": "<Types/>"}), "workbook.unreadable"},
		"empty.csv":     {nil, "unsupported_format"},
		"prose.txt":     {[]byte("这不是表格。\n只是几句话。\n"), "unsupported_format"},
		"picture.png":   {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), "unsupported.picture"},
		"page.html":     {[]byte("<!DOCTYPE html><HTML><body>CN1</body></html>"), "unsupported.web_page"},
		"entities.dtd":  {[]byte("<!ENTITY a '1'>"), "unsupported.entities"},
		"solr.xml":      {[]byte("<response><doc><arr name='patAssignorName'/></doc></response>"), "unsupported.assignments"},
		"listed.csv":    {[]byte("id,name\nTS0,合成示例甲\nTS1,合成示例乙\n"), "unsupported_format"}, // no regions
		"quote.csv":     {[]byte(patentList + "\"开,CN201410026192.3\n"), "csv.stray_quote"},
		"entries.zip":   {archived(t, map[string]string{"1.csv": "a", "2.csv": "b", "3.csv": "c", "4.csv": "d"}), "archive.entries"},
		"large.csv.gz":  {zipped(t, strings.Repeat(patentList, 9999)), "file.too_large"},
		"latin.csv":     {[]byte("title,application number\nAppareil \xe9lectrique,FR1234567\n"), "encoding.assumed"},
		"unknown.jsonl": {[]byte("{\"a\":1}\n"), "unsupported.json"},
	}
	for name, c := range cases {
		res := mustRun(t, openLake(t), Request{Paths: []string{write(t, name, c.data)}, Limits: Limits{Entries: 3, PlainBytes: 60 << 20, EntryBytes: 1 << 20}, Jobs: 1})
		if name == "large.csv.gz" {
			res = mustRun(t, openLake(t), Request{Paths: []string{write(t, name, c.data)}, Limits: Limits{PlainBytes: 1 << 20}})
		}
		if !has(res.Findings, c.code) {
			t.Errorf("%s: no %s in %+v", name, c.code, res.Findings)
		}
	}
}

func TestWrongRequests(t *testing.T) {
	path := write(t, "a.csv", []byte(patentList))
	cases := map[string]struct {
		r    Request
		kind fail.Kind
	}{
		"no path":       {Request{}, fail.Invalid},
		"absent":        {Request{Paths: []string{path + "x"}}, fail.NotFound},
		"format":        {Request{Paths: []string{path}, Format: "nonesuch"}, fail.Invalid},
		"constant":      {Request{Paths: []string{path}, Set: map[string]string{"nonesuch": "1"}}, fail.Invalid},
		"statement":     {Request{Paths: []string{path}, Complete: map[string]string{"nonesuch": "1"}}, fail.Invalid},
		"absent map":    {Request{Paths: []string{path}, Map: path + "x"}, fail.NotFound},
		"mapping table": {Request{Paths: []string{path}, Map: write(t, "m.yaml", []byte("table: nonesuch\ncolumns: []\n"))}, fail.Invalid},
	}
	for name, c := range cases {
		c.r.Content = content.FS
		if _, err := Run(context.Background(), openLake(t), c.r); err == nil || fail.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want %v", name, err, c.kind)
		}
	}
}

func zipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.Bytes()
}

func zstded(t testing.TB, text string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll([]byte(text), nil)
}

func archived(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(text))
	}
	z.Close()
	return b.Bytes()
}
