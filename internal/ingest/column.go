package ingest

import (
	"sync"

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

// coded tells a column of texts that come again and again: Parquet then holds each once.
func (c column) coded() bool { return c.kind == kindConst || c.kind == kindText && repeated[c.name] }

var repeated = map[string]bool{
	"id_kind": true, "office": true, "application_reason": true, "publication_kind": true, "publication_reason": true,
	"date_precision": true, "patent_type": true, "title_language": true, "abstract_language": true, "legal_status_raw": true,
	"legal_status": true, "applicant_region": true, "applicant_country": true, "language": true, "part": true,
	"role": true, "name_raw": true, "name": true, "country": true, "region_code": true, "party_type": true,
	"scheme": true, "symbol_raw": true, "symbol": true, "version": true, "section": true, "class3": true, "subclass": true, "main_group": true,
	"kind": true, "direction": true, "cited_country": true, "cited_kind": true, "category": true, "origin": true, "phase": true,
	"family_kind": true, "event_code": true, "event_class": true, "event_text": true, "depends_on": true,
}

var arrowTypes = [...]arrow.DataType{
	arrow.BinaryTypes.String, arrow.PrimitiveTypes.Int64, arrow.PrimitiveTypes.Int32, arrow.PrimitiveTypes.Float64,
	&arrow.Decimal128Type{Precision: 20, Scale: 2}, arrow.FixedWidthTypes.Date32, arrow.FixedWidthTypes.Boolean,
	arrow.BinaryTypes.String,
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
	pool    sync.Pool // of batches, used again: a long table would otherwise make and drop gigabytes
}

func newRawTable(name string, own []column) *rawTable {
	columns := append(append([]column{}, own...), provenance...)
	return &rawTable{name: name, columns: columns}
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
	return &rawTable{name: name, columns: columns}
}
