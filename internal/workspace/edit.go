package workspace

import (
	"context"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/store"
)

// putEdits brings the human edits in force from the store into the lake, so that a snapshot holds all it was made of.
func (w *Workspace) putEdits(ctx context.Context, actor string) error {
	edits, err := w.editsInForce(ctx)
	if err != nil {
		return err
	}
	return derive.PutEdits(ctx, w.lake, actor, edits)
}

func (w *Workspace) editsInForce(ctx context.Context) ([]derive.Edit, error) {
	all, err := w.store.Edits(ctx, 0)
	if err != nil {
		return nil, err
	}
	var edits []derive.Edit
	for _, e := range store.Standing(all) {
		edits = append(edits, derive.Edit{Event: e.ID, Table: e.Table, Key: e.Key, Field: e.Field, Before: e.Before, After: e.After,
			Actor: e.Actor, Reason: e.Reason, Time: e.Time})
	}
	return edits, nil
}

// editsBuilt refuses when edits of a table wait for a build: its present values are not the ones to correct.
func (w *Workspace) editsBuilt(ctx context.Context, table string, s *lake.Snapshot) error {
	edits, err := w.editsInForce(ctx)
	if err != nil {
		return err
	}
	if derive.EditsState(edits)[table] != derive.LakeEdits(s)[table] {
		return fail.New(fail.Conflict, "corrections of %s wait for a build; run: asterism build", table)
	}
	return nil
}

// EditsWaiting lists the tables whose corrections, or decisions on names, the current snapshot does not hold yet.
func (w *Workspace) EditsWaiting(ctx context.Context) ([]string, error) {
	s, err := w.lake.Current()
	if err != nil {
		return nil, err
	}
	edits, err := w.editsInForce(ctx)
	if err != nil {
		return nil, err
	}
	made, built := derive.EditsState(edits), derive.LakeEdits(s)
	var waiting []string
	for _, t := range append(w.Correctable(), derive.PartyEdits, derive.OptOutEdits, derive.SetEdits, derive.TagEdits) {
		if made[t] != built[t] {
			waiting = append(waiting, t)
		}
	}
	return waiting, nil
}

// Edits lists the human edits, with those that took others back, in order; inForce tells which count.
func (w *Workspace) Edits(ctx context.Context) (all []*store.Edit, inForce map[int64]bool, err error) {
	if all, err = w.store.Edits(ctx, 0); err != nil {
		return nil, nil, err
	}
	inForce = map[int64]bool{}
	for _, e := range store.Standing(all) {
		inForce[e.ID] = true
	}
	return all, inForce, nil
}

// UndoEdit takes a human edit back, for a reason; the field has its sources' value again after the next Build.
func (w *Workspace) UndoEdit(ctx context.Context, actor, reason string, id int64) (*store.Edit, error) {
	return w.store.UndoEdit(ctx, actor, reason, id)
}
