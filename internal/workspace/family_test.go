package workspace

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/patent"
)

const droneMapping = `table: patent_record
columns:
  - {header: application_number, field: application_number}
  - {header: publication_number, field: publication_number}
  - {header: priority_number, field: priority}
`

// TestFamiliesAgainstINPADOC assembles extended families of 15,776 real patents from their priorities alone and
// compares them with the INPADOC families the same file states: of pairs of publications put together 99.8 % agree,
// and 99.3 % of INPADOC's pairs are found (docs/methods/families.md).
func TestFamiliesAgainstINPADOC(t *testing.T) {
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	path := filepath.Join(dir, "patents/networks/drones_numbers.csv.gz")
	if _, err := os.Stat(path); err != nil || testing.Short() {
		t.Skip("no real data, or a short run:", err)
	}
	given := statedFamilies(t, path)
	found := assembledFamilies(t, path)
	both, stated, assembled := pairs(given, found)
	t.Logf("%d publications; pairs: %d stated, %d assembled, %d both", len(given), stated, assembled, both)
	if len(given) < 15000 || both*1000 < assembled*997 || both*1000 < stated*992 {
		t.Errorf("pairs: %d stated, %d assembled, %d both", stated, assembled, both)
	}
}

// statedFamilies reads the first family member of each publication, the name of its INPADOC family.
func statedFamilies(t *testing.T, path string) map[string]string {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		at[strings.TrimPrefix(h, "\ufeff")] = i
	}
	out := map[string]string{}
	for _, row := range rows[1:] {
		n := patent.ParsePublication(row[at["publication_number"]], "", "")
		if family := row[at["inpadoc_first_family_member"]]; n.OK() && family != "NA" {
			out[n.Full()] = family
		}
	}
	return out
}

func assembledFamilies(t *testing.T, path string) map[string]string {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "w")
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	w, err := Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	mapping := filepath.Join(t.TempDir(), "map.yaml")
	if err := os.WriteFile(mapping, []byte(droneMapping), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Import(ctx, "t", ingest.Request{Paths: []string{path}, Map: mapping}); err != nil {
		t.Fatal(err)
	}
	if b, err := w.Build(ctx, "t", derive.Options{}); err != nil || len(b.Failed) > 0 {
		t.Fatal(err, b)
	}
	r, err := w.lake.Read(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(ctx, `select distinct s.publication_number || coalesce(s.publication_kind, ''), f.family_id
		from base.patent_source as s join base.family as f on f.patent_id = s.patent_id and f.scope = 'extended' where s.publication_number is not null`)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, row := range rows.Data {
		out[row[0].(string)] = row[1].(string)
	}
	return out
}

// pairs counts the pairs of publications in one family by both, by a and by b, over the publications that both have.
func pairs(a, b map[string]string) (both, byA, byB int) {
	inA, inB, inBoth := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for p, f := range a {
		if g, ok := b[p]; ok {
			both += inBoth[[2]string{f, g}]
			byA += inA[f]
			byB += inB[g]
			inA[f]++
			inB[g]++
			inBoth[[2]string{f, g}]++
		}
	}
	return both, byA, byB
}
