package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"asterism/internal/fail"

	"github.com/uptrace/bun"
)

// Edit is one human correction of a fact. Edits are events: they are added, never changed; taking one back is
// another edit. Build lays them over the imported rows as raw.edit.
type Edit struct {
	bun.BaseModel `bun:"table:edit" json:"-"`

	ID     int64     `bun:"id,pk" json:"id"` // 1, 2, 3 … in order of commit, without gaps
	Actor  string    `bun:"actor" json:"actor"`
	Reason string    `bun:"reason" json:"reason"`
	Time   time.Time `bun:"made" json:"time"`
	Change
	Undoes int64 `bun:"undoes,nullzero" json:"undoes,omitempty"` // id of the edit this one takes back
}

// Change is what an edit does to one field of one entity. A nil value means the field is empty; nil After with an
// empty Field removes the entity's row.
type Change struct {
	Table  string  `bun:"entity" json:"table"`   // firm, cluster_year …
	Key    string  `bun:"entity_key" json:"key"` // the row's key, parts joined with "|"
	Field  string  `bun:"field" json:"field"`
	Before *string `bun:"value_before" json:"before"`
	After  *string `bun:"value_after" json:"after"`
}

// AppendEdits records changes as one act: all or none. A change whose Before is not what the latest edit of that
// field left is fail.Conflict: somebody else was faster.
func (s *Store) AppendEdits(ctx context.Context, actor, reason string, changes ...Change) (edits []*Edit, err error) {
	defer fail.Wrap(&err, "edit")
	if reason == "" {
		return nil, fail.New(fail.Invalid, "an edit needs a reason")
	}
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		edits = nil
		for _, c := range changes {
			e := &Edit{Actor: actor, Reason: reason, Change: c}
			if err := add(ctx, tx, e); err != nil {
				return err
			}
			edits = append(edits, e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return edits, nil
}

// add takes the number first: that locks the counter, so no other edit can slip between check and insert.
func add(ctx context.Context, tx bun.Tx, e *Edit) (err error) {
	if e.Table == "" || e.Key == "" {
		return fail.New(fail.Invalid, "an edit needs a table and a key")
	}
	if e.ID, err = next(ctx, tx, "edit"); err != nil {
		return err
	}
	last, err := lastEdit(ctx, tx, e.Change)
	if err != nil {
		return err
	}
	if last != nil && !same(last.After, e.Before) {
		return fail.New(fail.Conflict, "%s %s %s was changed meanwhile by edit %d", e.Table, e.Key, e.Field, last.ID)
	}
	e.Time = now()
	_, err = tx.NewInsert().Model(e).Exec(ctx)
	return err
}

func lastEdit(ctx context.Context, tx bun.Tx, c Change) (*Edit, error) {
	e := new(Edit)
	err := tx.NewSelect().Model(e).Where("entity = ? and entity_key = ? and field = ?", c.Table, c.Key, c.Field).
		OrderExpr("id desc").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return e, err
}

func same(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// UndoEdit takes edit id back by a new edit with the values exchanged. Where the field was edited again since,
// it is fail.Conflict: undo the later edit first.
func (s *Store) UndoEdit(ctx context.Context, actor, reason string, id int64) (undo *Edit, err error) {
	defer fail.Wrap(&err, "undo edit %d", id)
	if reason == "" {
		return nil, fail.New(fail.Invalid, "an edit needs a reason")
	}
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		old := new(Edit)
		if err := tx.NewSelect().Model(old).Where("id = ?", id).Scan(ctx); err != nil {
			return err
		}
		undo = &Edit{Actor: actor, Reason: reason, Change: old.Change, Undoes: id}
		undo.Before, undo.After = old.After, old.Before
		return addUndo(ctx, tx, undo)
	})
	if err != nil {
		return nil, err
	}
	return undo, nil
}

func addUndo(ctx context.Context, tx bun.Tx, undo *Edit) (err error) {
	if undo.ID, err = next(ctx, tx, "edit"); err != nil {
		return err
	}
	last, err := lastEdit(ctx, tx, undo.Change)
	if err != nil {
		return err
	}
	if last != nil && last.ID != undo.Undoes {
		return fail.New(fail.Conflict, "the field was edited again by edit %d", last.ID)
	}
	undo.Time = now()
	_, err = tx.NewInsert().Model(undo).Exec(ctx)
	return err
}

// Edits lists edits with an id above since, in order. Reading with the last id seen misses none.
func (s *Store) Edits(ctx context.Context, since int64) ([]*Edit, error) {
	var all []*Edit
	err := s.db.NewSelect().Model(&all).Where("id > ?", since).OrderExpr("id").Scan(ctx)
	return all, classify(err)
}

// EditsDigest is a SHA-256 over all edits; it enters the fingerprint of what is built from them. Without edits it
// is empty.
func (s *Store) EditsDigest(ctx context.Context) (string, error) {
	all, err := s.Edits(ctx, 0)
	if err != nil || len(all) == 0 {
		return "", err
	}
	h := sha256.New()
	for _, e := range all {
		if err := json.NewEncoder(h).Encode([]any{e.ID, e.Change, e.Actor, e.Reason}); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
