package plan

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"asterism/internal/lake"

	"github.com/google/go-cmp/cmp"
)

// reader gives a reader over a lake whose tables are the results of SQL.
func reader(t *testing.T, tables map[string]string) *lake.Reader {
	t.Helper()
	ctx := t.Context()
	l, err := lake.Open(ctx, t.TempDir(), lake.Options{})
	fatal(t, err)
	t.Cleanup(func() { l.Close() })
	tx, err := l.Write(ctx, "test")
	fatal(t, err)
	for name, sql := range tables {
		part, columns, err := tx.Build(ctx, name, sql, "", "")
		fatal(t, err)
		fatal(t, tx.SetTable(lake.Table{Name: name, Columns: columns, Parts: []lake.Part{part}, Rows: part.Rows}))
	}
	_, err = tx.Commit(ctx)
	fatal(t, err)
	r, err := l.Read(ctx, 0)
	fatal(t, err)
	t.Cleanup(func() { r.Close() })
	return r
}

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const (
	hundred   = 100_000_000_000
	decisions = "select 'c' || i as cluster_id, cast(null as varchar) as cluster_name, 'cultivated' as decision, date '2017-05-01' as decision_date, 'doc' as document, 'src' as source from range(%d) as t(i)"
)

// clusters registers n clusters c0, c1 …
func clusters(n int) string {
	return fmt.Sprintf("select 'c' || i as cluster_id, 'n' || i as name, 'supported' as status from range(%d) as t(i)", n)
}

// figures gives n clusters from c<from> an output for a year, with a status and a definition.
func figures(from, n int, output float64, year int, status, definition string) string {
	return fmt.Sprintf(`select 'cluster' as entity_type, 'c' || (i + %d) as entity_id, 'output_cny' as indicator, %d as year, cast(%.0f as double) as value,
		'%s' as status, '%s' as definition, cast(null as varchar) as unit, 'yearbook' as source from range(%d) as t(i)`,
		from, year, output, status, definition, n)
}

func states(s *Status) map[string]State {
	m := map[string]State{}
	for _, t := range s.Targets {
		m[t.ID] = t.State
	}
	return m
}

func statusOf(t *testing.T, tables map[string]string, asOf int) *Status {
	t.Helper()
	s, err := product(t, "shandong-2015-4").Status(t.Context(), reader(t, tables), asOf)
	fatal(t, err)
	return s
}

func TestStatus_emptyLake(t *testing.T) {
	s := statusOf(t, nil, 0)
	if diff := cmp.Diff(map[string]State{"T1": CannotTell, "T2": CannotTell, "T3": CannotTell}, states(s)); diff != "" {
		t.Error(diff)
	}
	if s.AsOf != 2020 || s.Clusters != (ClusterCount{20, 18, 2, 0}) || s.ZonesSum || len(s.Commitments) != 46 {
		t.Errorf("as of %d, %+v", s.AsOf, s.Clusters)
	}
	if one := s.Targets[0].Sources[0]; one.Reason.Code != "no_table" || one.Reason.Args["tables"] == "" {
		t.Errorf("reason %+v", one.Reason)
	}
	for _, c := range s.Commitments {
		if c.State == HasEvidence || c.State == NoneInData && c.Reason.Code != "no_table" {
			t.Errorf("%s: %s %+v", c.ID, c.State, c.Reason)
		}
	}
}

func TestStatus_targets(t *testing.T) {
	for _, c := range []struct {
		name          string
		registered    int
		figures       string
		t1            State
		count, absent int
		code          string
	}{
		{"five at the threshold", 20, figures(0, 5, hundred, 2015, "published", "main"), Met, 5, 15, "reached"},
		{"a yuan too little is not enough", 5, figures(0, 5, hundred-1, 2015, "published", "main"), NotMet, 0, 0, "below"},
		{"two unnamed clusters leave it open", 4, figures(0, 3, hundred, 2015, "published", "main"), CannotTell, 3, 1, "missing"},
		{"a missing cluster leaves it open", 20, figures(0, 19, 4*hundred/100, 2015, "", "") + " union all " + figures(0, 0, 0, 2015, "", ""), NotMet, 0, 1, "below"},
		{"too many missing", 20, figures(0, 10, 4*hundred/100, 2015, "", ""), CannotTell, 0, 10, "missing"},
		{"values of another year do not count", 20, figures(0, 20, 2*hundred, 2016, "", ""), CannotTell, 0, 20, "no_values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := statusOf(t, map[string]string{"base.cluster": clusters(c.registered), "base.observation": c.figures}, 0).Targets[0]
			one := got.Sources[0]
			if got.State != c.t1 || one.Count != c.count || len(one.Missing) != c.absent || got.Reason.Code != c.code {
				t.Errorf("%s, %d pass, %d missing, %+v", got.State, one.Count, len(one.Missing), got.Reason)
			}
		})
	}
}

