package lake

import (
	"context"
	"slices"
	"testing"
)

// portable is SQL as content has it; none may raise a problem.
var portable = []string{
	"select cast(a as double) / b, a / nullif(cast(b as double), 0), sum(cast(a as double)) / count(*), 100.0 * sqrt(a) / b from base.x",
	"select cast(a as decimal(20,2)), cast(b as varchar), cast(c as date), date '2015-04-01', d + interval 1 year from base.x",
	"select extract(year from d), trim(a), substring(a from 1 for 4), position('a' in b), a || b, a like 'x%', a not like '%y' from base.x",
	"select case when a is null then 1 when b between 1 and 2 then 2 else 3 end, coalesce(a, b), nullif(a, b), a is distinct from b from base.x",
	"select count(distinct a), count(*) filter (where b > 1) from base.x group by rollup(c) having count(*) > 1",
	"select row_number() over (partition by a order by b desc nulls last, c nulls last rows between 1 preceding and current row) as n from base.x",
	"select a from base.x union select b from base.y except select c from base.z",
	"select x.* from base.x x where not exists (select 1 from base.y y where y.id = x.id) and a not in (1, 2)",
	"with v (a, b) as (values (1, 'x'), (2, 'y')) select a, b from v",
	"select a from base.x where a = $1 and b = $2",
	"select distinct a from base.x order by a desc nulls last limit 10 offset 5",
	"select case when a > 0 then cast(a as double) end / b from base.x",
}

func TestPortable(t *testing.T) {
	l := openLake(t, Options{})
	for _, q := range portable {
		s, err := l.Parse(context.Background(), q)
		if err != nil || len(s.Problems) > 0 {
			t.Errorf("%s\n%v %v", q, err, s)
		}
	}
}

// engineOnly pairs SQL that users may run with the problem content would have.
var engineOnly = map[string]string{
	"select a / b from base.x":                                "sql_portable_division",
	"select a / 100.0 from base.x":                            "sql_portable_division",
	"select cast(a / b as double) from base.x":                "sql_portable_division",
	"select a // b from base.x":                               "sql_portable_function",
	"select a from base.x order by a":                         "sql_portable_null_order",
	"select sum(a) over (order by b) from base.x":             "sql_portable_null_order",
	"select substring(a, 0, 3) from base.x":                   "sql_portable_substring",
	"select substr(a, -3) from base.x":                        "sql_portable_substring",
	"select [1, 2]":                                           "sql_portable_nested",
	"select {'a': 1}":                                         "sql_portable_nested",
	"select a[1] from base.x":                                 "sql_portable_nested",
	"select base.x.s.f from base.x":                           "sql_portable_nested",
	"select a from base.x qualify row_number() over () = 1":   "sql_portable_qualify",
	"select * exclude (a) from base.x":                        "sql_portable_star",
	"select * replace (1 as a) from base.x":                   "sql_portable_star",
	"select columns('a.*') from base.x":                       "sql_portable_star",
	"select distinct on (a) a from base.x":                    "sql_portable_distinct_on",
	"select a, count(*) from base.x group by all":             "sql_portable_all",
	"select a from base.x order by all nulls last":            "sql_portable_all",
	"select a from base.x using sample 10%":                   "sql_portable_sample",
	"select a from base.x limit 10%":                          "sql_portable_sample",
	"select least(a, b) from base.x":                          "sql_portable_function",
	"select median(a) from base.x":                            "sql_portable_function",
	"select a ilike 'x' from base.x":                          "sql_portable_function",
	"select try_cast(a as integer) from base.x":               "sql_portable_try",
	"select cast(a as json) from base.x":                      "sql_portable_type",
	"select cast(a as integer[]) from base.x":                 "sql_portable_type",
	"select cast(a as hugeint) from base.x":                   "sql_portable_type",
	"select x.a from base.x asof join base.y on x.t >= y.t":   "sql_portable_join",
	"select x.a from base.x semi join base.y using (id)":      "sql_portable_join",
	"select x.a from base.x positional join base.y":           "sql_portable_join",
	"select a from base.x union by name select b from base.y": "sql_portable_by_name",
	"summarize base.x":                                        "sql_portable_summarize",
	"from (pivot base.x on a in ('u', 'v') using sum(b))":     "sql_portable_pivot",
	"select #1 from base.x":                                   "sql_portable_positional",
	"select a collate nocase from base.x":                     "sql_portable_collate",
	"select current_date":                                     "sql_portable_clock",
}

func TestEngineOnly(t *testing.T) {
	l := openLake(t, Options{})
	for q, code := range engineOnly {
		s, err := l.Parse(context.Background(), q)
		if err != nil {
			t.Errorf("%s\n%v", q, err)
			continue
		}
		var codes []string
		for _, p := range s.Problems {
			codes = append(codes, p.Code)
		}
		if !slices.Contains(codes, code) {
			t.Errorf("%s\nproblems %v, want %s", q, codes, code)
		}
	}
}
