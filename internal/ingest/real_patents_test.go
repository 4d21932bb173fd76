package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asterism/content"
	"asterism/internal/lake"
)

// documented is what the notes on the real files say of each: format, documents kept, documents passed over. The
// pattern's files are alike.
var documented = []struct {
	pattern, format string
	counts          [2]int64
}{
	{"us-fulltext/ipg050104.small.xml.gz", "us-grant", [2]int64{25, 0}},
	{"us-fulltext/ipg070102.small.xml.gz", "us-grant", [2]int64{25, 1}},
	{"us-fulltext/ipg090106.small.xml.gz", "us-grant", [2]int64{25, 0}},
	{"us-fulltext/ipg100824-hyphenated.xml", "us-grant", [2]int64{1, 0}},
	{"us-fulltext/ipg110104.small.xml.gz", "us-grant", [2]int64{25, 0}},
	{"us-fulltext/ipg120327.196.xml.gz", "us-grant", [2]int64{196, 0}},
	{"us-fulltext/ipg130416.xml.gz", "us-grant", [2]int64{25, 2}},
	{"us-fulltext/single/20*.xml", "us-grant", [2]int64{1, 0}},
	{"us-fulltext/single/patent_[efnos]*_unparsed_*.xml", "us-grant", [2]int64{0, 1}},
	{"us-fulltext/single/patent_ten_unparsed_dna.xml", "us-grant", [2]int64{0, 1}},
	{"us-fulltext/single/patent_two_unparsed_.xml", "us-grant", [2]int64{1, 0}},
	{"us-fulltext/xml20*/*.xml", "us-grant", [2]int64{1, 0}},
	{"us-fulltext/mpi-go-uspto/grant_v4*.xml", "us-grant", [2]int64{1, 0}},
	{"us-fulltext/mpi-go-uspto/application_v4*.xml", "us-application", [2]int64{1, 0}},
	{"us-fulltext/xmlApp2004/*.xml", "us-application", [2]int64{1, 0}},
	{"us-fulltext/ipa130117.one.xml", "us-application", [2]int64{2, 0}},
	{"us-fulltext/benhoyle/US2006*.XML", "us-application", [2]int64{1, 0}},
	{"us-fulltext/benhoyle/US201*.XML", "us-application", [2]int64{1, 0}},
	{"us-fulltext/pap/*.xml", "us-pap", [2]int64{1, 0}},
	{"us-fulltext/pa040101.two.xml", "us-pap", [2]int64{1, 0}},
	{"us-fulltext/mpi-go-uspto/application_v1*.xml", "us-pap", [2]int64{1, 0}},
	{"us-fulltext/benhoyle/US200[14]*.XML", "us-pap", [2]int64{1, 0}},
	{"us-fulltext/greenbook/*.greenbook", "us-aps", [2]int64{1, 0}},
	{"us-fulltext/pg020507.first.xml.gz", "us-patdoc", [2]int64{66, 0}},
	{"us-fulltext/sgml/*.xml", "us-patdoc", [2]int64{1, 0}},
	{"us-fulltext/mpi-go-uspto/grant_v2*.xml", "us-patdoc", [2]int64{1, 0}},
	{"us-fulltext/cpcMaster/cpcMaster.xml", "us-cpc-master", [2]int64{1, 0}},
	{"cn-patents/cnipa-efiling/*/10000[124]_*.xml", "cnipa-parts", [2]int64{1, 0}},
	{"cn-patents/cnipa-efiling/*/10000[35]_*.xml", "cnipa-parts", [2]int64{0, 1}},
	{"cn-patents/cnipa-xml/*.XML", "cnipa-xml", [2]int64{1, 0}},
	{"ep-wo/docdb/AP*.xml", "docdb", [2]int64{1, 0}},
	{"ep-wo/docdb/WO*.xml", "docdb", [2]int64{1, 0}},
	{"ep-wo/docdb/DE*.xml", "docdb", [2]int64{10, 0}},
	{"ep-wo/ep-fulltext/*.xml*", "ep-fulltext", [2]int64{1, 0}},
	{"ep-wo/ops/published_test_*.xml", "ops", [2]int64{1, 0}},
	{"ep-wo/ops/published_fixtures_ep*.xml", "ops", [2]int64{2, 0}},
	{"ep-wo/ops/family_*.xml", "ops", [2]int64{6, 0}},
	{"ep-wo/ops/legal_fixtures_example_1.xml", "ops", [2]int64{1, 0}},
	{"ep-wo/ops/legal_fixtures_example_3.xml", "ops", [2]int64{1, 0}},
	{"classification/CSICUSIC.txt", "class-table", [2]int64{3631, 0}},
	{"classification/IPCSICFINALv5.txt.gz", "class-table", [2]int64{76944, 0}},
	{"classification/cn_ipc_level_*.csv", "class-table", [2]int64{0, 0}},
	{"classification/ipc_application_counts_patstat.csv.gz", "class-table", [2]int64{0, 0}},
	{"classification/gbt4754_2017_industry.*", "class-table", [2]int64{1971, 0}},
	{"classification/ipc2014_desc.xlsx", "class-table", [2]int64{72212, 537}},        // 72,749 rows, 537 of them guidance headings
	{"classification/ipc_2026_zh_titles.tsv.gz", "class-table", [2]int64{77368, 12}}, // 77,380 rows, 143 repeated symbols, of which 131 lost a digit
	{"classification/ipc_en_3.txt", "class-table", [2]int64{129, 0}},
	{"classification/ipc_en_4.txt", "class-table", [2]int64{637, 0}},
	{"classification/ipc_en_8.txt.gz", "class-table", [2]int64{7392, 635}}, // 8,027 lines, of repeated symbols the last
	{"classification/ipc_hierarchy_patstat.tsv.gz", "class-table", [2]int64{71333, 0}},
	{"classification/ipc_isic_concordance.txt", "class-table", [2]int64{787, 0}},
	{"classification/naics_co12_uspc_to_naics.csv.gz", "class-table", [2]int64{203060, 0}},
	{"classification/wipo35_bootstrap.csv", "class-table", [2]int64{375, 7}}, // 382 rows, 7 ranges
	{"classification/wipo35_ipc_technology.csv", "class-table", [2]int64{764, 0}},
	{"us-fulltext/cpcScheme/*.xml", "cpc-scheme", [2]int64{19, 1}},
	{"networks/smpa/citation_network_*.net", "pajek", [2]int64{1 + 3603 + 5647, 0}},
	{"networks/smpa/citation_network_raw_pajek.clu", "pajek", [2]int64{3603, 0}},
	{"networks/smpa/pajek_main_path.net", "pajek", [2]int64{1 + 22 + 21, 0}},
	{"networks/smpa/pajek_main_path.clu", "pajek", [2]int64{22, 0}},
	{"networks/cit-HepPh.txt.gz", "edge-list", [2]int64{201300 + 1, 0}},
	{"networks/cit-HepPh-dates.txt.gz", "edge-list", [2]int64{22824, 0}},
	{"networks/drones_numbers.csv.gz", "derwent-numbers", [2]int64{15776, 0}},
	{"tables/lens_scholar_export.jsonl.gz", "lens-jsonl", [2]int64{0, 100}},
}

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

// TestRealPatentDocuments imports every file of the XML and JSON formats: its documented count, nothing rejected.
func TestRealPatentDocuments(t *testing.T) {
	root := realData(t)
	want := map[string][2]int64{}
	formats := map[string]string{}
	var paths []string
	for _, d := range documented {
		found, _ := filepath.Glob(filepath.Join(root, d.pattern))
		for _, path := range found {
			base := strings.TrimSuffix(filepath.Base(path), ".gz")
			want[base], formats[base] = d.counts, d.format
		}
		paths = append(paths, found...)
	}
	got := map[string][2]int64{}
	for _, f := range dryRun(t, paths).Files {
		base := filepath.Base(f.File)
		got[base] = [2]int64{f.Accepted, f.Skipped}
		if f.Format != formats[base] || f.Rejected != 0 {
			t.Errorf("%s: %s, rejected %d", base, f.Format, f.Rejected)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
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
