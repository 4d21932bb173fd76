package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// SavedQuery is one version of a query kept under a name. Versions are added, never changed; the last one counts. One
// with an empty Query retires the name.
type SavedQuery struct {
	bun.BaseModel `bun:"table:saved_query" json:"-"`

	Name     string    `bun:"name,pk" json:"name"`
	Version  int64     `bun:"version,pk" json:"version"` // 1, 2, 3 … per name
	Query    string    `bun:"query" json:"query"`
	Dialect  string    `bun:"dialect" json:"dialect"`
	Note     string    `bun:"note" json:"note"`         // why it was changed
	Snapshot int64     `bun:"snapshot" json:"snapshot"` // when it was saved
	Total    int64     `bun:"total" json:"total"`       // patents it found there
	Actor    string    `bun:"actor" json:"actor"`
	Time     time.Time `bun:"saved" json:"time"`
}

// SaveQuery adds a version; number, actor and time are filled in. The same query again adds none: the last version is returned.
func (s *Store) SaveQuery(ctx context.Context, actor string, q SavedQuery) (_ *SavedQuery, err error) {
	defer fail.Wrap(&err, "save query %s", q.Name)
	if q.Name = strings.TrimSpace(q.Name); q.Name == "" || len(q.Name) > 200 {
		return nil, fail.New(fail.Invalid, "a saved query needs a name of at most 200 bytes")
	}
	q.Actor, q.Time = actor, now()
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		var last []*SavedQuery
		if err := tx.NewSelect().Model(&last).Where("name = ?", q.Name).OrderExpr("version desc").Limit(1).Scan(ctx); err != nil {
			return err
		}
		if len(last) > 0 && last[0].Query == q.Query && last[0].Dialect == q.Dialect {
			q = *last[0]
			return nil
		}
		if q.Query == "" && len(last) == 0 {
			return fail.New(fail.NotFound, "no saved query %s", q.Name)
		}
		var err error
		if q.Version, err = next(ctx, tx, "query/"+q.Name); err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&q).Exec(ctx)
		return err
	})
	return &q, err
}

// QueryVersions lists the versions of a saved query, the newest first.
func (s *Store) QueryVersions(ctx context.Context, name string) ([]*SavedQuery, error) {
	var all []*SavedQuery
	err := s.db.NewSelect().Model(&all).Where("name = ?", name).OrderExpr("version desc").Scan(ctx)
	return all, classify(err)
}

// SavedQueries lists the last version of every name in use, by name.
func (s *Store) SavedQueries(ctx context.Context) ([]*SavedQuery, error) {
	var all []*SavedQuery
	if err := s.db.NewSelect().Model(&all).OrderExpr("name, version desc").Scan(ctx); err != nil {
		return nil, classify(err)
	}
	all = slices.CompactFunc(all, func(a, b *SavedQuery) bool { return a.Name == b.Name })
	return slices.DeleteFunc(all, func(q *SavedQuery) bool { return q.Query == "" }), nil
}
