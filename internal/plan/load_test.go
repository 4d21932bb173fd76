package plan

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"asterism/content"
	"asterism/internal/finding"
	"asterism/internal/lang"

	"github.com/google/go-cmp/cmp"
)

type loaded struct {
	plans []*Plan
	found []finding.Finding
	err   error
}

// all loads the product's plans once: the tests only read them.
var all = sync.OnceValue(func() (l loaded) {
	l.plans, l.found, l.err = Load(content.FS)
	return l
})

func product(t *testing.T, id string) *Plan {
	t.Helper()
	if l := all(); l.err != nil || len(l.found) > 0 {
		t.Fatalf("%v %+v", l.err, l.found)
	}
	plans := all().plans
	for _, p := range plans {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no plan %s", id)
	return nil
}

// TestLoad_policyFacts checks the plan against what the policy's text says.
func TestLoad_policyFacts(t *testing.T) {
	p := product(t, "shandong-2015-4")
	named := map[string]int{}
	for _, c := range p.Clusters {
		named[c.Area]++
	}
	if diff := cmp.Diff(map[string]int{"BLUE": 3, "YRD": 3, "CAPITAL": 6, "WEST": 3, "resource_exhausted": 3}, named); diff != "" {
		t.Error(diff)
	}
	if p.Supported != 20 || len(p.Clusters) != 18 || len(p.Carriers) != 3 || len(p.Industries) != 12 || len(p.Document.Addressees) != 5 {
		t.Errorf("supported %d, named %d", p.Supported, len(p.Clusters))
	}
	sizes := map[string]int{}
	for _, e := range p.Enums {
		sizes[e.ID] = len(e.Values)
	}
	want := map[string]int{"platform_type": 5, "intermediary_type": 4, "consultation_level": 6, "funding_instrument": 8, "agreement_type": 10,
		"supervised_benefit": 3, "backbone_criterion": 4, "bottleneck_link": 4, "leading_dimension": 4, "funding_stage": 3, "ip_work": 5}
	if diff := cmp.Diff(want, sizes); diff != "" {
		t.Error(diff)
	}
	goals := map[string]float64{}
	for _, target := range p.Targets {
		goals[target.ID] = target.Goal
	}
	if diff := cmp.Diff(map[string]float64{"T1": 5, "T2": 15, "T3": 20}, goals); diff != "" {
		t.Error(diff)
	}
}

// TestLoad_everyClause: each of the 13 items has a commitment, 一(二) one for each of its 4 points, and bodies stand
// only where the text names them.
func TestLoad_everyClause(t *testing.T) {
	p := product(t, "shandong-2015-4")
	clauses := map[string]int{}
	bodies := map[string][]string{}
	for _, c := range p.Commitments {
		clauses[c.Clause]++
		if len(c.Bodies) > 0 {
			bodies[c.ID] = c.Bodies
		}
	}
	want := map[string]int{"一(一)": 1, "一(二)1": 1, "一(二)2": 1, "一(二)3": 1, "一(二)4": 1, "一(三)": 3, "二(一)": 3, "二(二)": 2, "二(三)": 6,
		"二(四)": 4, "二(五)": 5, "三(一)": 3, "三(二)": 5, "三(三)": 2, "三(四)": 5, "三(五)": 3}
	if diff := cmp.Diff(want, clauses); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string][]string{"3-1-c": {"各市"}}, bodies); diff != "" {
		t.Error(diff)
	}
}

func TestLoad_goalsTo2027(t *testing.T) {
	if p := product(t, "shandong-2022-225"); len(p.Targets) != 4 || p.Targets[1].Goal != 40000 || p.Targets[1].GoalTo != 50000 {
		t.Errorf("targets %+v", p.Targets)
	}
}

