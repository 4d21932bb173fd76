package lake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"

	"asterism/internal/fail"
)

func TestRollbackLeavesNothing(t *testing.T) {
	l := openLake(t, Options{})
	tx, err := l.Write(context.Background(), "import")
	check(t, err)
	appendFirms(t, tx, "b1", 1, 10)
	open, err := tx.NewPart("raw.firm", firmSchema, "")
	check(t, err)
	record := firms(1, 5, "b1")
	defer record.Release()
	check(t, open.Write(record))
	check(t, tx.Rollback())
	if left := parquetFiles(t, l); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	if s, err := l.Current(); err != nil || s.ID != 0 {
		t.Errorf("current %v %v", s, err)
	}
}

func parquetFiles(t *testing.T, l *Lake) []string {
	t.Helper()
	var found []string
	check(t, filepath.Walk(l.Dir(), func(path string, info os.FileInfo, err error) error {
		if strings.HasSuffix(path, ".parquet") {
			found = append(found, path)
		}
		return err
	}))
	return found
}

func TestCommitRefusesOpenParts(t *testing.T) {
	l := openLake(t, Options{})
	tx, err := l.Write(context.Background(), "import")
	check(t, err)
	_, err = tx.NewPart("raw.firm", firmSchema, "")
	check(t, err)
	if _, err := tx.Commit(context.Background()); err == nil {
		t.Error("committed")
	}
	importFirms(t, l, "b1", 1, 1) // the lock is free again
}

func TestOneWriter(t *testing.T) {
	l := openLake(t, Options{})
	other := openAtDir(t, l.Dir())
	tx, err := l.Write(context.Background(), "first")
	check(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	if _, err := other.Write(ctx, "second"); fail.KindOf(err) != fail.Conflict || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("second writer: %v", err)
	}
	check(t, tx.Rollback())
	second, err := other.Write(context.Background(), "second")
	check(t, err)
	check(t, second.Rollback())
}

func openAtDir(t *testing.T, dir string) *Lake {
	t.Helper()
	l, err := Open(context.Background(), dir, Options{})
	check(t, err)
	t.Cleanup(func() { l.Close() })
	return l
}

// Readers keep their snapshot while another handle, as in another process, commits.
func TestReadersWhileWriting(t *testing.T) {
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 10)
	other := openAtDir(t, l.Dir())
	r, err := other.Read(context.Background(), 0)
	check(t, err)
	defer r.Close()
	importFirms(t, l, "b2", 11, 10)
	rows, err := r.Query(context.Background(), "select count(*) from raw.firm")
	check(t, err)
	if rows.Data[0][0] != int64(10) {
		t.Errorf("the open reader sees %v rows", rows.Data[0][0])
	}
	for at, want := range map[int64]int64{0: 20, 1: 10, 2: 20} {
		if got := one(t, other, at, "select count(*) from raw.firm"); got != want {
			t.Errorf("at %d: %v rows, want %d", at, got, want)
		}
	}
}

// Newer parts may have more columns; older rows have nulls there, and a column no part has is null everywhere.
func TestSchemaEvolution(t *testing.T) {
	ctx := context.Background()
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 2)
	tx, err := l.Write(ctx, "import")
	check(t, err)
	defer tx.Rollback()
	schema := arrow.NewSchema([]arrow.Field{{Name: "id", Type: arrow.PrimitiveTypes.Int64}, {Name: "city", Type: arrow.BinaryTypes.String}}, nil)
	w, err := tx.NewPart("raw.firm", schema, "")
	check(t, err)
	record := wide(schema, 3, 1)
	defer record.Release()
	check(t, w.Write(record))
	p, err := w.Close()
	check(t, err)
	check(t, tx.AppendParts("raw.firm", []Column{{"id", "BIGINT"}, {"city", "VARCHAR"}, {"opened", "DATE"}}, p))
	_, err = tx.Commit(ctx)
	check(t, err)
	r, err := l.Read(ctx, 0)
	check(t, err)
	defer r.Close()
	rows, err := r.Query(ctx, "select * from raw.firm order by id")
	check(t, err)
	var names []string
	for _, c := range rows.Columns {
		names = append(names, c.Name+" "+c.Type)
	}
	if got := strings.Join(names, ","); got != "id BIGINT,name VARCHAR,batch VARCHAR,city VARCHAR,opened DATE" {
		t.Errorf("columns %s", got)
	}
	if last := rows.Data[2]; last[1] != nil || last[3] == nil || last[4] != nil {
		t.Errorf("row %v", last)
	}
}

func TestAdoptAndFiles(t *testing.T) {
	ctx := context.Background()
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 3)
	r, err := l.Read(ctx, 0)
	check(t, err)
	defer r.Close()
	tx, err := l.Write(ctx, "adopt")
	check(t, err)
	defer tx.Rollback()
	made, index := tx.Scratch(), tx.Scratch()
	n, err := r.CopyTo(ctx, "select * from raw.firm", made, "parquet")
	check(t, err)
	p, err := tx.AdoptPart("raw.firm", made, n)
	check(t, err)
	check(t, tx.AppendParts("raw.firm", firmColumns, p))
	check(t, os.WriteFile(index, []byte("index"), 0o644))
	_, err = tx.AddFile("search.db", index, "f1")
	check(t, err)
	s, err := tx.Commit(ctx)
	check(t, err)
	f, ok := s.File("search.db")
	data, err := os.ReadFile(filepath.Join(l.Dir(), f.Path))
	if !ok || err != nil || string(data) != "index" {
		t.Errorf("file %v: %q %v", f, data, err)
	}
	if got := one(t, l, 0, "select count(*) from raw.firm"); got != int64(6) {
		t.Errorf("%v rows", got)
	}
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

func TestNames(t *testing.T) {
	l := openLake(t, Options{})
	tx, err := l.Write(context.Background(), "names")
	check(t, err)
	defer tx.Rollback()
	for _, table := range []string{"x", "raw.", "raw.x.y", "../raw.x", `raw."x"`, "Raw.x"} {
		if err := tx.AppendParts(table, nil); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v", table, err)
		}
	}
	for _, name := range []string{"../x", "a/b", ".", ownPrefix + "x"} {
		if _, err := tx.NewPart("raw.x", firmSchema, name); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
