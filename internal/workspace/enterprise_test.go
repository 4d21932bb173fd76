package workspace

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/internal/report"
)

// lamps is a plainly artificial portfolio of one firm, a rival and a university: one right held jointly and pledged, one transferred, one
// lapsed, one pending.
const lamps = `标题,申请人,公开（公告）号,公开（公告）日,申请号,申请日,专利类型,公开国别,IPC主分类,IPC,发明人,授权公告日,专利有效性,当前法律状态,法律状态
合成灯一,合成甲照明有限公司;合成理工大学,CN190000001B,2014.01.01,CN201210000001.X,2012.01.05,发明授权,CN,H01L33/00,H01L33/00;F21V1/00,合成人员1;合成人员2,2014.01.01,有效,授权,2012.06.01 公布;2014.01.01 授权;2019.01.01 专利权质押合同登记的生效
合成灯二,合成甲照明有限公司,CN290000002U,2013.08.01,CN201320000002.X,2013.02.05,实用新型,CN,H01L33/00,H01L33/00,合成人员1,2013.08.01,失效,未缴年费,2013.08.01 授权;2018.03.01 未缴年费专利权终止
合成灯三,合成甲照明有限公司,CN190000003B,2016.01.01,CN201410000003.X,2014.03.05,发明授权,CN,H01L33/48,H01L33/48,合成人员1,2016.01.01,有效,授权,2014.09.01 公布;2016.01.01 授权;2017.05.01 专利申请权、专利权的转移
合成灯四,合成甲照明有限公司,CN190000004A,2020.11.01,CN201910000004.X,2019.05.05,发明申请,CN,F21V1/00,F21V1/00,合成人员3,,审中,实质审查,2020.11.01 公布
合成灯五,合成甲照明有限公司,CN290000005U,2016.08.01,CN201620000005.X,2016.02.05,实用新型,CN,G09F9/00,G09F9/00,合成人员1,2016.08.01,有效,授权,2016.08.01 授权
合成灯六,合成甲照明有限公司,CN190000006B,2017.01.01,CN201510000006.X,2015.03.05,发明授权,CN,H01L33/00,H01L33/00,合成人员2,2017.01.01,有效,授权,2015.09.01 公布;2017.01.01 授权
合成灯七,合成乙光电有限公司,CN190000007B,2017.01.01,CN201510000007.X,2015.04.05,发明授权,CN,H01L33/00,H01L33/00,合成人员4,2017.01.01,有效,授权,2015.09.01 公布;2017.01.01 授权
合成灯八,合成乙光电有限公司,CN190000008B,2018.01.01,CN201610000008.X,2016.04.05,发明授权,CN,H01L33/00,H01L33/00,合成人员4,2018.01.01,有效,授权,2016.09.01 公布;2018.01.01 授权
合成灯九,合成乙光电有限公司,CN190000009B,2018.06.01,CN201610000009.X,2016.05.05,发明授权,CN,H01L33/48,H01L33/48,合成人员4,2018.06.01,失效,未缴年费,2016.10.01 公布;2018.06.01 授权;2020.06.01 未缴年费专利权终止
`

// builtDesk imports a file into a workspace of its own and builds every table.
func builtDesk(t *testing.T, path string) *desk {
	d := newDesk(t)
	_, err := d.Import(d.Context(), "li", ingest.Request{Paths: []string{path}})
	d.must(err)
	built, err := d.Build(d.Context(), "li", derive.Options{})
	d.must(err)
	if len(built.Failed) > 0 {
		d.Fatalf("%+v", built.Failed)
	}
	return d
}

func lampDesk(t *testing.T) *desk {
	path := filepath.Join(t.TempDir(), "lamps.csv")
	if err := os.WriteFile(path, []byte(lamps), 0o644); err != nil {
		t.Fatal(err)
	}
	return builtDesk(t, path)
}

// shandongDesk holds the collection of 4,946 patents of one Shandong city: six columns, mostly utility models.
func shandongDesk(t *testing.T) *desk {
	const collection = "../../../shared/data/patents/cn-patents/taian_shandong_two_thirds.csv.gz"
	if _, err := os.Stat(collection); err != nil {
		t.Skipf("the collection of Shandong patents is not here: %v", err)
	}
	return builtDesk(t, collection)
}

func (d *desk) reported(name, language string, given map[string]string) *report.Document {
	d.T.Helper()
	doc, err := d.Report(d.Context(), name, 0, language, given)
	d.must(err)
	return doc
}

// numbered compares numbers of a document's text, each of which has to open.
func numbered(t *testing.T, d *report.Document, want map[string]string) {
	t.Helper()
	for id, v := range want {
		if d.Numbers[id] != v {
			t.Errorf("%s %s: got %q, want %q", d.Name, id, d.Numbers[id], v)
		}
		if trace, err := d.Trace(id); err != nil || trace.SQL == "" || len(trace.Inputs) == 0 {
			t.Errorf("%s %s: no trace (%v)", d.Name, id, err)
		}
	}
}

// rowsOf reads what the tables of a query show, by the value of one column; a column that no table of the query shows is "".
func rowsOf(t *testing.T, d *report.Document, query, key string) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for _, table := range d.Tables() {
		if table.Trace != query {
			continue
		}
		for _, row := range table.Rows {
			r := map[string]string{}
			for i, c := range table.Columns {
				r[c.Name] = fmt.Sprint(row[i])
			}
			if all[r[key]] == nil {
				all[r[key]] = r
			}
		}
	}
	return all
}

