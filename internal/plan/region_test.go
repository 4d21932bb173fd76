package plan

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/content"

	"github.com/google/go-cmp/cmp"
)

// TestMembers checks zones against the totals of their own plans (domain facts: BLUE 6 cities and 2 counties, YRD
// 19 counties, CAPITAL 7 cities with 52, WEST 6 cities and 2 counties with 60).
func TestMembers(t *testing.T) {
	p := product(t, "shandong-2015-4")
	want := map[string]int{"BLUE": 10 + 5 + 12 + 12 + 4 + 4 + 2, "YRD": 19, "CAPITAL": 52, "WEST": 60}
	got := map[string]int{}
	for _, z := range p.Zones {
		got[z.ID] = len(p.memberCodes(z))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCitiesAt(t *testing.T) {
	d := &product(t, "shandong-2015-4").Division
	for year, want := range map[int]int{2013: 17, 2015: 17, 2018: 17, 2019: 16, 2026: 16} {
		if got := len(d.CitiesAt(year)); got != want {
			t.Errorf("%d cities at the end of %d, want %d", got, year, want)
		}
	}
	for year, want := range map[int]int{2013: 137, 2019: 137, 2020: 136} {
		if got := len(d.CountiesAt(year)); got != want {
			t.Errorf("%d counties at the end of %d, want %d", got, year, want)
		}
	}
}

func TestResolve(t *testing.T) {
	d := &product(t, "shandong-2015-4").Division
	for _, c := range []struct {
		code string
		year int
		want Region
	}{
		{"371202", 2018, Region{Code: "371202", Name: "莱城区", City: "371200"}},
		{"371202", 2019, Region{Code: "370116", Name: "莱芜区", City: "370100", Former: []string{"371202"}}},
		{"371200", 2019, Region{Code: "370100", Name: "济南市", City: "370100", Former: []string{"371200"}}},
		{"371324", 2014, Region{Code: "371324", Name: "兰陵县", City: "371300"}},
		{"370634", 2026, Region{Code: "370614", Name: "蓬莱区", City: "370600", Former: []string{"370634"}}},
	} {
		got, ok := d.Resolve(c.code, c.year)
		if diff := cmp.Diff(c.want, got); !ok || diff != "" {
			t.Errorf("%s in %d: %s", c.code, c.year, diff)
		}
	}
	for _, code := range []string{"", "371299", "370116"} {
		if _, ok := d.Resolve(code, 2020); ok {
			t.Errorf("%q resolved", code)
		}
	}
	if _, ok := d.Resolve("370100", 2012); ok {
		t.Error("a year before the division resolved")
	}
}

// TestZonesOf takes the overlaps the zone plans have: 乐陵 and 庆云 lie in three zones, 无棣 and 沾化 too.
func TestZonesOf(t *testing.T) {
	p := product(t, "shandong-2015-4")
	for county, want := range map[string][]string{
		"371481": {"YRD", "CAPITAL", "WEST"}, "371423": {"YRD", "CAPITAL", "WEST"}, "371623": {"BLUE", "YRD", "CAPITAL"},
		"370921": {"CAPITAL", "WEST"}, "370322": {"YRD", "CAPITAL"}, "370683": {"BLUE", "YRD"}, "370102": {"CAPITAL"}, "370911": {"CAPITAL"},
	} {
		if diff := cmp.Diff(want, p.ZonesOf(county, 2015)); diff != "" {
			t.Errorf("%s: %s", county, diff)
		}
	}
	if got := p.ZonesOf("370102", 2021); got != nil {
		t.Errorf("after the zone's plan: %v", got)
	}
	if len(p.Overlaps(2015)) != 5 {
		t.Errorf("overlaps %v", p.Overlaps(2015))
	}
}

// TestDivision_againstCodeTable compares the division as of 2023 with the open code table of 2023, where the test
// data are. Codes from 71 on are statistical pseudo-codes of development zones, not GB/T 2260.
func TestDivision_againstCodeTable(t *testing.T) {
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	file, err := os.Open(filepath.Join(dir, "patents", "regions", "areas.csv"))
	if err != nil {
		t.Skip("no test data: set ASTERISM_DATA to their folder")
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, r := range rows {
		pseudo := r[0][4:] >= "71" && r[0][4:] < "81"
		if strings.HasPrefix(r[0], "37") && !pseudo {
			want[r[0]] = r[1]
		}
	}
	got := map[string]string{}
	d := product(t, "shandong-2015-4").Division
	for _, r := range d.CountiesAt(2023) {
		got[r.Code] = r.Name
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestDivision_againstClassification: the plan's division and the product's table of regions, kept apart so that a
// plan stands by itself, say the same in 2013, 2015 and now.
func TestDivision_againstClassification(t *testing.T) {
	data, err := fs.ReadFile(content.FS, "base/division.csv")
	fatal(t, err)
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	fatal(t, err)
	d := product(t, "shandong-2015-4").Division
	for _, year := range []int{2013, 2015, 2018, 2019, 2026} {
		day, want, got := itoa(year)+"-12-31", map[string]string{}, map[string]string{}
		for _, row := range rows[1:] { // code, name, name_en, level, parent, valid_from, valid_to
			county := row[3] == "county" && strings.HasPrefix(row[0], "37")
			if county && row[5] <= day && (row[6] == "" || row[6] >= day) {
				want[row[0]] = row[1]
			}
		}
		for _, region := range d.CountiesAt(year) {
			got[region.Code] = region.Name
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d: %s", year, diff)
		}
	}
}
