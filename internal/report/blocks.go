package report

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"asterism/internal/lang"
)

// blocks makes the flow of a list of elements.
func (r *run) blocks(ctx context.Context, elements []element) ([]Block, error) {
	var all []Block
	for _, e := range elements {
		made, err := r.block(ctx, e)
		if err != nil {
			return nil, r.located(err, e.line)
		}
		all = append(all, made...)
	}
	return all, nil
}

// located puts file and line before an error once: the innermost place is the one that helps.
func (r *run) located(err error, line int) error {
	file := "reports/" + r.report.Name + ".md line "
	if strings.Contains(err.Error(), file) {
		return err
	}
	return fmt.Errorf("%s%d: %w", file, line, err)
}

func (r *run) block(ctx context.Context, e element) ([]Block, error) {
	switch e.kind {
	case "heading":
		return []Block{r.heading(e)}, nil
	case "text":
		return r.text(ctx, e.text)
	case "zh", "en":
		if e.kind != r.env.Lang {
			return nil, nil
		}
		return r.blocks(ctx, e.body)
	case "when", "unless":
		return r.conditional(ctx, e)
	case "note":
		body, err := r.blocks(ctx, e.body)
		return []Block{{Kind: "note", Body: body}}, err
	case "prose":
		return r.prose(ctx, e)
	case "table":
		return r.table(ctx, e.view)
	case "chart":
		return r.chart(ctx, e.view)
	case "figures":
		return r.figuresBlock(ctx, e.view)
	}
	return nil, fmt.Errorf("no element %q", e.kind)
}

func (r *run) conditional(ctx context.Context, e element) ([]Block, error) {
	holds, err := r.holds(ctx, e.arg)
	if err != nil || holds != (e.kind == "when") {
		return nil, err
	}
	return r.blocks(ctx, e.body)
}

// heading numbers chapters 1 and 1.1.
func (r *run) heading(e element) Block {
	r.heads[e.level]++
	for below := e.level + 1; below < len(r.heads); below++ {
		r.heads[below] = 0
	}
	number := strconv.Itoa(r.heads[1])
	if e.level == 2 {
		number += "." + strconv.Itoa(r.heads[2])
	}
	return Block{Kind: "heading", ID: "s" + number, Level: e.level, Number: number, Spans: []Span{{Text: e.title.In(r.env.Lang)}}}
}

// prose takes the text people wrote in a place, the report's own where nobody did.
func (r *run) prose(ctx context.Context, e element) ([]Block, error) {
	own, edited := r.env.Prose[e.arg]
	if !edited {
		body, err := r.blocks(ctx, e.body)
		if err != nil {
			return nil, err
		}
		text, err := r.written(ctx, e.body)
		return []Block{{Kind: "prose", ID: "prose-" + e.arg, Body: body, Prose: &Prose{Name: e.arg, Text: text}}}, err
	}
	body, err := r.text(ctx, own.Text)
	own.Name, own.Edited = e.arg, true
	return []Block{{Kind: "prose", ID: "prose-" + e.arg, Body: body, Prose: &own}}, err
}

// written is the Markdown of a place in one language, of its conditions those that hold: what an editor starts from.
func (r *run) written(ctx context.Context, elements []element) (text string, err error) {
	for _, e := range elements {
		inner := ""
		switch e.kind {
		case "text":
			inner = e.text + "\n\n"
		case r.env.Lang:
			inner, err = r.written(ctx, e.body)
		case "when", "unless":
			var holds bool
			if holds, err = r.holds(ctx, e.arg); err == nil && holds == (e.kind == "when") {
				inner, err = r.written(ctx, e.body)
			}
		}
		if err != nil {
			return "", err
		}
		text += inner
	}
	return text, nil
}

func (r *run) figuresBlock(ctx context.Context, v view) ([]Block, error) {
	b := Block{Kind: "figures"}
	for _, spec := range v.Figures {
		span, err := r.number(ctx, spec.Value)
		if err != nil {
			return nil, err
		}
		note, err := r.plain(ctx, spec.Note.In(r.env.Lang))
		if err != nil {
			return nil, err
		}
		b.Figures = append(b.Figures, Figure{Title: spec.Title.In(r.env.Lang), Value: span.Text, Unit: unitIn(spec.Unit, r.env.Lang), Note: note, Trace: span.Trace})
	}
	return []Block{b}, nil
}

// unitIn is a unit in a language: a Chinese measure word has no English, and then there is none to show.
func unitIn(unit lang.Text, language string) string {
	if language == "en" {
		return unit.En
	}
	return unit.Zh
}
