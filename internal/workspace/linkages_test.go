package workspace

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"asterism/internal/ingest"
)

// TestJapaneseLinkages imports the tables of Japan and its 48 areas as they are published, and finds the linkages in the built table as they were computed apart.
func TestJapaneseLinkages(t *testing.T) {
	data, err := os.ReadFile(ioData(t, "japan_IOTable.csv"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "japan_2015_百万元.csv") // the file tells neither year nor unit, its name may
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	d.only = []string{"measure.io_linkage", "measure.io_influence"}
	_, err = d.Import(t.Context(), "test", ingest.Request{Paths: []string{file}})
	d.must(err)
	d.build()
	r, err := d.lake.Read(t.Context(), 0)
	d.must(err)
	defer r.Close()
	rows, err := r.Query(t.Context(), "select region, sector, influence, sensitivity_leontief, sensitivity_ghosh, loss_gone_share from measure.io_linkage")
	d.must(err)
	found := map[string][]any{}
	for _, row := range rows.Data {
		found[row[0].(string)+" "+row[1].(string)] = row[2:]
	}
	n := 0
	for _, row := range sheetOf(t, "expected_japan_linkages.csv")[1:] {
		sector, _ := strconv.Atoi(row[1])
		got := found[fmt.Sprintf("%s|2015 %02d", row[0], sector)]
		for i, at := range []int{3, 4, 5, 7} {
			want, err := strconv.ParseFloat(row[at], 64)
			if err != nil || got == nil || math.Abs(got[i].(float64)-want) > 1e-8*max(1, math.Abs(want)) {
				t.Fatalf("area %s, sector %s: %v, want %v", row[0], row[1], got, row)
			}
		}
		n++
	}
	links, err := r.Query(t.Context(), "select region, min(rank_tolerance), count(*), min(case when rank_tolerance = 1 then tolerance end) as first, min(tolerance) from measure.io_influence group by region")
	d.must(err)
	for _, row := range links.Data {
		if row[1] != int64(1) || row[2].(int64) < 20 || row[2].(int64) > 40 || row[3] != row[4] {
			t.Errorf("important coefficients of %v", row)
		}
	}
	if len(links.Data) != 49 {
		t.Errorf("%d tables have important coefficients, want 49", len(links.Data))
	}
	t.Logf("%d sectors of 49 tables as computed apart", n)
	if n != 588 {
		t.Errorf("%d sectors, want 588", n)
	}
}

// ioData is a file of input-output tables; the test is skipped without it.
func ioData(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	file := filepath.Join(dir, "clusters", "io_tables", name)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("no data: %v", err)
	}
	return file
}

func sheetOf(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(ioData(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
