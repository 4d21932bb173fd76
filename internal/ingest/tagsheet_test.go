package ingest

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func sampleTags() *TagSheet {
	return &TagSheet{Set: "合成集", Reader: "甲", Rows: []TagRow{
		{PatentID: "P1", Title: "合成灯", Tags: Tags{Branch: []string{"封装", "芯片"}, Effect: []string{"散热"}, Importance: "high", Noise: "no"}}, {PatentID: "P2", Title: "合成二"}}}
}

func tagBook(t *testing.T, s *TagSheet, change func(*excelize.File)) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	change(x)
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What is written is read back, in both languages; a filled cell is taken apart.
func TestTagSheet_roundTrip(t *testing.T) {
	for _, language := range []string{"zh", "en"} {
		want := sampleTags()
		want.Language = language
		got, found, err := ReadTagSheet(bytes.NewReader(tagBook(t, want, func(x *excelize.File) {
			x.SetCellStr(tagsPage, "E4", " 降本;散热；降本\n 防  水 ")
			x.SetCellStr(tagsPage, "F4", "中")
		})))
		if err != nil || len(found) > 0 {
			t.Fatal(err, found)
		}
		if got.Set != want.Set || got.Reader != want.Reader || len(got.Rows) != 2 || !reflect.DeepEqual(got.Rows[0].Branch, []string{"封装", "芯片"}) || got.Rows[0].Importance != "high" || got.Rows[0].Noise != "no" {
			t.Errorf("%s: %+v", language, got)
		}
		if r := got.Rows[1]; !reflect.DeepEqual(r.Effect, []string{"散热", "防 水", "降本"}) || r.Importance != "medium" || r.Noise != "" || r.Line != 4 {
			t.Errorf("%s: %+v", language, r)
		}
	}
}

func TestTagSheet_findings(t *testing.T) {
	book := tagBook(t, sampleTags(), func(x *excelize.File) {
		x.SetCellStr(tagsPage, "F3", "很高")
		x.SetCellStr(tagsPage, "G4", "也许")
		x.SetCellStr(tagsPage, "A5", "P1")
		x.SetCellStr(tagsPage, "D6", "没有标识")
		x.SetCellStr(tagsPage, "A7", "P7")
		x.SetCellStr(tagsPage, "D7", strings.Repeat("长", 61))
		x.SetCellStr(tagsPage, "A8", "P8")
		x.SetCellStr(tagsPage, "E8", "#REF!")
	})
	got, found, err := ReadTagSheet(bytes.NewReader(book))
	if err != nil || len(got.Rows) != 0 {
		t.Fatal(err, got)
	}
	var codes []string
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	if want := []string{"tag.importance", "tag.noise", "tag.repeated", "tag.patent", "tag.long", "tag.value"}; !reflect.DeepEqual(codes, want) {
		t.Errorf("%v, want %v", codes, want)
	}
	for _, wrong := range [][]byte{nil, []byte("no workbook"), tagBook(t, sampleTags(), func(x *excelize.File) { x.DeleteSheet(aboutTag) }), tagBook(t, sampleTags(), func(x *excelize.File) { x.SetCellStr(tagsPage, "A1", "x") })} {
		if _, _, err := ReadTagSheet(bytes.NewReader(wrong)); err == nil {
			t.Error("another file was taken for a tag sheet")
		}
	}
	if err := (&TagSheet{Set: "s", Reader: "r", Rows: make([]TagRow, MaxTagged+1)}).Write(&bytes.Buffer{}); err == nil {
		t.Error("a set too large was written")
	}
}

func FuzzTagSheet(f *testing.F) {
	var b bytes.Buffer
	if err := sampleTags().Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, _, err := ReadTagSheet(bytes.NewReader(data)); err == nil && (s.Set == "" || s.Reader == "") {
			t.Error("a sheet without set or reader")
		}
	})
}
