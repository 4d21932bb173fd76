package workspace

import (
	"context"

	"asterism/internal/derive"
)

// Build makes the tables whose inputs, SQL, kernels or human edits changed, by an actor; see derive.Graph.Build.
func (w *Workspace) Build(ctx context.Context, actor string, o derive.Options) (*derive.Result, error) {
	o.Actor = actor
	if err := w.reload(); err != nil {
		return nil, err
	}
	if err := w.putEdits(ctx, actor); err != nil {
		return nil, err
	}
	return w.Graph().Build(ctx, w.lake, o)
}
