package ingest

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"asterism/internal/fail"
)

func str(s string) *string { return &s }

// firmBook is a correction workbook of two firms.
func firmBook(t *testing.T, language string) *bytes.Buffer {
	t.Helper()
	tables, err := LoadTables(os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	firm, _ := tables.Named("firm")
	c := Correctable{Table: firm, Key: []string{"firm_id"}, Fields: []string{"name", "founded_date", "registered_capital_cny", "ownership", "longitude", "address"}, Snapshot: 7, Language: language}
	rows := []CorrectableRow{
		{"A|1", []*string{str("A|1"), str("合成甲"), str("2008-01-02"), str("12345678901234567.89"), str("private"), str("117.1"), str(strings.Repeat("长", 40000))}},
		{"B", []*string{str("B"), str(" 多行\r\n名称 "), nil, str("10.00"), str("罕见"), nil, str(strings.Repeat("x", 500))}},
	}
	var b bytes.Buffer
	if err := c.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	return &b
}

// changed sets cells of the workbook's first sheet as a person would and reads it back.
func changed(t *testing.T, book *bytes.Buffer, cells map[string]any) *Corrections {
	t.Helper()
	x, err := excelize.OpenReader(book)
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range cells {
		if err := x.SetCellValue("firm", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	c, err := ReadCorrections(os.DirFS("../../content"), &b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func shown(c *Corrections) string {
	var lines []string
	for _, cell := range c.Cells {
		value := "–"
		if cell.Value != nil {
			value = *cell.Value
		}
		lines = append(lines, fmt.Sprintf("%d %s %s %s %s", cell.Line, cell.Row, cell.Field, value, cell.Reason))
	}
	for _, f := range c.Findings {
		lines = append(lines, fmt.Sprintf("%s:%d %s %s %s", f.Sheet, f.Line, f.Code, f.Field, f.Value))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A name, B key, C reason, D name, E founded, F capital, G ownership, H longitude, I address.
func TestCorrections(t *testing.T) {
	for name, c := range map[string]struct {
		cells map[string]any
		want  string
	}{
		"untouched":          {nil, ""},
		"text and reason":    {map[string]any{"D3": "合成乙", "C3": "执照"}, "3 A|1 name 合成乙 执照"},
		"emptied":            {map[string]any{"E3": ""}, "3 A|1 founded_date – "},
		"units and widths":   {map[string]any{"F4": "１．２亿元", "E4": "2015年6月30日"}, "4 B founded_date 2015-06-30 \n4 B registered_capital_cny 120000000.00 "},
		"a date by Excel":    {map[string]any{"E4": 42185}, "4 B founded_date 2015-06-30 "},
		"a label for a code": {map[string]any{"G4": "国有"}, "4 B ownership state "},
		"the same otherwise": {map[string]any{"F4": 10.0, "G3": "private", "H3": "117.10", "E3": "2008/1/2"}, ""},
		"what does not fit": {map[string]any{"E4": "2015-06", "F4": "很多", "H4": "#N/A", "D4": ""},
			"firm:4 correct.date founded_date 2015-06\nfirm:4 correct.error_cell longitude #N/A\nfirm:4 correct.number registered_capital_cny 很多\nfirm:4 correct.required name "},
		"a changed key":     {map[string]any{"B3": "C"}, "firm:3 correct.key_changed firm_id C"},
		"a row nobody knew": {map[string]any{"D5": "新", "A5": "Z"}, "firm:5 correct.unknown_row  Z"},
		"a row twice":       {map[string]any{"A4": "A|1"}, "firm:4 correct.twice  A|1"},
		"a cut text":        {map[string]any{"I3": "短"}, ""},
		"a long text":       {map[string]any{"I4": "短"}, "4 B address 短 "},
	} {
		t.Run(name, func(t *testing.T) {
			for _, language := range []string{"zh", "en"} {
				if got := shown(changed(t, firmBook(t, language), c.cells)); got != c.want {
					t.Errorf("%s: got\n%s\nwant\n%s", language, got, c.want)
				}
			}
		})
	}
}

func TestCorrections_exported(t *testing.T) {
	c := changed(t, firmBook(t, "zh"), map[string]any{"D3": "合成乙", "I4": "短"})
	if c.Table != "firm" || c.Snapshot != 7 || c.Rows != 2 || len(c.Cells) != 2 {
		t.Fatalf("%+v", c)
	}
	if !c.Cells[0].Exported(str("合成甲")) || c.Cells[0].Exported(str("合成丙")) || c.Cells[0].Exported(nil) {
		t.Error("a short value")
	}
	if long := strings.Repeat("x", 500); !c.Cells[1].Exported(&long) || c.Cells[1].Exported(str(long+"y")) {
		t.Error("a long value")
	}
}

func TestCorrections_noWorkbook(t *testing.T) {
	var plain bytes.Buffer
	if err := excelize.NewFile().Write(&plain); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"empty": "", "text": "a,b\n", "another workbook": plain.String()} {
		if _, err := ReadCorrections(os.DirFS("../../content"), strings.NewReader(data)); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
