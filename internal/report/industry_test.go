package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// epitaxy is a plainly artificial nation of 24 inventions. Of the chain's node of epitaxial wafers Shandong has 2 and Guangdong
// 10 (8 of one firm), of another technology Shandong 10 and Guangdong 2: RTA of Shandong (2/12) ÷ (12/24) = 1/3, HHI of the node
// (8/12)² + (2/12)² + (2/12)² = 0.5.
func epitaxy(t testing.TB, complete map[string]string) *world {
	rows := "专利名称,申请号,申请人,发明人,申请日,主分类号,申请人地区\n"
	add := func(n int, firm, inventor, class, region string) {
		for range n {
			i := strings.Count(rows, "\n")
			rows += fmt.Sprintf("一种合成装置%d,CN2012100%05d,%s,%s,%d-03-01,%s,%s\n", i, i, firm, inventor, 2006+i%8, class, region)
		}
	}
	add(2, "合成济南有限公司", "合成甲", "H01L33/06", "370100")
	add(8, "合成深圳一有限公司", "合成乙", "H01L33/06", "440300")
	add(2, "合成深圳二有限公司", "合成丙", "H01L33/06", "440300")
	add(10, "合成济南二有限公司", "合成丁", "C04B35/00", "370100")
	add(2, "合成深圳一有限公司", "合成乙", "C04B35/00", "440300")
	path := filepath.Join(t.TempDir(), "patents.csv")
	if err := os.WriteFile(path, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	return built(t, nil, complete, path)
}

func TestIndustryOfANation(t *testing.T) {
	w := epitaxy(t, map[string]string{"source": "合成示例", "place": "CN", "cut_off": "2016-12-31"})
	given := map[string]string{"chain": "semiconductor_lighting", "region": "370000"}
	for _, language := range []string{"zh", "en"} {
		d := w.document(t, "industry", language, given)
		keep(t, d, language)
		check(t, d, map[string]string{"facts.whole_count": "12", "facts.local_count": "2", "facts.rival_count": "10", "facts.firm_count": "1", "sides.fill_count": "1"})
		for query, want := range map[string]string{"control": "[外延片 12 3 1 0.5 0.6666666666666666 合成深圳一有限公司 <nil> <nil>]", "structure": "[外延片 2 10 12 12 1 1 0.3333333333333333 nation 1.6666666666666667]"} {
			table := tableNamed(d, query)
			if language == "en" {
				continue
			}
			if table == nil || !strings.Contains(fmt.Sprint(table.Rows), want) {
				t.Errorf("%s: %v, want %s", query, table, want)
			}
		}
		if firms := fmt.Sprint(tableNamed(d, "companies").Rows); !strings.Contains(firms, "attract 合成深圳一有限公司") || strings.Contains(firms, "attract 合成济南") {
			t.Errorf("firms to attract: %s", firms)
		}
		if people := fmt.Sprint(tableNamed(d, "talents").Rows); !strings.Contains(people, "attract 合成乙") {
			t.Errorf("people to attract: %s", people)
		}
	}
}

// Without a stated population there are neither shares nor advice, and what the sources lack is told, never a zero.
func TestIndustryOfASampleKeepsSilent(t *testing.T) {
	w := epitaxy(t, nil)
	d := w.document(t, "industry", "zh", map[string]string{"chain": "semiconductor_lighting", "region": "370000"})
	var out bytes.Buffer
	if err := d.Fragment(&out, PageOptions{TraceURL: func(id string) string { return "?trace=" + id }}); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"没有声明完整的总体", "来源没有法律事件", "来源没有诉讼与无效事件", "来源没有引证或法律状态"} {
		if !strings.Contains(out.String(), said) {
			t.Errorf("the report does not say %q", said)
		}
	}
	for _, query := range []string{"control", "layout", "axes", "matrix", "operated", "imports"} {
		if tableNamed(d, query) != nil {
			t.Errorf("%s is shown", query)
		}
	}
	if d := w.document(t, "industry", "zh", map[string]string{"chain": "polyurethane", "region": "370000"}); len(d.Tables()) != 0 {
		t.Error("a chain without patents has tables")
	}
}