func TestLoad_findings(t *testing.T) {
	const good = "id: x\ntitle: {zh: 甲, en: a}\ndivision:\n  year: 2013\n  cities:\n    - {code: '990100', zh: 样市, en: Y, counties: [990101 样区]}\n"
	for _, c := range []struct {
		name, text, code string
		line             int64
	}{
		{"not YAML", "id: [", "plan.unreadable", 1},
		{"unknown key", good + "targts: []\n", "plan.unreadable", 7},
		{"a county without name", strings.Replace(good, "990101 样区", "990101", 1), "plan.unreadable", 0},
		{"other id", strings.Replace(good, "id: x", "id: y", 1), "plan.id", 1},
		{"missing language", strings.Replace(good, "en: a", "en: ''", 1), "plan.language", 1},
		{"unknown place", good + "zones:\n  - {id: Z, title: {zh: 片, en: z}, cities: ['990200']}\n", "plan.unknown_place", 8},
		{"wrong total", good + "zones:\n  - {id: Z, title: {zh: 片, en: z}, cities: ['990100'], published: {counties: 2}}\n", "plan.zone_total", 8},
		{"unknown area", good + "clusters:\n  - {id: c, area: NOWHERE, title: {zh: 群, en: c}}\n", "plan.unknown_area", 8},
		{"same id", good + "carriers:\n  - {id: c, title: {zh: 群, en: c}}\n  - {id: c, title: {zh: 群, en: c}}\n", "plan.twice", 0},
		{"clause", good + "commitments:\n  - {id: c, clause: 2.1, title: {zh: 群, en: c}, text: {zh: 群, en: c}, evidence: {sql: select 1 from base.x}}\n", "plan.clause", 8},
		{"evidence", good + "commitments:\n  - {id: c, clause: 二(一), title: {zh: 群, en: c}, text: {zh: 群, en: c}}\n", "plan.evidence", 0},
		{"query", good + "commitments:\n  - {id: c, clause: 二(一), title: {zh: 群, en: c}, text: {zh: 群, en: c}, evidence: {sql: drop table base.x}}\n", "plan.query", 0},
		{"target", good + "commitments:\n  - {id: c, clause: 二(一), title: {zh: 群, en: c}, text: {zh: 群, en: c}, targets: [T9], evidence: {sql: select 1 from base.x}}\n", "plan.unknown_target", 8},
		{"test", good + "targets:\n  - {id: t, title: {zh: 群, en: c}, test: guess, goal: 1, span: {to: 2020}}\n", "plan.unknown_test", 8},
		{"threshold", good + "targets:\n  - {id: t, title: {zh: 群, en: c}, test: count_above, goal: 1, span: {to: 2020}}\n", "plan.threshold", 0},
		{"goal", good + "targets:\n  - {id: t, title: {zh: 群, en: c}, test: value}\n", "plan.goal", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			plans, found, err := Load(fstest.MapFS{"plans/x.yaml": {Data: []byte(c.text)}})
			if err != nil || len(plans) != 0 || len(found) == 0 {
				t.Fatalf("%d plans, %v, %v", len(plans), found, err)
			}
			if f := found[0]; f.Code != c.code || c.line != 0 && f.Line != c.line || f.File != "plans/x.yaml" {
				t.Errorf("found %+v", found)
			}
		})
	}
}

// TestWords: every code and reason of this package is worded in both languages.
func TestWords(t *testing.T) {
	words, err := lang.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"unreadable", "id", "zone_total", "unknown_place", "unknown_area", "twice", "language", "threshold", "unknown_test", "goal",
		"unknown_target", "clause", "evidence", "query", "text.pinyin", "text.traditional", "text.broken", "text.furniture", "text.missing", "text.outline", "text.empty_part"} {
		if key := "finding.plan." + code + ".what"; !words.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
	for _, code := range []string{"reached", "below", "missing", "lower_bound", "no_values", "not_due", "reached_register", "not_due_register", "register_whole",
		"register_open", "register_empty", "value_reached", "value_below", "value_not_due", "no_value", "no_source", "criteria", "sources_differ", "no_table",
		"query", "no_rows", "rows", "none_yet"} {
		if !words.Has("plan.reason." + code) {
			t.Errorf("reason %s has no words", code)
		}
	}
	got := reason("no_table", "tables", "base.x").Text(words, "en")
	if got != "the data have no table base.x" {
		t.Error(got)
	}
}
