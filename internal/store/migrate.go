package store

import (
	"context"
	"embed"
	"io/fs"
	"time"

	"asterism/internal/fail"

	"github.com/pressly/goose/v3"
	"github.com/uptrace/bun"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables to the newest embedded version. Two processes may start at once: the loser of the
// race finds the version reached and goes on.
func migrate(ctx context.Context, db *bun.DB) error {
	p, err := provider(db)
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		err = advance(ctx, p)
		if err == nil || fail.KindOf(err) == fail.Conflict || try == 5 {
			return err
		}
		if err := sleep(ctx, time.Duration(50<<try)*time.Millisecond); err != nil {
			return err
		}
	}
}

func provider(db *bun.DB) (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if isPostgres(db) {
		dialect = goose.DialectPostgres
	}
	numbered, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, db.DB, numbered, goose.WithTableName("store_version"), goose.WithDisableGlobalRegistry(true))
}

func advance(ctx context.Context, p *goose.Provider) error {
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fail.As(fail.Unavailable, err, "read the database's version")
	}
	known := p.ListSources()
	newest := known[len(known)-1].Version
	if have > newest {
		return fail.New(fail.Conflict, "the database has version %d, this program knows versions up to %d: use a newer program, or restore a backup of the older database", have, newest)
	}
	if have == newest {
		return nil
	}
	_, err = p.Up(ctx)
	return fail.As(fail.Unavailable, err, "bring the database up to date")
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
