package ingest_test

import (
	"testing"

	"asterism/internal/ingest"
	"asterism/internal/ingest/ingesttest"
)

// TestContract runs the contract for every format of the list.
func TestContract(t *testing.T) {
	suite := ingesttest.Suite{Samples: "testdata", Docs: "../../docs/formats"}
	for _, name := range ingest.Formats() {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // most of the time goes into waiting for the disk
			suite.Format(t, name)
		})
	}
}
