package workspace

import (
	"context"

	"asterism/internal/lake"
)

// Query runs a user's SELECT over a snapshot (0: the current one) through the gate, within the limit.
func (w *Workspace) Query(ctx context.Context, sql string, at int64, limit lake.QueryLimit) (*lake.Rows, error) {
	r, err := w.lake.Read(ctx, at)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.QueryUser(ctx, sql, limit)
}
