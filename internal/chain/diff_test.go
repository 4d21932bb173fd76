package chain

import (
	"strings"
	"testing"
)

const former = `id: small
title: {zh: 小链, en: small}
scope: [H01L]
nodes:
  - {id: a, title: {zh: 甲, en: a}, query: 外延}
  - {id: b, title: {zh: 乙, en: b}, classes: [H01L33/06], nodes: [{id: d, title: {zh: 丁, en: d}, query: 芯片}]}
  - {id: c, title: {zh: 丙, en: c}, query: 封装}
`

func decoded(t testing.TB, body string) *Chain {
	t.Helper()
	c, found := Decode("chains/small.yaml", []byte(body), balanced)
	if c == nil {
		t.Fatalf("%+v", found)
	}
	return c
}

func TestDiff(t *testing.T) {
	for _, tc := range []struct{ name, from, to, want string }{
		{"nothing", "", "", ""},
		{"chain", "scope: [H01L]", "scope: [H01L, F21]", "changed..scope:H01L>H01L F21"},
		{"query and class", "classes: [H01L33/06]", "classes: [H01L33/06, H01L33/00], query: 蓝光", "changed.b.classes:H01L33/06>H01L33/06 H01L33/00|changed.b.query:>蓝光"},
		{"removed", "  - {id: a, title: {zh: 甲, en: a}, query: 外延}\n", "", "removed.a.:外延>"},
		{"added", "query: 封装}", "query: 封装}\n  - {id: e, title: {zh: 戊, en: e}, classes: [H01L]}", "added.e.:>H01L"},
		{"another id is another node", "id: a,", "id: x,", "added.x.:>外延|removed.a.:外延>"},
		{"under another node", ", nodes: [{id: d, title: {zh: 丁, en: d}, query: 芯片}]}", "}\n  - {id: d, title: {zh: 丁, en: d}, query: 芯片}", "moved.d.:b>"},
		{"one among three", "  - {id: a, title: {zh: 甲, en: a}, query: 外延}\n", "MOVE", "moved.a.:>"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			body := strings.Replace(former, tc.from, tc.to, 1)
			if tc.to == "MOVE" {
				body = strings.Replace(former, tc.from, "", 1) + tc.from
			}
			var got []string
			for _, c := range Diff(decoded(t, former), decoded(t, body)) {
				got = append(got, c.Kind+"."+c.Node+"."+c.Field+":"+c.Before+">"+c.After)
			}
			if s := strings.Join(got, "|"); s != tc.want {
				t.Errorf("%s\nwanted %s", s, tc.want)
			}
		})
	}
	if n := len(Diff(nil, decoded(t, former))); n != 3+4 {
		t.Errorf("%d changes to a chain that is new, wanted its two titles, its scope and four nodes", n)
	}
}

// TestComplete: what is left out is filled, what is there stays, and the result is a chain without faults.
func TestComplete(t *testing.T) {
	c := decoded(t, former)
	c.Nodes = append(c.Nodes, Node{Query: "灯"}, Node{Query: "灯"}, Node{Query: "灯", Classes: []string{"h01l 33/00，F21S2/00", "H01L33/00"}}, Node{Query: "灯"})
	for i, en := range []string{"Lamps, 2nd kind", "Lamps 2nd-kind", "", "new"} {
		c.Nodes[3+i].Title.Zh, c.Nodes[3+i].Title.En = " 灯 ", en
	}
	c.Complete()
	if found := Check(c, balanced); len(found) > 0 {
		t.Fatalf("%+v", found)
	}
	var ids []string
	for _, n := range c.Nodes {
		ids = append(ids, n.ID)
	}
	if s := strings.Join(ids, " "); s != "a b c lamps_2nd_kind lamps_2nd_kind_2 node new_2" {
		t.Error(s)
	}
	if n := c.Nodes[5]; n.Title.En != "灯" || strings.Join(n.Classes, " ") != "H01L33/00 F21S2/00" {
		t.Errorf("%+v", n)
	}
}
