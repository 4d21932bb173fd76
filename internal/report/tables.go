package report

import (
	"context"
	"slices"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/lang"
)

// table makes a table block; a query without rows makes a remark that says why.
func (r *run) table(ctx context.Context, v view) ([]Block, error) {
	res, err := r.result(ctx, v.Query)
	if err != nil {
		return nil, err
	}
	if len(res.rows.Data) == 0 {
		return []Block{r.absent(res, v)}, nil
	}
	t, err := r.tableOf(ctx, res, v)
	if err != nil {
		return nil, err
	}
	r.tables++
	caption := r.words.Text("table", "n", r.tables, "title", t.Title)
	return []Block{{Kind: "table", ID: "t-" + v.Query, Caption: caption, Table: t, Note: t.Note, Source: t.Source, Trace: v.Query}}, nil
}

// absent says that there is nothing to show, and which tables are not there.
func (r *run) absent(res *result, v view) Block {
	key, what := "empty", r.title(res, view{}) // a title of the view may hold places in a result that is not there
	if len(res.missing) > 0 {
		key = "absent"
	}
	text := r.words.Text(key, "what", what, "tables", strings.Join(r.tableTitles(res.missing), r.words.Text("comma")))
	return Block{Kind: "note", Body: []Block{{Kind: "text", Spans: []Span{{Text: text}}}}}
}

func (r *run) title(res *result, v view) string {
	for _, t := range []lang.Text{v.Title, res.query.title} {
		if s := t.In(r.env.Lang); s != "" {
			return s
		}
	}
	return res.query.name
}

func (r *run) tableOf(ctx context.Context, res *result, v view) (*Table, error) {
	title, err := r.plain(ctx, r.title(res, v))
	if err != nil {
		return nil, err
	}
	note, err := r.plain(ctx, v.Note.In(r.env.Lang))
	t := &Table{Name: res.query.name, Title: title, Note: note, Source: r.source(res), Trace: res.query.name, Shown: v.Rows}
	var kept []int
	for i, c := range res.rows.Columns {
		if !slices.Contains(v.Hide, c.Name) {
			kept = append(kept, i)
			t.Columns = append(t.Columns, r.columnOf(res, c.Name, v))
		}
	}
	for _, row := range res.rows.Data {
		t.Rows = append(t.Rows, pick(row, kept))
	}
	if t.Shown > 0 && t.Shown < len(t.Rows) {
		t.Note = strings.TrimSpace(t.Note + " " + r.words.Text("more", "shown", t.Shown, "rows", len(t.Rows)))
	}
	return t, err
}

func pick(row []any, kept []int) []any {
	out := make([]any, len(kept))
	for i, at := range kept {
		out[i] = row[at]
	}
	return out
}

// columnOf puts a column into words: the block's own, else the vocabulary's as the tables read use it.
func (r *run) columnOf(res *result, name string, v view) Column {
	word := r.word(res, name)
	title := v.Columns[name].In(r.env.Lang)
	if title == "" {
		title = word.In(r.env.Lang)
	}
	if title == "" {
		title = name
	}
	title = lang.Capital(title)
	c := Column{Name: name, Title: title, Kind: kindOf(name, word.Unit, typeOf(res, name)), from: res.inputs}
	c.Unit = r.unit(word.Unit)
	if strings.HasSuffix(title, "）") || strings.HasSuffix(title, ")") {
		c.Unit = ""
	}
	return c
}

func (r *run) word(res *result, column string) derive.Word {
	if r.env.Graph == nil {
		return derive.Word{}
	}
	for _, in := range res.inputs {
		if n, ok := r.env.Graph.Node(in); ok && n.Word(column).Zh != "" {
			return n.Word(column)
		}
	}
	return derive.Word{}
}

func typeOf(res *result, column string) string {
	if i := res.column(column); i >= 0 {
		return res.rows.Columns[i].Type
	}
	return ""
}

// kindOf decides by the unit the header states, else by the name of a year or a share, else by the engine's type.
func kindOf(column, unit, engine string) string {
	switch unit {
	case "count", "share", "code", "text", "year", "date", "flag":
		return unit
	case "cny":
		return "money"
	case "rank", "ordinal", "month":
		return "count"
	case "":
	default:
		return "number"
	}
	switch {
	case column == "year" || strings.HasSuffix(column, "_year"):
		return "year"
	case strings.HasSuffix(column, "_share") && engine == "DOUBLE":
		return "share"
	}
	switch {
	case strings.HasSuffix(column, "_share"), strings.HasSuffix(column, "_percentile"):
		return "share" // the house's names carry their unit
	case strings.HasPrefix(engine, "VARCHAR"):
		return "text"
	case strings.HasPrefix(engine, "DATE"), strings.HasPrefix(engine, "TIMESTAMP"):
		return "date"
	case engine == "BOOLEAN":
		return "flag"
	case engine == "BIGINT", engine == "INTEGER", engine == "HUGEINT", engine == "SMALLINT":
		return "count"
	}
	return "number"
}

// unit is the word of a unit worth telling: years, codes and counts of the column's own name need none.
func (r *run) unit(unit string) string {
	if key := "report.unit." + unit; r.env.Catalog.Has(key) {
		return r.words.Text("unit." + unit)
	}
	return ""
}
