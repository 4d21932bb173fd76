package ingest

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"asterism/internal/fail"

	"github.com/xuri/excelize/v2"
)

func sampleChain() *ChainSheet {
	row := func(depth int, title, stage, query, id string) ChainRow {
		return ChainRow{Depth: depth, Title: title, Values: map[string]string{"title_en": "", "stage": stage, "role": "", "query": query, "classes": "H01L33/00 H10H20/81", "note": "", "dialect": "", "node_id": id}}
	}
	return &ChainSheet{Chain: map[string]string{"id": "light", "title_zh": "合成光", "title_en": "light", "about_zh": "", "about_en": "", "source_zh": "合成", "source_en": "", "clusters": "a b", "scope": "H01L F21"},
		Rows: []ChainRow{row(1, "材料", "upstream", "", "material"), row(2, "衬底", "upstream", "=蓝宝石 OR 衬底\nAND (\"a b\")", "substrate"), row(1, "灯", "downstream", "灯", "lamp")}}
}

func chainBook(t *testing.T, s *ChainSheet, change func(*excelize.File)) []byte {
	t.Helper()
	var b, out bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	change(x)
	if err := x.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What is written is read back, in both languages.
func TestChainSheet_roundTrip(t *testing.T) {
	for _, language := range []string{"zh", "en"} {
		want := sampleChain()
		want.Language = language
		got, found, err := ReadChainSheet(bytes.NewReader(chainBook(t, want, func(*excelize.File) {})))
		if err != nil || len(found) > 0 {
			t.Fatal(err, found)
		}
		for i := range got.Rows {
			if got.Rows[i].Line != int64(i+3) {
				t.Errorf("line %d", got.Rows[i].Line)
			}
			got.Rows[i].Line = 0
		}
		got.Language = language
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v\nwanted\n%+v", language, got, want)
		}
	}
}

// A table that people made: other columns, merged upper levels, no hidden row, a title above the heads.
func TestChainSheet_byHand(t *testing.T) {
	x := excelize.NewFile()
	for i, row := range [][]any{{"某产业技术分解表（合成）"}, {"序号", "一级分支", "二级分支", "三级分支", "分类号", "检索式", "责任人"}, {1, "光源", "芯片", "外延", "H01L33/00", "外延片", "甲"}, {2, "", "", "切割", "", "切割 AND 晶片", "乙"}, {3, "", "封装", "", "", "封装", ""},
		{4, "应用", "灯具", "", "", "灯具", ""}} {
		if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, found, err := ReadChainSheet(bytes.NewReader(b.Bytes()))
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	var told []string
	for _, r := range got.Rows {
		told = append(told, fmt.Sprintf("%d%s %s", r.Depth, r.Title, r.Values["query"]))
	}
	if s := strings.Join(told, "|"); s != "1光源 |2芯片 |3外延 外延片|3切割 切割 AND 晶片|2封装 封装|1应用 |2灯具 灯具" {
		t.Error(s)
	}
	if _, there := got.Rows[2].Values["stage"]; there {
		t.Error("a column that is not there has no values")
	}
}

func TestChainSheet_findings(t *testing.T) {
	_, found, err := ReadChainSheet(bytes.NewReader(chainBook(t, sampleChain(), func(x *excelize.File) {
		x.SetCellStr(chainPage, "F3", "顶端")
		x.SetCellStr(chainPage, "G4", "材料")
		x.SetCellStr(chainPage, "A5", "")
		x.SetCellStr(chainPage, "D7", "孤儿")
		x.SetCellStr(chainPage, "H8", "#REF!")
		x.SetCellStr(chainPage, "A8", "错")
	})))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range found {
		told = append(told, fmt.Sprintf("%s %s %d %s", f.Code, f.Sheet, f.Line, f.Field))
	}
	want := "chainsheet.stage 技术分解表 3 stage|chainsheet.role 技术分解表 4 role|chainsheet.untitled 技术分解表 5 level_1|chainsheet.level 技术分解表 7 level_3|chainsheet.value 技术分解表 8 query"
	if s := strings.Join(told, "|"); s != want {
		t.Errorf("%s\nwanted\n%s", s, want)
	}
	for name, data := range map[string][]byte{"no workbook": []byte("x"), "another workbook": tagBook(t, sampleTags(), func(*excelize.File) {})} {
		if _, _, err := ReadChainSheet(bytes.NewReader(data)); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzChainSheet(f *testing.F) {
	var b bytes.Buffer
	if err := sampleChain().Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		s, _, err := ReadChainSheet(bytes.NewReader(data))
		if (s == nil) == (err == nil) {
			t.Fatal("neither a sheet nor an error")
		}
	})
}
