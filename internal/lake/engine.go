package lake

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"

	"github.com/duckdb/duckdb-go/v2"

	"asterism/internal/fail"
)

// A role is what an engine is for; each has its own DuckDB instance and settings.
type role int

const (
	product  role = iota // the product's and content's SQL
	users                // users' SQL, with a memory limit of its own
	building             // the product's SQL in a transaction, several queries at once
	writing              // parts fed from Go: one thread each, so that rows keep their order and bytes repeat
	gating               // parses SQL, sees no file
)

// engine is a DuckDB instance in memory. Catalogs are attached to it, one per snapshot, so that all readers
// share one memory limit.
type engine struct {
	connector *duckdb.Connector
	db        *sql.DB
	spill     string
	serial    atomic.Int64
}

// engine returns the instance for a role, starting it when first wanted.
func (l *Lake) engine(r role) (*engine, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.engineLocked(r)
}

func (l *Lake) engineLocked(r role) (*engine, error) {
	if e := l.engines[r]; e != nil {
		return e, nil
	}
	if l.closed {
		return nil, fail.New(fail.Internal, "lake is closed")
	}
	e, err := l.start(r)
	if err == nil {
		l.engines[r] = e
	}
	return e, err
}

func (l *Lake) start(r role) (*engine, error) {
	// Instances of several processes must not share a spill folder: DuckDB's file names would collide.
	spill := filepath.Join(l.spillDir(), spillPrefix+token())
	connector, err := duckdb.NewConnector("?"+l.settings(r, spill).Encode(), nil)
	if err != nil {
		return nil, fail.As(fail.Internal, err, "start DuckDB")
	}
	e := &engine{connector: connector, db: sql.OpenDB(connector), spill: spill}
	for _, q := range l.opening(r, spill) {
		if _, err := e.db.Exec(q); err != nil {
			e.close()
			return nil, fail.As(fail.Internal, err, "start DuckDB")
		}
	}
	return e, nil
}

// spillPrefix marks the folders gc may sweep, since the operator may spill into a folder of others.
const spillPrefix = "asterism-spill-"

func (l *Lake) spillDir() string {
	if l.options.SpillDir != "" {
		return l.options.SpillDir
	}
	return l.path("spill")
}

func (l *Lake) settings(r role, spill string) url.Values {
	v := url.Values{"temp_directory": {spill}, "autoinstall_known_extensions": {"false"}, "autoload_known_extensions": {"false"}}
	if l.options.MemoryLimit != "" {
		v.Set("memory_limit", l.options.MemoryLimit)
	}
	if l.options.Threads > 0 {
		v.Set("threads", strconv.Itoa(l.options.Threads))
	}
	switch r {
	case building:
		v.Set("threads", strconv.Itoa(l.cores()-l.Jobs()+1))
	case writing:
		v.Set("threads", "1")
		v.Set("preserve_insertion_order", "false") // allows row groups bounded by bytes; one thread keeps the order anyway
	case gating:
		v.Set("threads", "1")
	}
	return v
}

// Jobs is how many queries a build should run at once. Each runs on a thread of its caller's beside the engine's
// common ones; together they make no more threads than cores, since more cost a sixth of a build's processor time.
func (l *Lake) Jobs() int { return min(l.cores(), max(2, l.cores()/2)) }

func (l *Lake) cores() int {
	if l.options.Threads > 0 {
		return l.options.Threads
	}
	return runtime.NumCPU()
}

// opening is what a new engine runs first. Parts never change, so their footers may be cached. Engines that run
// SQL of content or users are closed: files of the lake only, no configuration, no extensions; the gate in front
// of them refuses what would write there.
func (l *Lake) opening(r role, spill string) []string {
	switch r {
	case gating:
		return []string{"set global enable_external_access = false"}
	case product, users, building:
		return []string{"set global parquet_metadata_cache = true", "set global allow_community_extensions = false",
			"set global allowed_directories = [" + quote(folder(l.dir)) + ", " + quote(folder(spill)) + "]",
			"set global enable_external_access = false", "set global lock_configuration = true"}
	}
	return nil
}

// folder ends a path as allowed_directories wants it, so that no sibling shares its prefix.
func folder(dir string) string { return dir + string(os.PathSeparator) }

func (e *engine) close() {
	e.db.Close()
	os.RemoveAll(e.spill)
}

// session opens connections whose default catalog is one of the engine's attached catalogs.
type session struct {
	engine  *engine
	catalog string
}

func (s session) Driver() driver.Driver { return s.engine.connector.Driver() }

func (s session) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := s.engine.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := c.(driver.ExecerContext).ExecContext(ctx, "use "+s.catalog, nil); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}
