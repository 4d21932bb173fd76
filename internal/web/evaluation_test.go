package web

import (
	"os"
	"path/filepath"
	"testing"

	"asterism/internal/demo"

	"github.com/goccy/go-yaml"
)

// TestPlantedEvaluation finds planted facts again in the indicators and checks of the demo: clusters above ¥100 bn by I01 with its status and source, clusters
// that share a national zone, and members of the roster. Prints the checks of the 2026 rule.
func TestPlantedEvaluation(t *testing.T) {
	var truth demo.Truth
	data, err := os.ReadFile(filepath.Join(fixture.dir, "files", "truth.yaml"))
	if os.IsNotExist(err) {
		data, err = os.ReadFile(filepath.Join(fixture.dir, "truth.yaml"))
	}
	if err == nil {
		err = yaml.Unmarshal(data, &truth)
	}
	if err != nil {
		t.Fatal(err)
	}
	reader, err := fixture.w.Lake().Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	query := func(sql string) [][]any {
		rows, err := reader.Query(t.Context(), sql)
		if err != nil {
			t.Fatal(err)
		}
		return rows.Data
	}
	for _, row := range query("select year, count(*), count(figure_status), count(source), count(definition) from measure.cluster_indicator where indicator = 'I01' and figure_basis = 'reported' and value >= 1e11 and year in (2015, 2020) group by year order by year") {
		want := map[int64]int{2015: truth.Targets.Over100bn2015, 2020: truth.Targets.Over100bn2020}[row[0].(int64)]
		t.Logf("%d: %d clusters above ¥100 bn by I01, planted %d", row[0], row[1], want)
		if row[1] != int64(want) || row[2] != row[1] || row[3] != row[1] || row[4] != row[1] {
			t.Errorf("%v, planted %d, each with status, source and definition", row, want)
		}
	}
	members := map[string]float64{}
	for _, row := range query("select cluster_id, max(value) from measure.cluster_indicator where indicator = 'I04' and figure_basis = 'computed' group by cluster_id") {
		members[row[0].(string)], _ = row[1].(float64)
	}
	found := 0
	for _, c := range truth.Clusters {
		if members[c.ID] == float64(c.Members) {
			found++
		}
	}
	t.Logf("%d of %d planted rosters counted by I04", found, len(truth.Clusters))
	if found != len(truth.Clusters) {
		t.Errorf("%d of %d planted rosters", found, len(truth.Clusters))
	}
	for _, row := range query("select condition_id, check_state, count(*) from measure.recognition_check where index_id = 'r2026' and year = 2020 group by condition_id, check_state order by condition_id, check_state") {
		t.Logf("r2026 %s %s: %d", row[0], row[1], row[2])
	}
	if n := query("select count(*) from measure.recognition_check where (value is null and condition_id <> 'x' and check_state <> 'unknown') or (check_state = 'unknown' and unknown_reason is null)")[0][0]; n != int64(0) {
		t.Errorf("%d checks without evidence or reason", n)
	}
	if n := query("select count(*) from measure.recognition_check where index_id = 'r2026' and is_in_force")[0][0]; n != int64(0) {
		t.Errorf("%d checks by the 2026 rule are said to be in force in years before it", n)
	}
	scale := map[string]int{}
	for i, row := range query("select entity_id, rank_low, rank_high, rank from measure.index_score where index_id = 'r2021' and year = 2020 and rank is not null order by rank") {
		scale[row[0].(string)] = i
		if row[1].(int64) > row[3].(int64) || row[2].(int64) < row[3].(int64) {
			t.Errorf("rank outside its interval: %v", row)
		}
	}
	right, pairs := 0, 0
	for _, a := range truth.Clusters {
		for _, b := range truth.Clusters {
			if a.Passes > 0 && b.Passes == 0 {
				pairs++
				if scale[a.ID] < scale[b.ID] {
					right++
				}
			}
		}
	}
	t.Logf("%d of %d pairs: the cluster planted to pass ¥100 bn stands before the one that never does", right, pairs)
	if pairs == 0 || float64(right) < 0.9*float64(pairs) {
		t.Errorf("%d of %d pairs in the planted order", right, pairs)
	}
}
