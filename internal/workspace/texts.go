package workspace

import (
	"context"

	"asterism/internal/store"
)

// Texts lists what people wrote into a report's view, by block and language.
func (w *Workspace) Texts(ctx context.Context, report string, params map[string]string) ([]*store.Prose, error) {
	return w.store.Prose(ctx, report, scope(params))
}
