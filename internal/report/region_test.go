package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cities are a plainly artificial province of three cities with 1, 2 and 3 times twelve inventions, half of them in the last three
// complete years, and R&D of 2, 1 and 1 × CNY 100m: science percentiles follow from grants ÷ R&D.
func cities(t testing.TB, complete map[string]string, with ...string) *world {
	rows := "专利名称,申请号,申请人,发明人,申请日,授权公告日,主分类号,申请人地区\n"
	for city, region := range []string{"370100", "370200", "370300"} {
		for k := range 12 * (city + 1) {
			i := strings.Count(rows, "\n")
			rows += fmt.Sprintf("一种合成装置%d,CN2012100%05d,合成%s有限公司,合成人员%d,%d-03-01,2014-05-01,H01L33/06,%s\n", i, i, region, i, 2010+k%6, region)
		}
	}
	files := map[string]string{"patents.csv": rows, "region_year.csv": "region_code,year,rd_cny\n370100,2013,200000000\n370200,2013,100000000\n370300,2013,100000000\n",
		"region_industry_year.csv": "region_code,classification,industry_code,year,output_cny\n370100,合成,1,2014,100000000\n370200,合成,1,2014,400000000\n370300,合成,1,2014,100000000\n"}
	dir := t.TempDir()
	var paths []string
	for _, name := range append([]string{"patents.csv"}, with...) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(files[name]), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return built(t, nil, complete, paths...)
}

func TestRegionAmongItsPeers(t *testing.T) {
	w := cities(t, map[string]string{"source": "合成示例", "place": "370000", "cut_off": "2017-12-31"}, "region_year.csv", "region_industry_year.csv")
	for _, language := range []string{"zh", "en"} {
		d := w.document(t, "region", language, map[string]string{"region": "370300"})
		keep(t, d, language)
		check(t, d, map[string]string{"facts.invention_count": "36", "facts.recent_count": "18", "peers.peer_count": "3"})
		for query, want := range map[string]string{"strength": "[scale 18 patent 0.8333333333333334 3 <nil>]", "matched": "[science 36 per_yi 0.8333333333333334 3 <nil>]"} {
			if table := tableNamed(d, query); table == nil || !strings.Contains(fmt.Sprint(table.Rows), want) {
				t.Errorf("%s: %v, want %s", query, table, want)
			}
		}
	}
	if d := w.document(t, "region", "zh", map[string]string{"region": "370000"}); tableNamed(d, "map") != nil || tableNamed(d, "strength_drawn") != nil {
		t.Error("a province is compared where only the province is complete")
	}
}

// Without R&D, firms and output the match is unknown, without a stated population nothing is compared.
func TestRegionKeepsSilent(t *testing.T) {
	d := cities(t, nil).document(t, "region", "zh", map[string]string{"region": "370300"})
	var out bytes.Buffer
	if err := d.Fragment(&out, PageOptions{TraceURL: func(id string) string { return "?trace=" + id }}); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"没有声明完整的总体", "匹配度三项都不详，不是零", "数据中没有"} {
		if !strings.Contains(out.String(), said) {
			t.Errorf("the report does not say %q", said)
		}
	}
	for _, query := range []string{"map", "strength_drawn", "basis", "suggestions"} {
		if tableNamed(d, query) != nil {
			t.Errorf("%s is shown", query)
		}
	}
}
