package ingest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"asterism/content"
	"asterism/internal/lake"
)

// workbookFile writes a workbook of one sheet; merged lists ranges such as "B1:C1".
func workbookFile(t testing.TB, sheet string, rows [][]any, merged ...[2]string) string {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	if err := x.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := x.SetSheetRow(sheet, cell, &rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range merged {
		if err := x.MergeCell(sheet, m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := x.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEntityTable(t *testing.T) {
	rows := [][]any{{"集群企业年度情况（合成示例）"}, {},
		{"统一社会信用代码", "年份", "营业收入（万元）", "研发投入（亿元）", "从业人员数", "成立日期"},
		{"91350100M000100Y43", "２０１５年", "１２．３", 0, "1,234", 42005},
		{"91350100M000100Y43", 2016, "1.5亿元", "-", "NA", "2016年3月"},
		{"合计", "", 999, "", "", ""},
		{"注：合成示例"}}
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{workbookFile(t, "企业年度", rows)}})
	f := res.Files[0]
	if f.Format != "table" || f.Accepted != 2 || f.Rejected != 0 || f.Skipped != 2 {
		t.Fatalf("%+v %+v", f, res.Findings)
	}
	got := query(t, l, "select firm_id, year, cast(revenue_cny as varchar), cast(rd_cny as varchar), employee_count from raw.firm_year order by record")
	want := "91350100M000100Y43 2015 123000.00 0.00 1234\n91350100M000100Y43 2016 150000000.00 <nil> <nil>"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestMergedHeader(t *testing.T) {
	rows := [][]any{{"统一社会信用代码", "企业情况", ""}, {"", "企业名称", "注册地址"}, {"91350100M000100Y43", "合成示例甲", "合成路1号"}, {"91350100M000100Y44", "合成示例乙", ""}}
	l := openLake(t)
	mustRun(t, l, Request{Paths: []string{workbookFile(t, "名录", rows, [2]string{"B1", "C1"}, [2]string{"A1", "A2"})}})
	if got := query(t, l, "select firm_id, name, address from raw.firm order by record"); got != "91350100M000100Y43 合成示例甲 合成路1号\n91350100M000100Y44 合成示例乙 <nil>" {
		t.Error(got)
	}
}

func TestRejectedRowsComeBack(t *testing.T) {
	list := "企业名称,统一社会信用代码,备忘\n合成示例甲,91350100M000100Y43,x\n,91350100M000100Y43,y\n"
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "firm.csv", []byte(list))}})
	if res.Files[0].Accepted != 1 || res.Files[0].Rejected != 1 {
		t.Fatalf("%+v", res)
	}
	x := rejectedBookOf(t, l, res.Batch)
	rows, err := x.GetRows(x.GetSheetName(0))
	if err != nil || len(rows) != 2 || rows[0][2] != "备忘" || rows[1][1] != "91350100M000100Y43" || rows[1][2] != "y" || !strings.Contains(rows[1][3], "name") {
		t.Errorf("%q %v", rows, err)
	}
}

func rejectedBookOf(t *testing.T, l *lake.Lake, batch string) *excelize.File {
	t.Helper()
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b bytes.Buffer
	if err := Rejected(context.Background(), r, batch, &b); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestTemplatesRoundTrip fills every template with its own sample row and imports it: the sample itself is skipped.
func TestTemplatesRoundTrip(t *testing.T) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	l := openLake(t)
	for _, table := range tables.All() {
		if !table.Importable() {
			continue
		}
		for _, language := range languagesOf(table.Name) {
			var b bytes.Buffer
			if err := Template(content.FS, table.Name, language, &b); err != nil {
				t.Fatalf("%s: %v", table.Name, err)
			}
			path := write(t, "filled.xlsx", filled(t, b.Bytes(), table.Name))
			res := mustRun(t, l, Request{Paths: []string{path}, DryRun: true})
			f := res.Files[0]
			if f.Accepted != 1 || f.Rejected != 0 || f.Skipped != int64(len(table.Sample)) {
				t.Errorf("%s in %s: %+v %+v", table.Name, language, f, res.Findings)
				continue
			}
			if want := strings.Replace(table.Name, patentRecord, "patent", 1); res.Preview.Table != want {
				t.Errorf("%s in %s read as %s", table.Name, language, res.Preview.Table)
			}
		}
	}
}

