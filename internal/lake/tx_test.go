package lake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
