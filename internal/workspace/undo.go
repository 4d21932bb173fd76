package workspace

import (
	"context"

	"asterism/internal/lake"
)

// Undo takes an import batch back: a new snapshot without its rows. Derived tables follow at the next Build.
func (w *Workspace) Undo(ctx context.Context, actor, batch string) (*lake.Snapshot, error) {
	tx, err := w.lake.Write(ctx, "undo "+batch+" by "+actor)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if err := tx.RemoveBatch(ctx, batch); err != nil {
		return nil, err
	}
	return tx.Commit(ctx)
}