// filled copies the sample row below itself, unmarked.
func filled(t *testing.T, template []byte, sheet string) []byte {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(template))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows(sheet)
	if err != nil || len(rows) < 3 {
		t.Fatalf("%s: %d rows, %v", sheet, len(rows), err)
	}
	row := append([]string{""}, rows[2][1:]...)
	for i, v := range row {
		cell, _ := excelize.CoordinatesToCellName(i+1, len(rows)+1)
		if err := x.SetCellStr(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMappingCanBeGuessedEditedAndUsed(t *testing.T) {
	path := write(t, "odd.csv", []byte("我的标题栏,编码,谁,何时\n合成示例装置,CN201510163325.6,合成示例企业,08/04/15\n"))
	m, err := Guess(context.Background(), content.FS, write(t, "list.csv", []byte(patentList)))
	if err != nil || m.Table != patentRecord || m.Columns[1].Field != "application_number" {
		t.Fatalf("%+v %v", m, err)
	}
	text, err := (&Mapping{Table: patentRecord, Dates: "dmy", Columns: []MappedColumn{{Header: "我的标题栏", Field: "title"},
		{Header: "编码", Field: "application_number"}, {Header: "谁", Field: "applicant"}, {Header: "何时", Field: "application_date"}},
		Set: map[string]string{"patent_type": "发明"}}).YAML()
	if err != nil {
		t.Fatal(err)
	}
	l := openLake(t)
	mustRun(t, l, Request{Paths: []string{path}, Map: write(t, "map.yaml", text)})
	if got := query(t, l, "select title, application_number, cast(application_date as varchar) from raw.patent"); got != "合成示例装置 CN201510163325 2015-04-08" {
		t.Error(got)
	}
}

func TestParquetAndGeoJSON(t *testing.T) {
	l := openLake(t)
	mustRun(t, l, Request{Paths: []string{write(t, "list.csv", []byte(patentList))}})
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	path := filepath.Join(t.TempDir(), "firm.parquet")
	if _, err := r.CopyTo(context.Background(), "select '91350100M000100Y43' as firm_id, '合成示例' as name, date '2015-01-02' as founded_date from raw.patent limit 1", path, "parquet"); err != nil {
		t.Fatal(err)
	}
	outline := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":370900,"name":"合成示例市","center":[117.1,36.2]},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}`
	res := mustRun(t, l, Request{Paths: []string{path, write(t, "o.geojson", []byte(outline))}, Set: map[string]string{"coordinate_system": "gcj02"}})
	if res.Files[0].Accepted != 1 || res.Files[1].Accepted != 1 {
		t.Fatalf("%+v", res)
	}
	if got := query(t, l, "select name, cast(founded_date as varchar) from raw.firm"); got != "合成示例 2015-01-02" {
		t.Error(got)
	}
	if got := query(t, l, "select region_code, longitude, coordinate_system from raw.region_outline"); got != "370900 117.1 gcj02" {
		t.Error(got)
	}
}

// TestTablesAgree keeps the raw patent tables of the code and their description in content alike.
func TestTablesAgree(t *testing.T) {
	tables, err := LoadTables(os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	for _, raw := range patentTables {
		table, ok := tables.Named(strings.TrimPrefix(raw.name, "raw."))
		if !ok || table.Importable() || len(table.raw.columns) != len(raw.columns) {
			t.Errorf("%s: content/tables differs", raw.name)
			continue
		}
		for i, c := range raw.columns {
			d := table.raw.columns[i]
			if d.name != c.name || d.kind != c.kind && !(c.kind == kindSmall && d.kind == kindWhole) {
				t.Errorf("%s: column %d is %s, content says %s", raw.name, i, c.name, d.name)
			}
		}
	}
	record, _ := tables.Named(patentRecord)
	for _, c := range record.Columns {
		if patentFieldNamed(c.Name) == nil {
			t.Errorf("patent_record names %s, which no code fills", c.Name)
		}
	}
	for _, f := range PatentFields() {
		if _, ok := record.index[f]; !ok && f != "assignee" {
			t.Errorf("patent_record lacks %s", f)
		}
	}
}

// languagesOf tries both languages on one table and the first on all.
func languagesOf(table string) []string {
	if table == "firm" {
		return []string{"zh", "en"}
	}
	return []string{"zh"}
}
