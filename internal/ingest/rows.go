package ingest

import (
	"math/big"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// rows builds the rows of one raw table column by column: the calls of one row follow the table's column order,
// end closes it. An empty text, a zero date and a nil pointer are missing values.
type rows struct {
	table  *rawTable
	build  *array.RecordBuilder
	at     int // next column of the open row
	filled int32
	count  int
}

func newRows(t *rawTable) *rows {
	return &rows{table: t, build: array.NewRecordBuilder(memory.DefaultAllocator, t.schema)}
}

func (r *rows) next() array.Builder {
	b := r.build.Field(r.at)
	r.at++
	return b
}

func (r *rows) null() { r.next().AppendNull() }

// text appends a text per value.
func (r *rows) text(values ...string) {
	for _, v := range values {
		b := r.next().(*array.StringBuilder)
		if v == "" {
			b.AppendNull()
			continue
		}
		b.Append(v)
		r.filled++
	}
}

// date appends days since 1970-01-01; missing where known is false.
func (r *rows) date(d day) {
	b := r.next().(*array.Date32Builder)
	if !d.known {
		b.AppendNull()
		return
	}
	b.Append(arrow.Date32(d.days))
	r.filled++
}

func (r *rows) whole(v int64) {
	r.next().(*array.Int64Builder).Append(v)
	r.filled++
}

func (r *rows) small(v int) {
	r.next().(*array.Int32Builder).Append(int32(v))
	r.filled++
}

// smallOr appends v, or a missing value where known is false.
func (r *rows) smallOr(v int, known bool) {
	if !known {
		r.null()
		return
	}
	r.small(v)
}

func (r *rows) float(v float64) {
	r.next().(*array.Float64Builder).Append(v)
	r.filled++
}

// money appends hundredths of CNY.
func (r *rows) money(cents *big.Int) {
	r.next().(*array.Decimal128Builder).Append(decimal128.FromBigInt(cents))
	r.filled++
}

func (r *rows) flag(v *bool) {
	if v == nil {
		r.null()
		return
	}
	r.next().(*array.BooleanBuilder).Append(*v)
	r.filled++
}

// provenance appends the seven provenance columns and ends the row.
func (r *rows) provenance(p place, sourceRow string) {
	filled := r.filled
	r.text(p.batch, p.file)
	r.whole(p.record)
	r.whole(p.line)
	r.date(p.date)
	r.small(int(filled))
	r.text(sourceRow)
	r.end()
}

// end closes the open row.
func (r *rows) end() {
	r.at, r.filled = 0, 0
	r.count++
}

// take returns the rows built so far and starts anew; nil when there are none. A row that a failing parser left
// open is dropped.
func (r *rows) take() arrow.RecordBatch {
	open := r.at > 0
	for r.at > 0 && r.at < len(r.table.columns) {
		r.null()
	}
	n := r.count
	r.at, r.filled, r.count = 0, 0, 0
	if n == 0 && !open {
		return nil
	}
	b := r.build.NewRecordBatch()
	if !open {
		return b
	}
	defer b.Release()
	return b.NewSlice(0, int64(n))
}

// place is where a row came from.
type place struct {
	batch, file  string
	record, line int64
	date         day
}

// day is a calendar day as days since 1970-01-01.
type day struct {
	days  int32
	known bool
}
