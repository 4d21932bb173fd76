package store

import (
	"context"
	"slices"
	"strings"
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

// Reasoned is a change with the reason that its author gave for it.
type Reasoned struct {
	Change
	Reason string
}

// AppendEdits records changes as one act: all or none. A change whose Before is not what the field's edit in force
// left is fail.Conflict: somebody else was faster. A field without one has its sources' value, which the caller
// knows and the store does not.
func (s *Store) AppendEdits(ctx context.Context, actor, reason string, changes ...Change) ([]*Edit, error) {
	reasoned := make([]Reasoned, len(changes))
	for i, c := range changes {
		reasoned[i] = Reasoned{c, reason}
	}
	return s.AppendReasoned(ctx, actor, reasoned)
}

// AppendReasoned is AppendEdits for changes that each have their own reason.
func (s *Store) AppendReasoned(ctx context.Context, actor string, changes []Reasoned) (edits []*Edit, err error) {
	defer fail.Wrap(&err, "edit")
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		edits = nil
		for _, c := range changes {
			e := &Edit{Actor: actor, Reason: c.Reason, Change: c.Change}
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

func (e *Edit) check() error {
	switch {
	case strings.TrimSpace(e.Reason) == "":
		return fail.New(fail.Invalid, "an edit needs a reason")
	case e.Table == "" || e.Key == "":
		return fail.New(fail.Invalid, "an edit needs a table and a key")
	}
	return nil
}

// add takes the number first: that locks the counter, so no other edit can slip between check and insert.
func add(ctx context.Context, tx bun.Tx, e *Edit) (err error) {
	if err := e.check(); err != nil {
		return err
	}
	if e.ID, err = next(ctx, tx, "edit"); err != nil {
		return err
	}
	former, err := cellEdits(ctx, tx, e.Change)
	if err != nil {
		return err
	}
	for _, last := range Standing(former) {
		if !same(last.After, e.Before) {
			return fail.New(fail.Conflict, "%s %s %s was changed meanwhile by edit %d", e.Table, e.Key, e.Field, last.ID)
		}
	}
	e.Time = now()
	_, err = tx.NewInsert().Model(e).Exec(ctx)
	return err
}

// cellEdits lists every edit of one field, in order.
func cellEdits(ctx context.Context, tx bun.Tx, c Change) (all []*Edit, err error) {
	err = tx.NewSelect().Model(&all).Where("entity = ? and entity_key = ? and field = ?", c.Table, c.Key, c.Field).OrderExpr("id").Scan(ctx)
	return all, err
}

// Standing picks the edits in force out of all (in order of id): of each field the last one that was not taken
// back, in order of id. Taking back an undo puts its edit in force again.
func Standing(all []*Edit) []*Edit {
	type effect struct {
		edit *Edit
		puts bool // puts the edit in force, or takes it out
	}
	effects := map[int64]effect{}
	inForce := map[*Edit]bool{}
	for _, e := range all {
		now := effect{e, true}
		if undone, known := effects[e.Undoes]; known {
			now = effect{undone.edit, !undone.puts}
		}
		effects[e.ID], inForce[now.edit] = now, now.puts
	}
	return lastOfEach(all, inForce)
}

func lastOfEach(all []*Edit, inForce map[*Edit]bool) []*Edit {
	seen := map[[3]string]bool{}
	var standing []*Edit
	for _, e := range slices.Backward(all) {
		if cell := [3]string{e.Table, e.Key, e.Field}; inForce[e] && !seen[cell] {
			seen[cell] = true
			standing = append(standing, e)
		}
	}
	slices.Reverse(standing)
	return standing
}

func same(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// UndoEdit takes edit id back by a new edit with the values exchanged. Where a later edit of the field is in
// force, it is fail.Conflict: undo that one first. An edit that was taken back already is a Conflict too.
func (s *Store) UndoEdit(ctx context.Context, actor, reason string, id int64) (undo *Edit, err error) {
	defer fail.Wrap(&err, "undo edit %d", id)
	err = s.write(ctx, actor, func(ctx context.Context, tx bun.Tx) error {
		old := new(Edit)
		if err := tx.NewSelect().Model(old).Where("id = ?", id).Scan(ctx); err != nil {
			return err
		}
		undo = &Edit{Actor: actor, Reason: reason, Change: old.Change, Undoes: id}
		undo.Before, undo.After = old.After, old.Before
		return addUndo(ctx, tx, undo, old)
	})
	if err != nil {
		return nil, err
	}
	return undo, nil
}

func addUndo(ctx context.Context, tx bun.Tx, undo, old *Edit) (err error) {
	if err := undo.check(); err != nil {
		return err
	}
	if undo.ID, err = next(ctx, tx, "edit"); err != nil {
		return err
	}
	former, err := cellEdits(ctx, tx, undo.Change)
	if err != nil {
		return err
	}
	if err := undoable(old, former); err != nil {
		return err
	}
	undo.Time = now()
	_, err = tx.NewInsert().Model(undo).Exec(ctx)
	return err
}

// undoable: an edit as long as it is the one in force, an undo as long as nothing came after it.
func undoable(old *Edit, former []*Edit) error {
	if last := former[len(former)-1]; old.Undoes != 0 && last.ID != old.ID {
		return fail.New(fail.Conflict, "the field was edited again by edit %d", last.ID)
	}
	if old.Undoes != 0 {
		return nil
	}
	standing := Standing(former)
	switch {
	case len(standing) == 0:
		return fail.New(fail.Conflict, "it is not in force: it was taken back")
	case standing[0].ID != old.ID:
		return fail.New(fail.Conflict, "edit %d of the field is in force, not this one", standing[0].ID)
	}
	return nil
}

// Edits lists edits with an id above since, in order. Reading with the last id seen misses none.
func (s *Store) Edits(ctx context.Context, since int64) ([]*Edit, error) {
	var all []*Edit
	err := s.db.NewSelect().Model(&all).Where("id > ?", since).OrderExpr("id").Scan(ctx)
	return all, classify(err)
}
