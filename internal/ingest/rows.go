package ingest

import (
	"math"
	"math/big"

	"github.com/apache/arrow-go/v18/arrow/decimal128"
)

// rows builds the rows of one raw table column by column: the calls of one row follow the table's column order, then
// the row is closed. An empty text, a zero date and a nil pointer are missing values.
type rows struct {
	table *rawTable
	*batch
	at     int // next column of the open row
	filled int32
	bytes  int // of texts, about
}

// batch is a run of finished rows on its way to a part. Constant columns have no vector of their own.
type batch struct {
	vectors []vector
	from    place // gives the constant columns
	count   int32
}

func (t *rawTable) newBatch() *batch {
	if b, ok := t.pool.Get().(*batch); ok {
		return b
	}
	b := &batch{vectors: make([]vector, len(t.columns))}
	for i, c := range t.columns {
		b.vectors[i].kind, b.vectors[i].coded = c.kind, c.coded()
	}
	return b
}

// recycle takes back a batch whose values were copied.
func (t *rawTable) recycle(b *batch) {
	for i := range b.vectors {
		b.vectors[i].reset()
	}
	b.count = 0
	t.pool.Put(b)
}

func newRows(t *rawTable) *rows { return &rows{table: t, batch: t.newBatch()} }

func (r *rows) next() *vector {
	v := &r.vectors[r.at]
	r.at++
	return v
}

// fill is next for a column that gets a value.
func (r *rows) fill() *vector {
	r.filled++
	return r.next()
}

func (r *rows) null() { r.at++ }

// text appends a text per value.
func (r *rows) text(values ...string) {
	for _, s := range values {
		v := &r.vectors[r.at]
		r.at++
		if s == "" {
			continue
		}
		r.filled++
		r.bytes += len(s)
		if v.coded {
			v.word(r.count, s)
		} else {
			v.text(r.count, s)
		}
	}
}

// date appends days since 1970-01-01; missing where known is false.
func (r *rows) date(d day) {
	if !d.known {
		r.null()
		return
	}
	r.fill().four(r.count, uint32(d.days))
}

func (r *rows) whole(v int64) { r.fill().eight(r.count, uint64(v)) }

func (r *rows) small(v int) { r.fill().four(r.count, uint32(int32(v))) }

// smallOr appends v, or a missing value where known is false.
func (r *rows) smallOr(v int, known bool) {
	if !known {
		r.null()
		return
	}
	r.small(v)
}

func (r *rows) float(v float64) { r.fill().eight(r.count, math.Float64bits(v)) }

// money appends hundredths of CNY, as Parquet writes a decimal of twenty digits: nine bytes, the highest first.
func (r *rows) money(cents *big.Int) {
	v := decimal128.FromBigInt(cents)
	hi, lo := uint64(v.HighBits()), v.LowBits()
	r.fill().bytes(r.count, byte(hi), byte(lo>>56), byte(lo>>48), byte(lo>>40), byte(lo>>32), byte(lo>>24), byte(lo>>16), byte(lo>>8), byte(lo))
}

func (r *rows) flag(v *bool) {
	switch {
	case v == nil:
		r.null()
	case *v:
		r.fill().bytes(r.count, 1)
	default:
		r.fill().bytes(r.count, 0)
	}
}

// provenance appends the seven provenance columns and ends the row.
func (r *rows) provenance(p place, cells []string) {
	filled := r.filled
	r.from = p
	r.at += 2 // batch and file are the same in every row
	r.whole(p.record)
	r.whole(p.line)
	r.date(p.date)
	r.small(int(filled))
	if v := r.next(); cells != nil {
		v.cells(r.count, cells)
		r.bytes += len(v.data) - v.last
	}
	r.end()
}

// end closes the open row.
func (r *rows) end() {
	r.at, r.filled = 0, 0
	r.count++
}

// Rows go to their part once so many, or so many bytes of them, are gathered.
const (
	flushAt    = 16384
	flushBytes = 4 << 20
)

func (r *rows) enough() bool { return r.count >= flushAt || r.bytes >= flushBytes }

// take returns the rows built so far and starts anew; nil when there are none. A row that a failing parser left
// open is dropped.
func (r *rows) take() *batch {
	b := r.batch
	for i := range b.vectors {
		b.vectors[i].cutTo(b.count)
	}
	r.at, r.filled, r.bytes = 0, 0, 0
	if b.count == 0 {
		return nil
	}
	r.batch = r.table.newBatch()
	return b
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
