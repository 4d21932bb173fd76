package page

import (
	"slices"
	"strings"

	"asterism/internal/lake"
)

// compareRow is one figure of all entities compared.
type compareRow struct {
	Label, Unit string
	kind        string // how the value is written: cny, share, set, number
	Cells       []compareCell
}

// compareCell is one figure of one entity: the value with its interval, what it rests on, or why it is not known.
type compareCell struct {
	Text, Band, Basis, Why, Trace string
	value, low, high              any
	year                          string
}

// comparedFigure tells where a row comes from. The SQL has a row an entity under entity_id; the other names are its columns, "" for none.
type comparedFigure struct {
	label, unit, kind string
	needs             []string // tables
	sql               func(ids string) string
	value, low, high  string
	year, status      string
	source, reason    string
	said              func(source string) string // puts the source into words; nil: as it stands
	told              func(code string) string   // puts the reason into words
	why               string                     // the value is empty and no reason given
	none              string                     // there is no row
}

// columns are those the figure is made of.
func (f *comparedFigure) columns() []string {
	var all []string
	for _, name := range []string{"entity_id", f.value, f.low, f.high, f.year, f.status, f.source, f.reason} {
		if name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// add reads a figure of all chosen and writes its row.
func (c *comparison) add(r *Request, f comparedFigure) error {
	row := compareRow{Label: f.label, Unit: f.unit, kind: f.kind}
	found := map[string][]any{}
	var rows *lake.Rows
	if has := r.Has(f.needs...); has {
		var err error
		if rows, err = r.Query(f.sql(c.among("entity_id"))); err != nil {
			return err
		}
		for _, values := range rows.Data {
			found[text(values[position(rows, "entity_id")])] = values
		}
		for _, table := range f.needs {
			if !slices.Contains(c.tables, table) {
				c.tables = append(c.tables, table)
			}
		}
	}
	for _, e := range c.Chosen {
		cell := compareCell{Text: missing, Why: r.T("compare.why.nodata")}
		if rows != nil {
			cell = c.cell(r, &f, rows, found[e.ID])
			cell.Trace = r.Trace("select "+strings.Join(f.columns(), ", ")+"\nfrom ("+f.sql("entity_id = "+literal(e.ID))+") as f", e.Name+" "+f.label)
		}
		row.Cells = append(row.Cells, cell)
	}
	c.Rows = append(c.Rows, row)
	return nil
}

func position(rows *lake.Rows, name string) int {
	return slices.IndexFunc(rows.Columns, func(c lake.Column) bool { return c.Name == name })
}

func (c *comparison) cell(r *Request, f *comparedFigure, rows *lake.Rows, values []any) compareCell {
	if values == nil {
		return compareCell{Text: missing, Why: f.none}
	}
	at := func(name string) any {
		if name == "" {
			return nil
		}
		return values[position(rows, name)]
	}
	cell := compareCell{Text: missing, value: at(f.value), low: at(f.low), high: at(f.high), year: text(at(f.year))}
	if cell.value == nil {
		cell.low, cell.high = nil, nil
		cell.Why = f.why
		if code := text(at(f.reason)); code != "" && f.told != nil {
			cell.Why = first(f.told(code), code)
		}
		return cell
	}
	cell.Text = c.written(r, f.kind, cell.value)
	if cell.low != nil && cell.high != nil {
		cell.Band = c.written(r, f.kind, cell.low) + "–" + c.written(r, f.kind, cell.high)
	}
	source := text(at(f.source))
	if f.said != nil {
		source = f.said(source)
	}
	cell.Basis = joinKnown(" · ", cell.year, first(r.coded(tierTable, "figure_status", at(f.status)), text(at(f.status))), source)
	return cell
}

// joinKnown joins the parts that are not empty.
func joinKnown(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), by)
}

// written is a value in the unit of its row.
func (c *comparison) written(r *Request, kind string, v any) string {
	f := Format{r.Lang}
	x, known := toFloat(v)
	switch kind {
	case "cny":
		return f.Number(r.charted(x, known))
	case "share":
		return f.Share(v)
	case "set":
		return f.Number(c.Regional.scaled(r, v))
	}
	return f.Number(v)
}
