package lake

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asterism/content"
	"asterism/internal/fail"
	"asterism/internal/lang"
)

func TestParseReads(t *testing.T) {
	l := openLake(t, Options{})
	s, err := l.Parse(context.Background(), `
-- tables of every kind of reference
with recursive early as (select a from base.first where x in (select y from base.second)),
steps as (select 1 as n union all select n + 1 from steps where n < 3)
select p.a, (select max(z) from base.third) as m, sum(p.b) over (partition by p.c order by p.d nulls last)
from Base.Patent p join raw.b using (id) left join (select * from base.fourth) f on f.id = p.id
cross join early, steps
where exists (select 1 from base.fifth where fifth.id = p.id)
union all select a, b, c from base.sixth order by 1 nulls last limit 5`)
	check(t, err)
	want := []string{"base.fifth", "base.first", "base.fourth", "base.patent", "base.second", "base.sixth", "base.third", "raw.b"}
	if d := cmp.Diff(want, s.Tables); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"+", "max", "sum"}, s.Functions); d != "" {
		t.Error(d)
	}
	if len(s.Problems) > 0 {
		t.Errorf("problems: %v", s.Problems)
	}
}

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

// attack is SQL nobody may run, FILE standing for a file outside and PART for one of the lake's own.
var attack = []string{
	"copy (select 1) to 'FILE'",
	"copy raw.firm to 'PART' (format parquet)",
	"copy raw.firm from 'FILE'",
	"select * from read_csv('/etc/passwd')",
	"select * from read_text('/etc/passwd')",
	"select * from read_blob('FILE')",
	"select * from read_parquet('PART')",
	"select * from parquet_metadata('PART')",
	"select * from glob('/*')",
	"select * from 'FILE'",
	`select * from "FILE"`,
	`select * from "PART"`,
	`select * from raw."x.csv"`,
	`select * from "/etc"."passwd.csv"`,
	`with "FILE" as (select 1) select * from "FILE"`,
	`with a as (select * from "FILE"), "x.csv" as (select 1) select * from a`,
	`with x as (select 1) select * from (with y as (select 2) select * from y) z, y`,
	"select (select count(*) from 'FILE')",
	"select 1 where exists (select 1 from read_csv('/etc/passwd'))",
	"select * from raw.firm f join read_csv('/etc/passwd') g using (id)",
	"select * from raw.firm f join 'FILE' using (id)",
	"select * from raw.firm, lateral (select * from read_text('/etc/passwd')) x",
	"select * from query('select 1')",
	"select * from query_table('FILE')",
	"from (pivot read_csv('/etc/passwd') on a in ('u') using count(*))",
	"summarize (select * from read_csv('/etc/passwd'))",
	"select sum(a) over (partition by (select 1 from 'FILE')) from raw.firm",
	"select getenv('HOME')",
	"select current_setting('temp_directory')",
	"select nextval('s')",
	"select random()",
	"select * from duckdb_settings()",
	"select * from duckdb_secrets()",
	"select * from information_schema.tables",
	"select * from pg_catalog.pg_class",
	"select * from sqlite_master",
	"select * from view1.raw.firm",
	"select main.read_text('x')",
	"show tables",
	"attach 'FILE' as other",
	"attach ':memory:' as other",
	"install httpfs",
	"load httpfs",
	"pragma database_list",
	"set memory_limit = '1TB'",
	"reset allowed_directories",
	"call duckdb_settings()",
	"create table t (a int)",
	"create or replace view raw.firm as select 1",
	"drop view raw.firm",
	"insert into raw.firm values (1)",
	"update raw.firm set id = 1",
	"export database 'FILE'",
	"import database 'FILE'",
	"checkpoint",
	"prepare p as select 1",
	"execute p",
	"explain analyze select 1",
	"begin",
	"use view1",
	"select 1; select 2",
	"select 1; copy (select 1) to 'FILE'",
	"",
	";",
	"-- nothing",
	"select",
}

func TestAttackAtGate(t *testing.T) {
	l, files := attacked(t)
	r, err := l.Read(context.Background(), 0)
	check(t, err)
	defer r.Close()
	for _, a := range attack {
		q := files.Replace(a)
		if rows, err := r.QueryUser(context.Background(), q, QueryLimit{}); err == nil {
			t.Errorf("%s\nlet through: %v", q, rows.Data)
		} else if k := fail.KindOf(err); k != fail.Denied && k != fail.Invalid {
			t.Errorf("%s\n%v: %v", q, k, err)
		}
	}
}

// The second layer: what a hole in the gate would still run into. Inside the lake DuckDB alone may read and
// write: only the gate keeps COPY from overwriting a part.
func TestAttackAtEngine(t *testing.T) {
	l, files := attacked(t)
	ctx := context.Background()
	r, err := l.Read(ctx, 0)
	check(t, err)
	defer r.Close()
	c, err := r.userCatalog(ctx)
	check(t, err)
	for name, layer := range map[string]*catalog{"users": c, "product": r.catalog} {
		for _, a := range engineAttack {
			q := files.Replace(a)
			if rows, err := layer.query(ctx, q, 0); err == nil && !(strings.Contains(q, "glob") && len(rows.Data) == 0) {
				t.Errorf("%s: %s\nlet through: %v", name, q, rows.Data)
			}
		}
		if _, err := layer.query(ctx, files.Replace("copy (select 1) to 'LAKE/spill/x.csv'"), 0); err != nil {
			t.Errorf("%s: the engine alone is expected to write inside the lake: %v", name, err)
		}
	}
}

var engineAttack = []string{
	"copy (select 1) to 'FILE'", "select * from read_csv('/etc/passwd')", "select * from read_text('/etc/passwd')",
	"select * from 'FILE'", `select * from "FILE"`, "attach 'FILE' as other", "install httpfs", "load httpfs",
	"export database 'FILE'", "set memory_limit = '1TB'", "reset allowed_directories", "set enable_external_access = true",
	"set lock_configuration = false", "select getenv('HOME')", "select * from glob('/etc/*')",
	"select * from read_text('LAKE/../../../../../../../../etc/passwd')", "copy (select 1) to 'LAKE/../outside.csv'",
	"copy (select 1) to 'LAKE-sibling.csv'",
}

// attacked makes a lake with a table, a file outside it, and the names attacks are written with.
func attacked(t *testing.T) (*Lake, *strings.Replacer) {
	l := openLake(t, Options{})
	s := importFirms(t, l, "b1", 1, 3)
	file := filepath.Join(t.TempDir(), "secret.csv")
	check(t, os.WriteFile(file, []byte("a,b\n1,2\n"), 0o600))
	part := filepath.Join(l.Dir(), filepath.FromSlash(s.Tables[0].Parts[0].Path))
	t.Cleanup(func() {
		if got, err := os.ReadFile(file); err != nil || string(got) != "a,b\n1,2\n" {
			t.Errorf("the file outside changed: %q %v", got, err)
		}
	})
	return l, strings.NewReplacer("FILE", file, "PART", part, "LAKE", l.Dir())
}

// Every code the gate can give has its wording in both languages.
func TestWording(t *testing.T) {
	texts, err := lang.Load(content.FS)
	check(t, err)
	for _, file := range []string{"gate.go", "walk.go", "portable.go"} {
		source, err := os.ReadFile(file)
		check(t, err)
		for _, code := range regexp.MustCompile(`"(sql_[a-z_]+)"`).FindAllStringSubmatch(string(source), -1) {
			if key := "finding." + code[1] + ".what"; !texts.Has(key) {
				t.Errorf("%s: no wording of %s", file, code[1])
			}
		}
	}
}
