package page

import (
	"net/url"
	"strings"
	"testing"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

var firm = lake.Table{Name: "base.firm", Rows: 3, Columns: []lake.Column{{Name: "firm_id", Type: "VARCHAR"}, {Name: "name", Type: "VARCHAR"},
	{Name: "output_cny", Type: "DECIMAL(20,2)"}, {Name: "founded_date", Type: "DATE"}, {Name: "is_listed", Type: "BOOLEAN"}, {Name: "order", Type: "INTEGER"}}}

func TestParseSelect(t *testing.T) {
	for _, c := range []struct{ query, where, order string }{
		{"name=a", "name = 'a'", ""},
		{"name=a'b", "name = 'a''b'", ""},
		{"name=';drop table x;--", "name = ''';drop table x;--'", ""},
		{`name=\'`, `name = '\'''`, ""},
		{"name__contains=50%25_x", `lower(cast(name as varchar)) like '%50\%\_x%' escape '\'`, ""},
		{"output_cny__gte=1e3", "output_cny >= 1e3", ""},
		{"founded_date__lt=2015-01-23", "founded_date < date '2015-01-23'", ""},
		{"is_listed=true", "is_listed = true", ""},
		{"name__in=a,b", "name in ('a', 'b')", ""},
		{"name__isnull=false", "name is not null", ""},
		{"order=1", `"order" = 1`, ""},
		{"name=", "", ""},
		{"sort=-output_cny,name", "", "output_cny desc nulls last, name nulls last"},
	} {
		values, err := url.ParseQuery(c.query)
		if err != nil {
			values = url.Values{"name": {strings.TrimPrefix(c.query, "name=")}}
		}
		if strings.Contains(c.query, ";") {
			values = url.Values{"name": {strings.TrimPrefix(c.query, "name=")}}
		}
		s, err := ParseSelect(firm, values)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		sql := s.AllSQL()
		if c.where != "" && !strings.Contains(sql, "\nwhere "+c.where) || c.order != "" && !strings.HasSuffix(sql, "order by "+c.order) {
			t.Errorf("%s:\n%s\nwant where %s order %s", c.query, sql, c.where, c.order)
		}
	}
}

func TestParseSelect_refuses(t *testing.T) {
	for _, query := range []string{"colour=red", "name__like=x", "output_cny=many", "output_cny=1;2", "output_cny=NaN", "founded_date=today", "is_listed=perhaps",
		"sort=colour", "fields=name,colour", "page=0", "page_size=5000", "page_size=x", `firm_id"=1`, "name__isnull=x"} {
		values := url.Values{}
		name, value, _ := strings.Cut(query, "=")
		values.Set(name, value)
		if _, err := ParseSelect(firm, values); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%s: %v, want an invalid request", query, err)
		}
	}
}

func FuzzSelectNeverEscapesItsQuotes(f *testing.F) {
	for _, seed := range []string{"a", "'", "''", `\'`, "'; select 1 --", "%", "中文'", "\x00'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		s, err := ParseSelect(firm, url.Values{"name": {value}})
		if err != nil || value == "" {
			return
		}
		_, quoted, _ := strings.Cut(s.AllSQL(), "name = ")
		inner := quoted[1 : len(quoted)-1]
		if strings.Contains(strings.ReplaceAll(inner, "''", ""), "'") {
			t.Errorf("%q became %s", value, quoted)
		}
	})
}

func TestSelect_pagesNeverOverlap(t *testing.T) {
	s, err := ParseSelect(firm, url.Values{"sort": {"name"}, "page": {"3"}, "page_size": {"10"}})
	if err != nil {
		t.Fatal(err)
	}
	sql := s.by("firm_id").PageSQL()
	if !strings.HasSuffix(sql, "order by name nulls last, firm_id nulls last\nlimit 11 offset 20") {
		t.Error(sql)
	}
}
