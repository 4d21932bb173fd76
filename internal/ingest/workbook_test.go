package ingest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Dates are what the sheet shows, whatever day its workbook counts from.
func TestWorkbookDates(t *testing.T) {
	for _, base1904 := range []bool{false, true} {
		x := excelize.NewFile()
		if err := x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &base1904}); err != nil {
			t.Fatal(err)
		}
		serial := map[bool]float64{false: 42102, true: 42102 - 1462}[base1904]
		for cell, v := range map[string]any{"A1": "统一社会信用代码", "B1": "年份", "C1": "成立日期", "D1": "营业收入（万元）",
			"A2": "91350100M000100Y43", "B2": serial, "C2": serial, "D2": 0.1 + 0.2} {
			if err := x.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
		for cell, code := range map[string]string{"B2": "yyyy", "C2": `yyyy"年"m"月"d"日"`} {
			id, err := x.NewStyle(&excelize.Style{CustomNumFmt: &code})
			if err != nil {
				t.Fatal(err)
			}
			if err := x.SetCellStyle("Sheet1", cell, cell, id); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := x.Write(&b); err != nil {
			t.Fatal(err)
		}
		l := openLake(t)
		res := mustRun(t, l, Request{Paths: []string{write(t, "a.xlsx", b.Bytes())}, Format: "table"})
		if got := query(t, l, "select year, cast(revenue_cny as varchar) from raw.firm_year"); got != "2015 3000.00" {
			t.Errorf("1904 %v: %s %+v", base1904, got, res.Findings)
		}
		if got := query(t, l, "select source_row from raw.firm_year"); !strings.Contains(got, `"2015-04-08"`) {
			t.Error(got)
		}
	}
}

// What a program wrote without calculating it is told, and its links are read.
func TestUncalculatedWorkbook(t *testing.T) {
	x := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "专利名称", "B1": "申请号", "A2": "合成示例装置"} {
		if err := x.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	for cell, f := range map[string]string{"B2": `HYPERLINK("https://example.invalid/","CN201510163325.6")`, "C2": "A2&B2"} {
		if err := x.SetCellFormula("Sheet1", cell, f); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "a.xlsx", b.Bytes())}})
	if got := query(t, l, "select patent_id, title from raw.patent"); got != "CN201510163325 合成示例装置" || !has(res.Findings, "workbook.uncalculated") {
		t.Errorf("%s %+v", got, res.Findings)
	}
}

// A workbook cut inside its sheet gives the rows before the cut.
func TestCutSheet(t *testing.T) {
	sheet := `<worksheet><sheetData><row><c t="inlineStr"><is><t>专利名称</t></is></c><c t="inlineStr"><is><t>申请号</t></is></c></row>` +
		`<row><c t="inlineStr"><is><t>合成示例</t></is></c><c t="inlineStr"><is><t>CN201510163325.6</t></is></c></row><row><c t="inlineStr"><is><t>合成`
	const rels = `<Relationships><Relationship Id="r" Type="x/worksheet" Target="s.xml"/></Relationships>`
	data := archived(t, map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": `<workbook><sheets><sheet name="S" r:id="r"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": rels, "xl/s.xml": sheet})
	res := mustRun(t, openLake(t), Request{Paths: []string{write(t, "a.xlsx", data)}})
	if res.Files[0].Accepted != 1 || !has(res.Findings, "file.truncated") {
		t.Errorf("%+v %+v", res.Files, res.Findings)
	}
}
