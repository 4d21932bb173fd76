package workspace

import (
	"context"

	"asterism/internal/lake"
)

// StateComplete says anew what an import batch is complete for; see lake.Batch. Shares and truncation follow at the
// next Build.
func (w *Workspace) StateComplete(ctx context.Context, actor, batch string, complete map[string]string) (*lake.Snapshot, error) {
	tx, err := w.lake.Write(ctx, "completeness of "+batch+" by "+actor)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if err := tx.StateComplete(batch, complete); err != nil {
		return nil, err
	}
	return tx.Commit(ctx)
}