// TestStatus_sourcesApart: figures of different status or definition are never added up.
func TestStatus_sourcesApart(t *testing.T) {
	tables := map[string]string{"base.cluster": clusters(20), "base.observation": figures(0, 3, hundred, 2015, "reported", "whole zone") +
		" union all " + figures(3, 3, hundred, 2015, "published", "main industry") + " union all " + figures(0, 6, hundred, 2015, "reported", "main industry")}
	got := statusOf(t, tables, 0).Targets[0]
	var counts []string
	for _, s := range got.Sources[:3] {
		counts = append(counts, fmt.Sprint(s.Status, s.Definition, s.Count, s.State))
	}
	want := []string{"publishedmain industry3cannot_tell", "reportedmain industry6met", "reportedwhole zone3cannot_tell"}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
	if got.State != Met || got.Chosen != 1 {
		t.Errorf("%s from %d", got.State, got.Chosen)
	}
}

func TestStatus_contraryDefinitions(t *testing.T) {
	tables := map[string]string{"base.cluster": clusters(20), "base.observation": figures(0, 20, hundred, 2015, "published", "a") +
		" union all " + figures(0, 20, 1, 2015, "published", "b")}
	if got := statusOf(t, tables, 0).Targets[0]; got.State != CannotTell || got.Reason.Code != "sources_differ" {
		t.Errorf("%s %+v", got.State, got.Reason)
	}
}

// TestStatus_disputed: two yearbooks that differ on a cluster leave it open.
func TestStatus_disputed(t *testing.T) {
	two := strings.ReplaceAll(figures(4, 1, hundred/2, 2015, "", ""), "yearbook", "other book")
	tables := map[string]string{"base.cluster": clusters(20), "base.observation": figures(0, 5, hundred, 2015, "", "") + " union all " + two +
		" union all " + figures(5, 15, 1, 2015, "", "")}
	got := statusOf(t, tables, 0).Targets[0]
	if one := got.Sources[0]; got.State != CannotTell || one.Count != 4 || len(one.Disputed) != 1 || one.Disputed[0].ID != "c4" {
		t.Errorf("%s, %d, disputed %v", got.State, one.Count, one.Disputed)
	}
}

// TestStatus_units: a figure in 亿元 is compared in yuan; one in an unknown unit is no figure.
func TestStatus_units(t *testing.T) {
	in := func(unit string, value float64) string {
		return strings.ReplaceAll(figures(0, 5, value, 2015, "", ""), "cast(null as varchar) as unit", "'"+unit+"' as unit")
	}
	for unit, want := range map[string]int{"亿元": 5, "万元": 0, "吨": 0} {
		tables := map[string]string{"base.cluster": clusters(20), "base.observation": in(unit, 1000)}
		if got := statusOf(t, tables, 0).Targets[0].Sources[0].Count; got != want {
			t.Errorf("1000 %s: %d clusters pass", unit, got)
		}
	}
}

func TestStatus_sumOfMembersProvesNothingMissing(t *testing.T) {
	tables := map[string]string{"base.cluster": clusters(20),
		"base.cluster_member": "select 'c' || i as cluster_id, 'f' || i as firm_id, 'backbone' as role, cast(null as integer) as start_year, cast(null as integer) as end_year from range(20) as t(i)",
		"base.firm_year":      fmt.Sprintf("select 'f' || i as firm_id, 2015 as year, cast(%d as decimal(20,2)) as output_cny, cast(0 as decimal(20,2)) as rd_cny from range(4) as t(i)", hundred)}
	got := statusOf(t, tables, 0).Targets[0]
	sum := got.Sources[len(got.Sources)-1]
	if sum.Source != "sum_of_members" || sum.Count != 4 || sum.State != CannotTell || sum.Reason.Code != "lower_bound" || got.State != CannotTell {
		t.Errorf("%s: %+v", got.State, sum)
	}
}

func TestStatus_register(t *testing.T) {
	for n, want := range map[int]State{15: Met, 14: CannotTell, 0: CannotTell} {
		got := statusOf(t, map[string]string{"base.cluster_decision": fmt.Sprintf(decisions, n)}, 0).Targets[1]
		if got.State != want || got.Sources[0].Count != n {
			t.Errorf("%d decisions: %s, %d counted", n, got.State, got.Sources[0].Count)
		}
	}
	whole := map[string]string{"base.cluster_decision": fmt.Sprintf(decisions, 14), "raw.cluster_decision": "select 'b1' as batch",
		"base.batch": "select 'b1' as batch, true as is_complete, date '2020-12-31' as complete_to"}
	if got := statusOf(t, whole, 0).Targets[1]; got.State != NotMet {
		t.Errorf("a register stated to be whole: %s %+v", got.State, got.Reason)
	}
	if got := statusOf(t, whole, 2018).Targets[1]; got.State != Open || got.Due {
		t.Errorf("before the end: %s", got.State)
	}
}

