package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"

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
	var got []string
	out := newSink(&job{limits: Limits{}.orDefault()}, "a", place{}, func(table *rawTable, b arrow.RecordBatch) error {
		for name, want := range map[string]string{"raw.patent": "publication_number", "raw.patent_citation": "cited_number"} {
			for _, i := range b.Schema().FieldIndices(want) {
				if table.name == name {
					got = append(got, textOf(b.Column(i), 0))
				}
			}
		}
		b.Release()
		return nil
	})
	r := &PatentRecord{Publication: "CN101000001A", Citations: []PatentCitation{{Direction: "cites", Number: "CN101000001 (A)"}}}
	if err := errors.Join(out.Patent(r), out.flush()); err != nil || !slices.Equal(got, []string{"CN101000001", "CN101000001"}) {
		t.Errorf("%v %v", got, err)
	}
}
