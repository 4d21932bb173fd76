package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// everyPage is one address of each page, as the browser tests and the contract below visit them.
var everyPage = []string{"/", "/plan", "/plan?year=2014&target=T1&cluster=ecological_agriculture&growth=30", "/plan?year=2019", "/plan?plan=shandong-2022-225", "/plan/completion?year=2018", "/carriers?kind=national_zone", "/carriers/SYN-ZT-000000", "/clusters", "/clusters/copper", "/compare", "/compare?id=copper", "/compare?year=2019&id=copper&id=polyurethane&id=cloud_computing", "/compare?of=region&id=370100&id=370700", "/evaluation", "/evaluation?scheme=r2013", "/evaluation?scheme=benchmark_2015&year=2020&w.results=3&unit=copper&from=2015&to=2020&sensitivity=1", "/reports/evaluation?scheme=r2026", "/found", "/found?basis=supply", "/found?basis=joint", "/found?basis=inventor", "/found/G39-370700", "/found/S39-370700", "/found/I08-370700", "/map", "/map?layer=inventors&map=tiles", "/map?layer=found&zone=BLUE", "/map?layer=firms&city=370100&map=tiles", "/regions", "/regions/370700", "/chains", "/chains/polyurethane", "/chains/polyurethane/isocyanate?place=370000", "/chains/new?from=polyurethane", "/chains/polyurethane/edit", "/chains/polyurethane/versions", "/patents", "/patents?type=invention&q=%E7%94%B5", "/network", "/network?kind=partners&joint_count__gte=2", "/mainpath", "/mainpath?search=key-route&weight=splc&k=3&cycles=cut", "/topics", "/topics/0", "/partners", "/watch", "/tagging", "/tagging?selection=patent_type%3Dinvention", "/firms", "/data", "/data/tables", "/data/tables/base.patent",
	"/backbone", "/backbone?cluster=copper&firm=91379900XN0014131R",
	"/regions?set=registered_count%7Cprefecture%7CGB%2FT+4754%7C2&by=krugman", "/regions/370700?year=2012&set=output_cny%7Cprefecture%7CGB%2FT+4754-2017%7C2", "/matrix", "/matrix?by=lq", "/regions/autocorrelation", "/regions/autocorrelation?of=prefecture%7Cemployee_count%7Call%7C2020", "/definitions", "/definitions?set=output_cny%7Cprefecture%7CGB%2FT+4754-2017%7C2", "/reports/region_diagnosis?region=370700",
	"/backbone", "/backbone?cluster=copper&firm=91379900XN0014131R", "/risk", "/risk?cluster=copper&firm=91379900XN0014131R", "/linkages",
	"/data/corrections", "/data/corrections?table=firm", "/parties", "/parties/12379900XN90000006", "/parties/pair?a=12379900XN90000006&b=12379900XN90000193", "/data/snapshots", "/data/snapshots?from=1&to=2", "/?map=tiles", "/reports", "/reports/overview", "/reports/overview/text/summary", "/reports/enterprise?party=12379900XN90000006", "/reports/project?ipc=H01&party=12379900XN90000006", "/reports/review?activity=merger&party=12379900XN90000006", "/search", "/search?query=%E7%94%B5+or+led&to=us", "/query", "/query?sql=select+*+from+base.cluster", "/trace?sql=select+count(*)+as+n+from+base.patent&title=n", "/docs", "/about", "/nothing"}

func inEnglish(path string) string { return "/en" + strings.TrimSuffix(path, "/") }

// TestContract holds every page in both languages to what all pages promise.
func TestContract(t *testing.T) {
	for _, path := range everyPage {
		for _, address := range []string{path, inEnglish(path)} {
			t.Run(address, func(t *testing.T) { contract(t, address) })
		}
	}
}

