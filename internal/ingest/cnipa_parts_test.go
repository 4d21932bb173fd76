package ingest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asterism/content"
	"asterism/internal/lake"
)

func TestApplicationNamed(t *testing.T) {
	for name, want := range map[string]string{
		"a.zip!/2099100000018/100001_DA000002391714.xml": "2099100000018",
		"209910000001.8/100001.xml":                      "209910000001.8",
		"2099100000018/2098100000018/100001.xml":         "2099100000018", // the nearer one's check digit is wrong
		"2099100000018/200710000001.6_100001.xml":        "200710000001.6",
		"209910000001/100001.xml":                        "",
		"100001_DA000002391714.xml":                      "",
	} {
		if got := applicationNamed(&Source{Name: name}); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestPartNamedByFolder: a file named alone takes the number of the folder on disk; without one it is told and not kept.
func TestPartNamedByFolder(t *testing.T) {
	data, err := os.ReadFile("testdata/cnipa-parts/2099100000018_100004.xml")
	if err != nil {
		t.Fatal(err)
	}
	for folder, accepted := range map[string]int64{"2099100000018": 1, "case": 0} {
		dir := filepath.Join(t.TempDir(), folder)
		path := filepath.Join(dir, "100004.xml")
		if os.MkdirAll(dir, 0o755) != nil || os.WriteFile(path, data, 0o644) != nil {
			t.Fatal("no folder")
		}
		res := dryRun(t, []string{path})
		if got := res.Files[0].Accepted; got != accepted {
			t.Errorf("%s: %d records, want %d: %+v", folder, got, accepted, res.Findings)
		}
	}
}

// TestRealFilingParts: the parts of an application become one patent with its texts and claims.
func TestRealFilingParts(t *testing.T) {
	dir := filepath.Join(realData(t), "cn-patents/cnipa-efiling")
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if _, err := Run(context.Background(), l, Request{Paths: []string{dir}, Actor: "test", Content: content.FS}); err != nil {
		t.Fatal(err)
	}
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(context.Background(), `select p.patent_id, count(*), max(p.title), (select count(*) from raw.patent_claim c where c.patent_id = p.patent_id),
		(select string_agg(part, ' ' order by part) from raw.patent_text t where t.patent_id = p.patent_id) from raw.patent p group by p.patent_id order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{
		{"CN201010241222", int64(3), "“J型”水封管式高炉炉顶均压放散工艺", int64(2), "abstract description title"},
	}
	if diff := cmp.Diff(want, rows.Data[:1]); diff != "" || len(rows.Data) != 3 {
		t.Error(len(rows.Data), diff)
	}
}
