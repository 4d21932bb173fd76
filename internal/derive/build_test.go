package derive

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestBuild_onlyWhatChanged(t *testing.T) {
	l := openLake(t)
	importFirms(t, l, "b1", "A|甲|10.10|2015-01-01", "B|乙||2015-01-01")
	g, _ := load(t, nil)
	first := build(t, g, l)
	if got := rebuilt(first); got != "base.batch base.disagreement base.firm measure.firms" {
		t.Errorf("the first build made %s", got)
	}
	again := build(t, g, l)
	if rebuilt(again) != "" || again.Snapshot != first.Snapshot {
		t.Errorf("nothing changed, yet %q was rebuilt and snapshot %d made", rebuilt(again), again.Snapshot)
	}
	looks, _ := load(t, map[string]string{"measures/firm/firms.sql": strings.Replace(countSQL, "from base.firm", "  -- all\n   from   base.firm", 1)})
	if got := rebuilt(build(t, looks, l)); got != "" {
		t.Errorf("a comment and blanks rebuilt %s", got)
	}
	other, _ := load(t, map[string]string{"measures/firm/firms.sql": strings.Replace(countSQL, "count(*)", "count(name)", 1)})
	if got := rebuilt(build(t, other, l)); got != "measure.firms" {
		t.Errorf("a changed measure rebuilt %s", got)
	}
	importFirms(t, l, "b2", "C|丙||2016-01-01")
	if got := rebuilt(build(t, other, l)); got != "base.batch base.disagreement base.firm measure.firms" {
		t.Errorf("an import rebuilt %s", got)
	}
}

func TestBuild_mergeRule(t *testing.T) {
	g, _ := load(t, nil)
	want := "A 新名 10.10 2\nB 乙 5.00 1"
	for _, order := range [][]string{{"b1", "b2"}, {"b2", "b1"}} {
		l := openLake(t)
		for _, b := range order {
			if b == "b1" {
				importFirms(t, l, b, "A|旧名|10.10|2015-01-01", "B|乙|5|2015-01-01")
				continue
			}
			importFirms(t, l, b, "A|新名||2016-01-01")
		}
		build(t, g, l)
		if got := query(t, l, "select firm_id, name, output_cny, source_count from base.firm"); got != want {
			t.Errorf("imported as %v:\n%s\nwanted\n%s", order, got, want)
		}
	}
}

func TestBuild_failureLeavesTheOthers(t *testing.T) {
	l := openLake(t)
	importFirms(t, l, "b1", "A|甲|10|2015-01-01")
	good, _ := load(t, nil)
	build(t, good, l)
	importFirms(t, l, "b2", "B|乙|10|2015-01-01")
	g, _ := load(t, map[string]string{
		"measures/firm/bad.sql":   strings.Replace(countSQL, "count(*)", "count(no_such)", 1),
		"measures/firm/twice.sql": strings.Replace(countSQL, "from base.firm", "from base.firm group by firm_id", 1),
		"measures/firm/bare.sql":  strings.Replace(countSQL, "as firm_count", "as secret", 1),
	})
	g2, _ := load(t, map[string]string{
		"measures/firm/bad.sql":   strings.Replace(countSQL, "count(*)", "count(no_such)", 1),
		"measures/firm/after.sql": strings.NewReplacer("base.firm", "measure.bad", "count(*)", "max(firm_count)").Replace(countSQL),
	})
	r := build(t, g, l)
	if want := "measure.bad measures/firm/bad.sql:4"; !strings.Contains(failures(r), want) {
		t.Errorf("wanted %s in\n%s", want, failures(r))
	}
	for _, want := range []string{"measure.twice measures/firm/twice.sql:2 the grain does not name one row", "measure.bare measures/firm/bare.sql:1 column secret has no words"} {
		if !strings.Contains(failures(r), want) {
			t.Errorf("wanted %s in\n%s", want, failures(r))
		}
	}
	if got := query(t, l, "select firm_count from measure.firms"); got != "2" {
		t.Errorf("measure.firms holds %s: it does not depend on what failed", got)
	}
	if r := build(t, g2, l); !strings.Contains(failures(r), "measure.after measures/firm/after.sql:4 not built because measure.bad failed") {
		t.Errorf("what reads a failed table has to say so:\n%s", failures(r))
	}
}

func failures(r *Result) string {
	var lines []string
	for _, f := range r.Failed {
		lines = append(lines, fmt.Sprintf("%s %s:%d %s", f.Name, f.File, f.Line, f.Error))
	}
	return strings.Join(lines, "\n")
}

func TestBuild_cancelled(t *testing.T) {
	l := openLake(t)
	g, _ := load(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := g.Build(ctx, l, Options{Progress: func(Event) { cancel() }, Jobs: 1})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build ended with %v", err)
	}
	if s, _ := l.Current(); s.ID != 0 {
		t.Errorf("a cancelled build made snapshot %d", s.ID)
	}
	if r := build(t, g, l); r.Snapshot != 1 {
		t.Errorf("the build after it made snapshot %d", r.Snapshot)
	}
}
