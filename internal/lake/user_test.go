package lake

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"asterism/internal/fail"
)

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
		} else if k := fail.KindOf(err); k != fail.Denied && k != fail.Invalid && k != fail.NotFound {
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

func TestUserLimits(t *testing.T) {
	r := reader(t)
	ctx := context.Background()
	rows, err := r.QueryUser(ctx, "select id from raw.firm order by id desc", QueryLimit{Rows: 3})
	check(t, err)
	if d := cmp.Diff([][]any{{int64(1000)}, {int64(999)}, {int64(998)}}, rows.Data); d != "" || !rows.Truncated {
		t.Errorf("%s truncated %v", d, rows.Truncated)
	}
	if len(rows.Problems) != 1 || rows.Problems[0].Code != "sql_portable_null_order" {
		t.Errorf("problems %v", rows.Problems)
	}
	start := time.Now()
	endless := "select count(*) from raw.firm a, raw.firm b, raw.firm c, raw.firm d where a.id + b.id + c.id + d.id < 0"
	_, err = r.QueryUser(ctx, endless, QueryLimit{Time: 100 * time.Millisecond})
	if fail.KindOf(err) != fail.Unavailable || time.Since(start) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := r.Query(ctx, endless); fail.KindOf(err) != fail.Unavailable {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := r.Query(context.Background(), "select 1"); err != nil {
		t.Errorf("after a cancelled query: %v", err)
	}
}

// A table answered for one value at a time is no unknown table: the answer tells by what to ask it.
func TestUserAsked(t *testing.T) {
	l := openLake(t, Options{Asked: func(table string) string { return map[string]string{"measure.watch": "party_id"}[table] }})
	importFirms(t, l, "b1", 1, 3)
	r, err := l.Read(context.Background(), 0)
	check(t, err)
	defer r.Close()
	for table, code := range map[string]string{"measure.watch": "sql_asked_table", "measure.nothing": "sql_no_table"} {
		_, err := r.QueryUser(context.Background(), "select *\nfrom "+table, QueryLimit{})
		if f, refused := RefusalOf(err); !refused || f.Code != code || f.Line != 2 {
			t.Errorf("%s: %+v %v", table, f, err)
		}
	}
}

func TestUserArguments(t *testing.T) {
	rows, err := reader(t).QueryUser(context.Background(), "select count(*) from raw.firm where id > $1 and batch = $2", QueryLimit{}, 990, "b1")
	check(t, err)
	if rows.Data[0][0] != int64(10) {
		t.Errorf("%v", rows.Data)
	}
}
