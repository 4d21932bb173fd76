package lake

import (
	"context"
	"database/sql"
	"fmt"
	"math/big"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"asterism/internal/finding"
)

// Rows is a result in memory. Values are nil, bool, int64, float64, string, time.Time (dates and timestamps,
// UTC), []byte, []any or map[string]any. Decimals are strings with their full scale; integers beyond int64 are strings.
type Rows struct {
	Columns   []Column `json:"columns"`
	Data      [][]any  `json:"data"`
	Truncated bool     `json:"truncated,omitempty"` // a row limit cut the result

	Problems []finding.Finding `json:"problems,omitempty"` // of a user's query: what is not portable
}

// Query runs the product's own SQL, which is trusted, with ? or $1 arguments.
func (r *Reader) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	if err := r.catalog.ensure(ctx, query); err != nil {
		return nil, err
	}
	return r.catalog.query(ctx, query, 0, args...)
}

// query collects at most limit rows; 0 means all.
func (c *catalog) query(ctx context.Context, query string, limit int, args ...any) (*Rows, error) {
	found, err := c.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, engineError(ctx, err)
	}
	defer found.Close()
	rows, err := collect(found, limit)
	return rows, engineError(ctx, err)
}

func collect(found *sql.Rows, limit int) (*Rows, error) {
	types, err := found.ColumnTypes()
	if err != nil {
		return nil, err
	}
	rows := &Rows{Columns: make([]Column, len(types)), Data: [][]any{}}
	for i, t := range types {
		rows.Columns[i] = Column{Name: t.Name(), Type: t.DatabaseTypeName()}
	}
	for found.Next() {
		if limit > 0 && len(rows.Data) == limit {
			rows.Truncated = true
			break
		}
		row, err := scan(found, rows.Columns)
		if err != nil {
			return nil, err
		}
		rows.Data = append(rows.Data, row)
	}
	return rows, found.Err()
}

func scan(found *sql.Rows, columns []Column) ([]any, error) {
	row, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		places[i] = &row[i]
	}
	if err := found.Scan(places...); err != nil {
		return nil, err
	}
	for i, v := range row {
		row[i] = value(v, columns[i].Type)
	}
	return row, nil
}

// value turns what the driver returns into the few types Rows promises.
func value(v any, kind string) any {
	switch v := v.(type) {
	case int8:
		return int64(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	case uint8:
		return int64(v)
	case uint16:
		return int64(v)
	case uint32:
		return int64(v)
	case uint64:
		return integer(new(big.Int).SetUint64(v))
	case *big.Int:
		return integer(v)
	case float32:
		return float64(v)
	}
	return special(v, kind)
}

func special(v any, kind string) any {
	switch v := v.(type) {
	case duckdb.Decimal:
		return decimal(v)
	case duckdb.Interval:
		return fmt.Sprintf("%d months %d days %d µs", v.Months, v.Days, v.Micros)
	case duckdb.UUID:
		return v.String()
	case []byte:
		return bytesOf(v, kind)
	case time.Time:
		return timeOf(v, kind)
	case []any:
		return list(v)
	case map[string]any:
		return fields(v)
	}
	return v
}

func integer(v *big.Int) any {
	if v.IsInt64() {
		return v.Int64()
	}
	return v.String()
}

// decimal writes all digits of the scale: 1.20, not 1.2.
func decimal(d duckdb.Decimal) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.Scale)), nil)
	whole, rest := new(big.Int).QuoRem(new(big.Int).Abs(d.Value), scale, new(big.Int))
	sign := ""
	if d.Value.Sign() < 0 {
		sign = "-"
	}
	if d.Scale == 0 {
		return sign + whole.String()
	}
	return fmt.Sprintf("%s%s.%0*s", sign, whole, int(d.Scale), rest)
}

func bytesOf(v []byte, kind string) any {
	if kind == "UUID" && len(v) == 16 {
		var id duckdb.UUID
		copy(id[:], v)
		return id.String()
	}
	return v
}

func timeOf(v time.Time, kind string) any {
	if kind == "TIME" {
		return v.Format("15:04:05.999999")
	}
	return v.UTC()
}

func list(v []any) []any {
	for i, e := range v {
		v[i] = value(e, "")
	}
	return v
}

func fields(v map[string]any) map[string]any {
	for k, e := range v {
		v[k] = value(e, "")
	}
	return v
}
