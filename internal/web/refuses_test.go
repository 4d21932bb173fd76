package web

import (
	"regexp"
	"strings"
	"testing"

	"asterism/internal/web/page"
)

// TestPages_refuseUnknownNames asks every page of the list for what none of them reads: a name typed wrongly must not pass for an answer.
func TestPages_refuseUnknownNames(t *testing.T) {
	here := strings.NewReplacer("{$}", "", "{table}", "base.firm", "{report}", "overview", "{block}", "summary", "{topic}", "0")
	rest := regexp.MustCompile(`\{[^}]*\}`)
	n := 0
	for _, pattern := range page.Paths() {
		path := rest.ReplaceAllString(here.Replace(pattern), "x")
		for _, address := range []string{path, inEnglish(path)} {
			scenario{path: address + "?nonsense=1", status: 400, holds: []string{"nonsense"}}.test(t)
			n++
		}
	}
	for _, path := range everyPage { // what they do read stays read beside
		if path == "/nothing" {
			continue
		}
		glue := "?"
		if strings.Contains(path, "?") {
			glue = "&"
		}
		scenario{path: path + glue + "nonsense=1", status: 400, holds: []string{"nonsense"}}.test(t)
		n++
	}
	t.Logf("%d addresses refuse an unknown name", n)
}

// TestPages_refuseBadValues: a value that a page cannot mean is refused, or not found; it never shows something else.
func TestPages_refuseBadValues(t *testing.T) {
	for _, path := range []string{"/?map=x", "/backbone?cluster=x", "/carriers?kind=x", "/definitions?set=x", "/definitions?year=x", "/chains/polyurethane?place=x", "/chains/polyurethane/isocyanate?place=x", "/chains/new?from=x", "/clusters?year=1901", "/clusters?year=x",
		"/compare?of=x", "/compare?id=x", "/compare?id=copper&year=x", "/compare?of=region&set=x", "/data/snapshots?from=x&to=y", "/evaluation?scheme=x", "/evaluation?year=x", "/evaluation?year=1901", "/evaluation?sensitivity=x",
		"/evaluation?w.nothing=2", "/found?basis=x", "/linkages?by=x", "/linkages?table=x", "/mainpath?search=x", "/map?layer=x", "/map?zone=x", "/map?city=x", "/map?year=x", "/map?map=x", "/map?layer=firms&industry=x",
		"/matching?role=x", "/matching?firm=x", "/matching?fair=x", "/matrix?by=x", "/network?kind=x", "/plan?plan=x", "/plan?year=x", "/plan?target=x", "/plan?year=2014&target=T1&cluster=x", "/plan?target=T1&growth=x", "/plan/completion?year=x",
		"/regions?set=x", "/regions?year=x", "/regions?year=1901", "/regions?by=x", "/regions/370700?set=x", "/regions/370700?year=x", "/risk?cluster=x", "/risk?firm=x", "/topics?language=x", "/at?at=x"} {
		answer, _ := scenario{path: path}.ask(t)
		if answer.StatusCode != 400 && answer.StatusCode != 404 {
			t.Errorf("%s: status %d", path, answer.StatusCode)
		}
	}
}
