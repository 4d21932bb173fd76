package report

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"asterism/internal/asset"
	"asterism/internal/fail"
)

//go:embed document.tmpl
var documentTemplate string

// PageOptions fit a fragment to the page it stands in.
type PageOptions struct {
	TraceURL func(id string) string // where a number leads to; nil leads to the entry at the end of the document
	EditURL  func(prose string) string
}

// page is what document.tmpl sees. Charts are SVG when drawn holds them, else places the browser draws in.
type page struct {
	*Document
	words Words
	drawn map[string][]byte
	o     PageOptions
}

// Fragment writes the document for a page of the product: <article class="report">, charts as ECharts options that
// AsterismChart.mount draws. It needs no inline style or script that runs.
func (d *Document) Fragment(w io.Writer, o PageOptions) error {
	return page{d, d.words, nil, o}.execute(w, "article")
}

// HTML writes the document as one file that asks for nothing from outside: style and pictures are inside.
func (d *Document) HTML(ctx context.Context, w io.Writer) (err error) {
	defer fail.Wrap(&err, "report %s as HTML", d.Name)
	drawn, err := d.pictures(ctx)
	if err != nil {
		return err
	}
	return page{d, d.words, drawn, PageOptions{}}.execute(w, "document")
}

// pictures draws every chart of the document.
func (d *Document) pictures(ctx context.Context) (map[string][]byte, error) {
	drawn := map[string][]byte{}
	for _, b := range d.Blocks {
		if b.Chart == nil {
			continue
		}
		svg, err := b.Chart.SVG(ctx)
		if err != nil {
			return nil, err
		}
		drawn[b.Chart.Name] = svg
	}
	return drawn, nil
}

func (p page) execute(w io.Writer, name string) error {
	t, err := template.New("").Funcs(template.FuncMap{
		"text": p.words.Text, "trace": p.trace, "svg": p.svg, "style": style, "option": option, "lists": lists, "args": args, "one": one,
		"cell": func(c Column, v any) string { return c.Cell(v, p.words) }, "class": func(c Column, v any) string { return class(c, v, p.words) }, "header": func(c Column) string { return c.Header(p.Lang) },
	}).Parse(documentTemplate)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, name, p); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

// class styles a cell: codes that are told in words are words, and short words stay on one line.
func class(c Column, v any, w Words) string {
	text := c.Cell(v, w)
	switch {
	case c.Kind != "text" && (c.Kind != "code" || w.key(c.from, c.Name, stringOf(v)) == ""):
		return c.Kind
	case utf8.RuneCountInString(text) <= 8:
		return "short"
	}
	return ""
}

// Standalone tells that traces stand at the end of this same document.
func (p page) Standalone() bool { return p.o.TraceURL == nil }

// EditURL is where a place for prose is edited; "" outside the product.
func (p page) EditURL(name string) string {
	if p.o.EditURL == nil {
		return ""
	}
	return p.o.EditURL(name)
}

func (p page) trace(id string) string {
	if p.o.TraceURL != nil {
		return p.o.TraceURL(id)
	}
	name, _ := cutColumn(id)
	return "#trace-" + name
}

func (p page) svg(name string) template.HTML { return template.HTML(p.drawn[name]) }

// option is a chart's JSON inside a script element that does not run; "</" cannot end it early.
func option(data json.RawMessage) template.HTML {
	return template.HTML(`<script type="application/json">` + strings.ReplaceAll(string(data), "</", `<\/`) + `</script>`)
}

func style() (template.CSS, error) {
	text, err := asset.Text("report.css")
	return template.CSS(text), err
}

// flow and single carry the page beside what a sub-template shows.
type flow struct {
	Page   page
	Blocks []Block
}

type single struct {
	Page  page
	Block Block
}

func args(p page, blocks []Block) flow { return flow{p, blocks} }

func one(p page, b Block) single { return single{p, b} }

// lists groups consecutive items, since HTML wants them inside one list.
func lists(blocks []Block) [][]Block {
	var all [][]Block
	for i, b := range blocks {
		if i > 0 && b.Kind == "item" && blocks[i-1].Kind == "item" {
			all[len(all)-1] = append(all[len(all)-1], b)
			continue
		}
		all = append(all, []Block{b})
	}
	return all
}
