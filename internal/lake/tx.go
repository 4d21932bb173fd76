package lake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
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
	c, err := l.newCatalog(ctx, product, base.Tables)
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

// AppendParts adds parts to a raw table, making it when absent. cols are merged into the table's columns.
func (t *Tx) AppendParts(table string, cols []Column, parts ...Part) (err error) {
	defer fail.Wrap(&err, "append to %s", table)
	if err := checkTable(table); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	old, _ := t.next.Table(table)
	old.Name = table
	old.Columns = mergeColumns(old.Columns, cols)
	old.Parts = append(slices.Clone(old.Parts), parts...)
	old.Fingerprint = ""
	return t.put(old)
}

func mergeColumns(have, more []Column) []Column {
	merged := slices.Clone(have)
	for _, c := range more {
		i := slices.IndexFunc(merged, func(m Column) bool { return strings.EqualFold(m.Name, c.Name) })
		if i < 0 {
			merged = append(merged, c)
		}
	}
	return merged
}

// SetTable puts a table in place, whole.
func (t *Tx) SetTable(table Table) (err error) {
	defer fail.Wrap(&err, "set %s", table.Name)
	if err := checkTable(table.Name); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.put(table)
}

// put stores a table, sorted by name, with its rows counted.
func (t *Tx) put(table Table) error {
	table.Rows = 0
	for _, p := range table.Parts {
		table.Rows += p.Rows
	}
	if table.Fingerprint == "" {
		table.Fingerprint = fingerprint(table)
	}
	i, found := t.find(table.Name)
	if found {
		t.next.Tables[i] = table
	} else {
		t.next.Tables = slices.Insert(t.next.Tables, i, table)
	}
	return t.catalog.set(context.Background(), table)
}

func (t *Tx) find(name string) (int, bool) {
	i := sort.Search(len(t.next.Tables), func(i int) bool { return t.next.Tables[i].Name >= name })
	return i, i < len(t.next.Tables) && t.next.Tables[i].Name == name
}

// fingerprint of a raw table: columns, batches and number of rows. Compaction keeps it, undo brings it back.
func fingerprint(t Table) string {
	var from []string
	for _, p := range t.Parts {
		if len(p.Batches) == 0 {
			from = append(from, p.Path)
		}
		from = append(from, p.Batches...)
	}
	slices.Sort(from)
	sum := sha256.Sum256(fmt.Appendln(nil, t.Name, t.Columns, slices.Compact(from), t.Rows))
	return hex.EncodeToString(sum[:16])
}

// DropTable takes a table out; an absent one is no error.
func (t *Tx) DropTable(name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i, found := t.find(name); found {
		t.next.Tables = slices.Delete(t.next.Tables, i, i+1)
	}
	return t.catalog.remove(context.Background(), name)
}

// Table is a table as the transaction has it now.
func (t *Tx) Table(name string) (Table, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.next.Table(name)
}

// SetContent records the version of the content the derived tables were built with.
func (t *Tx) SetContent(version string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next.Content = version
}

// AddFile moves a finished file, named by Scratch, into the snapshot under name, replacing one of that name. fingerprint names what it was made of.
func (t *Tx) AddFile(name, tmpfile, fingerprint string) (_ NamedFile, err error) {
	defer fail.Wrap(&err, "add file %s", name)
	if !partName.MatchString(name) {
		return NamedFile{}, fail.New(fail.Invalid, "%q is no file name", name)
	}
	final := "files/" + ownPrefix + token() + "-" + name
	if filepath.Dir(tmpfile) != t.staging {
		return NamedFile{}, fail.New(fail.Invalid, "the file to add must come from Scratch")
	}
	size, err := t.lake.settle(tmpfile, final)
	if err != nil {
		return NamedFile{}, storageError(err)
	}
	t.wrote(final)
	f := NamedFile{Name: name, Path: final, Bytes: size, Fingerprint: fingerprint}
	t.DropFile(name)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next.Files = append(t.next.Files, f)
	slices.SortFunc(t.next.Files, func(a, b NamedFile) int { return strings.Compare(a.Name, b.Name) })
	return f, nil
}

// DropFile takes a named file out of the snapshot.
func (t *Tx) DropFile(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next.Files = slices.DeleteFunc(t.next.Files, func(f NamedFile) bool { return f.Name == name })
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
