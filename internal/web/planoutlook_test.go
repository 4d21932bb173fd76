package web

import (
	"os"
	"path/filepath"
	"testing"

	"asterism/internal/demo"

	"github.com/goccy/go-yaml"
)

// TestPlantedTargets: the year in which the demo's clusters cross ¥100 bn, foreseen a year before T1 and T3 are due: a chance of a half or more for
// those that cross by then, less for the others. Prints how many.
func TestPlantedTargets(t *testing.T) {
	var truth demo.Truth
	data, err := os.ReadFile(filepath.Join(fixture.dir, "truth.yaml"))
	if err == nil {
		err = yaml.Unmarshal(data, &truth)
	}
	if err != nil {
		t.Fatal(err)
	}
	passes := map[string]int{}
	for _, c := range truth.Clusters {
		passes[c.ID] = c.Passes
	}
	reader, err := fixture.w.Lake().Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	rows, err := reader.Query(t.Context(), "select entity_id, due_year, probability from measure.target_chance where figure_status = 'reported' and as_of = due_year - 1 and probability is not null and plan_id = 'shandong-2015-4' and year_count > 3 order by due_year, entity_id")
	if err != nil {
		t.Fatal(err)
	}
	right, brier, n := map[int64]int{}, map[int64]float64{}, map[int64]int{}
	for _, row := range rows.Data {
		pass, known := passes[row[0].(string)]
		if !known {
			continue
		}
		due, p, real := row[1].(int64), row[2].(float64), 0.0
		if pass > 0 && int64(pass) <= due {
			real = 1
		}
		if (p >= 0.5) == (real == 1) {
			right[due]++
		} else {
			t.Logf("%s: P(%d) = %.2f, planted year %d", row[0], due, p, pass)
		}
		brier[due], n[due] = brier[due]+(p-real)*(p-real), n[due]+1
	}
	for _, due := range []int64{2015, 2020} {
		t.Logf("due %d: %d of %d planted clusters foreseen a year before, Brier score %.3f", due, right[due], n[due], brier[due]/float64(n[due]))
		if n[due] < 18 || right[due] < 15 || brier[due]/float64(n[due]) > 0.15 {
			t.Errorf("due %d: %d of %d foreseen, Brier score %.3f", due, right[due], n[due], brier[due]/float64(n[due]))
		}
	}
}
