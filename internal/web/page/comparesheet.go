package page

import (
	"net/http"
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/report"
)

var sheetColumns = []struct{ name, kind string }{{"figure", "text"}, {"id", "code"}, {"name", "text"}, {"value", "number"}, {"low", "number"}, {"high", "number"}, {"unit", "text"}, {"basis", "text"}, {"why", "text"}}

// sendCompare writes the comparison as a file, a row a figure and entity, so that it can be pivoted and filtered; amounts stand in CNY and shares as 0–1.
func sendCompare(r *Request, w http.ResponseWriter) error {
	format := r.PathValue("format")
	if !slices.Contains(report.TableFormats, format) {
		return fail.New(fail.NotFound, "no format %s: xlsx, csv or json", format)
	}
	c, err := r.comparison()
	if err != nil {
		return err
	}
	if len(c.Chosen) < leastCompared {
		return fail.New(fail.Invalid, "%d chosen: at least %d are compared", len(c.Chosen), leastCompared)
	}
	t := &report.Table{Name: "compare", Title: r.T("compare.title") + " " + c.Year, Source: strings.Join(c.tables, ", ")}
	for _, s := range sheetColumns {
		t.Columns = append(t.Columns, report.Column{Name: s.name, Title: r.T("compare.sheet." + s.name), Kind: s.kind})
	}
	for _, row := range c.Rows {
		for i, cell := range row.Cells {
			t.Rows = append(t.Rows, []any{row.Label, c.Chosen[i].ID, c.Chosen[i].Name, plainNumber(cell.value), plainNumber(cell.low), plainNumber(cell.high), known(c.fileUnit(r, row)), known(cell.Basis), known(cell.Why)})
		}
	}
	var facts []report.Fact
	for _, n := range c.Notes {
		facts = append(facts, report.Fact{Title: r.T("completion.note"), Text: n})
	}
	for _, table := range c.tables {
		facts = append(facts, r.tableFacts(table)...)
	}
	attach(w, r.fileName(t.Title), format)
	return report.WriteTable(w, format, t, report.TableOptions{BOM: true, Words: report.Words{Catalog: r.Site.w.Catalog(), Lang: r.Lang}, Facts: facts})
}

// fileUnit is the unit of the stored value.
func (c *comparison) fileUnit(r *Request, row compareRow) string {
	switch {
	case row.kind == "cny", row.kind == "set" && strings.HasSuffix(c.Regional.Set.Basis, "_cny"):
		return r.exportUnit("cny")
	case row.kind == "share":
		return r.exportUnit("share")
	}
	return row.Unit
}

// plainNumber is a number as files take it, decimals included; nil stays unknown.
func plainNumber(v any) any {
	if x, ok := toFloat(v); ok {
		return x
	}
	return nil
}
