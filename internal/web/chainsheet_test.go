package web

import (
	"context"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestChainSheet takes a chain's decomposition table, changes it, sees what would change and what cannot be used, and keeps it; a table of
// one's own makes a new chain, which waits for a build.
func TestChainSheet(t *testing.T) {
	const id = "electric_vehicles"
	for _, chain := range []string{id, "own_table"} {
		t.Cleanup(func() { _, _ = fixture.w.RestoreChain(context.Background(), "test", "", chain, 0) })
	}
	_, book := scenario{path: "/chains/" + id + "/file.xlsx", kind: "application/vnd.openxmlformats"}.ask(t)
	same := formTo(t, "/chainsheets?chain="+id, "same.xlsx", string(book))
	scenario{path: same, has: []string{"p.note = 没有改动"}, hasNot: []string{"main form[method=post]"}}.test(t)
	changed := formTo(t, "/chainsheets?chain="+id, "changed.xlsx", filled(t, book, func(x *excelize.File) {
		x.SetCellStr("技术分解表", "H3", "电机 OR 马达")
		x.SetCellStr("技术分解表", "F4", "顶游")
	}))
	scenario{path: changed, has: []string{"h1 = 分解表将改动", "#changes ins = 电机 OR 马达", "p.note = 有 1 处不能用", "#h-findings", "form button = 保存为新版本"}}.test(t)
	if answer := send(t, "POST", changed, formBody("note", "合成"), "Content-Type", formType); answer.StatusCode != 303 {
		t.Fatal("the table was not kept", answer.StatusCode)
	}
	scenario{path: "/chains/" + id, has: []string{"form.note = 原版本", "a.button = 版本"}}.test(t)
	scenario{path: "/en/chains", has: []string{"tbody .tag = waits for a build"}}.test(t)
	scenario{path: "/chains/" + id + "/versions", has: []string{"td = 合成", "#changes ins = 电机 OR 马达", "form button = 确定"}}.test(t)

	x := excelize.NewFile()
	for i, row := range [][]any{{"一级", "二级", "检索式"}, {"甲", "乙", "电池"}, {"", "丙", "电机 OR ("}} {
		x.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row)
	}
	b, err := x.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	own := formTo(t, "/chainsheets?chain=own_table", "own.xlsx", b.String())
	scenario{path: own, has: []string{"p.note = 新的产业链", "#changes .good = 新增", "p.warn = 有 1 处"}}.test(t)
	if answer := send(t, "POST", own, formBody(), "Content-Type", formType); answer.StatusCode != 303 {
		t.Fatal("the table was not kept", answer.StatusCode)
	}
	scenario{path: "/chains/own_table", has: []string{"form.note button", "a.button = 修改"}, hasNot: []string{".chainmap"}}.test(t)
	scenario{path: formTo(t, "/chainsheets", "none.xlsx", b.String()), status: 400, has: []string{"[role=alert] = 没有写明"}}.test(t)
	scenario{path: formTo(t, "/chainsheets", "other.xlsx", "no workbook"), status: 400, has: []string{"[role=alert]"}}.test(t)
	scenario{path: "/chainsheets/aaaaaaaaaaaaaaaaaaaaaaaaaa", status: 404}.test(t)
	scenario{path: "/chains/nowhere/file.xlsx", status: 404}.test(t)
}
