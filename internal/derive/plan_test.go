package derive

import (
	"strings"
	"testing"
)

// The product's plan brings its zones and their members; a second plan cannot change a zone of the first.
func TestPlanZones(t *testing.T) {
	g, findings, err := Load(content(), joined())
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	zones, members := g.nodes["base.plan_zone"].SQL, g.nodes["base.plan_zone_region"].SQL
	for _, want := range []string{"'BLUE', '山东半岛蓝色经济区', 'plan', null", "'resource_exhausted', '资源枯竭型城市', 'attribute'", "'2011-01-01', '2020-12-31'"} {
		if !strings.Contains(zones, want) {
			t.Errorf("no %s in %s", want, zones)
		}
	}
	for _, want := range []string{"('BLUE', '371623', '2011-01-01', '2020-12-31'", "('YRD', '371600', '2009-01-01', null", "('resource_exhausted', '370400', '2009-03-01', null"} {
		if !strings.Contains(members, want) {
			t.Errorf("no %s in %s", want, members)
		}
	}
	if n := strings.Count(members, "'BLUE'"); n != 8 {
		t.Errorf("%d members of BLUE, want six cities and two counties", n)
	}
}

func TestPlanZones_firstPlanWins(t *testing.T) {
	plan := "id: %s\nzones: [{id: Z, title: {zh: 名%s, en: n}, cities: ['370%s00'], valid: {from: 2011}}]\n"
	g, findings := load(t, map[string]string{
		"plans/a.yaml": strings.NewReplacer("%s", "1").Replace(plan), "plans/b.yaml": strings.NewReplacer("%s", "2").Replace(plan), "plans/c.yaml": "zones: 5\n"})
	if sql := g.nodes["base.plan_zone_region"].SQL; strings.Contains(sql, "370200") || !strings.Contains(sql, "370100") {
		t.Error(sql)
	}
	if !strings.HasPrefix(findings, "plans/c.yaml:1 derive.header") || strings.Contains(findings, "plans/b") {
		t.Error(findings)
	}
}
