// Package lake keeps a workspace's analytical tables: plain Parquet files in immutable parts, listed by numbered
// snapshots, of which one is current. It is the only importer of DuckDB, which runs in memory over those files;
// nothing of DuckDB's is durable. One process writes at a time, any number read.
//
//	<dir>/<schema>/<table>/<part>.parquet   parts, never edited in place
//	<dir>/snapshots/<n>.json                what belongs to snapshot n
//	<dir>/current                           the number of the current snapshot, swapped by atomic rename
//	<dir>/lock  <dir>/leases/  <dir>/staging/  <dir>/spill/
package lake

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"asterism/content"
	"asterism/internal/fail"
)

// Options set what DuckDB may use. Zero values: DuckDB's own choice (80 % of memory, all cores), spilling below
// the lake, the product's function list.
type Options struct {
	MemoryLimit string // e.g. "4GB"; each engine (product, users, building) obeys it
	Threads     int
	SpillDir    string
	Content     fs.FS // holds sql_functions.yaml

	// Asked names the column by which a table that no snapshot holds is answered one value at a time; "" for others. May be nil.
	Asked func(table string) string
}

// Lake is an open lake. It is safe for concurrent use.
type Lake struct {
	dir       string
	options   Options
	functions functionList
	young     time.Duration // what gc spares

	mu        sync.Mutex
	engines   map[role]*engine
	opened    map[int64]*opened   // catalogs by snapshot
	snapshots map[int64]*Snapshot // parsed snapshot files; they never change
	newest    int64               // the snapshot opened last: its catalog stays warm
	beats     map[string]*lease   // leases to keep alive
	stop      chan struct{}       // ends the heartbeat
	closed    bool
}

var folders = []string{"snapshots", "leases", "staging", "spill"}

// Open opens the lake in dir, making the folder when it is absent. It takes no lock.
func Open(ctx context.Context, dir string, o Options) (_ *Lake, err error) {
	defer fail.Wrap(&err, "open lake %s", dir)
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		if err := os.MkdirAll(filepath.Join(dir, f), 0o755); err != nil {
			return nil, storageError(err)
		}
	}
	if o.Content == nil {
		o.Content = content.FS
	}
	functions, err := loadFunctions(o.Content)
	if err != nil {
		return nil, err
	}
	l := &Lake{dir: dir, options: o, functions: functions, young: keepYoung, engines: map[role]*engine{}, opened: map[int64]*opened{},
		snapshots: map[int64]*Snapshot{}, beats: map[string]*lease{}, stop: make(chan struct{})}
	go l.heartbeat()
	_, err = l.Current()
	return l, err
}

// Dir is the lake's folder, absolute.
func (l *Lake) Dir() string { return l.dir }

// Close releases engines and leases. Readers and transactions must be closed before.
func (l *Lake) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil
	}
	l.closed = true
	close(l.stop)
	for _, o := range l.opened {
		o.close()
	}
	for _, b := range l.beats {
		b.remove()
	}
	for _, e := range l.engines {
		e.close()
	}
	return nil
}

func (l *Lake) path(elem ...string) string {
	return filepath.Join(append([]string{l.dir}, elem...)...)
}
