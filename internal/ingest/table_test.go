package ingest

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
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
