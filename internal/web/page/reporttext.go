package page

import (
	"asterism/internal/fail"
	"asterism/internal/report"
	"asterism/internal/store"
	"asterism/internal/workspace"
	"slices"
	"strconv"
	"strings"
)

// reportTextView edits the text of one place of a report.
type reportTextView struct {
	Base
	Report, Block string
	Text          string
	TextVersion   int64
	Stale         bool
	Quotes        []store.Quote
	Numbers       []Pair // what a text may quote: {{query.column}} and its present value
}

// quotable bounds the numbers offered.
const quotable = 200

func loadReportText(r *Request) (View, error) {
	p, err := r.report()
	if err != nil {
		return nil, err
	}
	if err := r.onlyOf(p); err != nil {
		return nil, err
	}
	doc, err := r.document(p.Name, r.params(p))
	if err != nil {
		return nil, err
	}
	v := &reportTextView{Report: p.Name, Block: r.PathValue("block")}
	v.Title = r.T("text.title", "report", p.Title.In(r.Lang))
	v.Crumbs = []Crumb{{r.T("nav.reports"), r.Link("/reports")}, {p.Title.In(r.Lang), r.address("/reports/"+p.Name, r.Values)}}
	place := slices.IndexFunc(doc.Blocks, func(b report.Block) bool { return b.Prose != nil && b.Prose.Name == v.Block })
	if place < 0 {
		return nil, fail.New(fail.NotFound, "report %s has no text %s", p.Name, v.Block)
	}
	v.Text = doc.Blocks[place].Prose.Text
	for name, value := range doc.Numbers {
		v.Numbers = append(v.Numbers, Pair{name, value})
	}
	slices.SortFunc(v.Numbers, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	v.Numbers = v.Numbers[:min(len(v.Numbers), quotable)]
	return v, v.written(r, r.params(p))
}

// written takes what is kept over the report's own words.
func (v *reportTextView) written(r *Request, params map[string]string) error {
	texts, err := r.Site.w.Texts(r.Context(), v.Report, params)
	for _, t := range texts {
		if t.Block == v.Block && t.Lang == r.Lang {
			v.Text, v.TextVersion, v.Stale, v.Quotes = t.Text, t.Version, t.State == store.Stale, t.Quotes
		}
	}
	return err
}

func saveReportText(r *Request) (string, error) {
	p, err := r.report()
	if err != nil {
		return "", err
	}
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	version, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return "", fail.New(fail.Invalid, "version=%s is no number", r.PostForm.Get("version"))
	}
	t := workspace.Text{Report: p.Name, Block: r.PathValue("block"), Language: r.Lang, Params: r.params(p), Body: r.PostForm.Get("text"), Version: version}
	if _, err := r.Site.w.WriteText(r.Context(), r.Site.Actor, t); err != nil {
		return "", err
	}
	return r.address("/reports/"+p.Name, r.Values), nil
}
