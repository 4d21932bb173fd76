package derive

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// dataSQL turns the CSV of a data file (column names in the first line) into the SELECT that yields its rows, so
// that rows kept as content are a node like any other. An empty cell is null.
func dataSQL(body string, types map[string]string) (string, error) {
	records, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		return "", err
	}
	if len(records) == 0 {
		return "", fmt.Errorf("no line with column names")
	}
	return valuesSQL(columnsOf(records[0], types), texts(records[1:])), nil
}

// texts makes cells nullable: empty is null.
func texts(records [][]string) [][]*string {
	rows := make([][]*string, len(records))
	for i, r := range records {
		rows[i] = make([]*string, len(r))
		for j := range r {
			if r[j] != "" {
				rows[i][j] = &r[j]
			}
		}
	}
	return rows
}

// typed is a column name with its DuckDB type.
type typed struct{ name, kind string }

func columnsOf(names []string, types map[string]string) []typed {
	columns := make([]typed, len(names))
	for i, name := range names {
		columns[i] = typed{name, types[name]}
		if columns[i].kind == "" {
			columns[i].kind = "VARCHAR"
		}
	}
	return columns
}

// valuesSQL is a SELECT of literal rows; with no rows it still has the columns and types.
func valuesSQL(columns []typed, rows [][]*string) string {
	names, casts := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		names[i] = quoteName(c.name)
		casts[i] = fmt.Sprintf("cast(%s as %s) as %s", names[i], c.kind, names[i])
	}
	if len(rows) == 0 {
		return emptySQL(columns)
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = "(" + strings.Join(literals(r), ", ") + ")"
	}
	return fmt.Sprintf("select %s from (values\n%s) as rows_given (%s)", strings.Join(casts, ", "), strings.Join(lines, ",\n"), strings.Join(names, ", "))
}

func emptySQL(columns []typed) string {
	casts := make([]string, len(columns))
	for i, c := range columns {
		casts[i] = fmt.Sprintf("cast(null as %s) as %s", c.kind, quoteName(c.name))
	}
	return "select " + strings.Join(casts, ", ") + " where false"
}

func literals(cells []*string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = "null"
		if c != nil {
			out[i] = quoteText(*c)
		}
	}
	return out
}

func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func quoteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
