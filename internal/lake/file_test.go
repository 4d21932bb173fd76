package lake

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

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
