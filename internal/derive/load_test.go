package derive

import (
	"strings"
	"testing"
)

func TestLoad_direction(t *testing.T) {
	for name, c := range map[string]struct{ file, sql, want string }{
		"upwards":  {"base/up.sql", strings.Replace(countSQL, "base.firm", "measure.firms", 1), "base.up may not read measure.firms"},
		"raw":      {"measures/firm/raw.sql", strings.Replace(countSQL, "base.firm", "raw.firm", 1), "measure.raw may not read raw.firm"},
		"unknown":  {"measures/firm/un.sql", strings.Replace(countSQL, "base.firm", "base.none", 1), "measure.un reads base.none, which no content file"},
		"circle":   {"measures/firm/me.sql", strings.Replace(countSQL, "base.firm", "measure.me", 1), "derive.circle measure.me"},
		"syntax":   {"measures/firm/sy.sql", strings.Replace(countSQL, "count(*)", "count(*", 1), "measures/firm/sy.sql:4"},
		"headless": {"measures/firm/no.sql", "select 1", "derive.header no header"},
		"word":     {"measures/firm/no.sql", "-- titel: {zh: 一, en: one}\nselect 1", "titel"},
		"kernel":   {"measures/firm/k.sql", "-- title: {zh: 一, en: one}\n-- grain: [a]\n-- kernel: {name: none}\nselect 1 as a", "no kernel is called"},
	} {
		t.Run(name, func(t *testing.T) {
			g, findings := load(t, map[string]string{c.file: c.sql})
			if !strings.Contains(findings, c.want) {
				t.Errorf("wanted %q in\n%s", c.want, findings)
			}
			if _, ok := g.Node("measure.firms"); !ok {
				t.Error("the good table went too")
			}
		})
	}
}

func TestNormalSQL(t *testing.T) {
	got := normalSQL("select 'a  -- b' ,  /* x */ \"c  d\" -- end\n from\tt")
	if want := `select 'a  -- b' , "c  d" from t`; got != want {
		t.Errorf("got %q", got)
	}
}
