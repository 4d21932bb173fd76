package store

import (
	"context"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// ChainVersion is one version of an industry chain that a workspace has of its own. Versions are added, never changed; the last
// one is the file in the workspace's content. One with an empty Body took the file away: the product's own chain counts again, or none.
type ChainVersion struct {
	bun.BaseModel `bun:"table:chain_version" json:"-"`

	Chain   string    `bun:"chain,pk" json:"chain"`
	Version int64     `bun:"version,pk" json:"version"` // 1, 2, 3 … per chain
	Body    string    `bun:"body" json:"-"`             // the file
	Note    string    `bun:"note" json:"note"`          // why it was changed
	Actor   string    `bun:"actor" json:"actor"`
	Time    time.Time `bun:"saved" json:"time"`
}

// SaveChain adds a version; number, actor and time are filled in. The same file again adds none: the last version is returned.
func (s *Store) SaveChain(ctx context.Context, actor string, v ChainVersion) (_ *ChainVersion, err error) {
	defer fail.Wrap(&err, "save chain %s", v.Chain)
	v.Actor, v.Time = actor, now()
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		var last []*ChainVersion
		if err := tx.NewSelect().Model(&last).Where("chain = ?", v.Chain).OrderExpr("version desc").Limit(1).Scan(ctx); err != nil {
			return err
		}
		if len(last) > 0 && last[0].Body == v.Body {
			v = *last[0]
			return nil
		}
		var err error
		if v.Version, err = next(ctx, tx, "chain/"+v.Chain); err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&v).Exec(ctx)
		return err
	})
	return &v, err
}

// ChainVersions lists the versions of a chain, the newest first.
func (s *Store) ChainVersions(ctx context.Context, chain string) ([]*ChainVersion, error) {
	var all []*ChainVersion
	return all, classify(s.db.NewSelect().Model(&all).Where("chain = ?", chain).OrderExpr("version desc").Scan(ctx))
}
