package lake

import (
	"context"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

var firmSchema = arrow.NewSchema([]arrow.Field{
	{Name: "id", Type: arrow.PrimitiveTypes.Int64}, {Name: "name", Type: arrow.BinaryTypes.String}, {Name: "batch", Type: arrow.BinaryTypes.String},
}, nil)

var firmColumns = []Column{{"id", "BIGINT"}, {"name", "VARCHAR"}, {"batch", "VARCHAR"}}

// firms is a record of n plainly artificial firms from number first on.
func firms(first, n int, batch string) arrow.RecordBatch {
	b := array.NewRecordBuilder(memory.DefaultAllocator, firmSchema)
	defer b.Release()
	for i := first; i < first+n; i++ {
		b.Field(0).(*array.Int64Builder).Append(int64(i))
		b.Field(1).(*array.StringBuilder).Append("示例企业")
		b.Field(2).(*array.StringBuilder).Append(batch)
	}
	return b.NewRecordBatch()
}

func openLake(t *testing.T, o Options) *Lake {
	t.Helper()
	l, err := Open(context.Background(), t.TempDir(), o)
	check(t, err)
	t.Cleanup(func() { l.Close() })
	return l
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// importFirms commits n firms as a batch of their own.
func importFirms(t testing.TB, l *Lake, batch string, first, n int) *Snapshot {
	t.Helper()
	tx, err := l.Write(context.Background(), "import "+batch)
	check(t, err)
	defer tx.Rollback()
	appendFirms(t, tx, batch, first, n)
	tx.AddBatch(Batch{ID: batch, Actor: "tester"})
	s, err := tx.Commit(context.Background())
	check(t, err)
	return s
}

func appendFirms(t testing.TB, tx *Tx, batch string, first, n int) {
	t.Helper()
	w, err := tx.NewPart("raw.firm", firmSchema, "")
	check(t, err)
	record := firms(first, n, batch)
	defer record.Release()
	check(t, w.Write(record))
	p, err := w.Close()
	check(t, err)
	check(t, tx.AppendParts("raw.firm", firmColumns, p))
}

// one runs a query that returns one value.
func one(t testing.TB, l *Lake, at int64, query string) any {
	t.Helper()
	r, err := l.Read(context.Background(), at)
	check(t, err)
	defer r.Close()
	rows, err := r.Query(context.Background(), query)
	check(t, err)
	return rows.Data[0][0]
}

func TestImportBuildRead(t *testing.T) {
	ctx := context.Background()
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 10)
	tx, err := l.Write(ctx, "build")
	check(t, err)
	p, columns, err := tx.Build(ctx, "base.firm", "-- grain: id\nselect id, name, sum(id) over () as total from raw.firm;", "id", "abc")
	check(t, err)
	check(t, tx.SetTable(Table{Name: "base.firm", Columns: columns, Parts: []Part{p}, Fingerprint: "abc"}))
	s, err := tx.Commit(ctx)
	check(t, err)
	if s.ID != 2 || columns[2] != (Column{"total", "BIGINT"}) {
		t.Errorf("snapshot %d, columns %v", s.ID, columns)
	}
	if got := one(t, l, 0, "select sum(total) from base.firm"); got != int64(550) {
		t.Errorf("sum = %v", got)
	}
}
