package report

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// text reads Markdown (paragraphs, lists, emphasis, code, links) and puts numbers in its places {{query.column}}.
func (r *run) text(ctx context.Context, source string) ([]Block, error) {
	data := []byte(source)
	root := goldmark.DefaultParser().Parse(text.NewReader(data))
	m := &markdown{run: r, ctx: ctx, data: data}
	m.children(root, 0)
	return m.blocks, m.err
}

type markdown struct {
	run    *run
	ctx    context.Context
	data   []byte
	blocks []Block
	err    error
}

func (m *markdown) children(n ast.Node, depth int) {
	for c := n.FirstChild(); c != nil && m.err == nil; c = c.NextSibling() {
		m.node(c, depth)
	}
}

func (m *markdown) node(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.List:
		m.list(n, depth+1)
	case *ast.Paragraph, *ast.TextBlock:
		m.blocks = append(m.blocks, Block{Kind: "text", Spans: m.inline(n)})
	case *ast.Heading:
		m.blocks = append(m.blocks, Block{Kind: "text", Spans: strong(m.inline(n))})
	default:
		m.children(n, depth)
	}
}

func (m *markdown) list(l *ast.List, depth int) {
	number := l.Start
	for item := l.FirstChild(); item != nil && m.err == nil; item = item.NextSibling() {
		from := len(m.blocks)
		m.children(item, depth)
		for i := from; i < len(m.blocks) && i == from; i++ {
			m.blocks[i].Kind, m.blocks[i].Level = "item", depth
			if l.IsOrdered() {
				m.blocks[i].Number = strconv.Itoa(number) + "."
			}
		}
		number++
	}
}

// inline collects runs of one kind, then fills the places in them: a place may span several nodes of the tree.
func (m *markdown) inline(n ast.Node) []Span {
	var runs []Span
	m.spans(n, Span{}, &runs)
	var out []Span
	for _, s := range runs {
		filled, err := m.run.fill(m.ctx, s)
		if err != nil && m.err == nil {
			m.err = err
		}
		out = append(out, filled...)
	}
	return out
}

func (m *markdown) spans(n ast.Node, style Span, out *[]Span) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		inner := style
		switch c := c.(type) {
		case *ast.Text:
			inner.Text = m.line(c)
			*out = appendSpan(*out, inner)
			continue
		case *ast.String:
			inner.Text = string(c.Value)
			*out = appendSpan(*out, inner)
			continue
		case *ast.Emphasis:
			inner.Strong = true
		case *ast.CodeSpan:
			inner.Code = true
		case *ast.Link:
			inner.Link = string(c.Destination)
		}
		m.spans(c, inner, out)
	}
}

// line is a text node; a line's end is a space between Latin words and nothing between Chinese ones.
func (m *markdown) line(t *ast.Text) string {
	s := string(t.Segment.Value(m.data))
	if !t.SoftLineBreak() {
		return s
	}
	if r := []rune(s); len(r) > 0 && r[len(r)-1] < 0x2e80 {
		return s + " "
	}
	return s
}

func appendSpan(all []Span, s Span) []Span {
	if n := len(all); n > 0 {
		last := all[n-1]
		last.Text = s.Text
		if last == s {
			all[n-1].Text += s.Text
			return all
		}
	}
	return append(all, s)
}

func strong(spans []Span) []Span {
	for i := range spans {
		spans[i].Strong = true
	}
	return spans
}

var place = regexp.MustCompile(`\{\{\s*([^{}]+?)\s*\}\}`)

// fill parts a run at its places.
func (r *run) fill(ctx context.Context, s Span) ([]Span, error) {
	var out []Span
	rest := s.Text
	for rest != "" {
		at := place.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		n, err := r.number(ctx, rest[at[2]:at[3]])
		if err != nil {
			return nil, err
		}
		n.Strong, n.Code, n.Link = s.Strong, s.Code, s.Link
		before := s
		before.Text = rest[:at[0]]
		out = appendText(appendText(out, before), n)
		rest = rest[at[1]:]
	}
	s.Text = rest
	return appendText(out, s), nil
}

func appendText(all []Span, s Span) []Span {
	if s.Text == "" {
		return all
	}
	return append(all, s)
}

// number reads a place: query.column, query#rows, param.name, each with "| format" behind.
func (r *run) number(ctx context.Context, inside string) (Span, error) {
	id, format, _ := strings.Cut(inside, "|")
	id, format = strings.TrimSpace(id), strings.TrimSpace(format)
	name, column := cutColumn(id)
	if name == "param" {
		return Span{Text: r.parameter(column)}, nil
	}
	res, err := r.result(ctx, name)
	if err != nil {
		return Span{}, err
	}
	if column == "rows" {
		return r.numbered(id, grouped(strconv.Itoa(len(res.rows.Data)))), nil
	}
	v, ok := res.first(column)
	if !ok {
		return Span{}, fmt.Errorf("query %s has no column %q", name, column)
	}
	c := r.columnOf(res, column, view{})
	if format != "" {
		c.Kind = format
	}
	return r.numbered(id, c.Cell(v, r.words)), nil
}

func (r *run) numbered(id, text string) Span {
	r.doc.Numbers[id] = text
	return Span{Text: text, Trace: id}
}

func (r *run) parameter(name string) string {
	for _, g := range r.doc.Given {
		if g.Name == name {
			return g.Text
		}
	}
	return ""
}

// plain fills places and keeps the text only.
func (r *run) plain(ctx context.Context, s string) (string, error) {
	spans, err := r.fill(ctx, Span{Text: s})
	return join(spans), err
}

func join(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
