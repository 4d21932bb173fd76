package lake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

func collectGarbage(t *testing.T, l *Lake) GCResult {
	t.Helper()
	result, err := l.GC(context.Background())
	check(t, err)
	return result
}

func TestGCKeepsYoung(t *testing.T) {
	l := openLake(t, Options{})
	for i := range 8 {
		importFirms(t, l, string(rune('a'+i)), i, 1)
	}
	if r := collectGarbage(t, l); len(r.Snapshots) > 0 || r.Files > 0 {
		t.Errorf("deleted %v", r)
	}
}

func TestGC(t *testing.T) {
	l := openLake(t, Options{})
	for i := range 8 {
		importFirms(t, l, string(rune('a'+i)), i, 1)
		undo(t, l, string(rune('a'+i)))
	}
	l.young = 0
	reader := openAtDir(t, l.Dir()) // another process reads snapshot 3
	held, err := reader.Read(context.Background(), 3)
	check(t, err)
	r := collectGarbage(t, l)
	if want := []int64{11, 10, 9, 8, 7, 6, 5, 4, 2, 1}; !slices.Equal(r.Snapshots, want) {
		t.Errorf("deleted %v, want %v", r.Snapshots, want)
	}
	if r.Files != 5 || r.Bytes == 0 {
		t.Errorf("deleted %d files, %d bytes", r.Files, r.Bytes)
	}
	rows, err := held.Query(context.Background(), "select count(*) from raw.firm")
	if err != nil || rows.Data[0][0] != int64(1) {
		t.Errorf("the leased snapshot: %v %v", rows, err)
	}
	check(t, held.Close())
	check(t, reader.Close())
	if r := collectGarbage(t, l); !slices.Equal(r.Snapshots, []int64{3}) {
		t.Errorf("after the lease deleted %v", r.Snapshots)
	}
	if _, err := l.Read(context.Background(), 3); err == nil {
		t.Error("a collected snapshot opens")
	}
}

func TestDeadLease(t *testing.T) {
	l := openLake(t, Options{})
	for i := range 7 {
		importFirms(t, l, string(rune('a'+i)), i, 1)
	}
	l.young = 0
	dead, long := l.path("leases", "1-4000000-dead"), time.Now().Add(-2*leaseLife)
	check(t, os.WriteFile(dead, nil, 0o644))
	check(t, os.Chtimes(dead, long, long))
	if r := collectGarbage(t, l); !slices.Equal(r.Snapshots, []int64{2, 1}) {
		t.Errorf("deleted %v", r.Snapshots)
	}
	if l.exists("leases", filepath.Base(dead)) {
		t.Error("the dead lease is still there")
	}
}

func TestHeartbeat(t *testing.T) {
	l := openLake(t, Options{})
	importFirms(t, l, "a", 1, 1)
	r, err := l.Read(context.Background(), 0)
	check(t, err)
	defer r.Close()
	long := time.Now().Add(-2 * leaseLife)
	check(t, os.Chtimes(r.opened.lease.path, long, long))
	l.renew(time.Now())
	info, err := os.Stat(r.opened.lease.path)
	if err != nil || time.Since(info.ModTime()) > leaseLife {
		t.Errorf("not renewed: %v %v", info, err)
	}
}

// What a crash leaves is ignored by readers and swept: staging by the next writer, parts by gc.
func TestLeftovers(t *testing.T) {
	l := openLake(t, Options{})
	s := importFirms(t, l, "a", 1, 1)
	check(t, os.MkdirAll(l.path("staging", "dead"), 0o755))
	for _, f := range []string{"staging/dead/1.parquet", "raw/firm/tx-dead.parquet", "base.parquet", "snapshots/2.json", "current.new"} {
		check(t, os.WriteFile(l.path(f), []byte("torn"), 0o644))
	}
	check(t, os.MkdirAll(l.path("base", "firm"), 0o755))
	check(t, os.WriteFile(l.path("base/firm/resumable.parquet"), []byte("whole"), 0o644))
	fresh := openAtDir(t, l.Dir())
	if got := one(t, fresh, 0, "select count(*) from raw.firm"); got != int64(1) {
		t.Errorf("%v rows", got)
	}
	if all, err := fresh.Snapshots(); err != nil || len(all) != 1 {
		t.Errorf("snapshots %v %v", all, err)
	}
	collectGarbage(t, fresh)
	for f, want := range map[string]bool{"staging/dead": false, "raw/firm/tx-dead.parquet": false, "base/firm/resumable.parquet": true, s.Tables[0].Parts[0].Path: true} {
		if fresh.exists(f) != want {
			t.Errorf("%s exists: %v", f, !want)
		}
	}
	if s := importFirms(t, fresh, "b", 2, 1); s.ID != 2 {
		t.Errorf("snapshot %d", s.ID)
	}
}

// Readers of one handle, as of another process, always find their snapshot whole while a writer commits and gc
// deletes all it may.
func TestReadersAgainstGC(t *testing.T) {
	l := openLake(t, Options{Threads: 1})
	l.young = 0
	importFirms(t, l, "first", 0, 10)
	other := openAtDir(t, l.Dir())
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() { readUntil(ctx, t, other) })
	}
	collected := 0
	for i := 0; ctx.Err() == nil; i++ {
		batch := fmt.Sprint(i)
		importFirms(t, l, batch, 10*i, 10)
		if i%2 == 1 {
			undo(t, l, fmt.Sprint(i-1))
		}
		collected += len(collectGarbage(t, l).Snapshots)
	}
	group.Wait()
	if collected < 20 {
		t.Errorf("gc deleted only %d snapshots", collected)
	}
}

func readUntil(ctx context.Context, t *testing.T, l *Lake) {
	for ctx.Err() == nil {
		r, err := l.Read(context.Background(), 0)
		if err != nil {
			t.Error(err)
			return
		}
		rows, err := r.Query(context.Background(), "select count(*) from raw.firm")
		table, _ := r.Snapshot().Table("raw.firm")
		if err != nil || rows.Data[0][0] != table.Rows {
			t.Errorf("snapshot %d: %v %v", r.Snapshot().ID, rows, err)
			return
		}
		r.Close()
	}
}
