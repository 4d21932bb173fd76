package ingest

import (
	"github.com/apache/arrow-go/v18/arrow"
)

// kind is the type of a raw column.
type kind uint8

const (
	kindText  kind = iota // VARCHAR
	kindWhole             // BIGINT
	kindSmall             // INTEGER
	kindFloat             // DOUBLE
	kindMoney             // DECIMAL(20,2), CNY
	kindDate              // DATE
	kindFlag              // BOOLEAN
	kindConst             // VARCHAR, the same in every row of a file: written as one dictionary entry
)

var arrowTypes = [...]arrow.DataType{
	arrow.BinaryTypes.String, arrow.PrimitiveTypes.Int64, arrow.PrimitiveTypes.Int32, arrow.PrimitiveTypes.Float64,
	&arrow.Decimal128Type{Precision: 20, Scale: 2}, arrow.FixedWidthTypes.Date32, arrow.FixedWidthTypes.Boolean,
	&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String},
}

var duckTypes = [...]string{"VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "DECIMAL(20,2)", "DATE", "BOOLEAN", "VARCHAR"}

// column is one column of a raw table.
type column struct {
	name string
	kind kind
}

// rawTable is the shape of one raw table: its own columns, then the provenance columns.
type rawTable struct {
	name    string // raw.patent
	columns []column
	schema  *arrow.Schema
}

func newRawTable(name string, own []column) *rawTable {
	columns := append(append([]column{}, own...), provenance...)
	return &rawTable{name: name, columns: columns, schema: arrowSchema(columns)}
}

func arrowSchema(columns []column) *arrow.Schema {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c.name, Type: arrowTypes[c.kind], Nullable: true}
	}
	return arrow.NewSchema(fields, nil)
}

// provenance tells of every raw row where it came from. filled counts the row's own values that are not missing;
// source_row holds the original cells as a JSON array (null where the source is no table).
var provenance = []column{
	{"batch", kindConst}, {"file", kindConst}, {"record", kindWhole}, {"line", kindWhole}, {"source_date", kindDate},
	{"filled", kindSmall}, {"source_row", kindText},
}

// text columns t, as a shorthand for the lists below.
func texts(names ...string) []column {
	out := make([]column, len(names))
	for i, n := range names {
		out[i] = column{n, kindText}
	}
	return out
}

func join(parts ...[]column) []column {
	var out []column
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// bareTable is a raw table without provenance columns.
func bareTable(name string, columns []column) *rawTable {
	return &rawTable{name: name, columns: columns, schema: arrowSchema(columns)}
}
