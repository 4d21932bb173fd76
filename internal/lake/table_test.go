package lake

import (
	"context"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"

	"asterism/internal/fail"
)

// Newer parts may have more columns; older rows have nulls there, and a column no part has is null everywhere.
func TestSchemaEvolution(t *testing.T) {
	ctx := context.Background()
	l := openLake(t, Options{})
	importFirms(t, l, "b1", 1, 2)
	tx, err := l.Write(ctx, "import")
	check(t, err)
	defer tx.Rollback()
	schema := arrow.NewSchema([]arrow.Field{{Name: "id", Type: arrow.PrimitiveTypes.Int64}, {Name: "city", Type: arrow.BinaryTypes.String}}, nil)
	w, err := tx.NewPart("raw.firm", schema, "")
	check(t, err)
	record := wide(schema, 3, 1)
	defer record.Release()
	check(t, w.Write(record))
	p, err := w.Close()
	check(t, err)
	check(t, tx.AppendParts("raw.firm", []Column{{"id", "BIGINT"}, {"city", "VARCHAR"}, {"opened", "DATE"}}, p))
	_, err = tx.Commit(ctx)
	check(t, err)
	r, err := l.Read(ctx, 0)
	check(t, err)
	defer r.Close()
	rows, err := r.Query(ctx, "select * from raw.firm order by id")
	check(t, err)
	var names []string
	for _, c := range rows.Columns {
		names = append(names, c.Name+" "+c.Type)
	}
	if got := strings.Join(names, ","); got != "id BIGINT,name VARCHAR,batch VARCHAR,city VARCHAR,opened DATE" {
		t.Errorf("columns %s", got)
	}
	if last := rows.Data[2]; last[1] != nil || last[3] == nil || last[4] != nil {
		t.Errorf("row %v", last)
	}
}

func TestNames(t *testing.T) {
	l := openLake(t, Options{})
	tx, err := l.Write(context.Background(), "names")
	check(t, err)
	defer tx.Rollback()
	for _, table := range []string{"x", "raw.", "raw.x.y", "../raw.x", `raw."x"`, "Raw.x"} {
		if err := tx.AppendParts(table, nil); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v", table, err)
		}
	}
	for _, name := range []string{"../x", "a/b", ".", ownPrefix + "x"} {
		if _, err := tx.NewPart("raw.x", firmSchema, name); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
