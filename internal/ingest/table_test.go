package ingest

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/lake"
)

// dataFile finds a file of the real data, or skips the test.
func dataFile(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../../shared/data"
	}
	path := filepath.Join(root, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("real data not here: set ASTERISM_DATA to its folder (%v)", err)
	}
	return path
}

func openLake(t testing.TB) *lake.Lake {
	t.Helper()
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func mustRun(t testing.TB, l *lake.Lake, r Request) *Result {
	t.Helper()
	r.Content, r.Actor = content.FS, "test"
	res, err := Run(context.Background(), l, r)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func shaOf(data []byte) []byte {
	sum := sha256.Sum256(data)
	return sum[:8]
}

// TestPublicationNumber: the number stands without its kind, as the numbers of citations do, so that both meet.
func TestPublicationNumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("公开（公告）号,标题,引证专利\nCN101000001A,合成示例,CN101000001 (A)\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	l := openLake(t)
	mustRun(t, l, Request{Paths: []string{path}})
	got := query(t, l, "select p.publication_number, p.publication_kind from raw.patent p join raw.patent_citation c on c.cited_number = p.publication_number and c.cited_kind = p.publication_kind")
	if !strings.Contains(got, "CN101000001") {
		t.Errorf("citation and publication do not meet: %q", got)
	}
}
