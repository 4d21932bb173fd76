package workspace

import (
	"bytes"
	"context"

	"asterism/internal/fail"
	"asterism/internal/store"
)

// Issue freezes a report's view as its next numbered edition: the HTML as it is now, with its snapshot and the
// texts people wrote. An edition never changes; a correction is the next edition. A stale text stops it: what is
// published must say what the numbers say.
func (w *Workspace) Issue(ctx context.Context, actor, name string, at int64, language string, params map[string]string) (*store.Edition, error) {
	doc, err := w.Report(ctx, name, at, language, params)
	if err != nil {
		return nil, err
	}
	written, err := w.store.Prose(ctx, name, scope(params))
	if err != nil {
		return nil, err
	}
	e := store.Edition{Report: name, Title: doc.Title, Lang: language, Params: params, Snapshot: doc.Snapshot, Format: "html"}
	for _, p := range written {
		if p.Lang == language && p.State == store.Stale {
			return nil, fail.New(fail.Conflict, "the text of %q quotes numbers that have changed; revise it before issuing", p.Block)
		}
		e.Prose = append(e.Prose, *p)
	}
	var b bytes.Buffer
	if err := doc.HTML(ctx, &b); err != nil {
		return nil, err
	}
	return w.store.FreezeEdition(ctx, actor, e, b.Bytes())
}
