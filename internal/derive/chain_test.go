package derive

import (
	"strings"
	"testing"
)

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
        dialect: incopat
  - id: wafer
    title: {zh: 重复, en: twice}
`

// TestChainTables makes the tables of a chain: nodes, classes, scope, and the nodes above each; what stands twice counts once.
func TestChainTables(t *testing.T) {
	l := openLake(t)
	g, _ := load(t, map[string]string{"chains/light.yaml": chainFile})
	if r := build(t, g, l); len(r.Failed) > 0 {
		t.Fatal(failures(r))
	}
	for sql, want := range map[string]string{
		"select node_id, parent_id, depth, chain_stage from base.chain_node":                   "light null 0 null\nlight.blue light.wafer 2 upstream\nlight.wafer light 1 null",
		"select node_id, query, query_dialect, is_scoped from base.chain_node where depth > 0": "light.blue 蓝光 AND 芯片 incopat true\nlight.wafer 外延片 NOT 切割 null true",
		"select node_id, symbol from base.chain_class":                                         "light.wafer H01L33/04",
		"select chain_id, symbol from base.chain_scope":                                        "light H01L",
		"select node_id, above_id from base.chain_above where node_id like '%e'":               "light.blue light\nlight.blue light.blue\nlight.blue light.wafer",
	} {
		if got := strings.Join(sorted(strings.Split(query(t, l, sql), "\n")), "\n"); got != want {
			t.Errorf("%s:\n%s\nwanted\n%s", sql, got, want)
		}
	}
}
