package report

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"asterism/content"
	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/internal/lake"
	"asterism/internal/lang"
)

// shandong is the collection of 4,946 patents of one Shandong city: six columns, mostly utility models.
const shandong = "../../../shared/data/patents/cn-patents/taian_shandong_two_thirds.csv.gz"

// world is a lake with its graph and texts.
type world struct {
	lake    *lake.Lake
	graph   *derive.Graph
	catalog *lang.Catalog
}

// built imports files and builds every table.
func built(t testing.TB, set, complete map[string]string, paths ...string) *world {
	t.Helper()
	ctx := context.Background()
	w := &world{}
	var err error
	if w.lake, err = lake.Open(ctx, t.TempDir(), lake.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.lake.Close() })
	if w.catalog, err = lang.Load(content.FS); err != nil {
		t.Fatal(err)
	}
	if w.graph, _, err = derive.Load(content.FS, nil); err != nil {
		t.Fatal(err)
	}
	imported, err := ingest.Run(ctx, w.lake, ingest.Request{Paths: paths, Set: set, Complete: complete, Actor: "test", Content: content.FS})
	if err != nil {
		t.Fatal(err)
	}
	if len(imported.Files) == 0 || imported.Files[0].Accepted == 0 {
		t.Fatalf("nothing imported: %+v", imported)
	}
	result, err := w.graph.Build(ctx, w.lake, derive.Options{Actor: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Failed {
		t.Errorf("build: %+v", f)
	}
	return w
}

// document runs a report of the product.
func (w *world) document(t testing.TB, name, language string, params map[string]string) *Document {
	t.Helper()
	all, err := Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := w.lake.Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for _, r := range all {
		if r.Name != name {
			continue
		}
		d, err := r.Run(t.Context(), Env{Reader: reader, Graph: w.graph, Lang: language, Params: params, Catalog: w.catalog})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	t.Fatalf("no report %s", name)
	return nil
}

// rows reads the collection without the product.
func rows(t testing.TB) []map[string]string {
	t.Helper()
	f, err := os.Open(shandong)
	if err != nil {
		t.Skipf("the collection of Shandong patents is not here: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	cells, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells[0][0] = "专利名称" // without the byte order mark
	var all []map[string]string
	for _, row := range cells[1:] {
		m := map[string]string{}
		for i, name := range cells[0] {
			m[name] = row[i]
		}
		all = append(all, m)
	}
	return all
}

// keep writes outputs for a person to look at: REPORT_OUT=folder go test -run Landscape.
func keep(t testing.TB, d *Document, language string) {
	dir := os.Getenv("REPORT_OUT")
	if dir == "" {
		return
	}
	for _, format := range Formats {
		f, err := os.Create(filepath.Join(dir, d.Name+"-"+language+"."+format))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Write(t.Context(), format, f); err != nil {
			t.Error(err)
		}
		f.Close()
	}
}

func TestLandscapeOfShandong(t *testing.T) {
	all := rows(t)
	w := built(t, map[string]string{"applicant_region": "370900"}, nil, shandong)
	d := w.document(t, "landscape", "zh", map[string]string{"region": "370900"})
	keep(t, d, "zh")
	if d.Numbers["facts.patent_count"] != grouped("4946") || len(all) != 4946 {
		t.Errorf("patents: %s", d.Numbers["facts.patent_count"])
	}
	keep(t, w.document(t, "landscape", "en", map[string]string{"region": "370900"}), "en")
}