// TestStatus_criteria: twenty clusters alone do not meet T3, whose other half no data show.
func TestStatus_criteria(t *testing.T) {
	tables := map[string]string{"base.cluster": clusters(20), "base.observation": figures(0, 20, hundred, 2020, "published", "main")}
	got := statusOf(t, tables, 2026).Targets[2]
	if got.State != CannotTell || got.Reason.Code != "criteria" || got.Sources[0].State != Met || len(got.Criteria) != 4 {
		t.Errorf("%s %+v", got.State, got.Reason)
	}
	if got.Year != 2020 || got.Sources[0].Values[0].Value != "100000000000.00" {
		t.Errorf("values of %d: %s", got.Year, got.Sources[0].Values[0].Value)
	}
}

func TestStatus_evidenceAndBodies(t *testing.T) {
	tables := map[string]string{
		"base.alliance":        "select 'a' || i as alliance_id, 'n' as name, make_date(2014 + cast(i as integer), 3, 1) as founded_date from range(3) as t(i)",
		"base.platform":        "select 'p' as platform_id where false",
		"base.commitment_body": "select 'shandong-2015-4' as plan, '二（三）' as clause, '省科技厅' as body, '牵头' as role union all select 'shandong-2015-4', '二(三)a', '省财政厅', '配合' union all select 'other', '二(三)', 'x', ''",
	}
	s := statusOf(t, tables, 0)
	byID := map[string]CommitmentStatus{}
	for _, c := range s.Commitments {
		byID[c.ID] = c
	}
	if a := byID["2-3-e"]; a.State != HasEvidence || a.Count != 3 || a.Latest != "2016-03-01" {
		t.Errorf("alliances: %+v", a.EvidenceStatus)
	}
	if p := byID["2-5-b"]; p.State != NoneInData || p.Reason.Code != "query" {
		t.Errorf("a table without the column: %+v", p.EvidenceStatus)
	}
	if diff := cmp.Diff([]Body{{"省科技厅", "牵头", "table"}}, byID["2-3-e"].Bodies); diff != "" {
		t.Error(diff)
	}
	if len(byID["2-3-a"].Bodies) != 2 || len(byID["2-4-a"].Bodies) != 0 {
		t.Errorf("bodies %+v, %+v", byID["2-3-a"].Bodies, byID["2-4-a"].Bodies)
	}
	if diff := cmp.Diff([]Body{{"各市", "", "text"}}, byID["3-1-c"].Bodies); diff != "" {
		t.Error(diff)
	}
	rows, err := product(t, "shandong-2015-4").EvidenceRows(t.Context(), reader(t, tables), "2-3-e", 2)
	if err != nil || len(rows.Data) != 2 || !rows.Truncated {
		t.Errorf("rows %v, %v", rows, err)
	}
}

func TestStatus_zones(t *testing.T) {
	zones := statusOf(t, nil, 2015).Zones
	if z := zones[2]; z.ID != "CAPITAL" || z.Counties != 52 || !z.InForce || len(z.Clusters) != 6 || z.Shared == 0 {
		t.Errorf("CAPITAL %+v", z)
	}
	if z := zones[3]; z.Counties != 59 || z.Published.Counties != 60 {
		t.Errorf("WEST at the end of 2015: %+v (two counties of Jining became one in 2013)", z)
	}
}

func TestStatus_range(t *testing.T) {
	p := product(t, "shandong-2022-225")
	value := func(v string) string {
		return fmt.Sprintf("select 'region' as entity_type, '370000' as entity_id, 'high_tech_firm_count' as indicator, cast(%s as double) as value, 2027 as year, '' as status, '' as definition, 's' as source", v)
	}
	for v, want := range map[string]State{"40000": Met, "39999": NotMet} {
		s, err := p.Status(t.Context(), reader(t, map[string]string{"base.observation": value(v)}), 0)
		fatal(t, err)
		if got := s.Targets[1]; got.State != want {
			t.Errorf("%s: %s %+v", v, got.State, got.Reason)
		}
	}
}

func TestStatus_cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := reader(t, map[string]string{"base.cluster": clusters(1)})
	cancel()
	if _, err := product(t, "shandong-2015-4").Status(ctx, r, 0); err == nil {
		t.Error("a cancelled status returned no error")
	}
}
