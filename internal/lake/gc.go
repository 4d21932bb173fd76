package lake

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"asterism/internal/fail"
)

// What gc keeps beside leased snapshots.
const (
	keepLast  = 5
	keepYoung = 24 * time.Hour
)

// GCResult counts what gc deleted.
type GCResult struct {
	Snapshots []int64 `json:"snapshots"` // by number, descending
	Files     int     `json:"files"`
	Bytes     int64   `json:"bytes"`
}

// GC deletes snapshots that are neither leased, nor among the last five, nor younger than a day, then every
// part and file no remaining snapshot lists, and what crashes left behind. It waits for the writer lock.
func (l *Lake) GC(ctx context.Context) (_ GCResult, err error) {
	defer fail.Wrap(&err, "collect garbage")
	lockf, err := l.lock(ctx, "lock")
	if err != nil {
		return GCResult{}, err
	}
	defer lockf.Close()
	if err := l.sweepStaging(); err != nil {
		return GCResult{}, err
	}
	now := time.Now()
	kept, result, err := l.retire(ctx, now)
	if err != nil {
		return result, err
	}
	err = l.deleteOrphans(now, kept, &result)
	l.sweepSpill(now)
	return result, err
}

// retire deletes snapshot files under the lease lock, so that no reader can take one meanwhile.
func (l *Lake) retire(ctx context.Context, now time.Time) (kept []*Snapshot, result GCResult, err error) {
	gate, err := l.lock(ctx, "leases", "lock")
	if err != nil {
		return nil, result, err
	}
	defer gate.Close()
	held, err := l.leased(now)
	if err != nil {
		return nil, result, err
	}
	all, err := l.Snapshots()
	if err != nil {
		return nil, result, err
	}
	for i, s := range all {
		if i < keepLast || held[s.ID] || now.Sub(s.Created) < l.young {
			kept = append(kept, s)
			continue
		}
		if err := l.deleteSnapshot(s.ID); err != nil {
			return nil, result, err
		}
		result.Snapshots = append(result.Snapshots, s.ID)
	}
	return kept, result, storageError(syncDir(l.path("snapshots")))
}

func (l *Lake) deleteSnapshot(id int64) error {
	l.mu.Lock()
	delete(l.snapshots, id)
	l.mu.Unlock()
	return storageError(os.Remove(l.path("snapshots", snapshotFile(id))))
}

var ownFolders = []string{"snapshots", "leases", "staging", "spill"}

// deleteOrphans deletes files no kept snapshot lists. Those with a builder's name stay a day for a resumed build.
func (l *Lake) deleteOrphans(now time.Time, kept []*Snapshot, result *GCResult) error {
	listed := map[string]bool{}
	for _, s := range kept {
		for _, p := range s.paths() {
			listed[p] = true
		}
	}
	return filepath.WalkDir(l.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == l.dir {
			return storageError(err)
		}
		rel, _ := filepath.Rel(l.dir, path)
		if e.IsDir() && slices.Contains(ownFolders, rel) {
			return filepath.SkipDir
		}
		if !e.IsDir() && strings.Contains(rel, string(filepath.Separator)) && !listed[filepath.ToSlash(rel)] {
			l.deleteOrphan(now, path, e, result)
		}
		return nil
	})
}

// deleteOrphan skips what cannot be deleted now (on Windows, open files): the next gc will.
func (l *Lake) deleteOrphan(now time.Time, path string, e fs.DirEntry, result *GCResult) {
	info, err := e.Info()
	if err != nil || !strings.HasPrefix(e.Name(), ownPrefix) && now.Sub(info.ModTime()) < l.young {
		return
	}
	if os.Remove(path) == nil {
		result.Files++
		result.Bytes += info.Size()
	}
}

// sweepStaging deletes what crashed writers left. The writer lock is held, so nobody works there.
func (l *Lake) sweepStaging() error {
	return sweep(l.path("staging"), func(fs.DirEntry) bool { return true })
}

// sweepSpill deletes spill folders of dead processes by age: there is no telling whose they are.
func (l *Lake) sweepSpill(now time.Time) {
	sweep(l.spillDir(), func(e fs.DirEntry) bool {
		info, err := e.Info()
		return err == nil && strings.HasPrefix(e.Name(), spillPrefix) && now.Sub(info.ModTime()) > keepYoung
	})
}

func sweep(dir string, stale func(fs.DirEntry) bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return storageError(err)
	}
	for _, e := range entries {
		if stale(e) {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
	return nil
}