// levelsOf compares the levels of a table of risks with those reckoned by hand.
func levelsOf(t *testing.T, d *report.Document, query string, want map[string]string) {
	t.Helper()
	rows := rowsOf(t, d, query, "risk_name")
	for name, level := range want {
		if got := rows[name]["risk_level"]; got != level {
			t.Errorf("%s %s %s: got %q, want %s", d.Name, query, name, got, level)
		}
	}
}

func says(t *testing.T, d *report.Document, texts ...string) {
	t.Helper()
	var out bytes.Buffer
	if err := d.Fragment(&out, report.PageOptions{TraceURL: func(id string) string { return "?trace=" + id }}); err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if !strings.Contains(out.String(), text) {
			t.Errorf("%s does not say %q", d.Name, text)
		}
	}
}

// The reports of an enterprise, a project and a review over one workspace each, for a build takes its time.
func TestNavigationOfLamps(t *testing.T) {
	d := lampDesk(t)
	for name, tell := range map[string]func(*testing.T, *desk){
		"enterprise reckons risks":       enterpriseReckonsRisks,
		"enterprise of nobody":           enterpriseOfNobody,
		"project reckons the technology": projectReckonsTheTechnology,
		"project asks for a technology":  projectAsksForATechnology,
		"review suggests by key rules":   reviewSuggestsByKeyRules,
		"review of a technology alone":   reviewOfATechnologyAlone,
		"review of a talent":             reviewOfATalent,
		"review asks for what it needs":  reviewAsksForWhatItNeeds,
	} {
		t.Run(name, func(t *testing.T) { tell(t, &desk{t, d.Workspace, nil}) })
	}
}

func TestNavigationOfShandong(t *testing.T) {
	d := shandongDesk(t)
	for name, tell := range map[string]func(*testing.T, *desk){
		"enterprise of shandong keeps silent": enterpriseOfShandongKeepsSilent,
		"review of shandong keeps silent":     reviewOfShandongKeepsSilent,
	} {
		t.Run(name, func(t *testing.T) { tell(t, &desk{t, d.Workspace, nil}) })
	}
}

func enterpriseReckonsRisks(t *testing.T, w *desk) {
	d := w.reported("enterprise", "zh", map[string]string{"party": "合成甲照明有限公司", "product": "h01l33"})
	w.reported("enterprise", "en", map[string]string{"party": "合成甲照明有限公司"})
	numbered(t, d, map[string]string{"facts.patent_count": "6", "facts.family_count": "6", "facts.invention_count": "4", "facts.in_force_count": "4", "product.patent_count": "4", "product.in_force_count": "3", "near_count.patent_count": "2"})
	levelsOf(t, d, "checks", map[string]string{
		"与他人共有的权利": "medium", "发生过转移的权利": "medium", "质押中的权利": "high", "未缴年费等终止的专利": "low", "未经实质审查的权利": "unknown", // 1 of 5, 1 of 5, 1 of 5, 1 of 5, 1 of 4: too few
		"涉及无效、异议、诉讼或保全的专利": "low", "依赖个别发明人": "high", "职务发明与竞业限制": "unknown", "受他人有效专利限制的申请（族）": "unknown"}) // 4 of 6 with the first inventor
	marked := rowsOf(t, d, "marked", "title")
	for title, want := range map[string]bool{"合成灯一": true, "合成灯三": true, "合成灯二": false, "合成灯六": false} {
		if _, found := marked[title]; found != want {
			t.Errorf("to be checked: %s %v", title, found)
		}
	}
	says(t, d, "按集合统计", "数据未声明完整，不给各小类的增长")
}

func enterpriseOfNobody(t *testing.T, w *desk) {
	d := w.reported("enterprise", "zh", map[string]string{"party": "合成甲照明"})
	if got := rowsOf(t, d, "alike", "name")["合成甲照明有限公司"]; got == nil {
		t.Error("the similar name is not offered")
	}
	says(t, d, "没有名为“合成甲照明”的申请人")
	if d.Numbers["facts.patent_count"] != "" {
		t.Error("nobody has patents")
	}
}

// The collection of six columns carries no status, events, joint applicants or inventors: every risk is unknown, none is low.
func enterpriseOfShandongKeepsSilent(t *testing.T, w *desk) {
	const name = "泰山玻璃纤维有限公司"
	d := w.reported("enterprise", "zh", map[string]string{"party": name})
	// rows of the file under its two spellings, counted with grep
	numbered(t, d, map[string]string{"facts.patent_count": "34", "facts.invention_count": "6"})
	for risk, row := range rowsOf(t, d, "checks", "risk_name") {
		if level := row["risk_level"]; level != "unknown" || row["reason"] == "<nil>" {
			t.Errorf("%s is %s (%s)", risk, level, row["reason"])
		}
	}
	for _, row := range rowsOf(t, d, "by_type", "patent_type") {
		if row["in_force_count"] != "<nil>" {
			t.Errorf("%v in force", row["in_force_count"])
		}
	}
	says(t, d, "来源没有法律状态", "来源没有发明人", "候选企业的权利风险不能判断", "布局缺口不能判断")
}
