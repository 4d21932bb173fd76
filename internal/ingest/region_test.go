package ingest

import (
	"strings"
	"testing"

	"asterism/content"
	"asterism/internal/fail"
)

func TestRegionsByName(t *testing.T) {
	list := "专利名称,申请号,申请日,申请人,省份\n" +
		"合成一,CN201510163325.6,2015-04-08,合成甲公司,山东省泰安市泰山区\n" +
		"合成二,CN201710117081.7,2017-03-01,合成乙公司,莱芜市\n" +
		"合成三,CN201310000001.2,2013-01-04,合成丙公司,市中区\n" +
		"合成四,CN201310000002.7,2013-01-04,合成丁公司,泰安高新区\n" +
		"合成五,CN201310000003.1,2013-01-04,合成戊公司,某某县\n" +
		"合成六,CN201310000004.6,2013-01-04,合成己公司,37;山东\n"
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "list.csv", []byte(list))}})
	got := query(t, l, "select coalesce(applicant_region, '-') from raw.patent order by record")
	if want := "370902 371200 - 370900 - 370000"; strings.ReplaceAll(got, "\n", " ") != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := query(t, l, "select count(*) from raw.patent_party where region_code = '370902'"); got != "1" {
		t.Errorf("%s applicants", got)
	}
	for _, g := range res.Findings {
		if strings.HasPrefix(g.Code, "region.") && g.Count != 1 {
			t.Errorf("%s told %d times", g.Code, g.Count)
		}
		if g.Code == "region.ambiguous" && !strings.Contains(g.Examples[0].Args["candidates"], "370103 市中区、370402 市中区") {
			t.Errorf("%+v", g.Examples[0])
		}
	}
	for _, code := range []string{"region.ambiguous", "region.in_part", "region.unknown"} {
		if !has(res.Findings, code) {
			t.Errorf("%s is not told", code)
		}
	}
}

// Counties outside Shandong are known once a region table was imported; firms are read the same way.
func TestRegionsImported(t *testing.T) {
	l := openLake(t)
	firms := "统一社会信用代码,企业名称,区划代码\n91370900MA00000001,合成甲公司,南京市鼓楼区\n91370900MA00000002,合成乙公司,370902\n91370900MA00000003,合成丙公司,泰山区\n"
	regions := "区划代码,名称,级别\n320106,鼓楼区,county\n350102,鼓楼区,county\n"
	mustRun(t, l, Request{Paths: []string{write(t, "region.csv", []byte(regions))}})
	res := mustRun(t, l, Request{Paths: []string{write(t, "firm.csv", []byte(firms))}})
	if got := query(t, l, "select region_code from raw.firm order by record"); got != "320106\n370902\n370902" {
		t.Errorf("%s %+v", got, res.Findings)
	}
}

func TestRegionAsserted(t *testing.T) {
	l := openLake(t)
	path := write(t, "list.csv", []byte(patentList))
	for _, bad := range []string{"某某县", "市中区", "泰安高新区"} {
		_, err := Run(t.Context(), l, Request{Paths: []string{path}, Set: map[string]string{"applicant_region": bad}, Content: content.FS})
		if fail.KindOf(err) != fail.Invalid || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	mustRun(t, l, Request{Paths: []string{path}, Set: map[string]string{"applicant_region": "泰安市"}})
	s, err := l.Current()
	if err != nil || s.Batches[0].Settings["applicant_region"] != "370900" {
		t.Errorf("%v %+v", err, s.Batches[0].Settings)
	}
	if got := query(t, l, "select distinct applicant_region from raw.patent"); got != "370900" {
		t.Error(got)
	}
}

// A saved mapping's constants fill what the file lacks; those of the request win; what fits no field is told.
func TestSavedConstants(t *testing.T) {
	saved := &Mapping{Table: "patent_record", Columns: []MappedColumn{{Header: "编码", Field: "application_number"}, {Header: "名目", Field: "title"}},
		Set: map[string]string{"applicant_region": "泰安市", "patent_type": "发明", "no_such_field": "1"}}
	lookup := func([]string) *Mapping { return saved }
	list := []byte("编码,名目\nCN201510163325.6,合成示例\nCN201710117081.7,合成示例二\n")
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "a.csv", list)}, Lookup: lookup})
	if got := query(t, l, "select distinct applicant_region, patent_type from raw.patent"); got != "370900 invention" {
		t.Errorf("%s %+v", got, res.Findings)
	}
	if got := query(t, l, "select asserted_region from raw.file"); got != "370900" {
		t.Error(got)
	}
	if !has(res.Findings, "set.not_applied") || !has(res.Findings, "set.applied") {
		t.Errorf("%+v", res.Findings)
	}
	s, err := l.Current()
	if err != nil || s.Batches[0].Settings["applicant_region@a.csv"] != "370900" {
		t.Errorf("%v %+v", err, s.Batches[0].Settings)
	}
	l = openLake(t)
	mustRun(t, l, Request{Paths: []string{write(t, "a.csv", list)}, Lookup: lookup, Set: map[string]string{"applicant_region": "371000"}})
	if got := query(t, l, "select distinct applicant_region, patent_type from raw.patent"); got != "371000 invention" {
		t.Errorf("%s", got)
	}
}
