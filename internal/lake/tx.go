package lake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"asterism/internal/fail"
)

// Tx is a change of the lake in the making. It holds the writer lock until Commit or Rollback. Its methods may
// be called from several goroutines, except Commit and Rollback.
type Tx struct {
	lake    *Lake
	lockf   *os.File
	base    *Snapshot
	staging string

	mu      sync.Mutex
	next    *Snapshot
	catalog *catalog
	writers map[*PartWriter]bool
	files   []string // written by this transaction, relative to the lake
	serial  int
	done    bool
}

// Write begins a transaction. It waits for the writer lock until ctx ends.
func (l *Lake) Write(ctx context.Context, reason string) (_ *Tx, err error) {
	defer fail.Wrap(&err, "write to lake")
	lockf, err := l.lock(ctx, "lock")
	if err != nil {
		return nil, err
	}
	t, err := l.begin(ctx, lockf, reason)
	if err != nil {
		lockf.Close()
	}
	return t, err
}

func (l *Lake) begin(ctx context.Context, lockf *os.File, reason string) (*Tx, error) {
	if err := l.sweepStaging(); err != nil {
		return nil, err
	}
	base, err := l.Current()
	if err != nil {
		return nil, err
	}
	staging := l.path("staging", token())
	if err := os.MkdirAll(staging, 0o755); err != nil {
		return nil, storageError(err)
	}
	c, err := l.newCatalog(ctx, building, base.Tables)
	if err != nil {
		return nil, err
	}
	return &Tx{lake: l, lockf: lockf, base: base, staging: staging, next: base.child(reason), catalog: c, writers: map[*PartWriter]bool{}}, nil
}

// Base is the snapshot the transaction started from.
func (t *Tx) Base() *Snapshot { return t.base }

// scratch names a file for this transaction's use, in the lake's file system.
func (t *Tx) scratch(suffix string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.serial++
	return filepath.Join(t.staging, fmt.Sprintf("%d%s", t.serial, suffix))
}

// Scratch names a file, not yet there, that AdoptPart or AddFile can take in by a rename.
func (t *Tx) Scratch() string { return t.scratch("") }

func (t *Tx) opened(w *PartWriter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.writers[w] = true
}

func (t *Tx) closed(w *PartWriter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.writers, w)
}

func (t *Tx) wrote(file string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files = append(t.files, file)
}

// SetContent records the version of the content the derived tables were built with.
func (t *Tx) SetContent(version string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next.Content = version
}

// Commit makes the transaction's state the current snapshot. When it returns nil, the snapshot survives a power cut.
func (t *Tx) Commit(ctx context.Context) (_ *Snapshot, err error) {
	defer fail.Wrap(&err, "commit")
	if t.done {
		return nil, fail.New(fail.Internal, "transaction is over")
	}
	if len(t.writers) > 0 {
		t.Rollback()
		return nil, fail.New(fail.Internal, "%d parts still open", len(t.writers))
	}
	if err := t.finish(ctx); err != nil {
		t.Rollback()
		return nil, err
	}
	t.end()
	return t.next, nil
}

func (t *Tx) finish(ctx context.Context) error {
	t.ownBatch()
	if err := t.compact(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return interrupted(err)
	}
	t.next.Created = time.Now().UTC()
	t.next.Synthetic = slices.ContainsFunc(t.next.Batches, func(b Batch) bool { return b.Synthetic })
	return t.lake.publish(t.next)
}

// Rollback gives the transaction up and deletes what it wrote under names of the lake's own. After Commit it does nothing.
func (t *Tx) Rollback() error {
	if t.done {
		return nil
	}
	for w := range t.writers {
		w.abort()
	}
	for _, f := range t.files {
		if strings.HasPrefix(filepath.Base(f), ownPrefix) {
			os.Remove(t.lake.path(filepath.FromSlash(f)))
		}
	}
	t.end()
	return nil
}

func (t *Tx) end() {
	t.done = true
	t.catalog.close()
	os.RemoveAll(t.staging)
	t.lockf.Close()
}

// Reader reads the transaction's present state. It is valid until the transaction ends.
func (t *Tx) Reader(ctx context.Context) (*Reader, error) {
	if t.done {
		return nil, fail.New(fail.Internal, "transaction is over")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	view := *t.next
	view.Tables = slices.Clone(view.Tables)
	return &Reader{lake: t.lake, snapshot: &view, catalog: t.catalog}, nil
}
