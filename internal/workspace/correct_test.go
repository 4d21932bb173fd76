package workspace

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/ingest"
	"asterism/internal/lake"

	"github.com/xuri/excelize/v2"
)

// desk is a workspace with what a person does at it.
type desk struct {
	*testing.T
	*Workspace
	only []string
}

func newDesk(t *testing.T) *desk {
	w, err := Open(t.Context(), write(t, "title: x\nthreads: 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return &desk{t, w, []string{"base.firm", "base.edit"}}
}

func (d *desk) must(err error) {
	d.T.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) take(name, text string) {
	d.T.Helper()
	file := filepath.Join(d.TempDir(), name)
	d.must(os.WriteFile(file, []byte(text), 0o644))
	r, err := d.Import(d.Context(), "li", ingest.Request{Paths: []string{file}})
	if err != nil || r.Files[0].Rejected > 0 {
		d.Fatalf("%+v, %v", r, err)
	}
}

func (d *desk) build() {
	d.T.Helper()
	r, err := d.Build(d.Context(), "li", derive.Options{Only: d.only})
	d.must(err)
	if len(r.Failed) > 0 {
		d.Fatalf("%+v", r.Failed)
	}
}

func (d *desk) Context() context.Context { return d.T.Context() }

func (d *desk) holds(sql, want string) {
	d.T.Helper()
	rows, err := d.Query(d.Context(), sql, 0, lake.QueryLimit{Rows: 100})
	d.must(err)
	var lines []string
	for _, r := range rows.Data {
		lines = append(lines, strings.Trim(fmt.Sprint(r), "[]"))
	}
	if got := strings.Join(lines, "\n"); got != want {
		d.Errorf("%s: got\n%s\nwant\n%s", sql, got, want)
	}
}

func (d *desk) export(table string, where map[string]string) *excelize.File {
	d.T.Helper()
	var b bytes.Buffer
	d.must(d.ExportCorrections(d.Context(), table, where, &b))
	x, err := excelize.OpenReader(&b)
	d.must(err)
	return x
}

// set changes the cell of a row and a column, both by their hidden names.
func (d *desk) set(x *excelize.File, table, row, column, value string) {
	d.T.Helper()
	rows, err := x.GetRows(table)
	d.must(err)
	for i, cells := range rows {
		if len(cells) == 0 || cells[0] != row {
			continue
		}
		for j, name := range rows[0] {
			if name == column {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				d.must(err)
				d.must(x.SetCellStr(table, cell, value))
				return
			}
		}
	}
	d.Fatalf("no cell %s %s", row, column)
}

func (d *desk) preview(x *excelize.File) *Corrections {
	d.T.Helper()
	var b bytes.Buffer
	d.must(x.Write(&b))
	c, err := d.PreviewCorrections(d.Context(), &b)
	d.must(err)
	return c
}

func (d *desk) apply(c *Corrections, reason string) error {
	_, err := d.ApplyCorrections(d.Context(), "li", reason, c)
	return err
}

func (d *desk) kind(err error, want fail.Kind) {
	d.T.Helper()
	if err == nil || fail.KindOf(err) != want {
		d.Errorf("got %v, want %v", err, want)
	}
}

const firms = "统一社会信用代码,企业名称,注册资本（万元）,成立日期\n91370900MA00000001,合成甲有限公司,1000,2008-01-02\n91370900MA00000002,合成乙有限公司,500,2010-02-03\n"

const capital = "select firm_id, name, registered_capital_cny, founded_date is null as undated from base.firm order by firm_id nulls last"

func TestCorrections_roundTrip(t *testing.T) {
	d := newDesk(t)
	d.take("a.csv", firms)
	d.build()
	x := d.export("firm", nil)
	d.set(x, "firm", "91370900MA00000001", "registered_capital_cny", "1200万元")
	d.set(x, "firm", "91370900MA00000001", "_reason", "验资报告")
	d.set(x, "firm", "91370900MA00000002", "founded_date", "")
	c := d.preview(x)
	if len(c.Changes) != 2 || c.Refused() != 0 {
		t.Fatalf("%+v", c)
	}
	d.kind(d.apply(c, " "), fail.Invalid)
	d.must(d.apply(c, "来源有误"))
	d.kind(d.apply(c, "来源有误"), fail.Conflict)
	d.kind(d.ExportCorrections(t.Context(), "firm", nil, &bytes.Buffer{}), fail.Conflict)
	d.build()
	corrected := "91370900MA00000001 合成甲有限公司 12000000.00 false\n91370900MA00000002 合成乙有限公司 5000000.00 true"
	d.holds(capital, corrected)
	d.holds("select registered_capital_cny from raw.firm where record = 1", "10000000.00")
	d.holds("select row_key, field, value_before, value_after, actor, reason from base.edit order by event nulls last",
		"91370900MA00000001 registered_capital_cny 10000000.00 12000000.00 li 验资报告\n91370900MA00000002 founded_date 2010-02-03 <nil> li 来源有误")

	d.take("same.csv", firms)
	d.take("newer.csv", strings.Replace(strings.Replace(firms, ",1000,", ",900,", 1), "合成甲", "合成新甲", 1)+"91370900MA00000003,合成丙有限公司,1,2011-01-01\n")
	d.build()
	rows, err := d.Query(t.Context(), capital, 0, lake.QueryLimit{Rows: 100})
	d.must(err)
	if len(rows.Data) != 3 || rows.Data[0][2] != "12000000.00" || rows.Data[1][3] != true {
		t.Errorf("the corrections did not outlive the imports: %v", rows.Data)
	}
	undoAll(d)
	d.build()
	d.holds("select count(*) as n from base.edit", "0")
	if s, _ := d.Lake().Current(); len(derive.LakeEdits(s)) > 0 {
		t.Error("raw.edit stayed")
	}
}

func undoAll(d *desk) {
	all, inForce, err := d.Edits(d.Context())
	d.must(err)
	for _, e := range all {
		if inForce[e.ID] {
			_, err := d.UndoEdit(d.Context(), "wu", "看错了", e.ID)
			d.must(err)
		}
	}
}

func TestCorrections_undoRestores(t *testing.T) {
	d := newDesk(t)
	d.take("a.csv", firms)
	d.build()
	before, _ := d.Lake().Current()
	x := d.export("base.firm", map[string]string{"firm_id": "91370900MA00000002"})
	d.set(x, "firm", "91370900MA00000002", "name", "合成改名有限公司")
	d.must(d.apply(d.preview(x), "执照"))
	d.build()
	undoAll(d)
	d.build()
	after, _ := d.Lake().Current()
	a, _ := before.Table("base.firm")
	b, _ := after.Table("base.firm")
	if a.Fingerprint != b.Fingerprint || a.Parts[0].Path != b.Parts[0].Path {
		t.Errorf("the table is another than before the correction:\n%+v\n%+v", a, b)
	}

	// The sources go on, and the field can be corrected again.
	d.take("b.csv", strings.Replace(firms, "合成乙", "合成乙二", 1))
	d.build()
	x = d.export("firm", nil)
	d.set(x, "firm", "91370900MA00000002", "name", "合成终名有限公司")
	d.must(d.apply(d.preview(x), "执照"))
	d.build()
	d.holds("select name from base.firm where firm_id = '91370900MA00000002'", "合成终名有限公司")
}

func TestCorrections_conflict(t *testing.T) {
	d := newDesk(t)
	d.take("a.csv", firms)
	d.build()
	first, second, third := d.export("firm", nil), d.export("firm", nil), d.export("firm", nil)
	d.set(first, "firm", "91370900MA00000001", "name", "甲说")
	d.set(second, "firm", "91370900MA00000001", "name", "乙说")
	d.set(second, "firm", "91370900MA00000002", "name", "乙又说")
	d.set(third, "firm", "91370900MA00000001", "name", "甲说")
	d.must(d.apply(d.preview(first), "r"))
	d.build()
	c := d.preview(second)
	if len(c.Changes) != 1 || c.Refused() != 1 || c.Findings[0].Code != "correct.conflict" || c.Findings[0].Line != 3 || c.Findings[0].Args["present"] != "甲说" {
		t.Fatalf("%+v", c)
	}
	d.kind(d.apply(c, "r"), fail.Conflict)
	if same := d.preview(third); len(same.Changes) != 0 || same.Refused() != 0 {
		t.Errorf("what already stands is no change: %+v", same)
	}
	d.holds("select count(*) as n from base.edit", "1")
}

func TestCorrections_refused(t *testing.T) {
	d := newDesk(t)
	d.kind(d.ExportCorrections(t.Context(), "firm", nil, &bytes.Buffer{}), fail.NotFound)
	d.take("a.csv", firms)
	d.build()
	d.kind(d.ExportCorrections(t.Context(), "coverage", nil, &bytes.Buffer{}), fail.NotFound)
	d.kind(d.ExportCorrections(t.Context(), "firm", map[string]string{"no": "1"}, &bytes.Buffer{}), fail.NotFound)
	x := d.export("firm", nil)
	d.set(x, "firm", "91370900MA00000001", "founded_date", "去年")
	d.set(x, "firm", "91370900MA00000002", "name", "好的")
	c := d.preview(x)
	if c.Refused() != 1 || c.Findings[0].Code != "correct.date" || c.Findings[0].Field != "founded_date" || c.Findings[0].Sheet != "firm" {
		t.Errorf("%+v", c.Findings)
	}
	d.kind(d.apply(c, "r"), fail.Invalid)
	var b bytes.Buffer
	d.must(x.Write(&b))
	file := filepath.Join(t.TempDir(), "firm.xlsx")
	d.must(os.WriteFile(file, b.Bytes(), 0o644))
	r, err := d.Import(t.Context(), "li", ingest.Request{Paths: []string{file}})
	d.must(err)
	if r.Batch != "" && r.Files[0].Accepted > 0 || len(r.Findings) == 0 || r.Findings[0].Code != "correct.imported" {
		t.Errorf("a correction workbook passed for a source: %+v", r)
	}
}
