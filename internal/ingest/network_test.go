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

// rawOf imports paths and answers queries over the raw tables.
func rawOf(t *testing.T, req Request) func(sql string) [][]any {
	t.Helper()
	l, err := lake.Open(context.Background(), t.TempDir(), lake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	req.Actor, req.Content = "test", content.FS
	if _, err := Run(context.Background(), l, req); err != nil {
		t.Fatal(err)
	}
	r, err := l.Read(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return func(sql string) [][]any {
		rows, err := r.Query(context.Background(), sql)
		if err != nil {
			t.Fatal(sql, err)
		}
		return rows.Data
	}
}

// TestDirectionStated: the same arcs are citations one way or the other, as the importer says; a network's name too.
func TestDirectionStated(t *testing.T) {
	for _, way := range []string{"cites", "cited_by"} {
		ask := rawOf(t, Request{Paths: []string{"testdata/pajek/patents.net"}, Set: map[string]string{"direction": way, "network": "N1"}})
		got := ask("select direction, count(*), min(patent_id) from raw.patent_citation group by 1")
		if diff := cmp.Diff([][]any{{way, int64(3), "US9999991B2"}}, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([][]any{{"N1", way}}, ask("select network, direction from raw.network")); diff != "" {
			t.Error(diff)
		}
	}
}

// TestWeightedNumbersAreNetworks: three columns of numbers are a network unless the third counts the rows of the first.
func TestWeightedNumbersAreNetworks(t *testing.T) {
	for rows, want := range map[string]string{
		"1 2 1\n1 3 1\n2 3 4\n3 4 1\n4 1 2\n":                                "edge-list",
		"111 241 1\n112 211 3\n112 212 3\n112 241 3\n113 213 1\n114 251 1\n": "class-table",
	} {
		path := filepath.Join(t.TempDir(), "a.txt")
		if err := os.WriteFile(path, []byte(rows), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := dryRun(t, []string{path}).Files[0].Format; got != want {
			t.Errorf("%q is %s, want %s", rows, got, want)
		}
	}
}

// TestRealNetworks: the documented figures of the citation network and of its main path.
func TestRealNetworks(t *testing.T) {
	dir := filepath.Join(realData(t), "networks")
	ask := rawOf(t, Request{Paths: []string{filepath.Join(dir, "smpa"), filepath.Join(dir, "cit-HepPh.txt.gz"), filepath.Join(dir, "cit-HepPh-dates.txt.gz")}})
	for sql, want := range map[string][][]any{
		"select network, node_count, arc_count from raw.network order by 1": {{"cit-HepPh", nil, int64(201300)}, {"citation_network_raw_pajek", int64(3603), int64(5647)},
			{"citation_network_spc_pajek", int64(3603), int64(5647)}, {"pajek_main_path", int64(22), int64(21)}},
		"select label from raw.network_node where network = 'citation_network_raw_pajek' and node = '1' and label is not null":                                                               {{"2005777716"}},
		"select count(*), count(distinct partition) from raw.network_node where network = 'citation_network_raw_pajek' and partition is not null":                                            {{int64(3603), int64(2)}},
		"select relation, source, target, weight from raw.network_arc where network = 'pajek_main_path' and seq = 3":                                                                         {{"Standard Global Main Path", "3", "14", 0.101260084}},
		"select count(distinct node) from (select source as node from raw.network_arc where network = 'cit-HepPh' union all select target from raw.network_arc where network = 'cit-HepPh')": {{int64(21550)}},
		"select count(*) from raw.network_arc where network = 'cit-HepPh' and source = target":                                                                                               {{int64(25)}},
		"select count(*), min(year), max(year) from raw.network_node where network = 'cit-HepPh'":                                                                                            {{int64(22824), int64(1992), int64(1999)}},
	} {
		if diff := cmp.Diff(want, ask(sql)); diff != "" {
			t.Error(sql, diff)
		}
	}
}

// TestRealDroneCitations: 337,890 citing → cited pairs over 161,018 publications, as documented; nine Japanese numbers of
// seven digits do not tell their era.
func TestRealDroneCitations(t *testing.T) {
	ask := rawOf(t, Request{Paths: []string{filepath.Join(realData(t), "networks/drones_numbers.csv.gz")}})
	const pairs = `with pair as (
		select distinct case when c.direction = 'cites' then p.publication_raw else c.cited_raw end as citing, case when c.direction = 'cites' then c.cited_raw else p.publication_raw end as cited
		from raw.patent_citation c join raw.patent p on p.file = c.file and p.record = c.record)
		select (select count(*) from pair), (select count(*) from (select citing from pair union select cited from pair))`
	if diff := cmp.Diff([][]any{{int64(337890), int64(161018)}}, ask(pairs)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]any{{int64(15776), int64(15776), int64(9)}}, ask("select count(*), count(distinct publication_raw), count(case when publication_number is null then 1 end) from raw.patent")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]any{{"dwpi"}, {"extended"}}, ask("select distinct family_kind from raw.patent_family order by 1")); diff != "" {
		t.Error(diff)
	}
}
