package web

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestCorrections goes the whole way of a correction: take the workbook of one firm, change its name, bring it back,
// see the change, keep it, find it in the pages, take it back.
func TestCorrections(t *testing.T) {
	firm := firstFirm(t)
	address := "/data/workbooks/firm?" + url.Values{"column": {"firm_id"}, "value": {firm.ID}}.Encode()
	scenario{path: "/data/corrections?table=firm", has: []string{"h1 = 更正", "select option[selected] = 企业", "form[data-drop] input[type=file]"}}.test(t)
	scenario{path: "/firms/" + firm.ID, has: []string{"a[download] = 更正此记录"}}.test(t)
	_, book := scenario{path: address}.ask(t)

	same := formTo(t, "/data/corrections/upload", "same.xlsx", string(book))
	scenario{path: same, has: []string{"p.note = 没有要改的"}, hasNot: []string{"#reason"}}.test(t)
	checked := formTo(t, "/data/corrections/upload", "changed.xlsx", corrected(t, book, "name", "合成更正后有限公司"))
	scenario{path: checked, has: []string{"#h-changes", "ins = 合成更正后有限公司", "del = " + firm.Name, "#reason"}}.test(t)
	if refused := send(t, "POST", checked, formBody("reason", " "), "Content-Type", formType); refused.StatusCode != 400 {
		t.Errorf("a change without a reason: %d", refused.StatusCode)
	}
	if state := finish(t, send(t, "POST", checked, formBody("reason", "营业执照"), "Content-Type", formType)); state != "succeeded" {
		t.Fatal(state)
	}
	scenario{path: "/firms/" + firm.ID, has: []string{"h1 = 合成更正后有限公司"}}.test(t)
	scenario{path: "/data/corrections", has: []string{"#h-history", "td = 营业执照", ".tag.good = 有效"}}.test(t)
	scenario{path: "/en/data/corrections", has: []string{"h1 = Corrections", ".tag.good = in force"}}.test(t)
	scenario{path: checked, status: 404}.test(t)

	id := strconv.FormatInt(lastEdit(t), 10)
	if refused := send(t, "POST", "/data/corrections/"+id+"/undo", formBody("reason", ""), "Content-Type", formType); refused.StatusCode != 400 {
		t.Errorf("taken back without a reason: %d", refused.StatusCode)
	}
	if state := finish(t, send(t, "POST", "/data/corrections/"+id+"/undo", formBody("reason", "看错了"), "Content-Type", formType)); state != "succeeded" {
		t.Fatal(state)
	}
	scenario{path: "/firms/" + firm.ID, has: []string{"h1 = " + firm.Name}}.test(t)
	scenario{path: "/data/corrections", has: []string{".tag = 撤销第 " + id + " 号"}, hasNot: []string{".tag.good"}}.test(t)
}

// TestCorrectionsAreChecked: another file, a value that does not fit, a table that takes none.
func TestCorrectionsAreChecked(t *testing.T) {
	_, book := scenario{path: "/data/workbooks/firm"}.ask(t)
	wrong := formTo(t, "/data/corrections/upload", "wrong.xlsx", corrected(t, book, "founded_date", "去年"))
	scenario{path: wrong, has: []string{"[role=alert] = 不能接受", "#h-findings"}, hasNot: []string{"#reason"}}.test(t)
	if answer := send(t, "POST", wrong, formBody("reason", "r"), "Content-Type", formType); answer.StatusCode != 400 {
		t.Errorf("what is refused was kept: %d", answer.StatusCode)
	}
	other := formTo(t, "/data/corrections/upload", "other.xlsx", "no workbook at all")
	scenario{path: other, status: 400, has: []string{"[role=alert]"}}.test(t)
	scenario{path: "/data/corrections/" + "nosuchuploadnosuchupload", status: 404}.test(t)
	scenario{path: "/data/corrections?table=patent_party", status: 404}.test(t)
	scenario{path: "/data/workbooks/patent_party", status: 404}.test(t)
	scenario{path: "/data/workbooks/firm?column=no&value=1", status: 404}.test(t)
	scenario{path: "/data/corrections", empty: true, has: []string{".empty"}}.test(t)
}

type someFirm struct {
	ID   string `json:"firm_id"`
	Name string `json:"name"`
}

func firstFirm(t *testing.T) someFirm {
	t.Helper()
	_, body := scenario{method: "POST", path: "/api/v1/query", body: `{"sql":"select firm_id, name from base.firm order by firm_id limit 1"}`}.ask(t)
	var found struct{ Items []someFirm }
	if err := json.Unmarshal(body, &found); err != nil || len(found.Items) != 1 {
		t.Fatalf("%v %s", err, body)
	}
	return found.Items[0]
}

func lastEdit(t *testing.T) int64 {
	t.Helper()
	all, _, err := fixture.w.Edits(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	return all[len(all)-1].ID
}

// corrected changes a column of the first row of a workbook.
func corrected(t *testing.T, book []byte, column, value string) string {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows("firm")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range rows[0] {
		if name == column {
			cell, _ := excelize.CoordinatesToCellName(i+1, 3)
			x.SetCellStr("firm", cell, value)
		}
	}
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
