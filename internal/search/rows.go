package search

import (
	"context"
	"fmt"

	"asterism/internal/lake"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// cells are the texts and whole numbers of one row, by column; the texts live until the next row.
type cells struct {
	texts   []*array.String
	numbers []*array.Int64
	row     int
}

func (c *cells) text(column int) string {
	if c.texts[column].IsNull(c.row) {
		return ""
	}
	return c.texts[column].Value(c.row)
}

// number is a whole number, or other where the cell is empty.
func (c *cells) number(column int, other int64) int64 {
	if c.numbers[column].IsNull(c.row) {
		return other
	}
	return c.numbers[column].Value(c.row)
}

// each calls take for every row of the product's own SQL, whose columns are VARCHAR and BIGINT.
func each(ctx context.Context, in *lake.Reader, sql string, take func(*cells) error) error {
	records, err := in.Columns(ctx, sql)
	if err != nil {
		return err
	}
	defer records.Release()
	for records.Next() {
		batch := records.RecordBatch()
		c := &cells{texts: make([]*array.String, batch.NumCols()), numbers: make([]*array.Int64, batch.NumCols())}
		for i := range int(batch.NumCols()) {
			switch column := batch.Column(i).(type) {
			case *array.String:
				c.texts[i] = column
			case *array.Int64:
				c.numbers[i] = column
			default:
				return fmt.Errorf("column %s is %s", batch.ColumnName(i), column.DataType())
			}
		}
		for c.row = range int(batch.NumRows()) {
			if err := take(c); err != nil {
				return err
			}
		}
	}
	return records.Err()
}
