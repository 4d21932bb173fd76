package lake

import (
	"context"
	"testing"

	"asterism/internal/fail"
)

func TestScratch(t *testing.T) {
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 5)
	ctx := context.Background()
	r, err := l.Read(ctx, 0)
	check(t, err)
	defer r.Close()
	s, err := r.Scratch(ctx)
	check(t, err)
	check(t, s.Keep(ctx, "few", "select * from raw.firm where id <= $1 order by id", QueryLimit{}, 3))
	check(t, s.Keep(ctx, "fewer", "with x as (select id from few) select id from x where id > 1", QueryLimit{}))
	rows, err := s.Query(ctx, "select sum(id) as n from fewer", QueryLimit{})
	check(t, err)
	if got := rows.Data[0][0]; got != int64(5) {
		t.Errorf("2 + 3 = %v", got)
	}
	rows, err = s.Query(ctx, "select id from few", QueryLimit{Rows: 2})
	check(t, err)
	if len(rows.Data) != 2 || !rows.Truncated {
		t.Errorf("the row limit gave %v, cut %v", rows.Data, rows.Truncated)
	}
	for _, name := range []string{"few", "a b", "", "x.csv"} {
		if err := s.Keep(ctx, name, "select 1 as a", QueryLimit{}); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%q was taken for a name: %v", name, err)
		}
	}
	s.Close()
	again, err := r.Scratch(ctx)
	check(t, err)
	defer again.Close()
	if rows, err := again.Query(ctx, "select * from few", QueryLimit{}); err == nil {
		t.Errorf("a name outlived its session: %v", rows.Data)
	}
}

// Kept names open no way around the gate.
func TestAttackAtScratch(t *testing.T) {
	l, files := attacked(t)
	ctx := context.Background()
	r, err := l.Read(ctx, 0)
	check(t, err)
	defer r.Close()
	s, err := r.Scratch(ctx)
	check(t, err)
	defer s.Close()
	check(t, s.Keep(ctx, "kept", "select 1 as a", QueryLimit{}))
	for _, a := range append([]string{"delete from kept", "select 1) as x; drop table kept; select (1"}, attack...) {
		q := files.Replace(a)
		if rows, err := s.Query(ctx, q, QueryLimit{}); err == nil {
			t.Errorf("%s\nlet through: %v", q, rows.Data)
		}
		if err := s.Keep(ctx, "other", q, QueryLimit{}); err == nil {
			t.Errorf("%s\nwas kept", q)
		}
	}
}
