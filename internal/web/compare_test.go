package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// comparedCells are the texts of the comparison's cells by label of the row.
func comparedCells(t *testing.T, path string) map[string][]string {
	t.Helper()
	answer, body := scenario{path: path}.ask(t)
	if answer.StatusCode != 200 {
		t.Fatalf("%s: %d", path, answer.StatusCode)
	}
	page, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string][]string{}
	for _, table := range selects(page, "table") {
		if attribute(table, "id") != "compare" {
			continue
		}
		for _, row := range selects(table, "tr") {
			heads := selects(row, "th")
			for _, cell := range selects(row, "td") {
				label := textOf(heads[0])
				shown := ""
				if links := selects(cell, "a"); len(links) > 0 {
					shown = textOf(links[0])
				}
				cells[label] = append(cells[label], shown+"\n"+strings.TrimPrefix(textOf(cell), shown))
			}
		}
	}
	return cells
}

// TestComparedAsOnTheirPages: output, members and their sum stand in the comparison as in the tables and on each cluster's page, a region's figures
// as on its page; what is unknown has a reason, and every row has a cell for each. Prints how many.
func TestComparedAsOnTheirPages(t *testing.T) {
	clusters := []string{"copper", "polyurethane", "cloud_computing"}
	cells := comparedCells(t, "/compare?of=cluster&year=2020&id="+strings.Join(clusters, "&id="))
	same := 0
	for i, id := range clusters {
		_, page := askFor(t, fixture.full.URL+"/clusters/"+id)
		row := planted(t, "select cast(reported_output_cny as double) / 1e8, cast(member_output_cny as double) / 1e8, member_count from measure.cluster_output where year = 2020 and cluster_id = '"+id+"'")[0]
		for j, label := range []string{"上报产值 (亿元)", "成员企业合计 (亿元)", "成员企业 (家)"} {
			if len(cells[label]) != len(clusters) {
				t.Fatalf("%s: %q among %d rows", label, cells[label], len(cells))
			}
			x, known := float64(0), row[j] != nil
			switch v := row[j].(type) {
			case float64:
				x = v
			case int64:
				x = float64(v)
			}
			shown := firstLine(cells[label][i])
			if !known || !near(shown, x) || !strings.Contains(page, ">"+shown+"<") {
				t.Errorf("%s of %s: %q, %v by the measure, on its page %v", label, id, cells[label][i], row[j], strings.Contains(page, ">"+shown+"<"))
				continue
			}
			same++
		}
	}
	regions := []string{"370100", "370700"}
	cells = comparedCells(t, "/compare?of=region&id="+strings.Join(regions, "&id="))
	for i, code := range regions {
		_, page := askFor(t, fixture.full.URL+"/regions/"+code)
		for _, label := range []string{"合计 (人)", "占表内", "LQ ≥ 1 的行业 (个)"} {
			if len(cells[label]) != len(regions) {
				t.Fatalf("%s: %q among %d rows", label, cells[label], len(cells))
			}
			if shown := firstLine(cells[label][i]); !strings.Contains(page, ">"+shown+"<") {
				t.Errorf("%s of %s: %q not on its page", label, code, shown)
				continue
			}
			same++
		}
	}
	t.Logf("%d of 15 figures are those of the pages", same)
	if same != 15 {
		t.Errorf("%d of 15 figures are those of the pages", same)
	}
	for label, row := range cells {
		for _, cell := range row {
			if shown, why, _ := strings.Cut(cell, "\n"); shown == "" || shown == "未知" && strings.TrimSpace(why) == "" {
				t.Errorf("%s: unknown without a reason", label)
			}
		}
	}
}

func firstLine(cell string) string {
	line, _, _ := strings.Cut(cell, "\n")
	return line
}

// near compares a number as a page writes it with the value.
func near(shown string, x float64) bool {
	var y float64
	_, err := fmt.Sscan(strings.ReplaceAll(shown, ",", ""), &y)
	return err == nil && abs(y-x) <= 0.005*abs(x)+0.0005
}

func abs(x float64) float64 { return max(x, -x) }

// TestCompareAnswers: what cannot be compared is told; one alone is kept chosen.
func TestCompareAnswers(t *testing.T) {
	many := "/compare?id=copper"
	for i := range 10 {
		many += fmt.Sprintf("&id=x%d", i)
	}
	for path, wanted := range map[string]string{many: "10", "/compare?id=copper&id=nope": "nope", "/compare?of=firm": "cluster, region", "/compare?of=region&id=370100&id=999999": "999999", "/compare?of=region&id=999999": "999999",
		"/compare?id=copper&year=1900": "1900", "/compare?colour=red": "colour", "/compare?set=x": "set", "/compare/csv?id=copper": "2", "/compare/pdf?id=copper&id=polyurethane": "pdf"} {
		answer, body := scenario{path: path}.ask(t)
		if answer.StatusCode < 400 || answer.StatusCode >= 500 || !strings.Contains(string(body), wanted) {
			t.Errorf("%s: %d without %q", path, answer.StatusCode, wanted)
		}
	}
	if status, body := askFor(t, fixture.full.URL+"/compare?id=copper"); status != 200 || !strings.Contains(body, `value="copper" checked`) || !strings.Contains(body, "已选 1 个") {
		t.Errorf("one chosen: %d", status)
	}
}

// TestComparedFiguresTrace: every figure of both kinds opens its trace.
func TestComparedFiguresTrace(t *testing.T) {
	for path, least := range map[string]int{"/compare?year=2019&id=copper&id=polyurethane": 30, "/compare?of=region&id=370100&id=370700": 40} {
		_, body := scenario{path: path}.ask(t)
		opened := 0
		for _, address := range links(t, body) {
			if !strings.HasPrefix(address, "/trace") {
				continue
			}
			if answer, _ := (scenario{path: address}).ask(t); answer.StatusCode != 200 {
				t.Errorf("%d: %s", answer.StatusCode, address)
				continue
			}
			opened++
		}
		t.Logf("%s: %d traces open", path, opened)
		if opened < least {
			t.Errorf("%s: %d traces", path, opened)
		}
	}
}

// TestCompareFile: the file has a line a figure and entity with the numbers of the page, in CNY.
func TestCompareFile(t *testing.T) {
	_, body := askFor(t, fixture.full.URL+"/compare/csv?year=2020&id=copper&id=polyurethane")
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := planted(t, "select cast(reported_output_cny as double) from measure.cluster_output where year = 2020 and cluster_id = 'polyurethane'")[0][0].(float64)
	for _, line := range lines {
		if line[0] == "上报产值" && line[1] == "polyurethane" {
			if !near(line[3], want) || line[6] != "元" || !strings.Contains(line[7], "2020") {
				t.Errorf("%q, the measure has %v", line, want)
			}
			return
		}
	}
	t.Errorf("no line of the output among %d", len(lines))
}
