package ingest

import (
	"testing"

	"asterism/content"
	"asterism/internal/finding"
	"asterism/internal/lang"
)

func findingsNamed(groups []finding.Group, code string) (n int64, first finding.Finding) {
	for _, g := range groups {
		if g.Code == code {
			n, first = n+g.Count, g.Examples[0]
		}
	}
	return n, first
}

// TestCreditCodeCauses: each way a code can be wrong is a cause of its own, and a suggestion shows only where one is.
func TestCreditCodeCauses(t *testing.T) {
	list := "申请号,标题,申请人,统一社会信用代码\n" +
		"CN201510163325.6,甲,示例,91350100M000100Y44\nCN201510163326.0,乙,示例,9135O100M000100Y43\n" +
		"CN201510163327.5,丙,示例,91350100M000100\nCN201510163328.X,丁,示例,91350A00M000100Y43\n" +
		"CN201510163329.4,戊,示例,91350100V000100Y43\n"
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "list.csv", []byte(list))}})
	for _, code := range []string{"uscc.wrong_check_digit", "uscc.mistaken_letter", "uscc.wrong_length", "uscc.wrong_region", "uscc.wrong_character"} {
		if n, _ := findingsNamed(res.Findings, code); n != 1 {
			t.Errorf("%d of %s: %+v", n, code, res.Findings)
		}
	}
	words, err := lang.Load(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	_, f := findingsNamed(res.Findings, "uscc.mistaken_letter")
	if got := words.Text("en", "finding.uscc.mistaken_letter.do", "suggestion", f.Args["suggestion"]); got != "check the code; it may be 91350100M000100Y43" {
		t.Error(got)
	}
}
