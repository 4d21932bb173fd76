package workspace

import (
	"context"
	"io"

	"asterism/internal/ingest"
	"asterism/internal/store"
)

// Import reads files into the raw tables as one batch, by an actor; see ingest.Run. Tables of no known export are
// read by the mapping saved for their header, where there is one.
func (w *Workspace) Import(ctx context.Context, actor string, q ingest.Request) (*ingest.Result, error) {
	q.Actor, q.Content, q.Lookup = actor, w.content, w.savedMapping(ctx)
	return ingest.Run(ctx, w.lake, q)
}

// savedMapping finds what the store keeps for a header. A store that cannot answer, or a text that is no mapping any
// more, is no mapping: the import guesses as it would without.
func (w *Workspace) savedMapping(ctx context.Context) func([]string) *ingest.Mapping {
	return func(header []string) *ingest.Mapping {
		saved, err := w.store.FindMapping(ctx, store.Signature(header))
		if err != nil {
			return nil
		}
		m, err := ingest.ParseMapping([]byte(saved.YAML))
		if err != nil {
			return nil
		}
		return m
	}
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
