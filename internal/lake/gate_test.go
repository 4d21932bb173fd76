package lake

import (
	"context"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"asterism/content"
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

// FuzzParse: the gate never panics, and what it lets through names only tables and allowed functions.
func FuzzParse(f *testing.F) {
	for _, list := range [][]string{portable, attack, slices.Sorted(maps.Keys(engineOnly))} {
		for _, q := range list {
			f.Add(q)
		}
	}
	l, err := Open(context.Background(), f.TempDir(), Options{})
	check(f, err)
	f.Cleanup(func() { l.Close() })
	f.Fuzz(func(t *testing.T, query string) {
		s, err := l.Parse(context.Background(), query)
		if err != nil {
			return
		}
		for _, name := range s.Tables {
			check(t, checkTable(name))
		}
		for _, name := range s.Functions {
			if ok, _ := l.functions.allowed(name); !ok {
				t.Errorf("%s was let through", name)
			}
		}
	})
}
