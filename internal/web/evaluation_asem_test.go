package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"asterism/internal/derive"
	"asterism/internal/ingest"
	"asterism/internal/workspace"
)

// TestAsemIsShown: the ASEM figures as observations and the index as a file of the workspace's own, as a user would bring them; the table and the page give the
// published scores and ranks (COINr 1.1.14).
func TestAsemIsShown(t *testing.T) {
	root := os.Getenv("ASTERISM_DATA")
	if root == "" {
		root = "../../../shared/data"
	}
	root = filepath.Join(root, "clusters", "coinr_asem")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("no test data: %v (set ASTERISM_DATA)", err)
	}
	dir, ctx := filepath.Join(t.TempDir(), "asem"), context.Background()
	if err := workspace.Init(dir); err != nil {
		t.Fatal(err)
	}
	scheme, observations := asemFiles(t, root)
	file := filepath.Join(t.TempDir(), "observation.csv")
	for name, text := range map[string]string{filepath.Join(dir, "content", "indices", "asem.yaml"): scheme, file: observations} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w, err := workspace.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if found := w.Findings(); len(found) > 0 {
		t.Fatalf("%+v", found)
	}
	r, err := w.Import(ctx, "test", ingest.Request{Paths: []string{file}})
	if err != nil || r.Files[0].Rejected > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	built, err := w.Build(ctx, "test", derive.Options{Only: []string{"measure.index_score", "measure.index_part", "measure.index_influence"}})
	if err != nil || len(built.Failed) > 0 {
		t.Fatalf("%+v, %v", built, err)
	}
	asemRanks(t, w, root)
	server, closers := serve(w, nil)
	defer func() {
		for _, c := range closers {
			c()
		}
	}()
	get := func(path string) string {
		answer, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		var body bytes.Buffer
		if _, err := body.ReadFrom(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
			t.Fatal(path, answer.Status, err)
		}
		return body.String()
	}
	if sheet := get("/en/evaluation/asem/csv?year=2018"); strings.Count(sheet, "\n") < 52 || !strings.Contains(sheet, "CHE,Switzerland,68.38") {
		t.Errorf("the download: %.200s", sheet)
	}
	page := get("/en/evaluation?scheme=asem&w.Conn=2&sensitivity=1")
	for _, want := range []string{"ASEM sustainable connectivity", "Switzerland", "68.4", "tier 1", "ranks have moved", "normalisation"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if first, second := strings.Index(page, "Switzerland"), strings.Index(page, "Netherlands"); first > second {
		t.Error("Netherlands stands before Switzerland")
	}
}

// asemRanks holds the table to the published results, cell by cell.
func asemRanks(t *testing.T, w *workspace.Workspace, root string) {
	t.Helper()
	reader, err := w.Lake().Read(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	rows, err := reader.Query(t.Context(), "select entity_id, score, rank, rank_low, rank_high from measure.index_score where index_id = 'asem' and year = 2018")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]any{}
	for _, row := range rows.Data {
		got[row[0].(string)] = row
	}
	want := asemCSV(t, root, "expected_results_full.csv")
	right := 0
	for _, line := range want[1:] {
		score, _ := strconv.ParseFloat(line[2], 64)
		row := got[line[0]]
		if row == nil || math.Abs(row[1].(float64)-score) > 1e-9 || fmt.Sprint(row[2]) != line[1] {
			t.Errorf("%s: %v, published %s, rank %s", line[0], row, line[2], line[1])
			continue
		}
		right++
	}
	t.Logf("%d of %d published scores and ranks", right, len(want)-1)
}

func asemCSV(t *testing.T, root, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// asemFiles writes the index as a scheme, and the figures as observations of countries.
func asemFiles(t *testing.T, root string) (scheme, observations string) {
	t.Helper()
	var b, groups, out strings.Builder
	b.WriteString("id: asem\ntitle: {zh: ASEM 可持续互联互通指数, en: ASEM sustainable connectivity}\nentity: country\nmark: confirmed\nindicators:\n")
	wanted := map[string]bool{}
	for _, r := range asemCSV(t, root, "ASEM_iMeta.csv")[1:] { // Level, iCode, iName, Direction, Weight, Unit, Target, Denominator, Parent, Type
		switch r[9] {
		case "Indicator":
			fmt.Fprintf(&b, "  - {id: %s, name: %q, direction: %s, weight: %s, denominator: %q, group: %s}\n", r[1], r[2], r[3], r[4], r[7], r[8])
			wanted[r[1]] = true
		case "Aggregate":
			fmt.Fprintf(&groups, "  - {id: %s, name: %q, weight: %s, group: %q}\n", r[1], r[2], r[4], r[8])
		case "Denominator":
			wanted[r[1]] = true
		}
	}
	b.WriteString("groups:\n" + groups.String() + "entities:\n")
	data := asemCSV(t, root, "ASEM_iData.csv")
	out.WriteString("entity_kind,entity_id,indicator,year,amount,source\n")
	for _, r := range data[1:] {
		fmt.Fprintf(&b, "  - {id: %s, name: {zh: %q, en: %q}, group: %s}\n", r[1], r[0], r[0], r[5])
		for i, name := range data[0] {
			if _, err := strconv.ParseFloat(r[i], 64); err == nil && wanted[name] {
				fmt.Fprintf(&out, "country,%s,%s,%s,%s,COINr ASEM\n", r[1], name, r[6], r[i])
			}
		}
	}
	b.WriteString("steps:\n  - {do: denominate}\n  - {do: impute, method: group_mean, by: group}\n  - {do: screen, least: 0.9}\n  - {do: treat}\n  - {do: normalise}\n  - {do: aggregate}\n")
	return b.String(), out.String()
}
