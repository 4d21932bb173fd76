package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// Mapping is a saved answer to "which column is which" for files with the same header.
type Mapping struct {
	bun.BaseModel `bun:"table:mapping" json:"-"`

	Signature string    `bun:"signature,pk" json:"signature"` // Signature of the header
	Name      string    `bun:"name" json:"name"`              // what people call it
	Table     string    `bun:"target" json:"table"`           // table it fills: patent, firm …
	YAML      string    `bun:"yaml" json:"yaml"`
	Actor     string    `bun:"actor" json:"actor"`
	Changed   time.Time `bun:"changed" json:"changed"`
}

// Signature identifies a header whatever the order of its columns: 32 hex digits of SHA-256 over the trimmed,
// sorted names.
func Signature(header []string) string {
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = strings.TrimSpace(h)
	}
	sort.Strings(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\x1f")))
	return hex.EncodeToString(sum[:16])
}

// SaveMapping keeps m under its signature, replacing an earlier one.
func (s *Store) SaveMapping(ctx context.Context, actor string, m Mapping) (err error) {
	defer fail.Wrap(&err, "save mapping")
	if m.Signature == "" || m.YAML == "" {
		return fail.New(fail.Invalid, "a mapping needs a header signature and a text")
	}
	m.Actor, m.Changed = actor, now()
	return s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&m).On("conflict (signature) do update").
			Set("name = excluded.name, target = excluded.target, yaml = excluded.yaml, actor = excluded.actor, changed = excluded.changed").Exec(ctx)
		return err
	})
}

// FindMapping returns the mapping saved for a header signature, or fail.NotFound.
func (s *Store) FindMapping(ctx context.Context, signature string) (*Mapping, error) {
	m := new(Mapping)
	err := s.db.NewSelect().Model(m).Where("signature = ?", signature).Scan(ctx)
	return m, classify(err)
}

// Mappings lists all saved mappings by name.
func (s *Store) Mappings(ctx context.Context) ([]*Mapping, error) {
	var all []*Mapping
	err := s.db.NewSelect().Model(&all).OrderExpr("name, signature").Scan(ctx)
	return all, classify(err)
}

// DeleteMapping forgets a mapping, or returns fail.NotFound.
func (s *Store) DeleteMapping(ctx context.Context, actor, signature string) (err error) {
	defer fail.Wrap(&err, "delete mapping")
	return s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		done, err := tx.NewDelete().Table("mapping").Where("signature = ?", signature).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 1 {
			return err
		}
		return fail.New(fail.NotFound, "no mapping has this signature")
	})
}
