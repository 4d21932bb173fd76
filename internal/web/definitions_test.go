package web

import (
	"strings"
	"testing"
)

// TestDefinitions: every industry of the row set stands in one group, the partition shown is the one of the best score, and all planned clusters are set beside it.
func TestDefinitions(t *testing.T) {
	const set = "'employee_count|prefecture|GB/T 4754-2017|2'"
	counts := foundCells(t, `select 'x', 'x', cast(count(*) = max(s.industry_count) and count(distinct d.industry) = count(*) and min(d.stability) >= 0 and max(d.stability) <= 1 as varchar)
from measure.benchmark_cluster as d join measure.industry_set as s on s.set_id = d.set_id and s.last_year = d.year where d.set_id = `+set)
	if counts["x x"] != "true" {
		t.Errorf("industries in groups: %v", counts)
	}
	best := foundCells(t, `select 'x', 'x', cast(max(g.vs) as varchar) from (select function, cluster_count, round(avg(vs), 6) as vs from measure.benchmark_score where set_id = `+set+` group by function, cluster_count) as g`)
	taken := foundCells(t, `select 'x', 'x', cast(round(max(score), 6) as varchar) from measure.benchmark_cluster where set_id = `+set)
	if best["x x"] == "" || best["x x"] != taken["x x"] {
		t.Errorf("best score %v, taken %v", best, taken)
	}
	_, body := scenario{path: "/definitions"}.ask(t)
	page := string(body)
	if n := strings.Count(page, "✓ 得分最高"); n != 1 {
		t.Errorf("%d partitions marked as taken", n)
	}
	at := strings.Index(page, `id="h-planned"`)
	end := strings.Index(page[max(at, 0):], "</table>")
	if at < 0 || end < 0 {
		t.Fatal("no planned clusters beside the groups")
	}
	if n := strings.Count(page[at:at+end], `href="/clusters/`); n != 18 {
		t.Errorf("%d planned clusters", n)
	}
}
