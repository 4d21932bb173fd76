package web

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestFound: every planned cluster stands on the page with a finding, what is found opens with its members as points, and an unknown basis is refused.
func TestFound(t *testing.T) {
	answer, body := scenario{path: "/found"}.ask(t)
	if answer.StatusCode != 200 {
		t.Fatalf("status %d", answer.StatusCode)
	}
	page, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, tag := range selects(page, "#planned td span.tag") {
		if textOf(tag) == "规划并发现" {
			found++
		}
	}
	rows := len(selects(page, "#planned tbody tr"))
	t.Logf("%d of %d planned clusters found in a small province", found, rows)
	if rows != 18 || found < 9 {
		t.Errorf("%d planned clusters, %d found", rows, found)
	}
	first := attribute(selects(page, "#found tbody th a")[0], "href")
	if answer, body := (scenario{path: first}).ask(t); answer.StatusCode != 200 || strings.Count(string(body), "<circle class=\"core\"") < 5 {
		t.Errorf("%s: status %d, %d core firms drawn", first, answer.StatusCode, strings.Count(string(body), "<circle class=\"core\""))
	}
	if _, body := (scenario{path: "/found?basis=inventor"}).ask(t); !strings.Contains(string(body), "可由专利推定所在") {
		t.Error("the page of inventors does not tell how many are placed")
	}
	if _, body := (scenario{path: first + "-000000"}).ask(t); !strings.Contains(string(body), strings.TrimPrefix(first, "/found/")) {
		t.Errorf("an id that parted or joined does not name %s", first)
	}
	for path, want := range map[string]int{"/found?basis=dreams": 400, "/found/G00-99": 404, "/found/none": 404} {
		if answer, _ := (scenario{path: path}).ask(t); answer.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, answer.StatusCode, want)
		}
	}
}
