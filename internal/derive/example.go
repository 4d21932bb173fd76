package derive

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"asterism/internal/lake"
)

// example computes one case and returns how it differs, "" when it holds.
func (g *Graph) example(ctx context.Context, l *lake.Lake, e example) (string, error) {
	if _, ok := g.Node(e.Table); !ok {
		return "no table " + e.Table, nil
	}
	g = g.answering(e.Asked)
	tx, err := l.Write(ctx, "test")
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	if _, err := g.emptyRaw(tx); err != nil {
		return "", err
	}
	if what, err := g.give(ctx, tx, e.Given); what != "" || err != nil {
		return what, err
	}
	b := newBuilder(g, tx, Options{})
	for _, name := range g.between(e) {
		n := g.nodes[name]
		b.prints[name] = "" // a part of its own for this case
		if _, err := b.make(ctx, n); err != nil {
			return fmt.Sprintf("%s, line %d: %s", name, lineIn(err, n), message(err)), ctx.Err()
		}
	}
	in, err := tx.Reader(ctx)
	if err != nil {
		return "", err
	}
	defer in.Close()
	rows, err := in.Query(ctx, "select * from "+quoteTable(e.Table)+" order by "+orderBy(g.nodes[e.Table].order()))
	if err != nil {
		return err.Error(), ctx.Err()
	}
	return e.difference(rows), nil
}

// give puts the given rows in place of their tables.
func (g *Graph) give(ctx context.Context, tx *lake.Tx, given map[string][]map[string]any) (string, error) {
	for name, rows := range given {
		t, ok := tx.Table(name)
		if !ok {
			return "given: no table " + name, nil
		}
		cells, what := cellsOf(t, rows)
		if what != "" {
			return what, nil
		}
		part, columns, err := tx.Build(ctx, name, valuesSQL(typedColumns(t.Columns), cells), "", "")
		if err != nil {
			return "given: " + name + ": " + message(err), ctx.Err()
		}
		if err := tx.SetTable(lake.Table{Name: name, Columns: columns, Parts: []lake.Part{part}}); err != nil {
			return "", err
		}
	}
	return "", nil
}

func typedColumns(columns []lake.Column) []typed {
	out := make([]typed, len(columns))
	for i, c := range columns {
		out[i] = typed{c.Name, c.Type}
	}
	return out
}

func cellsOf(t lake.Table, rows []map[string]any) ([][]*string, string) {
	at := map[string]int{}
	for i, c := range t.Columns {
		at[c.Name] = i
	}
	cells := make([][]*string, len(rows))
	for i, row := range rows {
		cells[i] = make([]*string, len(t.Columns))
		for name, v := range row {
			j, ok := at[name]
			if !ok {
				return nil, fmt.Sprintf("given: %s has no column %s", t.Name, name)
			}
			if v != nil {
				s := show(v)
				cells[i][j] = &s
			}
		}
	}
	return cells, ""
}

// between lists what has to be computed: everything from the given tables up to the one wanted, in build order.
func (g *Graph) between(e example) []string {
	touched := map[string]bool{}
	for name := range e.Given {
		touched[name] = true
	}
	var names []string
	for _, name := range g.needed([]string{e.Table}) {
		if _, given := e.Given[name]; given {
			continue
		}
		if name == e.Table || anyOf(g.nodes[name].Inputs, touched) {
			touched[name] = true
			names = append(names, name)
		}
	}
	return names
}

func anyOf(names []string, set map[string]bool) bool {
	for _, n := range names {
		if set[n] {
			return true
		}
	}
	return false
}

// difference shows what was wanted and what was found, side by side by row; "" when they agree.
func (e example) difference(rows *lake.Rows) string {
	columns := e.columns()
	at := map[string]int{}
	for i, c := range rows.Columns {
		at[c.Name] = i
	}
	for _, c := range columns {
		if _, ok := at[c]; !ok {
			return "expect: the table has no column " + c
		}
	}
	var lines []string
	for i := 0; i < max(len(e.Expect), len(rows.Data)); i++ {
		if line := e.rowDifference(i, rows, columns, at); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func (e example) columns() []string {
	seen := map[string]bool{}
	var columns []string
	for _, row := range e.Expect {
		for c := range row {
			if !seen[c] {
				seen[c] = true
				columns = append(columns, c)
			}
		}
	}
	sort.Strings(columns)
	return columns
}

func (e example) rowDifference(i int, rows *lake.Rows, columns []string, at map[string]int) string {
	if i >= len(rows.Data) {
		return fmt.Sprintf("row %d: wanted %s, the table ends", i+1, e.show(i, columns))
	}
	if i >= len(e.Expect) {
		return fmt.Sprintf("row %d: not wanted: %s", i+1, found(rows.Data[i], rows.Columns))
	}
	var lines []string
	for _, c := range columns {
		want, stated := e.Expect[i][c]
		got := rows.Data[i][at[c]]
		if stated && !same(want, got, e.Tolerance) {
			lines = append(lines, fmt.Sprintf("row %d, %s: wanted %s, found %s", i+1, c, show(want), show(got)))
		}
	}
	return strings.Join(lines, "\n")
}

func (e example) show(i int, columns []string) string {
	var cells []string
	for _, c := range columns {
		cells = append(cells, c+": "+show(e.Expect[i][c]))
	}
	return "{" + strings.Join(cells, ", ") + "}"
}

func found(row []any, columns []lake.Column) string {
	cells := make([]string, len(row))
	for i, v := range row {
		cells[i] = columns[i].Name + ": " + show(v)
	}
	return "{" + strings.Join(cells, ", ") + "}"
}
