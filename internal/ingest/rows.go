package ingest

import (
	"math/big"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// rows builds the rows of one raw table column by column: the calls of one row follow the table's column order, then
// the row is closed. An empty text, a zero date and a nil pointer are missing values.
type rows struct {
	table  *rawTable
	fields []array.Builder // nil for constant columns
	from   place           // gives the constant columns
	at     int             // next column of the open row
	filled int32
	count  int
}

func newRows(t *rawTable) *rows {
	r := &rows{table: t, fields: make([]array.Builder, len(t.columns))}
	for i, c := range t.columns {
		if c.kind != kindConst {
			r.fields[i] = array.NewBuilder(memory.DefaultAllocator, arrowTypes[c.kind])
		}
	}
	return r
}

func (r *rows) next() array.Builder {
	b := r.fields[r.at]
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
	r.from = p
	r.at += 2 // batch and file are the same in every row
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
	if r.count++; r.count == reserveFrom {
		for _, b := range r.fields {
			if b != nil {
				b.Reserve(blockRows)
			}
		}
	}
}

// reserveFrom is the number of rows from which a table counts as one of many rows.
const reserveFrom = 64

// take returns the rows built so far and starts anew; nil when there are none. A row that a failing parser left
// open is dropped.
func (r *rows) take() arrow.RecordBatch {
	n := r.count
	r.at, r.filled, r.count = 0, 0, 0
	columns := make([]arrow.Array, len(r.fields))
	for i, b := range r.fields {
		if b == nil {
			columns[i] = constant(r.from.constant(r.table.columns[i].name), n)
			continue
		}
		columns[i] = b.NewArray()
		if columns[i].Len() > n {
			columns[i] = array.NewSlice(columns[i], 0, int64(n))
		}
	}
	if n == 0 {
		return nil
	}
	return array.NewRecordBatch(r.table.schema, columns, int64(n))
}

// constant is a column of n times the same text.
func constant(v string, n int) arrow.Array {
	words, index := array.NewStringBuilder(memory.DefaultAllocator), array.NewInt32Builder(memory.DefaultAllocator)
	words.Append(v)
	index.AppendValues(make([]int32, n), nil)
	return array.NewDictionaryArray(arrowTypes[kindConst], index.NewArray(), words.NewArray())
}

// place is where a row came from.
type place struct {
	batch, file  string
	record, line int64
	date         day
}

func (p place) constant(column string) string {
	if column == "batch" {
		return p.batch
	}
	return p.file
}

// day is a calendar day as days since 1970-01-01.
type day struct {
	days  int32
	known bool
}
