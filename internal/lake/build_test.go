package lake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"asterism/internal/fail"
)

// Tables are built side by side while others are set; every reader of the transaction sees what was set before.
func TestBuildInParallel(t *testing.T) {
	ctx := context.Background()
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 100)
	tx, err := l.Write(ctx, "build")
	check(t, err)
	defer tx.Rollback()
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			if err := buildChain(ctx, tx, i); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	s, err := tx.Commit(ctx)
	check(t, err)
	if len(s.Tables) != 33 {
		t.Errorf("%d tables", len(s.Tables))
	}
	for i := range 16 {
		if got := one(t, l, 0, fmt.Sprintf("select sum(id) from measure.m%d", i)); got != int64(5050) {
			t.Errorf("measure.m%d: %v", i, got)
		}
	}
}

func buildChain(ctx context.Context, tx *Tx, i int) error {
	base, measure := fmt.Sprintf("base.b%d", i), fmt.Sprintf("measure.m%d", i)
	for _, step := range [][2]string{{base, "select id from raw.firm"}, {measure, "select id from " + base}} {
		p, columns, err := tx.Build(ctx, step[0], step[1], "id", "n")
		if err == nil {
			err = tx.SetTable(Table{Name: step[0], Columns: columns, Parts: []Part{p}, Fingerprint: "n"})
		}
		if err != nil {
			return err
		}
	}
	r, err := tx.Reader(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	rows, err := r.Query(ctx, "select count(*) from "+measure)
	if err == nil && rows.Data[0][0] != int64(100) {
		err = fmt.Errorf("%s has %v rows", measure, rows.Data[0][0])
	}
	return err
}

// One thread makes the same bytes from the same rows, for written parts and for built ones.
func TestSameBytes(t *testing.T) {
	ctx := context.Background()
	var made [2][]byte
	for i := range made {
		l := openLake(t, Options{Threads: 1})
		s := importFirms(t, l, "b1", 1, 5000)
		tx, err := l.Write(ctx, "build")
		check(t, err)
		p, _, err := tx.Build(ctx, "base.x", "select *, avg(id) over (partition by id % 7) as m from raw.firm", "name, id desc", "n")
		check(t, err)
		for _, path := range []string{s.Tables[0].Parts[0].Path, p.Path} {
			data, err := os.ReadFile(filepath.Join(l.Dir(), path))
			check(t, err)
			made[i] = append(made[i], data...)
		}
		check(t, tx.Rollback())
	}
	if string(made[0]) != string(made[1]) {
		t.Error("bytes differ")
	}
}

func TestRowGroupsOfLongTexts(t *testing.T) {
	if got := groupRows(width([]Part{{Rows: 1000, Bytes: 20_000}})); got != rowGroupRows {
		t.Errorf("narrow rows: %d", got)
	}
	if got := groupRows(width([]Part{{Rows: 1000, Bytes: 20_000_000}})); got != vector {
		t.Errorf("long rows: %d", got)
	}
}

// BenchmarkBuild sorts five million rows of twelve columns by a key.
func BenchmarkBuild(b *testing.B) {
	ctx := context.Background()
	l, err := Open(ctx, b.TempDir(), Options{})
	check(b, err)
	defer l.Close()
	tx, err := l.Write(ctx, "bench")
	check(b, err)
	defer tx.Rollback()
	schema := wideSchema()
	w, err := tx.NewPart("raw.wide", schema, "")
	check(b, err)
	const rows, records = 100_000, 50
	for i := range records {
		check(b, w.Write(wide(schema, i*rows, rows)))
	}
	p, err := w.Close()
	check(b, err)
	check(b, tx.AppendParts("raw.wide", nil, p))
	b.ResetTimer()
	for b.Loop() {
		_, _, err := tx.Build(ctx, "base.wide", "select * from raw.wide", "c0_0 nulls last, c1_0 nulls last", "")
		check(b, err)
	}
	b.ReportMetric(rows*records*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func TestBuildReusesAWholePart(t *testing.T) {
	ctx := context.Background()
	l := openLake(t, Options{})
	build := func(query string) (Part, error) {
		tx, err := l.Write(ctx, "build")
		check(t, err)
		defer tx.Rollback()
		p, _, err := tx.Build(ctx, "base.x", query, "", "n1")
		return p, err
	}
	first, err := build("select 1 as a")
	check(t, err)
	again, err := build("select no_such_thing")
	check(t, err)
	if first.Path != again.Path || again.Rows != 1 || again.Bytes != first.Bytes {
		t.Errorf("%v, %v", first, again)
	}
	check(t, os.WriteFile(filepath.Join(l.Dir(), first.Path), []byte("damaged"), 0o644))
	if _, err := build("select no_such_thing"); fail.KindOf(err) != fail.Invalid {
		t.Errorf("a damaged part was taken: %v", err)
	}
}
