package page

import (
	"fmt"
	"strings"

	"asterism/internal/lake"
)

// beside are columns of the patent list that lie in other tables: read for the rows of the page only.
func (r *Request) beside(v *TableView, rows *lake.Rows) error {
	ids := columnTexts(rows, "patent_id")
	if len(ids) == 0 || r.Values.Get("fields") != "" {
		return nil
	}
	within := "patent_id in (" + literals(anyTexts(ids)) + ")"
	for _, c := range []struct{ label, class, table, sql string }{
		{"facet.class.first", "nowrap", "base.patent_class", "select patent_id, symbol from base.patent_class\nwhere scheme in ('ipc', 'locarno') and is_first and " + within + "\norder by patent_id, scheme"},
		{"facet.applicant", "party", "base.patent_party", "select patent_id, name from base.patent_party\nwhere role = 'applicant' and " + within + "\norder by patent_id, seq"},
	} {
		if !r.Has(c.table) {
			continue
		}
		found, err := r.Query(c.sql)
		if err != nil {
			return err
		}
		v.insert(1, HeadView{Name: c.label, Label: r.T(c.label)}, byID(found, ids, c.class))
	}
	return nil
}

func columnTexts(rows *lake.Rows, name string) []string {
	for i, c := range rows.Columns {
		if c.Name == name {
			all := make([]string, len(rows.Data))
			for j, row := range rows.Data {
				all[j] = text(row[i])
			}
			return all
		}
	}
	return nil
}

func anyTexts(texts []string) []any {
	all := make([]any, len(texts))
	for i, t := range texts {
		all[i] = t
	}
	return all
}

// byID joins the values of each id; the tooltip holds what a cell cuts.
func byID(found *lake.Rows, ids []string, class string) []Cell {
	values := map[string][]string{}
	for _, row := range found.Data {
		values[text(row[0])] = append(values[text(row[0])], text(row[1]))
	}
	cells := make([]Cell, len(ids))
	for i, id := range ids {
		all := values[id]
		switch {
		case len(all) == 0:
			cells[i] = Cell{Text: missing, Null: true}
		case len(all) == 1:
			cells[i] = Cell{Text: all[0], Class: class}
		default:
			cells[i] = Cell{Text: fmt.Sprintf("%s\u00a0+%d", all[0], len(all)-1), Title: strings.Join(all, "\n"), Class: class}
		}
	}
	return cells
}

// insert puts a column that cannot be sorted by into the table.
func (v *TableView) insert(at int, head HeadView, cells []Cell) {
	v.Columns = append(v.Columns[:at:at], append([]HeadView{head}, v.Columns[at:]...)...)
	for i := range v.Rows {
		v.Rows[i] = append(v.Rows[i][:at:at], append([]Cell{cells[i]}, v.Rows[i][at:]...)...)
	}
}
