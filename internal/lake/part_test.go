package lake

import (
	"context"
	"fmt"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// TestPartsWrittenAtOnce: parts fed at the same time hold their own rows. Views of feeds live in a catalog that
// all connections of an engine share.
func TestPartsWrittenAtOnce(t *testing.T) {
	l := openLake(t, Options{})
	for range 20 {
		tx, err := l.Write(context.Background(), "many parts")
		check(t, err)
		var writers [8]*PartWriter
		for i := range writers {
			writers[i], err = tx.NewPart("raw.firm", firmSchema, "")
			check(t, err)
		}
		for i, w := range writers {
			record := firms(0, i+1, fmt.Sprint(i))
			check(t, w.Write(record))
			record.Release()
		}
		for i, w := range writers {
			p, err := w.Close()
			check(t, err)
			if p.Rows != int64(i+1) {
				t.Fatalf("part %d holds %d rows", i, p.Rows)
			}
		}
		check(t, tx.Rollback())
	}
}

// wide is a record of twelve columns like a raw table's: texts, numbers, dates.
func wide(schema *arrow.Schema, first, n int) arrow.RecordBatch {
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for i := first; i < first+n; i++ {
		for c := range schema.NumFields() {
			appendWide(b.Field(c), c, i)
		}
	}
	return b.NewRecordBatch()
}

func appendWide(b array.Builder, column, i int) {
	switch b := b.(type) {
	case *array.StringBuilder:
		b.Append(fmt.Sprintf("示例%d-%d", column, i*2654435761%100003))
	case *array.Int64Builder:
		b.Append(int64(i))
	case *array.Float64Builder:
		b.Append(float64(i) / 7)
	case *array.Date32Builder:
		b.Append(arrow.Date32(i % 8000))
	}
}

func wideSchema() *arrow.Schema {
	var fields []arrow.Field
	for i, t := range []arrow.DataType{arrow.BinaryTypes.String, arrow.PrimitiveTypes.Int64, arrow.FixedWidthTypes.Date32, arrow.PrimitiveTypes.Float64} {
		for j := range 3 {
			fields = append(fields, arrow.Field{Name: fmt.Sprintf("c%d_%d", i, j), Type: t, Nullable: true})
		}
	}
	return arrow.NewSchema(fields, nil)
}

// BenchmarkPartWriter writes twelve columns; the design asks for well above 0.5 M rows/s.
func BenchmarkPartWriter(b *testing.B) {
	l, err := Open(context.Background(), b.TempDir(), Options{})
	check(b, err)
	defer l.Close()
	tx, err := l.Write(context.Background(), "bench")
	check(b, err)
	defer tx.Rollback()
	const rows, records = 10_000, 500
	schema := wideSchema()
	record := wide(schema, 0, rows)
	defer record.Release()
	for b.Loop() {
		w, err := tx.NewPart("raw.wide", schema, "")
		check(b, err)
		for range records {
			check(b, w.Write(record))
		}
		p, err := w.Close()
		check(b, err)
		if p.Rows != rows*records {
			b.Fatalf("%d rows", p.Rows)
		}
	}
	b.ReportMetric(float64(rows*records)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
