package workspace

import (
	"context"
	"sort"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/report"
	"asterism/internal/store"
)

// Report runs a report over a snapshot (0: the current one) in a language, with its parameters. Texts that people
// wrote into it stand in their places, marked stale where a number they quote has changed.
func (w *Workspace) Report(ctx context.Context, name string, at int64, language string, params map[string]string) (*report.Document, error) {
	p, err := w.report(name)
	if err != nil {
		return nil, err
	}
	r, err := w.lake.Read(ctx, at)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	written, err := w.store.Prose(ctx, name, scope(params))
	if err != nil {
		return nil, err
	}
	env := report.Env{Reader: r, Graph: w.Graph(), Lang: language, Params: params, Catalog: w.catalog}
	if len(written) == 0 {
		return p.Run(ctx, env)
	}
	return w.withProse(ctx, p, env, written)
}

func (w *Workspace) report(name string) (*report.Report, error) {
	for _, p := range w.Reports() {
		if p.Name == name {
			return p, nil
		}
	}
	return nil, fail.New(fail.NotFound, "no report %q; asterism report list names them", name)
}

// withProse runs the report with the texts people wrote, then compares the numbers they quote with the present.
func (w *Workspace) withProse(ctx context.Context, p *report.Report, env report.Env, written []*store.Prose) (*report.Document, error) {
	env.Prose = texts(written, env.Lang)
	doc, err := p.Run(ctx, env)
	if err != nil {
		return nil, err
	}
	checked, err := w.store.CheckProse(ctx, "report", p.Name, scope(env.Params), doc.Numbers)
	if err != nil {
		return nil, err
	}
	doc.Mark(texts(checked, env.Lang))
	return doc, nil
}

func texts(all []*store.Prose, language string) map[string]report.Prose {
	m := map[string]report.Prose{}
	for _, p := range all {
		if p.Lang == language {
			m[p.Block] = report.Prose{Name: p.Block, Text: p.Text, Edited: true, Stale: p.State == store.Stale}
		}
	}
	return m
}

// scope writes parameters in one order, so that a text belongs to the same view however it was asked for.
func scope(params map[string]string) string {
	var pairs []string
	for name, v := range params {
		if v != "" {
			pairs = append(pairs, name+"="+v)
		}
	}
	sort.Strings(pairs)
	return strings.Join(pairs, "&")
}
