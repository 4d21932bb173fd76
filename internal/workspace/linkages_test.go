package workspace

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestJapaneseLinkages imports the tables of Japan and its 48 areas as flows, and finds the linkages in the built table as they were computed apart.
func TestJapaneseLinkages(t *testing.T) {
	flows := japaneseFlows(sheetOf(t, "japan_IOTable.csv"))
	d := newDesk(t)
	d.only = []string{"measure.io_linkage"}
	d.take("io_flow.csv", flows)
	d.build()
	r, err := d.lake.Read(t.Context(), 0)
	d.must(err)
	defer r.Close()
	rows, err := r.Query(t.Context(), "select region, sector, influence, sensitivity_leontief, sensitivity_ghosh, loss_gone_share from measure.io_linkage")
	d.must(err)
	found := map[string][]any{}
	for _, row := range rows.Data {
		found[row[0].(string)+" "+row[1].(string)] = row[2:]
	}
	n := 0
	for _, row := range sheetOf(t, "expected_japan_linkages.csv")[1:] {
		sector, _ := strconv.Atoi(row[1])
		got := found[fmt.Sprintf("%s|2015 %02d", row[0], sector)]
		for i, at := range []int{3, 4, 5, 7} {
			want, err := strconv.ParseFloat(row[at], 64)
			if err != nil || got == nil || math.Abs(got[i].(float64)-want) > 1e-8*max(1, math.Abs(want)) {
				t.Fatalf("area %s, sector %s: %v, want %v", row[0], row[1], got, row)
			}
		}
		n++
	}
	t.Logf("%d sectors of 49 tables as computed apart", n)
	if n != 588 {
		t.Errorf("%d sectors, want 588", n)
	}
}

// japaneseFlows writes columns RiCj and Yi, in millions, as rows of the importable table.
func japaneseFlows(sheet [][]string) string {
	var long strings.Builder
	long.WriteString("region_code,year,from_sector,to_sector,flow_cny\n")
	flow := regexp.MustCompile(`^R(\d+)C(\d+)$`)
	for _, row := range sheet[1:] {
		for i, h := range sheet[0] {
			from, to := strings.TrimPrefix(h, "Y"), "总产出"
			if m := flow.FindStringSubmatch(h); m != nil {
				from, to = m[1], m[2]
			}
			x, err := strconv.ParseFloat(row[i], 64)
			if _, no := strconv.Atoi(from); no == nil && err == nil {
				fmt.Fprintf(&long, "%s,2015,%s,%s,%.2f\n", row[0], twoDigits(from), twoDigits(to), x*1e6)
			}
		}
	}
	return long.String()
}

// twoDigits puts numbers of sectors in order; a word stays.
func twoDigits(s string) string {
	if _, err := strconv.Atoi(s); err == nil && len(s) == 1 {
		return "0" + s
	}
	return s
}

func sheetOf(t *testing.T, name string) [][]string {
	t.Helper()
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(dir, "clusters", "io_tables", name))
	if err != nil {
		t.Skipf("no data: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
