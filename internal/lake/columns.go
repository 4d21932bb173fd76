package lake

import (
	"context"
	"database/sql"
	"sync"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"
)

// Columns runs the product's own SQL and hands the result over as Arrow records, column by column without
// scanning rows. Release ends the query; read Err after Next returns false.
func (r *Reader) Columns(ctx context.Context, query string, args ...any) (array.RecordReader, error) {
	if err := r.catalog.ensure(ctx, query); err != nil {
		return nil, err
	}
	conn, err := r.catalog.db.Conn(ctx)
	if err != nil {
		return nil, engineError(ctx, err)
	}
	var records array.RecordReader
	err = conn.Raw(func(c any) error {
		a, err := duckdb.NewArrowFromConn(c.(*duckdb.Conn))
		if err == nil {
			records, err = a.QueryContext(ctx, query, args...)
		}
		return err
	})
	if err != nil {
		conn.Close()
		return nil, engineError(ctx, err)
	}
	return &columnReader{RecordReader: records, ctx: ctx, conn: conn, references: 1}, nil
}

// columnReader gives the connection back with the last reference.
type columnReader struct {
	array.RecordReader
	ctx        context.Context // the query's, to tell our interrupt from DuckDB's errors
	conn       *sql.Conn
	mu         sync.Mutex
	references int
}

func (c *columnReader) Err() error { return engineError(c.ctx, c.RecordReader.Err()) }

func (c *columnReader) Retain() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.references++
}

func (c *columnReader) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.references--
	if c.references == 0 {
		c.RecordReader.Release()
		c.conn.Close()
	}
}
