package content

import (
	"bufio"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// table reads a code table as maps by column name.
func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := FS.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReader(f))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(name, err)
	}
	var out []map[string]string
	for _, cells := range rows[1:] {
		m := map[string]string{}
		for i, c := range cells {
			m[rows[0][i]] = c
		}
		out = append(out, m)
	}
	return out
}

func inForce(r map[string]string, day string) bool {
	return (r["valid_from"] == "" || r["valid_from"] <= day) && (r["valid_to"] == "" || r["valid_to"] >= day)
}

func count(rows []map[string]string, level, prefix, day string) int {
	n := 0
	for _, r := range rows {
		if r["level"] == level && strings.HasPrefix(r["code"], prefix) && inForce(r, day) {
			n++
		}
	}
	return n
}

func TestRegions(t *testing.T) {
	rows := table(t, "base/division.csv")
	for _, c := range []struct {
		level, prefix, day string
		want               int
	}{
		{"province", "", "2013-06-30", 34}, {"city", "37", "2013-06-30", 17}, {"city", "37", "2018-12-31", 17}, {"city", "37", "2019-06-30", 16},
		{"county", "37", "2013-06-30", 138}, {"county", "37", "2015-12-31", 137}, {"county", "37", "2023-06-30", 136},
	} {
		if got := count(rows, c.level, c.prefix, c.day); got != c.want {
			t.Errorf("%s of %s on %s: %d, want %d", c.level, c.prefix, c.day, got, c.want)
		}
	}
	codes := map[string]bool{"": true}
	for _, r := range rows {
		codes[r["code"]] = true
	}
	for _, r := range rows {
		if !codes[r["parent"]] || len(r["code"]) != 6 {
			t.Errorf("%s %s: parent %s", r["code"], r["name"], r["parent"])
		}
	}
	for _, c := range table(t, "classifications/region_changes.csv") {
		if !codes[c["old"]] || !codes[c["new"]] {
			t.Errorf("change %s → %s names an unknown code", c["old"], c["new"])
		}
	}
}

// The present divisions agree with an open table of 2023, its statistical pseudo-codes (71–79) left out.
func TestRegionsAgainstOpenTable(t *testing.T) {
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = "../../shared/data"
	}
	b, err := os.ReadFile(filepath.Join(dir, "patents/regions/areas.csv"))
	if err != nil {
		t.Skip("no real data: set ASTERISM_DATA to its folder: ", err)
	}
	want := map[string]string{}
	cells, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cells[1:] {
		if strings.HasPrefix(c[0], "37") && c[0][4] != '7' {
			want[c[0]] = c[1]
		}
	}
	for _, r := range table(t, "base/division.csv") {
		if r["level"] != "county" || !inForce(r, "2023-06-30") {
			continue
		}
		if want[r["code"]] != r["name"] {
			t.Errorf("%s %s: the open table says %q", r["code"], r["name"], want[r["code"]])
		}
		delete(want, r["code"])
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}

func TestIndustriesAndKinds(t *testing.T) {
	industries := table(t, "classifications/industries.csv")
	if s, d := count(industries, "section", "", ""), count(industries, "division", "", ""); s != 20 || d != 97 {
		t.Errorf("%d sections, %d divisions", s, d)
	}
	seen := map[string]bool{}
	for _, k := range table(t, "classifications/kind_codes.csv") {
		if key := k["office"] + k["kind"]; seen[key] {
			t.Errorf("kind %s stands twice", key)
		} else {
			seen[key] = true
		}
	}
}
