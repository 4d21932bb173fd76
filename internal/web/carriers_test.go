package web

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// demoRows reads a file of the demo by the head of its columns.
func demoRows(t *testing.T, word string) (all []map[string]string) {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(fixture.dir, "files", "*"+word+"*.csv"))
	if len(names) != 1 {
		t.Fatalf("%d files of the demo are called *%s*.csv", len(names), word)
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	cells, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range cells[1:] {
		row := map[string]string{}
		for i, c := range line {
			row[cells[0][i]] = c
		}
		all = append(all, row)
	}
	return all
}

// TestCarriers: titles that end in the year after the demo's last are those that its file gives; the pages show them. Prints how many.
func TestCarriers(t *testing.T) {
	want := map[string]bool{}
	for _, row := range demoRows(t, "资质") {
		if strings.HasPrefix(row["有效期至"], "2021-") {
			want[row["统一社会信用代码"]+row["资质类型"]] = true
		}
	}
	found := planted(t, "select firm_id, as_of_date from measure.title_expiry")
	t.Logf("%d of %d titles that end in 2021 found", len(found), len(want))
	if len(found) != len(want) || len(want) == 0 {
		t.Errorf("%d titles end within a year, the file has %d", len(found), len(want))
	}
	near := planted(t, "select count(*), count(case when is_met then 1 end), max(abs(margin_share)) from measure.firm_near_limit")[0]
	t.Logf("%d firms and limits near each other, %d met", near[0], near[1])
	if near[0].(int64) == 0 || near[2].(float64) > 0.1 {
		t.Errorf("near a limit: %v", near)
	}
	for path, status := range map[string]int{"/carriers": 200, "/en/carriers?kind=base": 200, "/carriers/SYN-ZT-000000": 200, "/carriers?colour=red": 400, "/carriers/none": 404} {
		if got, page := askFor(t, fixture.full.URL+path); got != status {
			t.Errorf("%s: %d, wanted %d\n%.300s", path, got, status, page)
		}
	}
	if status, page := askFor(t, fixture.empty.URL+"/carriers"); status != 200 || !strings.Contains(page, "载体") {
		t.Errorf("without data: %d", status)
	}
}
