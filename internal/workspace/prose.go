package workspace

import (
	"context"
	"regexp"

	"asterism/internal/store"
)

// Text is a text somebody writes into a place of a report's view.
type Text struct {
	Report, Block, Language string
	Params                  map[string]string
	Body                    string // Markdown; {{query.column}} stands for a number
	Version                 int64  // the version its writer read, 0 for a new text
}

var quoted = regexp.MustCompile(`\{\{\s*([A-Za-z0-9_.]+)[^}]*\}\}`)

// WriteText keeps a text with the numbers it quotes, as they are now: it survives rebuilds, and turns stale when
// one of these numbers changes.
func (w *Workspace) WriteText(ctx context.Context, actor string, t Text) (*store.Prose, error) {
	doc, err := w.Report(ctx, t.Report, 0, t.Language, t.Params)
	if err != nil {
		return nil, err
	}
	p := store.Prose{Report: t.Report, Scope: scope(t.Params), Block: t.Block, Lang: t.Language, Text: t.Body, Version: t.Version}
	for _, name := range quoted.FindAllStringSubmatch(t.Body, -1) {
		if value, ok := doc.Numbers[name[1]]; ok {
			p.Quotes = append(p.Quotes, store.Quote{Name: name[1], Value: value})
		}
	}
	return w.store.SaveProse(ctx, actor, p)
}
