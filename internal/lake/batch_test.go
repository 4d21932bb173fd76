package lake

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"asterism/internal/fail"
)

func undo(t *testing.T, l *Lake, batch string) *Snapshot {
	t.Helper()
	ctx := context.Background()
	tx, err := l.Write(ctx, "undo "+batch)
	check(t, err)
	defer tx.Rollback()
	check(t, tx.RemoveBatch(ctx, batch))
	s, err := tx.Commit(ctx)
	check(t, err)
	return s
}

var sameContent = cmpopts.IgnoreFields(Snapshot{}, "ID", "Parent", "Created", "Reason")

func TestUndoBringsBackTheSameContent(t *testing.T) {
	l := openLake(t, Options{})
	empty, err := l.Current()
	check(t, err)
	before := importFirms(t, l, "b1", 1, 10)
	importFirms(t, l, "b2", 11, 5)
	after := undo(t, l, "b2")
	if d := cmp.Diff(before, after, sameContent, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
	after = undo(t, l, "b1")
	if d := cmp.Diff(empty, after, sameContent, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

func TestUndoUnknownBatch(t *testing.T) {
	l := openLake(t, Options{})
	tx, err := l.Write(context.Background(), "undo")
	check(t, err)
	defer tx.Rollback()
	if err := tx.RemoveBatch(context.Background(), "b9"); fail.KindOf(err) != fail.NotFound {
		t.Errorf("got %v", err)
	}
}

// Any batch can be undone, in any order, also after its part was compacted with others.
func TestUndoFromCompactedPart(t *testing.T) {
	l := openLake(t, Options{Threads: 1})
	for i := range maxParts + 1 {
		importFirms(t, l, fmt.Sprintf("b%d", i), 10*i, 10)
	}
	s, err := l.Current()
	check(t, err)
	table, _ := s.Table("raw.firm")
	if len(table.Parts) != keptParts || table.Rows != 10*(maxParts+1) {
		t.Fatalf("%d parts, %d rows after compaction", len(table.Parts), table.Rows)
	}
	before, err := l.Snapshot(s.ID - 1)
	check(t, err)
	importFirms(t, l, "other", 0, 3)
	after := undo(t, l, "other")
	if a, _ := after.Table("raw.firm"); a.Fingerprint != table.Fingerprint {
		t.Error("fingerprint does not come back")
	}
	undo(t, l, "b0")
	undone := undo(t, l, fmt.Sprintf("b%d", maxParts))
	if got := one(t, l, 0, "select count(*) from raw.firm"); got != int64(10*(maxParts-1)) {
		t.Errorf("%v rows", got)
	}
	if got := one(t, l, 0, "select count(*) from raw.firm where batch in ('b0', 'b64')"); got != int64(0) {
		t.Errorf("%v rows of undone batches", got)
	}
	if got := one(t, l, before.ID, "select count(*) from raw.firm"); got != int64(10*maxParts) {
		t.Errorf("%v rows before compaction", got)
	}
	if table, _ = undone.Table("raw.firm"); table.Rows != 10*(maxParts-1) {
		t.Errorf("%d rows listed", table.Rows)
	}
}

// Compaction and undo leave the fingerprint to the batches alone: derived tables need no rebuild.
func TestFingerprintSurvivesCompaction(t *testing.T) {
	few := Table{Name: "raw.x", Rows: 2, Parts: []Part{{Path: "1", Batches: []string{"b"}}, {Path: "2", Batches: []string{"a"}}}}
	one := Table{Name: "raw.x", Rows: 2, Parts: []Part{{Path: "3", Batches: []string{"a", "b"}}}}
	if fingerprint(few) != fingerprint(one) {
		t.Error("fingerprint differs")
	}
	one.Rows++
	if fingerprint(few) == fingerprint(one) {
		t.Error("fingerprint ignores rows")
	}
}
