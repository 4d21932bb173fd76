package derive

import (
	"context"
	"strings"
	"testing"

	"asterism/internal/lake"
	"asterism/internal/lang"
)

func TestStep(t *testing.T) {
	l := openLake(t)
	importFirms(t, l, "b1", "A|甲|10|2015-01-01", "B|乙|5|2015-01-01")
	step := Step{Name: "base.shout", Inputs: []string{"base.firm"}, Version: "1",
		Header:  Header{Title: lang.Text{Zh: "喊", En: "Shouts"}, Grain: []string{"name"}, Columns: map[string]Word{"name": {Text: lang.Text{Zh: "名", En: "name"}}}},
		Columns: []lake.Column{{Name: "name", Type: "VARCHAR"}},
		Run: func(ctx context.Context, in *lake.Reader, out *Output) error {
			rows, err := in.Query(ctx, "select name || '！' from base.firm order by 1")
			for i := 0; err == nil && i < len(rows.Data); i++ {
				err = out.Row(rows.Data[i]...)
			}
			return err
		}}
	g, _ := load(t, nil, step)
	if r := build(t, g, l); len(r.Failed) > 0 {
		t.Fatal(failures(r))
	}
	if got := query(t, l, "select * from base.shout"); got != "乙！\n甲！" {
		t.Errorf("found %q", got)
	}
	step.Version = "2"
	g, _ = load(t, nil, step)
	if got := rebuilt(build(t, g, l)); got != "base.shout" {
		t.Errorf("a new version rebuilt %s", got)
	}
}

func TestKernel(t *testing.T) {
	l := openLake(t)
	importFirms(t, l, "b1", "A|甲公司|10|2015-01-01", "B|（乙）公司|5|2015-01-01")
	const head = "-- title: {zh: 键, en: keys}\n-- grain: [name]\n-- kernel: {name: name_key}\n-- columns: {name_key: {zh: 键, en: key, unit: code}}\n"
	g, findings := load(t, map[string]string{
		"base/keys.sql":  head + "select name from base.firm",
		"base/wrong.sql": head + "select 1 as name from base.firm",
	})
	if findings != "" {
		t.Fatal(findings)
	}
	r := build(t, g, l)
	if want := "base.wrong base/wrong.sql:5 kernel name_key takes column 1 as name"; !strings.Contains(failures(r), want) {
		t.Errorf("wanted %q in %s", want, failures(r))
	}
	if got := query(t, l, "select name, name_key from base.keys order by name"); got != "甲公司 甲#公司\n（乙）公司 乙#公司" {
		t.Errorf("found %q", got)
	}
}
