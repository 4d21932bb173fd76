package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/demo"

	"github.com/goccy/go-yaml"
)

// TestPlantedSpecialisations: the industry of every cluster is strong in its planted home and its quotient the greatest or second of the region;
// the industries planted beside it are special, entered or left. Prints how many.
func TestPlantedSpecialisations(t *testing.T) {
	var truth demo.Truth
	data, err := os.ReadFile(filepath.Join(fixture.dir, "truth.yaml"))
	if err == nil {
		err = yaml.Unmarshal(data, &truth)
	}
	if err != nil {
		t.Fatal(err)
	}
	homes := foundCells(t, `select q.region, q.industry, cast(rank() over (partition by q.region order by q.lq desc nulls last) as varchar) || case when g.strong then ' strong' else '' end
from measure.industry_lq as q join measure.industry_strong as g on g.set_id = q.set_id and g.year = q.year and g.region = q.region and g.cluster = q.industry
where q.set_id = 'employee_count|prefecture|GB/T 4754-2017|2' and q.year = 2020`)
	found, tested := 0, 0
	industries := map[string]string{"semiconductor_lighting": "39", "polyurethane": "26", "marine_biomedicine": "27", "petroleum_equipment": "35", "copper": "32", "ecological_agriculture": "01", "cloud_computing": "65", "power_distribution": "38", "polymers": "29",
		"advanced_ceramics": "30", "mining_machinery": "35", "steel_materials": "31", "biotechnology": "27", "electric_vehicles": "36", "composites": "30", "construction_machinery": "35", "machine_tools": "34", "lithium_batteries": "38"}
	for _, c := range truth.Clusters {
		tested++
		if place := homes[c.SyntheticCity+" "+industries[c.ID]]; strings.HasSuffix(place, " strong") {
			found++
		} else {
			t.Logf("%s in %s: rank and flag %q", c.ID, c.SyntheticCity, place)
		}
	}
	t.Logf("%d of %d planted home industries are strong clusters", found, tested)
	if tested != 18 || found < 17 {
		t.Errorf("%d of %d planted home industries are strong clusters", found, tested)
	}
	plantedTrades(t, truth.Trades)
}

func plantedTrades(t *testing.T, trades []demo.TradeTruth) {
	changes := foundCells(t, `select region, industry, entry_change from measure.region_entry where set_id = 'employee_count|prefecture|GB/T 4754-2017|2'`)
	want := map[string]string{"special": "kept", "entered": "entered", "left": "left"}
	found, tested := map[string]int{}, map[string]int{}
	for _, trade := range trades {
		tested[trade.Kind]++
		if changes[trade.City+" "+trade.Industry] == want[trade.Kind] {
			found[trade.Kind]++
		}
	}
	for kind, n := range tested {
		t.Logf("%s: %d of %d planted industries found again", kind, found[kind], n)
		if n < 17 || 10*found[kind] < 8*n {
			t.Errorf("%s: %d of %d planted industries found again", kind, found[kind], n)
		}
	}
}

// foundCells is the third column by the first two.
func foundCells(t *testing.T, sql string) map[string]string {
	t.Helper()
	reader, err := fixture.w.Lake().Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	rows, err := reader.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{}
	for _, row := range rows.Data {
		cells[row[0].(string)+" "+row[1].(string)], _ = row[2].(string)
	}
	return cells
}

// TestRegionPageAnswers: sets, years and orders that there are not are told, never guessed.
func TestRegionPageAnswers(t *testing.T) {
	for path, wanted := range map[string]string{"/regions?set=none": "none", "/regions?year=1900": "1900", "/regions?by=size": "value, share", "/regions/999999": "999999", "/matrix?by=size": "member_count"} {
		answer, body := scenario{path: path}.ask(t)
		if answer.StatusCode < 400 || answer.StatusCode >= 500 || !strings.Contains(string(body), wanted) {
			t.Errorf("%s: %d without %q", path, answer.StatusCode, wanted)
		}
	}
}
