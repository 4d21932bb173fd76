package derive

import (
	"context"
	"math"
	"strings"

	"asterism/internal/fail"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// row is one row of a table on its way to a kernel, its cells by name; number counts the rows of data from 1, file is where they came from.
type row struct {
	batch  arrow.RecordBatch
	at     int
	number int
	file   string
}

// eachRow calls do for the rows in their order, until one is wrong.
func eachRow(ctx context.Context, in array.RecordReader, file string, do func(row) error) error {
	count := 0
	for in.Next() {
		b := in.RecordBatch()
		for i := range int(b.NumRows()) {
			count++
			if err := do(row{b, i, count, file}); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return in.Err()
}

func (r row) cell(name string) arrow.Array {
	for _, k := range r.batch.Schema().FieldIndices(name) {
		if c := r.batch.Column(k); c.IsValid(r.at) {
			return c
		}
	}
	return nil
}

// has tells whether the table has the column.
func (r row) has(name string) bool { return r.batch.Schema().HasField(name) }

// word is a text, "" where there is none.
func (r row) word(name string) string {
	if c, ok := r.cell(name).(*array.String); ok {
		return strings.Clone(c.Value(r.at))
	}
	return ""
}

// amount is a number, NaN where there is none.
func (r row) amount(name string) float64 {
	if c, ok := r.cell(name).(*array.Float64); ok {
		return c.Value(r.at)
	}
	return math.NaN()
}

// needWords are texts that have to be there.
func (r row) needWords(names ...string) ([]string, error) {
	list := make([]string, len(names))
	for i, name := range names {
		if list[i] = r.word(name); list[i] == "" {
			return nil, fail.New(fail.Invalid, "%s: data row %d: column %s is empty", r.file, r.number, name)
		}
	}
	return list, nil
}

// needAmount is a finite number from least up.
func (r row) needAmount(name string, least float64) (float64, error) {
	x := r.amount(name)
	if math.IsNaN(x) {
		return 0, fail.New(fail.Invalid, "%s: data row %d: column %s is empty", r.file, r.number, name)
	}
	if math.IsInf(x, 0) || x < least {
		return 0, fail.New(fail.Invalid, "%s: data row %d: column %s is %g: a finite number from %g", r.file, r.number, name, x, least)
	}
	return x, nil
}
