package lake

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"asterism/internal/fail"
)

// Snapshot is one state of the whole lake. Snapshots are shared and never change: do not write to their fields.
type Snapshot struct {
	ID        int64       `json:"id"`
	Parent    int64       `json:"parent"`
	Created   time.Time   `json:"created"`
	Reason    string      `json:"reason"`
	Content   string      `json:"content,omitempty"` // version of the content tables were built with
	Tables    []Table     `json:"tables"`            // by name
	Batches   []Batch     `json:"batches,omitempty"` // in order of import
	Files     []NamedFile `json:"files,omitempty"`   // by name: search indices
	Synthetic bool        `json:"synthetic,omitempty"`
}

// Table is a table of a snapshot. Fingerprint changes when its rows may have: derived tables carry their
// builder's, raw tables get one from their batches.
type Table struct {
	Name        string            `json:"name"` // schema.table
	Columns     []Column          `json:"columns"`
	Parts       []Part            `json:"parts"`
	Rows        int64             `json:"rows"`
	Fingerprint string            `json:"fingerprint"`
	Meta        map[string]string `json:"meta,omitempty"`
}

// Column is a column with its DuckDB type.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Part is one immutable Parquet file of a table. Batches names the imports whose rows it holds; empty for derived tables.
type Part struct {
	Path    string   `json:"path"` // relative to the lake, with slashes
	Rows    int64    `json:"rows"`
	Bytes   int64    `json:"bytes"`
	Batches []string `json:"batches,omitempty"`
}

// NamedFile is an immutable file that is no table, such as a search index.
type NamedFile struct {
	Name        string `json:"name"`
	Path        string `json:"path"` // relative to the lake, with slashes
	Bytes       int64  `json:"bytes"`
	Fingerprint string `json:"fingerprint,omitempty"`
}

// Batch is one import: the unit of undo.
type Batch struct {
	ID        string            `json:"id"`
	Created   time.Time         `json:"created"`
	Actor     string            `json:"actor"`
	Files     []BatchFile       `json:"files,omitempty"`
	Settings  map[string]string `json:"settings,omitempty"` // constants asserted by the importer
	Complete  map[string]string `json:"complete,omitempty"` // what the batch claims to be complete for
	Synthetic bool              `json:"synthetic,omitempty"`
	Counts    map[string]int64  `json:"counts,omitempty"` // rows by table
}

// BatchFile is a source file of a batch with its counts of records.
type BatchFile struct {
	Hash     string `json:"hash"`
	Name     string `json:"name"`
	Format   string `json:"format"`
	Records  int64  `json:"records"`
	Accepted int64  `json:"accepted"`
	Skipped  int64  `json:"skipped"`
	Rejected int64  `json:"rejected"`
	Findings int64  `json:"findings"`
}

// Table finds a table by "schema.table".
func (s *Snapshot) Table(name string) (Table, bool) {
	i, ok := slices.BinarySearchFunc(s.Tables, name, func(t Table, n string) int { return strings.Compare(t.Name, n) })
	if !ok {
		return Table{}, false
	}
	return s.Tables[i], true
}

// File finds a named file.
func (s *Snapshot) File(name string) (NamedFile, bool) {
	for _, f := range s.Files {
		if f.Name == name {
			return f, true
		}
	}
	return NamedFile{}, false
}

// paths lists every file the snapshot needs, relative to the lake.
func (s *Snapshot) paths() []string {
	var all []string
	for _, t := range s.Tables {
		for _, p := range t.Parts {
			all = append(all, p.Path)
		}
	}
	for _, f := range s.Files {
		all = append(all, f.Path)
	}
	return all
}

// child copies s deeply enough for a transaction to change.
func (s *Snapshot) child(reason string) *Snapshot {
	c := *s
	c.ID, c.Parent, c.Reason = s.ID+1, s.ID, reason
	c.Tables = slices.Clone(s.Tables)
	c.Batches = slices.Clone(s.Batches)
	c.Files = slices.Clone(s.Files)
	return &c
}

// Snapshot opens a snapshot by number. Numbers above the current one are leftovers of a crash and not found.
func (l *Lake) Snapshot(id int64) (*Snapshot, error) {
	current, err := l.currentID()
	if err != nil {
		return nil, err
	}
	if id > current || id < 0 {
		return nil, fail.New(fail.NotFound, "no snapshot %d", id)
	}
	return l.snapshot(id)
}

func (l *Lake) snapshot(id int64) (*Snapshot, error) {
	if id == 0 {
		return &Snapshot{}, nil
	}
	l.mu.Lock()
	s := l.snapshots[id]
	l.mu.Unlock()
	if s != nil && l.exists("snapshots", snapshotFile(id)) {
		return s, nil
	}
	s, err := l.readSnapshot(id)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	l.snapshots[id] = s
	l.mu.Unlock()
	return s, nil
}

func snapshotFile(id int64) string { return strconv.FormatInt(id, 10) + ".json" }

func (l *Lake) readSnapshot(id int64) (*Snapshot, error) {
	data, err := os.ReadFile(l.path("snapshots", snapshotFile(id)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fail.New(fail.NotFound, "no snapshot %d", id)
	}
	if err != nil {
		return nil, storageError(err)
	}
	s := &Snapshot{}
	return s, fail.As(fail.Internal, json.Unmarshal(data, s), "snapshot %d", id)
}

// Snapshots lists the snapshots that still exist, newest first.
func (l *Lake) Snapshots() ([]*Snapshot, error) {
	ids, err := l.snapshotIDs()
	if err != nil {
		return nil, err
	}
	all := make([]*Snapshot, 0, len(ids))
	for _, id := range ids {
		s, err := l.snapshot(id)
		if fail.KindOf(err) == fail.NotFound {
			continue // collected since the folder was read
		}
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func (l *Lake) snapshotIDs() ([]int64, error) {
	current, err := l.currentID()
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(l.path("snapshots"))
	if err != nil {
		return nil, storageError(err)
	}
	var ids []int64
	for _, e := range entries {
		id, err := strconv.ParseInt(strings.TrimSuffix(e.Name(), ".json"), 10, 64)
		if err == nil && id <= current {
			ids = append(ids, id)
		}
	}
	sort.Slice(ids, func(i, j int) bool { return ids[i] > ids[j] })
	return ids, nil
}
