package workspace

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"asterism/internal/ingest"
	"asterism/internal/store"
)

// TestImportFollowsTheSavedMapping: headers nobody could guess, settled once, are read alike in the next file,
// whatever the order of its columns; another header is not.
func TestImportFollowsTheSavedMapping(t *testing.T) {
	ctx := context.Background()
	w, err := Open(ctx, write(t, "title: x\n"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	file := filepath.Join(t.TempDir(), "odd.csv")
	if err := os.WriteFile(file, []byte("某年度报送表,,\n丙列,甲列,乙列\n08/04/15,合成示例装置,CN201510163325.6\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	request := ingest.Request{Paths: []string{file}, DryRun: true}
	if before, err := w.Import(ctx, "a", request); err != nil || before.Preview.Mapping != nil && before.Preview.Mapping.Dates == "dmy" {
		t.Fatalf("%+v, %v", before, err)
	}
	m := ingest.Mapping{Table: "patent_record", Dates: "dmy", Columns: []ingest.MappedColumn{{Header: "甲列", Field: "title"},
		{Header: "乙列", Field: "application_number"}, {Header: "丙列", Field: "application_date"}}}
	text, err := m.YAML()
	if err != nil {
		t.Fatal(err)
	}
	saved := store.Mapping{Signature: store.Signature([]string{"甲列", "乙列", "丙列"}), Name: "x", Table: m.Table, YAML: string(text)}
	if err := w.store.SaveMapping(ctx, "a", saved); err != nil {
		t.Fatal(err)
	}
	request.DryRun = false
	done, err := w.Import(ctx, "a", request)
	if err != nil || done.Batch == "" || done.Files[0].Accepted != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(ctx, "select title, application_number, cast(application_date as varchar) from raw.patent")
	if err != nil || len(rows.Data) != 1 {
		t.Fatalf("%+v, %v", rows, err)
	}
	if got := rows.Data[0]; got[0] != "合成示例装置" || got[1] != "CN201510163325" || got[2] != "2015-04-08" {
		t.Errorf("%v", got)
	}
}
