package web

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/internal/demo"

	"github.com/goccy/go-yaml"
)

func plantedTruth(t *testing.T) (truth demo.Truth) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fixture.dir, "truth.yaml"))
	if err == nil {
		err = yaml.Unmarshal(data, &truth)
	}
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// askFor fetches an address.
func askFor(t *testing.T, address string) (status int, body string) {
	t.Helper()
	reply, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	all, err := io.ReadAll(reply.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply.StatusCode, string(all)
}

// planted runs SQL over the demo.
func planted(t *testing.T, sql string) [][]any {
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
	return rows.Data
}

// TestPlantedGoals: of the goals to 2027 those that the planted course reaches have a chance of a half or more by the figures to 2024; the
// outputs given twice are found; and the first year at ¥100 bn of every cluster is the planted one. Prints how many.
func TestPlantedGoals(t *testing.T) {
	truth := plantedTruth(t)
	reached, right := map[string]bool{}, 0
	for _, g := range truth.Goals {
		reached[g.ID] = g.Reached
	}
	for _, row := range planted(t, "select target_id, probability from measure.target_chance where plan_id = 'shandong-2022-225' and as_of = 2024") {
		if p := row[1].(float64); (p >= 0.5) == reached[row[0].(string)] {
			right++
		}
	}
	t.Logf("%d of %d goals to 2027 foreseen in 2024", right, len(truth.Goals))
	if right != len(truth.Goals) || right < 4 {
		t.Errorf("%d of %d goals foreseen", right, len(truth.Goals))
	}
	revised := planted(t, "select count(*) from base.observation_revision where not is_latest and abs(change_share) between 0.009 and 0.042")[0][0].(int64)
	t.Logf("%d of %d outputs given twice found", revised, truth.Revisions)
	if revised != int64(truth.Revisions) {
		t.Errorf("%d revisions, planted %d", revised, truth.Revisions)
	}
	passes, crossed := map[string]int{}, 0
	for _, row := range planted(t, "select cluster_id, cast(min(year) as bigint) from measure.cluster_tier where output_cny >= 100000000000 and definition like '集群内企业%' group by cluster_id") {
		passes[row[0].(string)] = int(row[1].(int64))
	}
	for _, c := range truth.Clusters {
		if passes[c.ID] == c.Passes {
			crossed++
		} else {
			t.Errorf("%s: first at 100 bn in %d, planted %d", c.ID, passes[c.ID], c.Passes)
		}
	}
	t.Logf("%d of %d crossing years found", crossed, len(truth.Clusters))
}

// TestTiers: in a tier nobody's upper bound lies below the lower bound of its first, and the first of the next tier is surely smaller than it.
func TestTiers(t *testing.T) {
	rows := planted(t, "select cluster_id, cast(low_cny as double), cast(high_cny as double), tier, rank_best, rank, rank_worst from measure.cluster_tier where year = 2020 and definition like '集群内企业%' order by rank, cluster_id")
	tier, low := int64(0), 0.0
	for _, row := range rows {
		if row[3].(int64) != tier {
			if tier > 0 && row[2].(float64) >= low {
				t.Errorf("%s begins tier %d, but may be as large as the first of tier %d", row[0], row[3], tier)
			}
			tier, low = row[3].(int64), row[1].(float64)
		} else if row[2].(float64) < low {
			t.Errorf("%s is in tier %d, but surely smaller than its first", row[0], tier)
		}
		if row[4].(int64) > row[5].(int64) || row[6].(int64) < row[5].(int64) {
			t.Errorf("%s: rank %d outside %d–%d", row[0], row[5], row[4], row[6])
		}
	}
	t.Logf("%d clusters in %d tiers", len(rows), tier)
	if len(rows) != 18 || tier < 3 || tier >= 18 {
		t.Errorf("%d clusters in %d tiers", len(rows), tier)
	}
}

// TestCompletion: the table has a line for every target and every named cluster, as page and as file, with the planted counts.
func TestCompletion(t *testing.T) {
	_, csv := askFor(t, fixture.full.URL+"/plan/completion/csv")
	lines := strings.Split(strings.TrimSpace(csv), "\r\n")
	if len(lines) != 1+3+18 {
		t.Fatalf("%d lines:\n%s", len(lines), csv)
	}
	for _, want := range []string{",一(三),5,5,个集群,2015,申报,已达到,0,2015,", ",一(三),15,12,个集群,2020,", ",一(三),20,14,个集群,2020,"} {
		if !strings.Contains(csv, want) {
			t.Errorf("the table lacks %s:\n%s", want, csv)
		}
	}
	for path, want := range map[string]string{"/plan/completion": "规划完成情况一览表", "/en/plan/completion?year=2018": "Table of completion", "/plan/completion?plan=shandong-2022-225": "截至年份 2024"} {
		if status, page := askFor(t, fixture.full.URL+path); status != 200 || !strings.Contains(page, want) {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, _ := askFor(t, fixture.full.URL+"/plan/completion/pdf"); status != 400 && status != 404 {
		t.Errorf("unknown format: %d", status)
	}
	if status, _ := askFor(t, fixture.empty.URL+"/plan/completion"); status != 200 {
		t.Errorf("without data: %d", status)
	}
}
