package derive

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"asterism/internal/lake"
)

// rawSQL fabricates raw tables of n patents straight in DuckDB: %[1]d patents, a tenth of them with a second
// record, 2.5 parties, 2.5 classes and 4 citations a patent. Values are spread by multiplication modulo primes,
// so that the same size gives the same rows.
var rawSQL = map[string]string{
	"raw.patent": `select 'CN' || (200000000000 + p * 7) as patent_id, 'application' as id_kind, 'CN' as office, 'CN' || (200000000000 + p * 7) as application_number,
  date '1995-01-01' + cast(p * 7919 %% 8500 as integer) as application_date, 'CN' || (100000000 + r) as publication_number, case when r < %[1]d then 'A' else 'B' end as publication_kind,
  date '1996-06-01' + cast(p * 7919 %% 8500 + case when r < %[1]d then 0 else 700 end as integer) as publication_date,
  case when r >= %[1]d then date '1998-06-01' + cast(p * 7919 %% 8500 as integer) end as grant_date,
  case p %% 10 when 0 then 'design' when 1 then 'utility_model' when 2 then 'utility_model' when 3 then 'utility_model' else 'invention' end as patent_type,
  '一种合成装置' || p as title, 'in_force' as legal_status, cast(p %% 20 as integer) as claim_count, '37' || lpad(cast(1 + p * 31 %% 17 as varchar), 2, '0') || '00' as applicant_region,
  'b1' as batch, 'f' || (r %% 7) as file, r as record, r as line, date '2021-01-01' + cast(r %% 30 as integer) as source_date, 12 as filled
  from (select r, case when r < %[1]d then r else (r - %[1]d) * 10 end as p from range(%[1]d + %[1]d // 10) as s(r))`,
	"raw.patent_party": `select 'CN' || (200000000000 + r * 7) as patent_id, cast(k as integer) as seq, case when k <= 1 + r %% 13 // 10 then 'applicant' else 'inventor' end as role,
  n as name_raw, n as name, 'CN' as country, case when k = 1 and r %% 3 < 2 then 'firm' when k = 1 then 'university' else 'individual' end as party_type,
  'b1' as batch, 'f' || (r %% 7) as file, r as record, date '2021-01-01' as source_date, 5 as filled
  from (select r, k, case when k = 1 then '合成公司' || (r * 104729 %% (1 + %[1]d // 20)) when k = 2 and r %% 13 >= 10 then '合成大学' || (r * 1299709 %% 500) else '合成人' || (r * 15485863 * k %% (1 + %[1]d // 3)) end as n
    from range(%[1]d) as s(r), range(1, 4) as t(k) where k < 3 or r %% 2 = 0)`,
	"raw.patent_class": `select 'CN' || (200000000000 + r * 7) as patent_id, cast(k as integer) as seq, 'ipc' as scheme, c || g || '/' || s as symbol, k = 1 as is_first,
  substr(c, 1, 1) as section, substr(c, 1, 3) as class3, c as subclass, c || g || '/00' as main_group, 'b1' as batch, 'f' || (r %% 7) as file, r as record
  from (select r, k, chr(cast(65 + h %% 8 as integer)) || lpad(cast(1 + h %% 60 as varchar), 2, '0') || chr(cast(65 + h %% 11 as integer)) as c, 1 + h %% 29 as g, h %% 40 as s
    from (select r, k, (r * 7907 + k * 104723) %% 1299721 as h from range(%[1]d) as s(r), range(1, 4) as t(k) where k < 3 or r %% 2 = 0))`,
	"raw.patent_citation": `select 'CN' || (200000000000 + r * 7) as patent_id, cast(k as integer) as seq, 'cites' as direction, 'CN' || (100000000 + (r * 7907 + k * 15485863) %% (%[1]d * 8 // 5)) as cited_number,
  'A' as cited_kind, 'examiner' as origin, case when k %% 3 = 0 then 'XY' else 'A' end as category, 'b1' as batch, 'f' || (r %% 7) as file, r as record
  from range(%[1]d) as s(r), range(1, 5) as t(k)`,
	"raw.patent_event": `select 'CN' || (200000000000 + r * 21) as patent_id, 1 as seq, date '2001-01-01' + cast(r * 7919 %% 6000 as integer) as event_date, 'x' as event_code,
  case r %% 5 when 0 then 'transfer' when 1 then 'licence' when 2 then 'pledge' else 'lapse' end as event_class, 'b1' as batch, 'f' || (r * 3 %% 7) as file, r * 3 as record
  from range(%[1]d // 3) as s(r)`,
}

// fabricate fills a lake with n made-up patents.
func fabricate(t testing.TB, l *lake.Lake, n int) {
	t.Helper()
	tx, err := l.Write(t.Context(), "fabricate")
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	tx.AddBatch(lake.Batch{ID: "b1", Synthetic: true, Complete: map[string]string{"place": "37", "cutoff": "2020-12-31"}})
	for name, sql := range rawSQL {
		sql = strings.NewReplacer("%[1]d", strconv.Itoa(n), "%%", "%").Replace(sql)
		part, columns, err := tx.Build(t.Context(), name, sql, "", "")
		if err != nil {
			t.Fatal(name, err)
		}
		part.Batches = []string{"b1"}
		if err := tx.AppendParts(name, columns, part); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkRebuild builds every table of the content over made-up patents, ASTERISM_PATENTS of them (default
// 100,000), and prints what the slowest tables took. "make bench" runs it with 1,000,000 and 10,000,000.
func BenchmarkRebuild(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("ASTERISM_PATENTS"))
	if n == 0 {
		n = 100_000
	}
	graph, _, err := Load(content(), joined())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		l, err := lake.Open(b.Context(), b.TempDir(), lake.Options{MemoryLimit: os.Getenv("ASTERISM_MEMORY_LIMIT")})
		if err != nil {
			b.Fatal(err)
		}
		fabricate(b, l, n)
		b.StartTimer()
		start := time.Now()
		r, err := graph.Build(b.Context(), l, Options{})
		if err != nil {
			b.Fatal(err)
		}
		os.Stderr.WriteString(slowest(r, time.Since(start)))
		b.StopTimer()
		l.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "patents/s")
}

func slowest(r *Result, took time.Duration) string {
	var all strings.Builder
	fmt.Fprintf(&all, "%.1f s, %d tables, %d failed\n", took.Seconds(), len(r.Tables), len(r.Failed))
	sort.Slice(r.Tables, func(i, j int) bool { return r.Tables[i].Seconds > r.Tables[j].Seconds })
	for _, t := range r.Tables[:min(25, len(r.Tables))] {
		fmt.Fprintf(&all, "%8.2f s %10d %s\n", t.Seconds, t.Rows, t.Name)
	}
	for _, f := range r.Failed {
		fmt.Fprintf(&all, "FAILED %s %s:%d %s\n", f.Name, f.File, f.Line, f.Error)
	}
	return all.String()
}
