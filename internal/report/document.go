package report

import (
	"time"

	"asterism/internal/chart"
	"asterism/internal/fail"
)

// Document is a finished report: what every output is written from.
type Document struct {
	Name      string            `json:"name"`
	Title     string            `json:"title"`
	Subtitle  string            `json:"subtitle,omitempty"` // the parameters in words
	About     string            `json:"about,omitempty"`
	Lang      string            `json:"lang"`
	Snapshot  int64             `json:"snapshot"`
	Created   time.Time         `json:"created"` // of the snapshot
	Synthetic bool              `json:"synthetic,omitempty"`
	Given     []Given           `json:"given,omitempty"`
	Blocks    []Block           `json:"blocks"`
	Statement Statement         `json:"statement"`
	Traces    map[string]Trace  `json:"traces"`  // by query
	Numbers   map[string]string `json:"numbers"` // "query.column" → as printed: what prose quotes
	words     words
}

// Given is a parameter with the value it had.
type Given struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Value string `json:"value"`
	Text  string `json:"text"` // value in words
}

// Block is one piece of the flow. Kind tells which of the other fields hold it.
type Block struct {
	Kind    string       `json:"kind"` // heading, text, item, note, prose, figures, table, chart
	ID      string       `json:"id,omitempty"`
	Level   int          `json:"level,omitempty"`  // heading 1, 2; item: depth
	Number  string       `json:"number,omitempty"` // heading 1.2; item "1." or "" for a bullet
	Spans   []Span       `json:"spans,omitempty"`
	Body    []Block      `json:"body,omitempty"` // note, prose
	Figures []Figure     `json:"figures,omitempty"`
	Table   *Table       `json:"table,omitempty"`
	Chart   *chart.Chart `json:"chart,omitempty"`
	Caption string       `json:"caption,omitempty"` // 图 1 …, 表 2 …
	Alt     string       `json:"alt,omitempty"`     // chart: what it shows, for who cannot see it
	Note    string       `json:"note,omitempty"`
	Source  string       `json:"source,omitempty"` // tables, snapshot, unit
	Trace   string       `json:"trace,omitempty"`
	Prose   *Prose       `json:"prose,omitempty"`
}

// Span is a run of text of one kind. Trace is set for a number out of the lake.
type Span struct {
	Text   string `json:"text"`
	Strong bool   `json:"strong,omitempty"`
	Code   bool   `json:"code,omitempty"`
	Link   string `json:"link,omitempty"`
	Trace  string `json:"trace,omitempty"` // "query.column"
}

// Figure is one number set large.
type Figure struct {
	Title string `json:"title"`
	Value string `json:"value"`
	Unit  string `json:"unit,omitempty"`
	Note  string `json:"note,omitempty"`
	Trace string `json:"trace"`
}

// Prose is the text of a place that people may write in.
type Prose struct {
	Name   string `json:"name"`
	Text   string `json:"text"`   // Markdown
	Edited bool   `json:"edited"` // false: the report's own words
	Stale  bool   `json:"stale"`  // a number it quotes has changed since
}

// Headings lists the document's headings for a table of contents.
func (d *Document) Headings() []Block {
	var all []Block
	for _, b := range d.Blocks {
		if b.Kind == "heading" {
			all = append(all, b)
		}
	}
	return all
}

// Tables lists every table, those behind charts too, in order.
func (d *Document) Tables() []*Table {
	var all []*Table
	for _, b := range d.Blocks {
		if b.Table != nil {
			all = append(all, b.Table)
		}
	}
	return all
}

// Trace explains a number ("query.column") or a whole block ("query"). Unknown ids are fail.NotFound.
func (d *Document) Trace(id string) (Trace, error) {
	name, column := cutColumn(id)
	t, ok := d.Traces[name]
	if !ok {
		return Trace{}, fail.New(fail.NotFound, "report %s has no number %q", d.Name, id)
	}
	t.ID, t.Column, t.Value = id, column, d.Numbers[id]
	return t, nil
}

// Mark says of texts people wrote whether a number they quote has changed, by block name.
func (d *Document) Mark(texts map[string]Prose) {
	for _, b := range d.Blocks {
		if b.Prose != nil {
			if t, ok := texts[b.Prose.Name]; ok {
				b.Prose.Stale = t.Stale
			}
		}
	}
}
