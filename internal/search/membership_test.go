package search

import (
	"slices"
	"strings"
	"testing"
)

// TestMembers: classes hold what lies below them, queries count in title and abstract within the scope, in any dialect.
func TestMembers(t *testing.T) {
	e := testEngine(t, records)
	for _, tc := range []struct {
		name             string
		m                Membership
		classed, queried string // last digits of the patents
		unscoped         int
	}{
		{"a main group holds its subgroups", Membership{Classes: []string{"H01L33/00"}}, "1 2 3 5", "", 0},
		{"a subgroup holds what the hierarchy has below it", Membership{Classes: []string{"H01L33/48", "H01L33/50"}}, "1 3 5", "", 0},
		{"a subclass and a class", Membership{Classes: []string{"F21S", "H01S"}}, "2 6", "", 0},
		{"one without patents", Membership{Classes: []string{"A01B1/00"}}, "", "", 0},
		{"words without a scope", Membership{Query: "芯片"}, "", "1 2 3", 3},
		{"words of other fields do not count", Membership{Query: "样本光电"}, "", "", 0},
		{"a field may be named", Membership{Query: "ap=样本光电 and 封装", Dialect: "incopat"}, "", "3", 1},
		{"a scope limits the query alone", Membership{Query: "芯片", Scope: []string{"F21"}, Classes: []string{"H01S5/00"}}, "6", "2", 3},
		{"NOT before AND before OR", Membership{Query: "隔膜 OR 芯片 AND NOT 荧光粉"}, "", "1 2 4", 3},
		{"truncation and distance", Membership{Query: "synchroni?ed (1w) driver"}, "", "5", 1},
		{"the title's words have to stand in one field", Membership{Query: "TTL:(LED灯具) AND ABST:(散热器)", Dialect: "patsnap"}, "", "2", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			all, err := e.Members(t.Context(), []Membership{{Classes: []string{"G06F"}}, tc.m})
			if err != nil || all[1].Problem != nil {
				t.Fatal(err, all[1].Problem)
			}
			if got := lastDigits(e, all[1].ByClass); got != tc.classed {
				t.Errorf("by class %q, wanted %q", got, tc.classed)
			}
			if got := lastDigits(e, all[1].ByQuery); got != tc.queried || all[1].Unscoped != tc.unscoped {
				t.Errorf("by query %q of %d, wanted %q of %d", got, all[1].Unscoped, tc.queried, tc.unscoped)
			}
			if all[1].Set().Count() > all[1].ByClass.Count()+all[1].ByQuery.Count() {
				t.Error("more together than apart")
			}
		})
	}
}

func lastDigits(e *Engine, s *Set) string {
	var out []string
	for _, id := range e.IDs(s) {
		out = append(out, id[len(id)-1:])
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// TestMembers_problem: a faulty query is told with its place, and costs itself only.
func TestMembers_problem(t *testing.T) {
	e := testEngine(t, records)
	all, err := e.Members(t.Context(), []Membership{{Query: "芯片 AND (封装"}, {Query: "芯片", Dialect: "klingon"}, {Query: "芯片", Classes: []string{"H01S"}}})
	if err != nil {
		t.Fatal(err)
	}
	if all[0].Problem == nil || !strings.Contains(all[0].Problem.Error(), "character 8") || all[0].ByQuery.Count() != 0 {
		t.Errorf("%v", all[0].Problem)
	}
	if all[1].Problem == nil || all[2].Problem != nil || all[2].Set().Count() != 4 {
		t.Errorf("%v %v %d", all[1].Problem, all[2].Problem, all[2].Set().Count())
	}
	if CheckMembership("", "NOT 芯片") == nil || CheckMembership("", "芯片 AND (封装") == nil || CheckMembership("", "芯片 AND (封装 OR led?)") != nil {
		t.Error("the check does not agree with the search")
	}
}

// TestMembers_clauses counts every clause.
func TestMembers_clauses(t *testing.T) {
	e := testEngine(t, records)
	all, err := e.Members(t.Context(), []Membership{{Query: "芯片 AND 荧光粉"}})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, c := range all[0].Clauses {
		told = append(told, c.Text)
	}
	if strings.Join(told, "|") != "芯片 AND 荧光粉|芯片|荧光粉" || all[0].Clauses[1].Count != 3 || all[0].Clauses[2].Count != 1 || all[0].Dialect != "plain" {
		t.Errorf("%+v", all[0])
	}
}
