package ingest

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asterism/content"
	"asterism/internal/lake"
)

// TestRealXML4IP reads the sample archive: 13 documents of 5 applications. Claim counts are those the files state, less
// the cancelled ones; two specifications are amendments.
func TestRealXML4IP(t *testing.T) {
	path := filepath.Join(realData(t), "us-fulltext/xml4ip/sample_XML4IP.ZIP")
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	res, err := Run(context.Background(), l, Request{Paths: []string{path}, Actor: "test", Content: content.FS})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Files {
		if f.Format != "us-xml4ip" || f.Accepted != 1 {
			t.Errorf("%s: %s, %d records", f.File, f.Format, f.Accepted)
		}
	}
	if len(res.Files) != 13 {
		t.Errorf("%d files", len(res.Files))
	}
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows, err := r.Query(context.Background(), `select p.patent_id, p.source_date::varchar, string_agg(distinct t.part, ' ' order by t.part), count(distinct c.claim_number), count(distinct case when c.independent then c.claim_number end),
		left(max(case when t.part = 'abstract' then t.body end), 24)
		from raw.patent p left join raw.patent_text t on t.file = p.file left join raw.patent_claim c on c.file = p.file
		group by all order by 1, 2, 3, 4`)
	if err != nil {
		t.Fatal(err)
	}
	n := func(v int) int64 { return int64(v) }
	want := [][]any{
		{"US12993548", "2013-05-30", nil, n(17), n(1), nil},
		{"US13694401", "2014-07-29", "amendment", n(0), n(0), nil},
		{"US13821389", "2013-03-07", "abstract", n(0), n(0), "A digital scale includes"},
		{"US13962724", "2013-08-08", "abstract description", n(22), n(3), "An apparatus for use wit"},
		{"US13962724", "2014-11-18", "abstract", n(23), n(4), "An apparatus is for a to"},
		{"US14522151", "2014-10-23", "abstract description", n(9), n(3), "Embodiments of the prese"},
		{"US14522151", "2015-01-05", "abstract amendment", n(0), n(0), "Embodiments of the prese"},
	}
	if diff := cmp.Diff(want, rows.Data); diff != "" {
		t.Error(diff)
	}
}
