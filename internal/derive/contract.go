package derive

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"asterism/internal/lake"
)

// plainUnits are units that a column's type already tells; a number has to state its own.
var plainUnits = map[string]string{"VARCHAR": "text", "BOOLEAN": "flag", "DATE": "date", "TIMESTAMP": "time"}

// checkColumns holds a table against its header: every column described in both languages with a unit, every
// column of the grain and of the order present.
func checkColumns(n *Node, columns []lake.Column) error {
	have := map[string]bool{}
	for _, c := range columns {
		have[c.Name] = true
		w := n.Word(c.Name)
		if w.Zh == "" || w.En == "" {
			return located{1, fmt.Sprintf("column %s has no words: give columns: {%[1]s: {zh, en}} in the header or in content/columns.yaml", c.Name)}
		}
		if w.Unit == "" && plainUnits[c.Type] == "" {
			return located{1, fmt.Sprintf("column %s (%s) states no unit", c.Name, c.Type)}
		}
	}
	for _, name := range append(n.Grain, n.order()...) {
		if name = strings.TrimSuffix(name, " desc"); !have[name] {
			return located{1, fmt.Sprintf("the header names column %s in grain or order, the SQL does not make it", name)}
		}
	}
	return nil
}

// checkGrain makes sure that the grain names one row and is never null.
func checkGrain(ctx context.Context, tx *lake.Tx, n *Node) error {
	in, err := tx.Reader(ctx)
	if err != nil {
		return err
	}
	defer in.Close()
	rows, err := in.Query(ctx, grainSQL(n))
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	values := make([]string, len(rows.Data[0]))
	for i, v := range rows.Data[0] {
		values[i] = fmt.Sprintf("%s = %v", rows.Columns[i].Name, v)
	}
	return located{n.grainLine, "the grain does not name one row, or is null: " + strings.Join(values, ", ")}
}

// grainSQL yields a row that breaks the grain, if there is one. A table written in the order of its grain is
// read once, each row against the one before it; others are grouped.
func grainSQL(n *Node) string {
	keys := quoteNames(n.Grain)
	var null []string
	for _, g := range n.Grain {
		null = append(null, quoteName(g)+" is null")
	}
	if n.Kind == Query && sameColumns(n.order(), n.Grain) {
		return besideSQL(n, keys, strings.Join(null, " or "))
	}
	return fmt.Sprintf("select %s, count(*) as rows_found from %s group by %[1]s having count(*) > 1 or %[3]s limit 1",
		keys, quoteTable(n.Name), strings.Join(null, " or "))
}

// besideSQL relies on the one part's rows coming in their order, which the lake's readers keep.
func besideSQL(n *Node, keys, null string) string {
	var before, same []string
	for i, g := range n.Grain {
		before = append(before, fmt.Sprintf("lag(%s) over () as before_%d", quoteName(g), i))
		same = append(same, fmt.Sprintf("%s = before_%d", quoteName(g), i))
	}
	return fmt.Sprintf("select %s from (select %[1]s, %s from %s) where (%s) or %s limit 1",
		keys, strings.Join(before, ", "), quoteTable(n.Name), strings.Join(same, " and "), null)
}

// sameColumns tells whether ordering by order puts rows of one grain side by side: its first columns are the grain's.
func sameColumns(order, grain []string) bool {
	if len(order) < len(grain) {
		return false
	}
	for _, o := range order[:len(grain)] {
		if !slices.Contains(grain, strings.TrimSuffix(o, " desc")) {
			return false
		}
	}
	return true
}

func quoteTable(name string) string {
	schema, table, _ := strings.Cut(name, ".")
	return quoteName(schema) + "." + quoteName(table)
}
