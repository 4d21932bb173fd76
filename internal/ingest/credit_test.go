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

// TestCodesOfEntityTables: a code of 18 characters is checked and folded, other keys and names stay as written.
func TestCodesOfEntityTables(t *testing.T) {
	list := "供应商代码,客户代码,年份\n９１３５０１００m000100y43,91350100M000100Y44,2015\n91350100 M000100Y43,own-key-1,2016\n合成示例企业,k2,2017\n"
	l := openLake(t)
	res := mustRun(t, l, Request{Paths: []string{write(t, "supply.csv", []byte(list))}, Set: map[string]string{"product_code": "p"}})
	if f := res.Files[0]; f.Accepted != 3 || f.Rejected != 0 {
		t.Fatalf("%+v %+v", f, res.Findings)
	}
	got := query(t, l, "select supplier_id, customer_id from raw.supply order by record")
	if want := "91350100M000100Y43 91350100M000100Y44\n91350100M000100Y43 own-key-1\n合成示例企业 k2"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	n, f := findingsNamed(res.Findings, "uscc.wrong_check_digit")
	if n != 1 || f.Severity != finding.Warning || f.Field != "customer_id" || f.Value != "91350100M000100Y44" {
		t.Errorf("%d, %+v of %+v", n, f, res.Findings)
	}
}

func TestBearersOfCodes(t *testing.T) {
	tables, err := LoadTables(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	for table, column := range map[string]string{"firm": "firm_id", "firm_year": "firm_id", "supply": "supplier_id", "platform": "host_id", "alliance_member": "member_id"} {
		if d, _ := tables.Named(table); !d.Columns[d.index[column]].bearer {
			t.Errorf("%s.%s is not checked", table, column)
		}
	}
	if d, _ := tables.Named("region"); d.Columns[d.index["region_code"]].bearer {
		t.Error("region_code is checked")
	}
}
