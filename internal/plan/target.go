package plan

import (
	"context"
	"fmt"
	"math/big"
	"sort"
	"strings"

	"asterism/internal/lake"
	"asterism/internal/lang"
)

// TargetStatus is one target with the answers of all its sources.
type TargetStatus struct {
	ID           string            `json:"id"`
	Clause       string            `json:"clause"`
	Title        lang.Text         `json:"title"`
	Test         string            `json:"test"`
	Span         Span              `json:"span"`
	Goal         float64           `json:"goal"`
	GoalTo       float64           `json:"goal_to,omitempty"`
	Unit         string            `json:"unit"`
	ThresholdCNY string            `json:"threshold_cny,omitempty"`
	Definition   lang.Text         `json:"definition"`
	Note         lang.Text         `json:"note"`
	Citation     string            `json:"citation"`
	Confirmed    bool              `json:"confirmed"`
	Year         int               `json:"year"` // of the values: the year due, or the as-of year before that
	Due          bool              `json:"due"`  // the span is over by the as-of year
	State        State             `json:"state"`
	Reason       Reason            `json:"reason"`
	Chosen       int               `json:"chosen"` // index in Sources of the answer taken, −1 none
	Sources      []SourceStatus    `json:"sources"`
	Criteria     []CriterionStatus `json:"criteria,omitempty"`
}

// SourceStatus is the answer of one source in one state (申报/审核/公布) and one definition; these are never mixed.
type SourceStatus struct {
	Source     string         `json:"source"` // reported | sum_of_members | register
	Title      lang.Text      `json:"title"`
	Status     string         `json:"status,omitempty"`     // 申报 | 审核 | 公布, as the data say
	Definition string         `json:"definition,omitempty"` // as the data say
	State      State          `json:"state"`
	Reason     Reason         `json:"reason"`
	Count      int            `json:"count"`              // clusters that pass
	Values     []ClusterValue `json:"values"`             // largest first
	Missing    []ClusterRef   `json:"missing"`            // registered clusters without a value here
	Disputed   []ClusterRef   `json:"disputed,omitempty"` // clusters whose origins differ on the threshold within this status and definition
	Unnamed    int            `json:"unnamed"`            // supported clusters the policy does not name and the data do not register
}

// Known tells whether anything was counted; without data the count is not 0 but unknown.
func (s SourceStatus) Known() bool {
	switch s.Reason.Code {
	case "no_table", "no_values", "no_value", "no_source", "query":
		return false
	}
	return true
}

// ClusterRef names a cluster of the data.
type ClusterRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`

	supported bool
}

// ClusterValue is one value with its origin.
type ClusterValue struct {
	ClusterRef
	Value  string `json:"value"` // decimal; CNY for output
	Year   int    `json:"year"`
	Passes bool   `json:"passes"`
	Source string `json:"source,omitempty"`
	Status string `json:"status,omitempty"`
	number *big.Rat
	define string
}

// CriterionStatus is a qualitative part of a target.
type CriterionStatus struct {
	ID    string    `json:"id"`
	Title lang.Text `json:"title"`
	EvidenceStatus
}

func (e *evaluation) target(ctx context.Context, t Target) TargetStatus {
	s := TargetStatus{ID: t.ID, Clause: t.Clause, Title: t.Title, Test: t.Test, Span: t.Span, Goal: t.Goal, GoalTo: t.GoalTo, Unit: t.Unit,
		ThresholdCNY: t.ThresholdCNY, Definition: t.Definition, Note: t.Note, Citation: t.Citation, Confirmed: t.Confirmed,
		Year: min(t.Span.To, e.asOf), Due: e.asOf >= t.Span.To}
	for _, source := range t.Sources {
		s.Sources = append(s.Sources, e.source(ctx, t, source, s)...)
	}
	s.decide()
	for _, c := range t.Criteria {
		s.Criteria = append(s.Criteria, CriterionStatus{c.ID, c.Title, e.evidence(ctx, c.Evidence)})
	}
	if s.State == Met && lacksCriterion(s.Criteria) {
		s.State, s.Reason = CannotTell, reason("criteria")
	}
	return s
}

func lacksCriterion(all []CriterionStatus) bool {
	for _, c := range all {
		if c.State != HasEvidence {
			return true
		}
	}
	return false
}

// source answers one source, once for every pair of status and definition its values have.
func (e *evaluation) source(ctx context.Context, t Target, v Values, s TargetStatus) []SourceStatus {
	years := []int{s.Year, s.Year}
	if t.Test == "register" {
		years[0] = t.Span.From
	}
	rows, why := e.ask.rows(ctx, v.SQL, years...)
	if why != nil {
		return []SourceStatus{{Source: v.ID, Title: v.Title, State: CannotTell, Reason: *why, Values: []ClusterValue{}, Missing: e.missing(ctx, t, nil)}}
	}
	var all []SourceStatus
	for _, group := range grouped(t, valuesOf(rows)) {
		one := SourceStatus{Source: v.ID, Title: v.Title, Status: group[0].Status, Definition: group[0].define, Values: group}
		if t.Test == "register" {
			one.Status = ""
		}
		e.judge(ctx, t, v, s, &one)
		all = append(all, one)
	}
	if len(all) == 0 {
		one := SourceStatus{Source: v.ID, Title: v.Title, Values: []ClusterValue{}}
		e.judge(ctx, t, v, s, &one)
		all = append(all, one)
	}
	return all
}

// valuesOf reads the columns a source's query must have. A row without a number is no value.
func valuesOf(rows *lake.Rows) []ClusterValue {
	at := map[string]int{}
	for i, c := range rows.Columns {
		at[c.Name] = i
	}
	var all []ClusterValue
	for _, row := range rows.Data {
		text := func(column string) string {
			if i, ok := at[column]; ok && row[i] != nil {
				return fmt.Sprint(row[i])
			}
			return ""
		}
		v := ClusterValue{ClusterRef: ClusterRef{ID: text("cluster"), Name: text("name")}, Value: text("value"), Year: atoi(text("year")),
			Source: text("source"), Status: text("status"), define: text("definition")}
		if n, ok := new(big.Rat).SetString(v.Value); ok {
			v.number = n
			all = append(all, v)
		}
	}
	return all
}

// grouped sorts values by status (published first) and definition, and in a group by size. A register is one group.
func grouped(t Target, values []ClusterValue) [][]ClusterValue {
	key := func(v ClusterValue) string { return itoa(statusRank(v.Status)) + v.Status + "\x00" + v.define }
	if t.Test == "register" {
		key = func(ClusterValue) string { return "" }
	}
	sort.SliceStable(values, func(i, j int) bool {
		a, b := values[i], values[j]
		if key(a) != key(b) {
			return key(a) < key(b)
		}
		return a.number.Cmp(b.number) > 0
	})
	var groups [][]ClusterValue
	for i, v := range values {
		if i == 0 || key(v) != key(values[i-1]) {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], v)
	}
	return groups
}

// statusRank orders what a figure has been through: 公布, 审核, 申报, then unstated.
func statusRank(status string) int {
	for i, words := range [][]string{{"公布", "published"}, {"审核", "reviewed"}, {"申报", "reported"}} {
		for _, w := range words {
			if strings.EqualFold(status, w) {
				return i
			}
		}
	}
	return 3
}
