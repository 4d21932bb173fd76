package web

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestTagging goes the whole way: make a set, two readers take their sheets, fill them, hand them in, and differ on one patent; what is
// wrong is listed and nothing kept; a tag is taken back.
func TestTagging(t *testing.T) {
	ids := somePatents(t, 4)
	set := "合成标引集/1"
	made := send(t, "POST", "/tagging/sets", formBody("name", set, "patents", strings.Join(ids, "\n")), "Content-Type", formType)
	if made.StatusCode != 303 {
		t.Fatal("no set was made", made.StatusCode)
	}
	page := "/tagging/sets/" + set
	scenario{path: "/tagging", has: []string{"h1 = 标引", "#h-sets", "th a = " + set}}.test(t)
	scenario{path: "/tagging?selection=patent_type%3Dinvention", has: []string{"input[name=selection]", "p.note = 件"}}.test(t)
	scenario{path: "/patents?patent_type=invention", has: []string{"a.button = 标引这些专利"}}.test(t)
	scenario{path: page, has: []string{"p.note = 技术效果矩阵不能给出"}}.test(t)

	tags(t, set, "甲", func(x *excelize.File) { fill(x, "散热；降本", "高", "否") }, 4*4)
	tags(t, set, "乙", func(x *excelize.File) { fill(x, "散热;降本", "高", "否"); x.SetCellStr("标引", "F3", "低") }, 4*4)
	scenario{path: page, has: []string{"#tag_agreement", "#tag_difference td a = " + ids[0], "#tag_count td = 散热"}, hasNot: []string{"p.note"}}.test(t)
	scenario{path: "/en" + page, has: []string{"#tag_agreement", "li = 4 patents"}}.test(t)
	scenario{path: "/data/corrections", hasNot: []string{"td = 散热"}}.test(t)

	_, again := scenario{path: sheetOf(set, "甲")}.ask(t)
	same := formTo(t, "/tagging/upload", "same.xlsx", string(again))
	scenario{path: same, has: []string{"p.note = 没有要写入的"}}.test(t)
	back := formTo(t, "/tagging/upload", "back.xlsx", filled(t, again, func(x *excelize.File) { x.SetCellStr("标引", "F3", "") }))
	scenario{path: back, has: []string{"del = 高"}}.test(t)
	wrong := formTo(t, "/tagging/upload", "wrong.xlsx", filled(t, again, func(x *excelize.File) { x.SetCellStr("标引", "F3", "很高"); x.SetCellStr("标引", "A4", "XX1") }))
	scenario{path: wrong, has: []string{"[role=alert] = 不能接受", "#h-findings"}, hasNot: []string{"ins"}}.test(t)
	if answer := send(t, "POST", wrong, formBody(), "Content-Type", formType); answer.StatusCode != 400 {
		t.Error("a sheet with findings was kept", answer.StatusCode)
	}
	other := formTo(t, "/tagging/upload", "other.xlsx", "no workbook")
	scenario{path: other, status: 400, has: []string{"[role=alert]"}}.test(t)
	for _, c := range [][2]string{{"", ids[0]}, {set, "XX-no-such"}, {set, ""}, {strings.Repeat("长", 61), ids[0]}} {
		if answer := send(t, "POST", "/tagging/sets", formBody("name", c[0], "patents", c[1]), "Content-Type", formType); answer.StatusCode < 400 || answer.StatusCode >= 500 {
			t.Error(c, answer.StatusCode)
		}
	}
	scenario{path: "/tagging/sets/nosuch", status: 404}.test(t)
	scenario{path: "/tagging/sheet?set=" + url.QueryEscape(set), status: 400}.test(t)
	scenario{path: "/tagging", empty: true, has: []string{".empty"}}.test(t)
}

func sheetOf(set, reader string) string {
	return "/tagging/sheet?" + url.Values{"set": {set}, "reader": {reader}}.Encode()
}

// fill gives every row of the sheet the same tags.
func fill(x *excelize.File, effect, importance, noise string) {
	for _, row := range []string{"3", "4", "5", "6"} {
		x.SetCellStr("标引", "E"+row, effect)
		x.SetCellStr("标引", "F"+row, importance)
		x.SetCellStr("标引", "G"+row, noise)
	}
}

// tags takes a reader's sheet, fills it, and keeps it; it expects so many changes.
func tags(t *testing.T, set, reader string, change func(*excelize.File), changes int) {
	t.Helper()
	_, book := scenario{path: sheetOf(set, reader)}.ask(t)
	checked := formTo(t, "/tagging/upload", "tags.xlsx", filled(t, book, change))
	_, body := scenario{path: checked}.ask(t)
	if n := bytes.Count(body, []byte("<ins>")); n != changes {
		t.Fatalf("%s: %d changes, want %d", reader, n, changes)
	}
	if state := finish(t, send(t, "POST", checked, formBody(), "Content-Type", formType)); state != "succeeded" {
		t.Fatal(state)
	}
}

func filled(t *testing.T, book []byte, change func(*excelize.File)) string {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	change(x)
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func somePatents(t *testing.T, n int) (ids []string) {
	t.Helper()
	_, body := scenario{method: "POST", path: "/api/v1/query", body: `{"sql":"select patent_id from base.patent order by patent_id limit 4"}`}.ask(t)
	var found struct {
		Items []struct {
			ID string `json:"patent_id"`
		}
	}
	if err := json.Unmarshal(body, &found); err != nil || len(found.Items) != n {
		t.Fatalf("%v %s", err, body)
	}
	for _, f := range found.Items {
		ids = append(ids, f.ID)
	}
	return ids
}
