package derive

import (
	"context"
	"encoding/json"
	"sort"
	"time"

	"asterism/internal/lake"
	"asterism/internal/lang"
)

// batchStep makes base.batch: what each import batch states about itself. What a batch is complete for is the
// importer's assertion; a batch that states nothing is an unknown sample, and shares over it are unknown.
func batchStep() Step {
	return Step{
		Name:   "base.batch",
		Header: Header{Title: lang.Text{Zh: "导入批次", En: "Import batches"}, Grain: []string{"batch"}, Method: "docs/methods/coverage.md"},
		Columns: []lake.Column{
			{Name: "batch", Type: "VARCHAR"}, {Name: "imported_date", Type: "DATE"}, {Name: "actor", Type: "VARCHAR"},
			{Name: "is_synthetic", Type: "BOOLEAN"}, {Name: "is_complete", Type: "BOOLEAN"},
			{Name: "complete_source", Type: "VARCHAR"}, {Name: "complete_query", Type: "VARCHAR"},
			{Name: "complete_place", Type: "VARCHAR"}, {Name: "complete_technology", Type: "VARCHAR"},
			{Name: "complete_office", Type: "VARCHAR"}, {Name: "complete_type", Type: "VARCHAR"},
			{Name: "complete_from", Type: "DATE"}, {Name: "complete_to", Type: "DATE"}, {Name: "cutoff_date", Type: "DATE"},
			{Name: "asserted_region", Type: "VARCHAR"}, {Name: "record_count", Type: "BIGINT"},
		},
		Version: "2", State: batchState, Run: writeBatches,
	}
}

func batchState(s *lake.Snapshot) string {
	data, _ := json.Marshal(s.Batches) // plain data: cannot fail
	return string(data)
}

func writeBatches(_ context.Context, in *lake.Reader, out *Output) error {
	batches := append([]lake.Batch(nil), in.Snapshot().Batches...)
	sort.Slice(batches, func(i, j int) bool { return batches[i].ID < batches[j].ID })
	for _, b := range batches {
		c := b.Complete
		err := out.Row(b.ID, b.Created.UTC(), b.Actor, b.Synthetic, stated(c), word(c["source"]), word(c["query"]), word(c["place"]),
			word(c["technology"]), word(c["office"]), word(c["type"]), day(c["from"], 1), day(c["to"], 12), day(c["cutoff"], 12), word(b.Settings["applicant_region"]), records(b))
		if err != nil {
			return err
		}
	}
	return nil
}

// stated tells whether a batch claims completeness: a cut-off alone only dates the sample.
func stated(complete map[string]string) bool {
	for key, value := range complete {
		if key != "cutoff" && key != "source" && key != "query" && value != "" && value != "unknown" {
			return true
		}
	}
	return false
}

func word(s string) any {
	if s == "" || s == "*" || s == "all" {
		return nil
	}
	return s
}

// day reads 2015-06-30, 2015-06 or 2015; a bare year or month starts (month 1) or ends (month 12) the span.
func day(s string, edge int) any {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return edgeOf(t, t.AddDate(0, 1, -1), edge)
	}
	if t, err := time.Parse("2006", s); err == nil {
		return edgeOf(t, t.AddDate(1, 0, -1), edge)
	}
	return nil
}

func edgeOf(first, last time.Time, edge int) time.Time {
	if edge == 1 {
		return first
	}
	return last
}

func records(b lake.Batch) int64 {
	var n int64
	for _, f := range b.Files {
		n += f.Accepted
	}
	return n
}
