package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"asterism/internal/fail"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/uptrace/bun"
	"modernc.org/sqlite"
)

// write runs f in one transaction after checking that somebody answers for it.
func (s *Store) write(ctx context.Context, actor string, f func(context.Context, bun.Tx) error) error {
	if strings.TrimSpace(actor) == "" {
		return fail.New(fail.Invalid, "a change needs an actor")
	}
	return classify(s.db.RunInTx(ctx, nil, f))
}

// next hands out 1, 2, 3 … per name. The counter's row stays locked until commit, so numbers become visible in
// order and without gaps: who has read up to n misses nothing that commits later. A sequence would not promise that.
func next(ctx context.Context, tx bun.Tx, name string) (int64, error) {
	var n int64
	err := tx.NewRaw(`insert into counter (name, last) values (?, 1)
		on conflict (name) do update set last = counter.last + 1 returning last`, name).Scan(ctx, &n)
	return n, err
}

// now is the time in UTC as both engines can hold it.
func now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// SQLite result codes, sqlite.org/rescode.html.
const (
	sqliteBusy       = 5
	sqliteReadOnly   = 8
	sqliteIOErr      = 10
	sqliteFull       = 13
	sqliteCantOpen   = 14
	sqliteConstraint = 19
)

// classify gives engine errors their kind; errors that have one keep it.
func classify(err error) error {
	switch {
	case err == nil, fail.KindOf(err) != fail.Internal:
		return err
	case errors.Is(err, sql.ErrNoRows):
		return fail.As(fail.NotFound, err, "not found")
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return fail.As(sqliteKind(lite.Code()&0xff), err, "SQLite")
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return fail.As(postgresKind(pg.Code), err, "PostgreSQL")
	}
	return err
}

func sqliteKind(code int) fail.Kind {
	switch code {
	case sqliteBusy, sqliteReadOnly, sqliteIOErr, sqliteFull, sqliteCantOpen:
		return fail.Unavailable
	case sqliteConstraint:
		return fail.Conflict
	}
	return fail.Internal
}

// postgresKind reads the class of a SQLSTATE (PostgreSQL manual, appendix A).
func postgresKind(code string) fail.Kind {
	switch {
	case strings.HasPrefix(code, "23"), strings.HasPrefix(code, "40"):
		return fail.Conflict
	case strings.HasPrefix(code, "53"), strings.HasPrefix(code, "57"), strings.HasPrefix(code, "08"):
		return fail.Unavailable
	case strings.HasPrefix(code, "22"):
		return fail.Invalid
	}
	return fail.Internal
}
