package workspace

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/ingest"
	"asterism/internal/lake"
)

// Correctable lists the tables whose values people may correct: base.<name>, built, in order of name.
func (w *Workspace) Correctable() []string {
	var names []string
	for _, n := range w.Graph().Nodes() {
		if len(w.Graph().Editable(n.Name)) > 0 {
			names = append(names, strings.TrimPrefix(n.Name, "base."))
		}
	}
	slices.Sort(names)
	return names
}

// ExportCorrections writes the present rows of base.<table> as a workbook to correct values in; where narrows them
// to rows whose columns have the values given. Errors: NotFound for a table that takes no corrections or a column
// it lacks, Conflict while corrections of the table wait for a build.
func (w *Workspace) ExportCorrections(ctx context.Context, table string, where map[string]string, out io.Writer) (err error) {
	defer fail.Wrap(&err, "export corrections")
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		return err
	}
	defer r.Close()
	t, err := w.correctable(ctx, table, r.Snapshot())
	if err != nil {
		return err
	}
	rows, err := t.rows(ctx, r, where)
	if err != nil {
		return err
	}
	book := ingest.Correctable{Table: t.declared, Key: t.key, Fields: t.fields, Snapshot: r.Snapshot().ID, Language: w.config.Language}
	return book.Write(out, rows)
}

// correctableTable is a base table with what of it may be corrected.
type correctableTable struct {
	name, base string
	built      lake.Table
	declared   *ingest.Table
	key        []string
	fields     []string
}

// correctable finds a table that takes corrections and is built with all that were made.
func (w *Workspace) correctable(ctx context.Context, table string, s *lake.Snapshot) (*correctableTable, error) {
	t := &correctableTable{name: strings.TrimPrefix(table, "base.")}
	t.base = "base." + t.name
	t.fields = w.Graph().Editable(t.base)
	if len(t.fields) == 0 {
		return nil, fail.New(fail.NotFound, "%s takes no corrections; these do: %s", table, strings.Join(w.Correctable(), ", "))
	}
	var ok bool
	if t.built, ok = s.Table(t.base); !ok {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", t.base)
	}
	if err := w.editsBuilt(ctx, t.name, s); err != nil {
		return nil, err
	}
	tables, err := ingest.LoadTables(w.content)
	if err != nil {
		return nil, err
	}
	node, _ := w.Graph().Node(t.base)
	t.declared, _ = tables.Named(t.name)
	t.key = node.Grain
	return t, nil
}

// rows reads the present values, by the table's own order, at most one more than a workbook holds.
func (t *correctableTable) rows(ctx context.Context, r *lake.Reader, where map[string]string) ([]ingest.CorrectableRow, error) {
	condition, args, err := t.where(where)
	if err != nil {
		return nil, err
	}
	found, err := t.query(ctx, r, condition+" order by "+names(t.key)+" limit "+text(int64(ingest.MaxCorrectable+1)), args...)
	if err != nil {
		return nil, err
	}
	rows := make([]ingest.CorrectableRow, len(found))
	for i, values := range found {
		rows[i] = ingest.CorrectableRow{Name: t.rowKey(values), Values: values}
	}
	return rows, nil
}

// where turns column=value into a condition; only columns of the table may be named.
func (t *correctableTable) where(where map[string]string) (string, []any, error) {
	terms, args := []string{"true"}, []any{}
	for _, column := range slices.Sorted(maps.Keys(where)) {
		if _, ok := typeOf(t.built, column); !ok {
			return "", nil, fail.New(fail.NotFound, "%s has no column %q", t.base, column)
		}
		terms = append(terms, "cast(c."+sqlName(column)+" as varchar) = ?")
		args = append(args, where[column])
	}
	return " where " + strings.Join(terms, " and "), args, nil
}

// query selects key and fields of the rows that a condition picks, as texts.
func (t *correctableTable) query(ctx context.Context, r *lake.Reader, condition string, args ...any) ([][]*string, error) {
	rows, err := r.Query(ctx, "select "+names(slices.Concat(t.key, t.fields))+" from "+t.base+" as c"+condition, args...)
	if err != nil {
		return nil, err
	}
	out := make([][]*string, len(rows.Data))
	for i, row := range rows.Data {
		out[i] = make([]*string, len(row))
		for j, v := range row {
			out[i][j] = textOrNil(v)
		}
	}
	return out, nil
}

func typeOf(t lake.Table, column string) (string, bool) {
	for _, c := range t.Columns {
		if c.Name == column {
			return c.Type, true
		}
	}
	return "", false
}

// rowName is the SQL of rowKey.
func (t *correctableTable) rowName() string {
	key := make([]lake.Column, len(t.key))
	for i, name := range t.key {
		key[i].Name = name
		key[i].Type, _ = typeOf(t.built, name)
	}
	return derive.RowKeySQL(key)
}

func (t *correctableTable) rowKey(values []*string) string {
	parts := make([]string, len(t.key))
	for i := range t.key {
		if values[i] != nil {
			parts[i] = *values[i]
		}
	}
	return derive.RowKey(parts...)
}
