package workspace

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/ingest"
	"asterism/internal/report"
)

// epitaxy is a plainly artificial nation of 24 inventions. Of the chain's node of epitaxial wafers Shandong has 2 and Guangdong
// 10 (8 of one firm), of another technology Shandong 10 and Guangdong 2: RTA of Shandong (2/12) ÷ (12/24) = 1/3, HHI of the node
// (8/12)² + (2/12)² + (2/12)² = 0.5.
func epitaxy(t *testing.T, complete map[string]string) *desk {
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
	d := newDesk(t)
	path := filepath.Join(d.TempDir(), "patents.csv")
	d.must(os.WriteFile(path, []byte(rows), 0o644))
	_, err := d.Import(d.Context(), "li", ingest.Request{Paths: []string{path}, Complete: complete})
	d.must(err)
	for _, name := range []string{"chain_bottleneck", "chain_control", "chain_event", "chain_import", "chain_node_size", "chain_party", "chain_place_year", "chain_position", "chain_talent", "inventor_move", "inventor_output", "key_person", "partner_candidate", "blocking_citation", "category_coverage"} {
		d.only = append(d.only, "measure."+name)
	}
	d.build()
	return d
}

func (d *desk) document(name, language string, given map[string]string) *report.Document {
	d.T.Helper()
	doc, err := d.Report(d.Context(), name, 0, language, given)
	d.must(err)
	return doc
}

// shown is the rows of a query's table, "" where a document does not show it.
func shown(doc *report.Document, query string) string {
	for _, t := range doc.Tables() {
		if t.Trace == query {
			return fmt.Sprint(t.Rows)
		}
	}
	return ""
}

func (d *desk) says(doc *report.Document, want map[string]string) {
	d.T.Helper()
	for query, rows := range want {
		if got := shown(doc, query); !strings.Contains(got, rows) {
			d.Errorf("%s %s: %q, want %s", doc.Name, query, got, rows)
		}
	}
}

func TestNavigationOfANation(t *testing.T) {
	d := epitaxy(t, map[string]string{"source": "合成示例", "place": "CN", "cut_off": "2016-12-31"})
	for _, language := range []string{"zh", "en"} {
		node, given := map[string]string{"zh": "外延片", "en": "Epitaxial wafers"}[language], map[string]string{"chain": "semiconductor_lighting", "region": "370000"}
		doc := d.document("industry", language, given)
		for id, want := range map[string]string{"facts.whole_count": "12", "facts.local_count": "2", "facts.rival_count": "10", "facts.firm_count": "1", "sides.fill_count": "1"} {
			if trace, err := doc.Trace(id); doc.Numbers[id] != want || err != nil || trace.SQL == "" {
				t.Errorf("%s %s: %q, want %s (%v)", language, id, doc.Numbers[id], want, err)
			}
		}
		d.says(doc, map[string]string{"control": "[" + node + " 12 3 1 0.5 0.6666666666666666 合成深圳一有限公司 <nil> <nil>]", "structure": "[" + node + " 2 10 12 12 1 1 0.3333333333333333 nation 1.6666666666666667]",
			"companies": "attract 合成深圳一有限公司", "talents": "attract 合成乙", "layout": node})
		if strings.Contains(shown(doc, "companies"), "attract 合成济南") {
			t.Errorf("a local firm is to be attracted: %s", shown(doc, "companies"))
		}
		d.talent(language)
	}
}

// talent: the inventor who files most in the node, 8 of all 10 under one applicant, is a specialist from outside; another is local.
func (d *desk) talent(language string) {
	doc := d.document("talent", language, map[string]string{"node": "semiconductor_lighting.epitaxy", "region": "370000"})
	d.says(doc, map[string]string{"need": "fill 0.3333333333333333", "candidates": "[合成乙 outside 合成深圳一有限公司 8 8 1 <nil> 2013]", "fits": "0.8 "})
	d.says(doc, map[string]string{"fits": "specialist"})
	d.says(doc, map[string]string{"fits": "[合成甲 local 2"})
}

// Without a stated population there are neither shares nor advice, and what the sources lack is told, never a zero.
func TestNavigationOfASampleKeepsSilent(t *testing.T) {
	d := epitaxy(t, nil)
	doc := d.document("industry", "zh", map[string]string{"chain": "semiconductor_lighting", "region": "370000"})
	var out bytes.Buffer
	d.must(doc.Fragment(&out, report.PageOptions{TraceURL: func(id string) string { return "?trace=" + id }}))
	for _, said := range []string{"没有声明完整的总体", "来源没有法律事件", "来源没有诉讼与无效事件", "来源没有引证或法律状态"} {
		if !strings.Contains(out.String(), said) {
			t.Errorf("the report does not say %q", said)
		}
	}
	for _, query := range []string{"control", "layout", "axes", "matrix", "operated", "imports"} {
		if shown(doc, query) != "" {
			t.Errorf("%s is shown", query)
		}
	}
	if doc := d.document("industry", "zh", map[string]string{"chain": "polyurethane", "region": "370000"}); len(doc.Tables()) != 0 {
		t.Error("a chain without patents has tables")
	}
}
