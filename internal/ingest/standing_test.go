package ingest

import "testing"

func TestFinerState(t *testing.T) {
	for words, want := range map[[2]string]standing{
		{"失效", "期限届满"}:  {"期限届满", "expired"},
		{"失效", "驳回"}:    {"驳回", "rejected"},
		{"失效", "撤回"}:    {"撤回", "withdrawn"},
		{"失效", "全部无效"}:  {"全部无效", "revoked"},
		{"失效", "未缴年费"}:  {"失效", "lapsed"},
		{"失效", "授权"}:    {"失效", "lapsed"},
		{"有效", "驳回"}:    {"有效", "in_force"},
		{"有效", "权利转移"}:  {"有效", "in_force"},
		{"审中", "实质审查"}:  {"审中", "pending"},
		{"审中", "撤回"}:    {"审中", "pending"},
		{"失效", "某种新状态"}: {"失效", "lapsed"},
		{"未确认", "届满"}:   {"届满", "expired"},
		{"", "公开"}:      {"公开", "pending"},
	} {
		if got := finer(words[0], words[1]); got != want {
			t.Errorf("%q: %+v, want %+v", words, got, want)
		}
	}
}

func TestIncopatTellsTheFinerState(t *testing.T) {
	list := "标题,申请号,公开国别,当前法律状态,专利有效性\n甲,CN201510163325.6,CN,驳回,失效\n乙,CN201510163326.0,CN,期限届满,失效\n丙,CN201510163327.5,CN,授权,有效\n丁,CN201510163328.X,CN,-,失效\n"
	l := openLake(t)
	if res := mustRun(t, l, Request{Paths: []string{write(t, "list.csv", []byte(list))}}); res.Files[0].Format != "incopat" {
		t.Fatalf("%+v", res.Files)
	}
	got := query(t, l, "select title, legal_status_raw, legal_status from raw.patent order by record")
	if want := "甲 驳回 rejected\n乙 期限届满 expired\n丙 有效 in_force\n丁 失效 lapsed"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
