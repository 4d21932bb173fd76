package workspace

import (
	"context"
	"io"

	"asterism/internal/ingest"
)

// Import reads files into the raw tables as one batch, by an actor; see ingest.Run.
func (w *Workspace) Import(ctx context.Context, actor string, q ingest.Request) (*ingest.Result, error) {
	q.Actor, q.Content = actor, w.content
	return ingest.Run(ctx, w.lake, q)
}

// Rejected writes a batch's rejected rows in their original layout plus a reason column, as XLSX.
func (w *Workspace) Rejected(ctx context.Context, batch string, out io.Writer) error {
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return err
	}
	defer r.Close()
	return ingest.Rejected(ctx, r, batch, out)
}
