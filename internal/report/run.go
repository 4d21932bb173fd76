package report

import (
	"context"
	"fmt"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// Env is what a report runs over. Prose holds texts people wrote, by block name; nil leaves the report's own.
type Env struct {
	Reader  *lake.Reader
	Graph   *derive.Graph
	Lang    string
	Params  map[string]string
	Catalog *lang.Catalog
	Prose   map[string]Prose
}

// run is one making of one document.
type run struct {
	report  *Report
	env     Env
	words   Words
	values  map[string]any
	results map[string]*result
	asking  *asking
	doc     *Document
	heads   [3]int
	figures int
	tables  int
	remarks []remark // findings of the snapshot, read once
}

// Run makes the document of a snapshot. A parameter outside its type is fail.Invalid; a query that fails names the
// report's file and line.
func (r *Report) Run(ctx context.Context, env Env) (_ *Document, err error) {
	defer fail.Wrap(&err, "report %s", r.Name)
	if env.Lang == "" {
		env.Lang = lang.Languages[0]
	}
	values, err := r.values(env.Params)
	if err != nil {
		return nil, err
	}
	values["lang"] = env.Lang
	s := env.Reader.Snapshot()
	m := &run{report: r, env: env, words: Words{env.Catalog, env.Lang}, values: values, results: map[string]*result{}}
	m.doc = &Document{Name: r.Name, Title: r.Title.In(env.Lang), About: r.About.In(env.Lang), Lang: env.Lang, Snapshot: s.ID,
		Created: s.Created.UTC(), Synthetic: s.Synthetic, Traces: map[string]Trace{}, Numbers: map[string]string{}, words: m.words}
	if m.asking, err = m.ask(ctx); err != nil {
		return nil, err
	}
	defer m.asking.close()
	if err := m.given(ctx); err != nil {
		return nil, err
	}
	if m.remarks, err = remarks(ctx, env.Reader); err != nil {
		return nil, err
	}
	m.doc.Blocks, err = m.blocks(ctx, r.elements)
	if err != nil {
		return nil, err
	}
	m.doc.Statement = m.statement()
	return m.doc, nil
}

// given puts the parameters into words, by the names their choices have.
func (r *run) given(ctx context.Context) error {
	var said []string
	for _, p := range r.report.Parameters {
		value := ""
		if v := r.values[p.Name]; v != nil {
			value = fmt.Sprint(v)
		}
		text, err := r.choiceText(ctx, p, value)
		if err != nil {
			return err
		}
		r.doc.Given = append(r.doc.Given, Given{Name: p.Name, Title: p.Title.In(r.env.Lang), Value: value, Text: text})
		if value != "" {
			said = append(said, text)
		}
	}
	r.doc.Subtitle = strings.Join(said, " · ")
	return nil
}

func (r *run) choiceText(ctx context.Context, p Parameter, value string) (string, error) {
	if value == "" {
		return r.words.Text("any"), nil
	}
	choices, err := p.choices(ctx, r.env, r.values)
	for _, c := range choices {
		if c.Value == value {
			return c.Text, err
		}
	}
	return value, err
}

// Choice is a value a parameter may take, with its name.
type Choice struct{ Value, Text string }

// Choices lists what a parameter's SQL offers over a snapshot; none when it has no SQL or its tables are not there.
func (r *Report) Choices(ctx context.Context, env Env, parameter string) ([]Choice, error) {
	values, err := r.values(env.Params)
	if err != nil {
		return nil, err
	}
	for _, p := range r.Parameters {
		if p.Name == parameter {
			return p.choices(ctx, env, values)
		}
	}
	return nil, fail.New(fail.NotFound, "report %s has no parameter %q", r.Name, parameter)
}

func (p Parameter) choices(ctx context.Context, env Env, values map[string]any) ([]Choice, error) {
	if p.Choices == "" {
		return nil, nil
	}
	for _, name := range tablesOf(p.Choices) {
		if _, ok := env.Reader.Snapshot().Table(name); !ok {
			return nil, nil
		}
	}
	sql, args, err := bind(p.Choices, values)
	if err != nil {
		return nil, err
	}
	rows, err := env.Reader.QueryUser(ctx, sql, limit, args...)
	if err != nil {
		return nil, err
	}
	return choicesOf(rows, env.Lang), nil
}

// choicesOf reads value, name in Chinese, name in English.
func choicesOf(rows *lake.Rows, language string) []Choice {
	all := make([]Choice, 0, len(rows.Data))
	for _, row := range rows.Data {
		c := Choice{Value: stringOf(row[0]), Text: stringOf(row[0])}
		if at := 1 + map[string]int{"en": 1}[language]; at < len(row) && row[at] != nil {
			c.Text = stringOf(row[at])
		} else if len(row) > 1 && row[1] != nil {
			c.Text = stringOf(row[1])
		}
		all = append(all, c)
	}
	return all
}
