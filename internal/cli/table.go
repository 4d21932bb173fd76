package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/report"
)

// table prints rows for a reader.
func table(r *run, rows *lake.Rows) {
	t := tabwriter.NewWriter(r.stdout, 0, 4, 2, ' ', 0)
	names := make([]string, len(rows.Columns))
	for i, c := range rows.Columns {
		names[i] = c.Name
	}
	fmt.Fprintln(t, strings.Join(names, "\t"))
	for _, row := range rows.Data {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = shorten(cell(v), 60)
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	t.Flush()
}

// rowsTo prints rows in a format: table, json, csv or xlsx; --json goes before it.
func rowsTo(r *run, rows *lake.Rows, format string) error {
	if r.JSON {
		format = "json"
	}
	if format == "table" {
		table(r, rows)
		return nil
	}
	return fail.As(fail.Unavailable, report.WriteTable(r.stdout, format, exported(rows), report.TableOptions{}), "write the result")
}

// exported is a result as the file formats want it: the columns' own names, codes kept as text.
func exported(rows *lake.Rows) *report.Table {
	t := &report.Table{Name: "query", Title: "query", Rows: rows.Data}
	for _, c := range rows.Columns {
		t.Columns = append(t.Columns, report.Column{Name: c.Name, Title: c.Name, Kind: kind(c.Type)})
	}
	return t
}

func kind(typ string) string {
	switch {
	case typ == "VARCHAR":
		return "code"
	case typ == "DATE":
		return "date"
	case typ == "BOOLEAN":
		return "flag"
	}
	return "number"
}

func cell(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case time.Time:
		if x.Hour()+x.Minute()+x.Second() == 0 {
			return x.Format(time.DateOnly)
		}
		return x.Format(time.DateTime)
	}
	return fmt.Sprint(v)
}
