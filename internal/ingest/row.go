package ingest

// Row is one row of an entity table (content/tables/<table>.yaml) as a format read it.
type Row struct {
	Line   int64
	Fields []Field
	Cells  []string // original cells, for tables
}

// Field is one value: Name is the column of the table, Value the text as written, Unit the unit its header states
// (万元, %, km²); a unit inside the value wins.
type Field struct{ Name, Value, Unit string }
