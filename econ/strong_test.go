package econ

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// sharedData is the folder of public data files, or a reason to skip.
func sharedData(t *testing.T, name ...string) string {
	t.Helper()
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../shared/data"
	}
	path := filepath.Join(append([]string{root}, name...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	return path
}

// records are the rows of a CSV file by the names of its header.
func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	if filepath.Ext(path) == ".gz" {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		r = csv.NewReader(z)
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func number(s string) float64 {
	x, _ := strconv.ParseFloat(s, 64)
	return x
}

// TestStrongClusters_states: the flags that the US Cluster Mapping project published for 50 states and 51 traded clusters in 2016.
func TestStrongClusters_states(t *testing.T) {
	var cluster []int
	var jobs, sites, lq []float64
	var want []map[string]string
	numbers := map[string]int{}
	for _, row := range records(t, sharedData(t, "clusters", "us_cluster_mapping", "states_clusters_2016.csv.gz")) {
		if row["traded_b"] != "TRUE" {
			continue
		}
		c, known := numbers[row["cluster_code_t"]]
		if !known {
			c = len(numbers)
			numbers[row["cluster_code_t"]] = c
		}
		cluster, jobs, sites, lq = append(cluster, c), append(jobs, number(row["emp_tl"])), append(sites, number(row["est_tl"])), append(lq, number(row["lq_tf"]))
		want = append(want, row)
	}
	if len(cluster) != 2550 {
		t.Fatalf("%d rows, there are 2550", len(cluster))
	}
	strong := 0
	for k, got := range StrongClusters(cluster, jobs, sites, lq) {
		for name, flag := range map[string]bool{"strong_b": got.Strong, "strong10_b": got.Strong10, "significant_b": got.Significant, "qualifying_b": got.Qualifying} {
			if flag != (want[k][name] == "TRUE") {
				t.Errorf("%s in %s: %s is %q, ours %v", want[k]["cluster_name_t"], want[k]["region_short_name_t"], name, want[k][name], flag)
			}
		}
		if got.Strong {
			strong++
		}
	}
	if strong != 512 {
		t.Errorf("%d strong clusters, 512 were published", strong)
	}
}

func TestQuantile_type7(t *testing.T) { // R 4.2.2: quantile(c(1,2,4,8), c(0,.25,.5,.9,1))
	for p, want := range map[float64]float64{0: 1, 0.25: 1.75, 0.5: 3, 0.9: 6.8, 1: 8} {
		if got := Quantile([]float64{1, 2, 4, 8}, p); got < want-1e-12 || got > want+1e-12 {
			t.Errorf("quantile %g: %g, R says %g", p, got, want)
		}
	}
}
