package derive

import (
	"fmt"
	"io"
	"math"
	"time"

	"asterism/internal/lake"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// Output takes the rows of a step or kernel and writes them as one part, outputRows at a time.
type Output struct {
	schema  *arrow.Schema
	build   *array.RecordBuilder
	pending int
	write   func(arrow.RecordBatch) error
	notes   io.Writer // remarks for a person; nil in a build
	digits  bool      // a text file: whole numbers may be of any length
	kernel  string    // whose output it is
	input   string    // the file that comes in, for messages; in a build the kernel's name
	files   map[string]string
}

// File is where a step writes one of its Files. It joins the snapshot when the step has succeeded.
func (o *Output) File(name string) string { return o.files[name] }

const outputRows = 64 << 10

func newOutput(columns []lake.Column, write func(arrow.RecordBatch) error) (*Output, error) {
	schema, err := arrowSchema(columns)
	if err != nil {
		return nil, err
	}
	return &Output{schema: schema, build: array.NewRecordBuilder(memory.DefaultAllocator, schema), write: write}, nil
}

func arrowSchema(columns []lake.Column) (*arrow.Schema, error) {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		t, ok := arrowTypes[c.Type]
		if !ok {
			return nil, fmt.Errorf("column %s: no Arrow type for %s", c.Name, c.Type)
		}
		fields[i] = arrow.Field{Name: c.Name, Type: t, Nullable: true}
	}
	return arrow.NewSchema(fields, nil), nil
}

var arrowTypes = map[string]arrow.DataType{
	"VARCHAR": arrow.BinaryTypes.String, "BIGINT": arrow.PrimitiveTypes.Int64, "INTEGER": arrow.PrimitiveTypes.Int32,
	"DOUBLE": arrow.PrimitiveTypes.Float64, "BOOLEAN": arrow.FixedWidthTypes.Boolean, "DATE": arrow.FixedWidthTypes.Date32,
	"TIMESTAMP": &arrow.TimestampType{Unit: arrow.Microsecond}, "DECIMAL(20,2)": &arrow.Decimal128Type{Precision: 20, Scale: 2},
}

// inBuild tells a build's table from a file that a user brings to `asterism compute`.
func (o *Output) inBuild() bool { return o.input == o.kernel }

// Row adds one row: as many values as columns, in their order; nil is null. A value that does not fit its
// column is an error that names the column.
func (o *Output) Row(values ...any) error {
	if len(values) != len(o.schema.Fields()) {
		return fmt.Errorf("row of %d values for %d columns", len(values), len(o.schema.Fields()))
	}
	for i, v := range values {
		if !put(o.build.Field(i), v) {
			return fmt.Errorf("column %s: %T does not fit %s", o.schema.Field(i).Name, v, o.schema.Field(i).Type)
		}
	}
	return o.step()
}

// asText makes a column a text before the first row, for numbers that fit no type; only where digits is set.
func (o *Output) asText(column int) {
	fields := o.schema.Fields()
	fields[column].Type = arrow.BinaryTypes.String
	o.schema = arrow.NewSchema(fields, nil)
	o.build.Release()
	o.build = array.NewRecordBuilder(memory.DefaultAllocator, o.schema)
}

// step counts a row that was put into the builders, and passes rows on once enough are gathered.
func (o *Output) step() error {
	if o.pending++; o.pending < outputRows {
		return nil
	}
	return o.flush()
}

func (o *Output) flush() error {
	batch := o.build.NewRecordBatch()
	defer batch.Release()
	o.pending = 0
	return o.write(batch)
}

// close writes what is left; a table without rows still gets its (empty) batch, so that it has a part.
func (o *Output) close() error {
	defer o.build.Release()
	return o.flush()
}

func put(b array.Builder, v any) bool {
	if v == nil {
		b.AppendNull()
		return true
	}
	switch b := b.(type) {
	case *array.StringBuilder:
		s, ok := v.(string)
		b.Append(s)
		return ok
	case *array.BooleanBuilder:
		t, ok := v.(bool)
		b.Append(t)
		return ok
	case *array.Date32Builder:
		t, ok := v.(time.Time)
		b.Append(arrow.Date32FromTime(t))
		return ok
	case *array.TimestampBuilder:
		t, ok := v.(time.Time)
		b.Append(arrow.Timestamp(t.UnixMicro()))
		return ok
	}
	return putNumber(b, v)
}

func putNumber(b array.Builder, v any) bool {
	switch b := b.(type) {
	case *array.Int64Builder:
		n, ok := whole(v)
		b.Append(n)
		return ok
	case *array.Int32Builder:
		n, ok := whole(v)
		b.Append(int32(n))
		return ok && n >= math.MinInt32 && n <= math.MaxInt32
	case *array.Float64Builder:
		f, ok := v.(float64)
		b.Append(f)
		return ok
	case *array.Decimal128Builder:
		s, _ := v.(string)
		d, err := decimal128.FromString(s, 20, 2)
		b.Append(d)
		return err == nil
	}
	return false
}

func whole(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int32:
		return int64(n), true
	case int:
		return int64(n), true
	}
	return 0, false
}
