package derive

import (
	"strings"
	"testing"
)

func TestSymbolsAbove(t *testing.T) {
	parents := map[string]string{"ipcH01M4/587": "H01M4/583", "ipcH01M4/583": "H01M4/58", "ipcH01M4/58": "H01M4/36", "ipcA": "A", "ipcX1": "X2", "ipcX2": "X1"}
	for symbol, want := range map[string]string{
		"H01M4/587": "H01M4/587 H01M4/583 H01M4/58 H01M4/36 H01M4/00 H01M H01 H",
		"H01L33/06": "H01L33/06 H01L33/00 H01L H01 H", // nobody imported a hierarchy of H01L
		"X1":        "X1 X2 X",                        // a circle in the titles ends
	} {
		if got := strings.Join(symbolsAbove("ipc", symbol, parents), " "); got != want {
			t.Errorf("%s: %s", symbol, got)
		}
	}
}

const chainFile = `id: light
title: {zh: 光, en: light}
scope: [H01L]
nodes:
  - id: wafer
    title: {zh: 外延, en: wafers}
    classes: [H01L33/04, H01L33/04]
    query: 外延片 NOT 切割
    nodes:
      - id: blue
        title: {zh: 蓝光, en: blue}
        stage: upstream
        query: 蓝光 AND 芯片
  - id: wafer
    title: {zh: 重复, en: twice}
`

// TestChainSteps builds the tables of a chain over patents: symbols by hierarchy, texts by query in title or abstract.
func TestChainSteps(t *testing.T) {
	l := openLake(t)
	head := "-- title: {zh: 表, en: table}\n-- grain: [%]\n-- columns: {parent_symbol: {zh: 上级, en: parent, unit: code}, opens_subclass: {zh: 首行, en: first, unit: flag}, is_used: {zh: 用, en: used, unit: flag}}\n"
	table := func(grain, sql string) string { return strings.Replace(head, "%", grain, 1) + sql }
	g, _ := load(t, map[string]string{
		"chains/light.yaml": chainFile,
		"base/patent.sql":   table("patent_id", "select * from (values ('P1', '一种外延片'), ('P2', null), ('P3', '外延片的切割'), ('P4', '发光芯片')) as p (patent_id, title)"),
		"base/patent_text.sql": table("patent_id", `select * from (values ('P2', 'abstract', '涉及外延片'), ('P4', 'abstract', '用于蓝光'), ('P9', 'claims', '外延片'))
as p (patent_id, part, body)`),
		"base/patent_class.sql": table("patent_id", `select * from (values ('P1', 'H01L', 'H01', true), ('P2', 'H01L', 'H01', true), ('P3', 'H01L', 'H01', true), ('P4', 'H01L', 'H01', true))
as p (patent_id, subclass, class3, opens_subclass)`),
		"base/class.sql": table("symbol", `select * from (values ('ipc', 'H01L33/06', 'H01L33/04', true), ('ipc', 'H01L33/04', 'H01L33/02', false), ('ipc', 'H01L33/10', 'H01L33/02', true))
as c (scheme, symbol, parent_symbol, is_used)`),
	})
	if r := build(t, g, l); len(r.Failed) > 0 {
		t.Fatal(failures(r))
	}
	for sql, want := range map[string]string{
		"select node_id, parent_id, depth, chain_stage from base.chain_node":     "light null 0 null\nlight.blue light.wafer 2 upstream\nlight.wafer light 1 null",
		"select node_id, symbol from base.chain_symbol":                          "light.wafer H01L33/06",
		"select node_id, patent_id from base.chain_text order by all":            "light.blue P4\nlight.wafer P1\nlight.wafer P2",
		"select node_id, above_id from base.chain_above where node_id like '%e'": "light.blue light\nlight.blue light.blue\nlight.blue light.wafer",
	} {
		got := query(t, l, sql)
		if lines := strings.Split(got, "\n"); len(lines) > 1 {
			got = strings.Join(sorted(lines), "\n")
		}
		if got != want {
			t.Errorf("%s:\n%s\nwanted\n%s", sql, got, want)
		}
	}
}
