package web

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestSavedQueries goes the whole way of a saved query: keep it, keep a second version, see what changed, retire it.
func TestSavedQueries(t *testing.T) {
	save := func(fields ...string) string {
		answer := send(t, "POST", "/search/save", formBody(fields...), "Content-Type", formType)
		if answer.StatusCode != 303 {
			t.Fatalf("%v: %d", fields, answer.StatusCode)
		}
		return answer.Header.Get("Location")
	}
	first := save("name", "合成电", "query", "tiab=电", "dialect", "incopat")
	scenario{path: first, has: []string{".chip[aria-current=true] = 合成电", "textarea[name=query] = tiab=电", "ol.hits li", "#h-saved", "summary = 历次版本"}}.test(t)
	save("name", "合成电", "query", "tiab=(电 not 灯)", "dialect", "auto", "note", "去掉灯具")
	opened := "/search?" + url.Values{"saved": {"合成电"}}.Encode()
	scenario{path: opened, has: []string{"textarea[name=query] = tiab=(电 not 灯)", "ol.plainlist a = v1", "ol.plainlist = 去掉灯具", ".chip = v2"}}.test(t)
	scenario{path: opened + "&version=1", has: []string{"textarea[name=query] = tiab=电"}}.test(t)
	scenario{path: opened + "&changes=1", has: []string{"#changed th = 新增", "#changed th = 新授权", "tr#changed-new"}}.test(t)
	scenario{path: "/watch", has: []string{"#queries th a = 合成电", "#queries th = 新转让"}}.test(t)
	save("name", "合成电", "retire", "1", "note", "不用了")
	scenario{path: "/search", hasNot: []string{".chip = 合成电"}}.test(t)
	scenario{path: "/en/watch", hasNot: []string{"#queries a = 合成电"}}.test(t)
	for _, fields := range [][]string{{"name", "", "query", "tiab=电"}, {"name", "坏", "query", "ti=(电"}, {"name", "坏", "query", ""}} {
		if answer := send(t, "POST", "/search/save", formBody(fields...), "Content-Type", formType); answer.StatusCode != 400 {
			t.Errorf("%v: %d", fields, answer.StatusCode)
		}
	}
	scenario{path: "/search?saved=nothing", status: 404}.test(t)
}

// TestSampling takes the sheet of a saved query, judges it and brings it back: the shares stand beside the query.
func TestSampling(t *testing.T) {
	if answer := send(t, "POST", "/search/save", formBody("name", "合成抽样", "query", "tiab=电", "dialect", "incopat"), "Content-Type", formType); answer.StatusCode != 303 {
		t.Fatal(answer.StatusCode)
	}
	page := "/search?" + url.Values{"saved": {"合成抽样"}}.Encode()
	_, book := scenario{path: "/search/sample/sheet?" + url.Values{"saved": {"合成抽样"}, "size": {"4"}, "control": {"tiab:(电 or 灯)"}}.Encode()}.ask(t)
	formTo(t, "/search/sample", "sample.xlsx", judged(t, book))
	scenario{path: page, has: []string{"td = 50.0% (2/4, 15–85%)", "summary = 查全查准抽样"}}.test(t)
	for name, body := range map[string]string{"other.xlsx": "no workbook", "blank.xlsx": string(book)} {
		if answer := sendFile(t, "/search/sample", name, body); answer.StatusCode != 400 {
			t.Errorf("%s: %d", name, answer.StatusCode)
		}
	}
	scenario{path: "/search/sample/sheet?saved=nothing", status: 404}.test(t)
}

// judged writes 是 and 否 in turn beside the found patents, and 是 beside all of the control.
func judged(t *testing.T, book []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for i, row := range rows {
		if len(row) < 3 || !strings.HasPrefix(row[1], "查") {
			continue
		}
		answer := "是"
		if strings.HasPrefix(row[1], "查准") {
			answer = map[bool]string{true: "是", false: "否"}[found%2 == 0]
			found++
		}
		cell, _ := excelize.CoordinatesToCellName(8, i+1)
		f.SetCellValue(sheet, cell, answer)
	}
	if found != 4 {
		t.Fatalf("%d patents to judge", found)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
