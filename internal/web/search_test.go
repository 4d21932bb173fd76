package web

import (
	"net/url"
	"testing"
)

// TestSavedQueries goes the whole way of a saved query: keep it, keep a second version, see what changed, retire it.
func TestSavedQueries(t *testing.T) {
	save := func(fields ...string) string {
		answer := send(t, "POST", "/search/save", formBody(fields...), "Content-Type", formType)
		if answer.StatusCode != 303 {
			t.Fatalf("%v: %d", fields, answer.StatusCode)
		}
		return answer.Header.Get("Location")
	}
	first := save("name", "合成电", "query", "tiab=电", "dialect", "incopat")
	scenario{path: first, has: []string{".chip[aria-current=true] = 合成电", "textarea[name=query] = tiab=电", "ol.hits li", "#h-saved", "summary = 历次版本"}}.test(t)
	save("name", "合成电", "query", "tiab=(电 not 灯)", "dialect", "auto", "note", "去掉灯具")
	opened := "/search?" + url.Values{"saved": {"合成电"}}.Encode()
	scenario{path: opened, has: []string{"textarea[name=query] = tiab=(电 not 灯)", "ol.plainlist a = v1", "ol.plainlist = 去掉灯具", ".chip = v2"}}.test(t)
	scenario{path: opened + "&version=1", has: []string{"textarea[name=query] = tiab=电"}}.test(t)
	scenario{path: opened + "&changes=1", has: []string{"#changed th = 新增", "#changed th = 新授权"}}.test(t)
	save("name", "合成电", "retire", "1", "note", "不用了")
	scenario{path: "/search", hasNot: []string{".chip = 合成电"}}.test(t)
	for _, fields := range [][]string{{"name", "", "query", "tiab=电"}, {"name", "坏", "query", "ti=(电"}, {"name", "坏", "query", ""}} {
		if answer := send(t, "POST", "/search/save", formBody(fields...), "Content-Type", formType); answer.StatusCode != 400 {
			t.Errorf("%v: %d", fields, answer.StatusCode)
		}
	}
	scenario{path: "/search?saved=nothing", status: 404}.test(t)
}
