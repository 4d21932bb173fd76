package lake

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"asterism/internal/fail"
)

// Build runs the product's own SQL over the transaction's present tables and writes the result, in the order of
// orderBy (an ORDER BY list, empty for none), as one part named name. When that part is already there, from an
// earlier snapshot or a build that was cut short, it is used as it is: the name must stand for SQL and inputs.
// DuckDB sorts long texts in memory: build tables of them in several parts, each a range or hash of the key.
// Integers wider than 64 bits (sums of BIGINT) become BIGINT, since Parquet would make them doubles.
func (t *Tx) Build(ctx context.Context, table, query, orderBy, name string) (_ Part, _ []Column, err error) {
	defer fail.Wrap(&err, "build %s", table)
	final, err := t.partPath(table, name)
	if err != nil {
		return Part{}, nil, err
	}
	if part, columns, ok := t.whole(ctx, final); ok && name != "" {
		return part, columns, nil
	}
	if err := t.catalog.ensure(ctx, query); err != nil {
		return Part{}, nil, err
	}
	return t.build(ctx, final, query, orderBy)
}

func (t *Tx) build(ctx context.Context, final, query, orderBy string) (Part, []Column, error) {
	columns, err := t.catalog.describe(ctx, query)
	if err != nil {
		return Part{}, nil, err
	}
	ordered := "select " + narrow(columns) + " from (" + inner(query) + ")"
	if orderBy != "" {
		ordered += " order by " + orderBy
	}
	scratch := t.scratch(".parquet")
	rows, err := t.catalog.copyTo(ctx, ordered, scratch, parquetOptions(t.groupRows(query)))
	if err != nil {
		os.Remove(scratch)
		return Part{}, nil, err
	}
	part, err := t.place(scratch, final, rows)
	return part, columns, err
}

// narrow lists columns with 128-bit integers cast to BIGINT, and notes that in columns.
func narrow(columns []Column) string {
	fields := make([]string, len(columns))
	for i, c := range columns {
		fields[i] = identifier(c.Name)
		if c.Type == "HUGEINT" || c.Type == "UHUGEINT" {
			fields[i] = "cast(" + fields[i] + " as bigint) as " + fields[i]
			columns[i].Type = "BIGINT"
		}
	}
	return strings.Join(fields, ", ")
}

// describe returns a query's columns without running it.
func (c *catalog) describe(ctx context.Context, query string) ([]Column, error) {
	rows, err := c.query(ctx, "describe "+inner(query), 0)
	if err != nil {
		return nil, err
	}
	columns := make([]Column, len(rows.Data))
	for i, row := range rows.Data {
		columns[i] = Column{Name: row[0].(string), Type: row[1].(string)}
	}
	return columns, nil
}

// whole reads an existing part's footer. Parts get their name by a rename after their sync, so one that is there
// is complete, unless something else damaged it.
func (t *Tx) whole(ctx context.Context, final string) (Part, []Column, bool) {
	file := t.lake.path(filepath.FromSlash(final))
	info, err := os.Stat(file)
	if err != nil {
		return Part{}, nil, false
	}
	rows, err := t.catalog.query(ctx, "select num_rows from parquet_file_metadata("+quote(file)+")", 0)
	if err != nil || len(rows.Data) != 1 {
		return Part{}, nil, false
	}
	columns, err := t.catalog.describe(ctx, "select * from read_parquet("+quote(file)+")")
	return Part{Path: final, Rows: rows.Data[0][0].(int64), Bytes: info.Size()}, columns, err == nil
}

// Row groups are held in memory while they are written. For tables of long texts they are made smaller, by the
// widest input's compressed bytes a row, of which DuckDB holds about four times as much.
const (
	groupBytes = 32 << 20
	expansion  = 4
	vector     = 2048 // row groups are multiples of DuckDB's vector
)

func (t *Tx) groupRows(query string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	widest := int64(1)
	for _, table := range t.next.Tables {
		_, bare, _ := strings.Cut(table.Name, ".")
		if strings.Contains(query, bare) {
			widest = max(widest, width(table.Parts))
		}
	}
	return groupRows(widest)
}

func groupRows(width int64) int {
	rows := int(groupBytes/(width*expansion)) / vector * vector
	return min(max(rows, vector), rowGroupRows)
}

// width is the mean compressed size of a row in bytes, at least 1.
func width(parts []Part) int64 {
	var bytes, rows int64
	for _, p := range parts {
		bytes += p.Bytes
		rows += p.Rows
	}
	return max(1, bytes/max(1, rows))
}
