package plan

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"asterism/internal/finding"

	"github.com/google/go-cmp/cmp"
)

// TestParse_pageAsFound reads the page of the 2015 policy as a law firm's site holds it, where the test data are.
func TestParse_pageAsFound(t *testing.T) {
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	page, err := os.ReadFile(filepath.Join(dir, "policy", "page_as_found.txt"))
	if err != nil {
		t.Skip("no test data: set ASTERISM_DATA to their folder")
	}
	p, found := Parse(string(page))
	head := *p
	head.Parts, head.CopiedTo = nil, ""
	for _, text := range []*string{&head.Notice, &head.Preamble, &head.To} {
		if *text == "" {
			t.Error("notice, preamble or addressees missing")
		}
		*text = ""
	}
	want := Policy{Number: "鲁政办发〔2015〕4号", Title: "山东省人民政府办公厅转发省科技厅关于加快推动创新型产业集群发展的意见的通知",
		Subject: "关于加快推动创新型产业集群发展的意见", Issued: "2015-01-23", Printed: "2015-01-23", Posted: "2015-01-30", Source: "山东省人民政府"}
	if diff := cmp.Diff(want, head); diff != "" {
		t.Error(diff)
	}
	if len(p.Parts) != 3 || p.Items() != 13 || len(p.Parts[0].Items[1].Points) != 4 {
		t.Fatalf("%d parts, %d items", len(p.Parts), p.Items())
	}
	noSiteNoPinyin(t, p)
	if n := count(found, "plan.text.broken"); n != 2 {
		t.Errorf("%d damaged places: %v", n, found)
	}
}

func noSiteNoPinyin(t *testing.T, p *Policy) {
	t.Helper()
	all := text2(p)
	if m := regexp.MustCompile(syllable).FindString(all); m != "" {
		t.Errorf("Latin letters left: %q", m)
	}
	for _, part := range []string{"商标", "关闭", "产業", "個"} {
		if strings.Contains(all, part) {
			t.Errorf("%s left", part)
		}
	}
	if !strings.Contains(all, "着力突破关键材料、核心器件、智能装备和节能减排等重点环节") {
		t.Error("二(二) reads otherwise")
	}
}

// text2 is all text of a policy.
func text2(p *Policy) string {
	all := p.Title + p.Notice + p.To + p.Preamble + p.CopiedTo
	for _, part := range p.Parts {
		all += part.Title
		for _, item := range part.Items {
			all += item.Title + item.Text
			for _, point := range item.Points {
				all += point.Title + point.Text
			}
		}
	}
	return all
}

func count(found []finding.Finding, code string) (n int) {
	for _, f := range found {
		if f.Code == code {
			n++
		}
	}
	return n
}

func TestParse_fixture(t *testing.T) {
	page, err := os.ReadFile("testdata/notice.txt")
	if err != nil {
		t.Fatal(err)
	}
	p, found := Parse(string(page))
	want := &Policy{Number: "某政发〔2099〕7号", Title: "某市人民政府关于试办样例园区的意见", Issued: "2099-03-01", Printed: "2099-03-02", Posted: "2099-03-05",
		To: "各区人民政府", Preamble: "为试验解析,提出以下意见:", CopiedTo: "样例单位。",
		Parts: []PolicyPart{
			{Number: "一", Title: "总体要求", Line: 10, Items: []PolicyItem{
				{Clause: "一(一)", Title: "原则", Line: 11, Points: []PolicyItem{
					{Clause: "一(一)1", Title: "统筹", Text: "统一规划。", Line: 12},
					{Clause: "一(一)2", Title: "创新", Text: "发展" + lost + "的园区。续行。", Line: 13}}},
			}},
			{Number: "二", Title: "措施", Line: 15, Items: []PolicyItem{{Clause: "二(一)", Title: "服务", Text: "着力办好(含咨询)各项服务。", Line: 16}}},
		}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
	if count(found, "plan.text.broken") != 1 || count(found, "plan.text.missing") != 0 {
		t.Errorf("findings %v", found)
	}
}

func TestParse_neverFails(t *testing.T) {
	for _, page := range []string{"", "\x00", "一、", "(一)。", strings.Repeat("(", 1000), "某政发〔2099〕7号\n续\n一、甲\n散行", "why? (no)"} {
		p, found := Parse(page)
		if p == nil || len(found) == 0 {
			t.Errorf("%q: %v", page, found)
		}
	}
}

// TestParse_largePage: hostile text of a megabyte is read in seconds, in one line or in many.
func TestParse_largePage(t *testing.T) {
	for _, unit := range []string{"(", "(a", "展?jié)摿Υ?", "关于", "一、\n", "(一)a。\n", "样(ā)", "某政发〔2099〕7号\n一、甲\n(一)乙。\n丙\n", "1.\n", "2015年"} {
		start := time.Now()
		Parse("某政发〔2099〕7号\n一、甲\n" + strings.Repeat(unit, 1<<20/len(unit)))
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%q takes %v", unit, took)
		}
	}
}

func FuzzParse(f *testing.F) {
	page, err := os.ReadFile("testdata/notice.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(page))
	f.Add("展?jié)摿Υ?、?chuàng)新")
	f.Fuzz(func(t *testing.T, page string) {
		if p, _ := Parse(page); p == nil {
			t.Fatal("no policy")
		}
	})
}