func contract(t *testing.T, address string) {
	answer, body := scenario{path: address}.ask(t)
	if answer.StatusCode >= 500 {
		t.Fatalf("status %d", answer.StatusCode)
	}
	page, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for selector, n := range map[string]int{"head title": 1, "h1": 1, "main": 1, "header.top": 1, "footer": 1, "a.skip": 1} {
		if got := len(selects(page, selector)); got != n {
			t.Errorf("%d × %s, want %d", got, selector, n)
		}
	}
	if !bytes.Contains(body, []byte("合成数据")) {
		t.Error("the page does not say that its data are synthetic")
	}
	noInlineCode(t, page)
	labelled(t, page)
	if text := textOf(page); strings.Contains(text, "web.") || strings.Contains(text, "<no value>") || strings.Contains(text, "%!") || strings.Contains(text, "\ufffd") {
		t.Errorf("a text is missing or broken: %s", beside(text, "web.", "<no value>", "%!", "\ufffd"))
	}
}

// beside cuts what stands beside the first part that occurs.
func beside(text string, parts ...string) string {
	for _, p := range parts {
		if i := strings.Index(text, p); i >= 0 {
			return text[max(0, i-60):min(len(text), i+60)]
		}
	}
	return ""
}

// noInlineCode finds what the content security policy would block.
func noInlineCode(t *testing.T, page *html.Node) {
	t.Helper()
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has an inline %s", n.Data, a.Key)
			}
		}
		if n.Data == "style" || n.Data == "script" && !has(n, "src") && attribute(n, "type") != "application/json" {
			t.Errorf("an inline <%s>", n.Data)
		}
	}
}

// labelled finds fields nobody could name.
func labelled(t *testing.T, page *html.Node) {
	t.Helper()
	named := map[string]bool{}
	for _, l := range selects(page, "label") {
		named[attribute(l, "for")] = true
	}
	for _, kind := range []string{"input", "select", "textarea"} {
		for _, n := range selects(page, kind) {
			if attribute(n, "type") != "hidden" && !named[attribute(n, "id")] && attribute(n, "aria-label") == "" && !inside(n, "label") {
				t.Errorf("<%s name=%s> has no label", kind, attribute(n, "name"))
			}
		}
	}
}

func inside(n *html.Node, tag string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == tag {
			return true
		}
	}
	return false
}

// maxCrawl bounds the walk over links: enough to meet every page and every kind of link.
const maxCrawl = 140

// TestEveryLinkLeadsSomewhere walks the site from its first page in both languages.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	queue, seen := []string{"/", "/en"}, map[string]int{}
	for len(queue) > 0 && len(seen) < maxCrawl {
		address := queue[0]
		queue = queue[1:]
		if shape := shapeOf(address); seen[shape] >= 2 {
			continue
		} else {
			seen[shape]++
		}
		start := time.Now()
		answer, body := scenario{path: address}.ask(t)
		t.Logf("%v %s", time.Since(start).Round(time.Millisecond), address)
		if answer.StatusCode >= 400 {
			t.Errorf("%s: %d", address, answer.StatusCode)
		}
		if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") && answer.StatusCode == http.StatusOK {
			queue = append(queue, links(t, body)...)
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d kinds of address were met", len(seen))
	}
}

// shapeOf drops what differs between addresses of one kind: digits, codes and values.
func shapeOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	parts := strings.Split(u.Path, "/")
	if len(parts) > 3 {
		parts = parts[:3]
	}
	names := make([]string, 0)
	for name := range u.Query() {
		names = append(names, name)
	}
	return strings.Join(parts, "/") + "?" + strings.Join(names, "&")
}

func links(t *testing.T, body []byte) []string {
	t.Helper()
	page, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, a := range selects(page, "a") {
		href, _, _ := strings.Cut(attribute(a, "href"), "#")
		if strings.HasPrefix(href, "/") && !(has(a, "download") && strings.Contains(href, "/reports/")) {
			all = append(all, href) // a report's files are slow to make and have tests of their own
		} else if href != "" && !strings.HasPrefix(href, "/") {
			t.Errorf("a link leads outside: %s", href)
		}
	}
	return all
}
