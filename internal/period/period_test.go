package period

import (
	"fmt"
	"testing"
	"time"

	"asterism/internal/fail"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	twelfth := Period{Kind: Plan, Year: 2011, Index: 12}
	for text, want := range map[string]Period{
		"2015": OfYear(2015), " ２０１５年 ": OfYear(2015), "2015年度": OfYear(2015),
		"2015-Q1": {Kind: Quarter, Year: 2015, Index: 1}, "2015q4": {Kind: Quarter, Year: 2015, Index: 4},
		"2015年第一季度": {Kind: Quarter, Year: 2015, Index: 1}, "2015年3季度": {Kind: Quarter, Year: 2015, Index: 3},
		"2015-03": {Kind: Month, Year: 2015, Index: 3}, "2015年3月": {Kind: Month, Year: 2015, Index: 3}, "2015/12": {Kind: Month, Year: 2015, Index: 12},
		"十二五": twelfth, "“十二五”": twelfth, "“十二五”期间": twelfth, "FYP12": twelfth, "第十二个五年规划": twelfth,
		"一五": {Kind: Plan, Year: 1953, Index: 1}, "十四五": {Kind: Plan, Year: 2021, Index: 14},
		"十三五末": {Kind: Year, Year: 2020, AtEnd: true}, "“十二五”末": {Kind: Year, Year: 2015, AtEnd: true}, "2015年末": {Kind: Year, Year: 2015, AtEnd: true},
		"2015年3月末": {Kind: Month, Year: 2015, Index: 3, AtEnd: true},
	} {
		got, err := Parse(text)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "15", "2015-13", "2015-Q5", "十十五", "五", "二〇一五年", "末", "2015年0月"} {
		if got, err := Parse(text); fail.KindOf(err) != fail.Invalid || err == nil {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestString_parsesBack(t *testing.T) {
	for _, p := range []Period{OfYear(2015), {Kind: Quarter, Year: 2015, Index: 2}, {Kind: Month, Year: 2015, Index: 11}, {Kind: Plan, Year: 2016, Index: 13}} {
		if got, err := Parse(p.String()); err != nil || got != p {
			t.Errorf("%s: %+v %v", p, got, err)
		}
	}
}

func TestRange(t *testing.T) {
	for text, want := range map[string]string{
		"2015": "2015-01-01 2016-01-01", "2015-Q4": "2015-10-01 2016-01-01", "2016-02": "2016-02-01 2016-03-01",
		"十二五": "2011-01-01 2016-01-01", "一五": "1953-01-01 1958-01-01", "三五": "1966-01-01 1971-01-01",
	} {
		p, err := Parse(text)
		if got := p.Start().Format(time.DateOnly) + " " + p.End().Format(time.DateOnly); err != nil || got != want {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
}

func TestContains(t *testing.T) {
	p := Period{Kind: Quarter, Year: 2015, Index: 1}
	shanghai := time.FixedZone("CST", 8*3600)
	for day, want := range map[time.Time]bool{
		time.Date(2015, 1, 1, 0, 0, 0, 0, shanghai):    true,
		time.Date(2015, 3, 31, 23, 59, 0, 0, shanghai): true,
		time.Date(2015, 4, 1, 0, 0, 0, 0, shanghai):    false,
		time.Date(2014, 12, 31, 23, 0, 0, 0, time.UTC): false,
	} {
		if p.Contains(day) != want {
			t.Errorf("%v in %v: %v", day, p, !want)
		}
	}
}

func TestNext(t *testing.T) {
	for text, want := range map[string]string{"2015": "2016", "2015-Q4": "2016-Q1", "2015-Q1": "2015-Q2", "2015-12": "2016-01", "2015-01": "2015-02", "二五": "FYP3", "十二五": "FYP13"} {
		p, _ := Parse(text)
		if got := p.Next().String(); got != want {
			t.Errorf("after %s comes %s", text, got)
		}
	}
}

func TestPlanOf(t *testing.T) {
	for year, want := range map[int]int{1952: 0, 1953: 1, 1962: 2, 1964: 0, 1966: 3, 2010: 11, 2011: 12, 2015: 12, 2016: 13, 2026: 15} {
		if p, ok := PlanOf(year); p.Index != want || ok != (want > 0) {
			t.Errorf("%d lies in %+v", year, p)
		}
	}
	if diff := cmp.Diff([]int{2011, 2012, 2013, 2014, 2015}, Period{Kind: Plan, Year: 2011, Index: 12}.Years()); diff != "" {
		t.Error(diff)
	}
}

func TestFormat(t *testing.T) {
	for text, want := range map[string][2]string{
		"2015": {"2015年", "2015"}, "2015-Q1": {"2015年第1季度", "Q1 2015"}, "2015-03": {"2015年3月", "March 2015"},
		"十二五": {"“十二五”（2011—2015年）", "12th Five-Year Plan (2011–2015)"}, "FYP23": {"“二十三五”（2066—2070年）", "23rd Five-Year Plan (2066–2070)"},
		"十三五末": {"2020年末", "end of 2020"},
	} {
		p, _ := Parse(text)
		if got := [2]string{p.Format("zh"), p.Format("en")}; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func ExampleParse() {
	p, _ := Parse("“十二五”末")
	fmt.Println(p.Format("zh"), p.LastYear())
	// Output: 2015年末 2015
}
