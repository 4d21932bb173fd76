package web

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"asterism/internal/derive"
	"asterism/internal/ingest"

	"golang.org/x/net/html"
)

// usMapping is how a user maps the published table of US states: year and classification are constants the file lacks.
const usMapping = `table: region_industry_year
columns:
  - {header: region_code_t, field: region_code}
  - {header: cluster_code_t, field: industry_code}
  - {header: emp_tl, field: employee_count}
  - {header: est_tl, field: establishment_count}
  - {header: lq_tf, field: employment_lq}
set: {year: "2016", classification: US Benchmark Cluster Definitions}
`

// TestUSClusterMapping imports the published clusters of 50 US states as a user would and holds the flags on the pages of the states against the
// published ones: all four flags, all traded clusters, no difference.
func TestUSClusterMapping(t *testing.T) {
	file := filepath.Join(cmpOr(os.Getenv("ASTERISM_DATA"), "../../../shared/data"), "clusters/us_cluster_mapping/states_clusters_2016.csv.gz")
	rows := publishedClusters(t, file)
	site := usSite(t, file, rows)
	names := map[string]string{}
	for _, row := range rows {
		names[row["region_code_t"]] = row["region_short_name_t"]
	}
	seen, strong, wrong := 0, 0, 0
	for code, name := range names {
		page, body := regionPage(t, site, code)
		if !bytes.Contains(body, []byte("<h1>"+name)) {
			t.Errorf("%s: the page is not headed %s", code, name)
		}
		for _, row := range rows {
			if row["region_code_t"] != code || row["traded_b"] != "TRUE" {
				continue
			}
			flags, shown := page[row["cluster_code_t"]]
			if !shown {
				t.Errorf("%s, %s: not on the page", name, row["cluster_name_t"])
			}
			seen++
			for _, flag := range []string{"strong", "strong10", "significant", "qualifying"} {
				published := row[flag+"_b"] == "TRUE"
				if published && flag == "strong" {
					strong++
				}
				if published != slices.Contains(flags, flag) {
					wrong++
					t.Errorf("%s, %s: %s is %s, the page has %v", name, row["cluster_name_t"], flag, row[flag+"_b"], flags)
				}
			}
		}
	}
	t.Logf("%d rows of %d states, %d strong: %d flags differ from the published ones", seen, len(names), strong, wrong)
	if seen != 2550 || strong != 512 {
		t.Errorf("%d rows, %d strong: the file has 2,550 and 512", seen, strong)
	}
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func publishedClusters(t *testing.T, file string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Skip("the published clusters of US states are not here: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// usSite is a workspace with the states, the clusters and the published table, and its pages.
func usSite(t *testing.T, file string, rows []map[string]string) *httptest.Server {
	t.Helper()
	dir := t.TempDir()
	states, clusters := "区划代码,名称,级别\n", "分类标准,行业代码,行业名称,是否可贸易\n"
	seen := map[string]bool{}
	for _, row := range rows {
		if state := row["region_code_t"]; !seen["r"+state] {
			seen["r"+state] = true
			states += state + "," + row["region_short_name_t"] + ",state\n"
		}
		if cluster := row["cluster_code_t"]; !seen["c"+cluster] {
			seen["c"+cluster] = true
			clusters += fmt.Sprintf("US Benchmark Cluster Definitions,%s,%q,%s\n", cluster, row["cluster_name_t"], map[string]string{"TRUE": "是", "FALSE": "否"}[row["traded_b"]])
		}
	}
	for name, text := range map[string]string{"regions.csv": states, "industries.csv": clusters, "map.yaml": usMapping} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w, err := open(filepath.Join(dir, "workspace"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	for _, request := range []ingest.Request{{Paths: []string{filepath.Join(dir, "regions.csv"), filepath.Join(dir, "industries.csv")}}, {Paths: []string{file}, Map: filepath.Join(dir, "map.yaml")}} {
		if _, err := w.Import(t.Context(), "test", request); err != nil {
			t.Fatal(err)
		}
	}
	result, err := w.Build(t.Context(), "test", derive.Options{Only: []string{"measure.industry_strong", "measure.region_profile", "measure.region_shift", "measure.region_complexity", "measure.region_potential", "measure.region_entry", "measure.industry_proximity"}})
	if err != nil || len(result.Failed) > 0 {
		t.Fatal(err, result.Failed)
	}
	site, closers := serve(w, nil)
	t.Cleanup(func() {
		for _, c := range closers {
			c()
		}
	})
	return site
}

// regionPage reads the flags of every industry off a region's page.
func regionPage(t *testing.T, site *httptest.Server, code string) (map[string][]string, []byte) {
	t.Helper()
	answer, err := http.Get(site.URL + "/en/regions/" + url.PathEscape(code))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(code, answer.Status, err, body.String())
	}
	page, err := html.Parse(bytes.NewReader(body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, row := range selects(page, "section#portfolio tbody tr") {
		var industry string
		var flags []string
		for n := range row.Descendants() {
			if n.Type == html.ElementNode && n.Data == "th" {
				industry = attribute(n, "title")
			}
			if flag := attribute(n, "data-flag"); flag != "" {
				flags = append(flags, flag)
			}
		}
		found[strings.TrimSpace(industry)] = flags
	}
	return found, body.Bytes()
}
