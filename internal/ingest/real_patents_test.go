package ingest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"asterism/content"
	"asterism/internal/lake"
)

func realData(t *testing.T) string {
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../../shared/data"
	}
	root = filepath.Join(root, "patents")
	if _, err := os.Stat(root); err != nil {
		t.Skip("no test data: set ASTERISM_DATA to the folder of real files")
	}
	return root
}

func dryRun(t *testing.T, paths []string) *Result {
	t.Helper()
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	result, err := Run(context.Background(), l, Request{Paths: paths, DryRun: true, Actor: "test", Content: content.FS})
	if err != nil {
		t.Fatal(err)
	}
	return result
}
