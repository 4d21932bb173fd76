// Package store keeps what changes one row at a time and must survive a crash: jobs, saved mappings, human edits,
// settings, prose and frozen report editions. Facts about patents and firms live in the lake, never here.
// The same code and the same migrations run on SQLite (one file) and PostgreSQL.
package store

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"asterism/internal/fail"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Store is an open transactional database. It is safe for concurrent use by many goroutines and processes.
type Store struct {
	db      *bun.DB
	running atomic.Int64 // jobs this process runs, so that an idle store writes nothing
	stop    context.CancelFunc
	stopped chan struct{}
}

// Open opens or creates the database named by dsn: a postgres:// address, or else the path of a SQLite file.
// It brings the tables up to this program's version and closes jobs whose process has died. A database written by
// a newer program is refused with fail.Conflict; an unreachable one with fail.Unavailable.
func Open(ctx context.Context, dsn string) (s *Store, err error) {
	defer fail.Wrap(&err, "open store")
	db, err := connect(dsn)
	if err != nil {
		return nil, err
	}
	s = &Store{db: db, stopped: make(chan struct{})}
	if err := s.prepare(ctx); err != nil {
		db.Close()
		return nil, err
	}
	background, stop := context.WithCancel(context.Background())
	s.stop = stop
	go s.keep(background)
	return s, nil
}

func (s *Store) prepare(ctx context.Context) error {
	if err := s.db.PingContext(ctx); err != nil {
		return fail.As(fail.Unavailable, err, "cannot reach the database")
	}
	if err := migrate(ctx, s.db); err != nil {
		return err
	}
	return s.closeDead(ctx)
}

// Close stops the background beat and releases the database.
func (s *Store) Close() error {
	s.stop()
	<-s.stopped
	return s.db.Close()
}

// Kind names the engine in use: "sqlite" or "postgres".
func (s *Store) Kind() string {
	if s.postgres() {
		return "postgres"
	}
	return "sqlite"
}

func (s *Store) postgres() bool { return isPostgres(s.db) }

func isPostgres(db *bun.DB) bool {
	_, ok := db.Dialect().(*pgdialect.Dialect)
	return ok
}

func connect(dsn string) (*bun.DB, error) {
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return connectPostgres(dsn)
	}
	if dsn == "" {
		return nil, fail.New(fail.Invalid, "no database named")
	}
	db, err := sql.Open("sqlite", sqliteDSN(dsn))
	if err != nil {
		return nil, fail.As(fail.Unavailable, err, "open SQLite file")
	}
	db.SetMaxOpenConns(8)
	return bun.NewDB(db, sqlitedialect.New()), nil
}

// Bun writes values into the statement text, so the simple protocol is used: caching thousands of one-off
// prepared statements would only cost the server memory.
func connectPostgres(dsn string) (*bun.DB, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "PostgreSQL address")
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	config.RuntimeParams["timezone"] = "UTC"
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(16)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return bun.NewDB(db, pgdialect.New()), nil
}

// sqliteDSN asks for write-ahead logging with a full sync (an acknowledged write survives power loss), foreign
// keys, waiting for another writer, and transactions that take the write lock at once, so that two writers queue
// instead of failing half-way.
func sqliteDSN(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/x becomes file:///C:/x
	}
	pragmas := url.Values{"_pragma": {"busy_timeout(15000)", "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)"}, "_txlock": {"immediate"}}
	u := url.URL{Scheme: "file", Path: path, RawQuery: pragmas.Encode()}
	return u.String()
}
