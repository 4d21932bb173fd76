package ingest

import (
	"context"
	"strconv"
	"strings"

	"asterism/internal/finding"
	"asterism/internal/ingest/xmlscan"
)

// CPC scheme files (cpc-scheme-A01B.xml …): the tree of symbols with titles, items within items. docs/formats/cpc-scheme.md.
var cpcScheme = Format{Name: "cpc-scheme", Detect: detectRoot("class-scheme"), Read: readCPCScheme}

// schemeReader walks the tree; items are written when their title is known, before those inside them.
type schemeReader struct {
	*xmlscan.Scanner
	out     *Sink
	scheme  string
	edition string
	err     error
}

// schemeItem is the item being read.
type schemeItem struct {
	symbol, parent, title, note string
	level                       int
	line                        int64
	written                     bool
}

func readCPCScheme(ctx context.Context, in *Source, out *Sink) error {
	r := &schemeReader{Scanner: xmlscan.New(in), out: out, scheme: "cpc"}
	for r.err == nil && ctx.Err() == nil {
		switch r.Next() {
		case xmlscan.Start:
			r.top()
		case xmlscan.EOF:
			r.ended(in)
			return r.err
		}
	}
	if r.err == nil {
		r.err = ctx.Err()
	}
	return r.err
}

func (r *schemeReader) top() {
	switch string(r.Local()) {
	case "class-scheme":
		r.scheme = orElse(strings.ToLower(string(r.Attr("scheme-type"))), r.scheme)
		if date := string(r.Attr("publication-date")); len(date) == 10 {
			r.edition = date[:4] + "." + date[5:7]
			r.out.SourceDate(date)
		}
	case "classification-item":
		r.item(schemeItem{})
	}
}

func (r *schemeReader) ended(in *Source) {
	for _, n := range r.Remarks() {
		r.out.Finding(n)
	}
	if e, ok := r.Err().(*xmlscan.Error); ok && in.broken == nil {
		r.out.Finding(e.Finding)
	}
	if r.out.log.counts.Accepted+r.out.log.counts.Rejected == 0 {
		r.out.Finding(finding.Finding{Code: "xml.no_record", Severity: finding.Error})
	}
}

// item reads an item. One that only stands for a range of groups repeats the symbol of its first group and has no title.
func (r *schemeReader) item(above schemeItem) {
	level, _ := strconv.Atoi(string(r.Attr("level")))
	it := schemeItem{parent: above.symbol, level: schemeLevel(level), line: r.Line()}
	for name := range r.Children {
		switch string(name) {
		case "classification-symbol":
			it.symbol = r.Content()
			if it.symbol == above.symbol {
				it.parent = above.parent
			}
		case "class-title":
			it.title, it.note = r.title()
		case "classification-item":
			r.write(&it)
			r.item(it)
		}
		if r.err != nil {
			return
		}
	}
	r.write(&it)
}

// schemeLevel turns the file's levels (2 section, 4 class, 5 subclass, 6 range, 7 main group, 8 one dot …) into those of
// class tables.
func schemeLevel(level int) int {
	switch {
	case level >= 7:
		return level - 3
	case level == 5:
		return 3
	case level == 4:
		return 2
	case level == 2:
		return 1
	}
	return 0
}

func (r *schemeReader) write(it *schemeItem) {
	if it.written || r.err != nil || r.Err() != nil {
		return
	}
	it.written = true
	if it.title == "" && it.level == 0 {
		r.out.Skip("range")
		return
	}
	row := Row{Line: it.line, Fields: []Field{{Name: "scheme", Value: r.scheme}, {Name: "symbol", Value: it.symbol}, {Name: "title_en", Value: it.title}, {Name: "note_en", Value: it.note},
		{Name: "parent_symbol", Value: it.parent}, {Name: "level", Value: levelText(it.level)}, {Name: "edition", Value: r.edition}}}
	r.err = r.out.Row("class_title", row)
}

// title joins the parts of a title by semicolons; what is CPC's own stands in braces, as printed. References go to the
// note, which repeats the title.
func (r *schemeReader) title() (title, note string) {
	var titles, notes []string
	for name := range r.Children {
		if string(name) == "title-part" {
			var short, long strings.Builder
			r.part(&short, &long)
			titles, notes = appendText(titles, squeezed(short.String())), appendText(notes, squeezed(long.String()))
		}
	}
	title, note = strings.Join(titles, "; "), strings.Join(notes, "; ")
	if note == title {
		note = ""
	}
	return title, note
}

func (r *schemeReader) part(short, long *strings.Builder) {
	for name := range r.Children {
		switch string(name) {
		case "text":
			s := r.Content()
			short.WriteString(s + " ")
			long.WriteString(s + " ")
		case "CPC-specific-text":
			var s, l strings.Builder
			r.part(&s, &l)
			braced(short, s.String())
			braced(long, l.String())
		case "reference":
			var s, l strings.Builder
			r.part(&s, &l)
			if ref := squeezed(l.String()); ref != "" {
				long.WriteString("(" + ref + ") ")
			}
		default:
			r.part(short, long)
		}
	}
}

func braced(b *strings.Builder, s string) {
	if s = squeezed(s); s != "" {
		b.WriteString("{" + s + "} ")
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }
