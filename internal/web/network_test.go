package web

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asterism/graph"
	"asterism/internal/derive"
	"asterism/internal/ingest"
)

// TestNetworkData: what the browser draws fits together, and each download is read again as the same network.
func TestNetworkData(t *testing.T) {
	for _, q := range []string{"", "?layout=time", "?kind=partners", "?application_year__gte=2012&application_year__lte=2016"} {
		_, body := scenario{path: "/network/data" + q}.ask(t)
		var n struct {
			IDs, Labels []string
			X, Y, Size  []float64
			Group       []uint32
			Arcs        []int
			Link, Tail  string
		}
		if err := json.Unmarshal(body, &n); err != nil {
			t.Fatal(q, err)
		}
		if len(n.IDs) < 20 || len(n.Arcs) < 20 || len(n.X) != len(n.IDs) || len(n.Y) != len(n.IDs) || len(n.Size) != len(n.IDs) || len(n.Group) != len(n.IDs) || len(n.Labels) != len(n.IDs) || n.Link == "" {
			t.Fatalf("%s: %d nodes, %d ends of arcs, %d places", q, len(n.IDs), len(n.Arcs), len(n.X))
		}
		for _, v := range n.Arcs {
			if v < 0 || v >= len(n.IDs) {
				t.Fatalf("%s: an arc ends at %d of %d nodes", q, v, len(n.IDs))
			}
		}
		if answer, _ := (scenario{path: n.Link + n.IDs[0] + n.Tail}).ask(t); q != "?kind=partners" && answer.StatusCode != 200 {
			t.Errorf("%s: a node leads to %s: %d", q, n.Link+n.IDs[0]+n.Tail, answer.StatusCode)
		}
		for _, format := range []string{"gexf", "graphml", "vosviewer", "pajek"} {
			_, body := scenario{path: "/network/" + format + q}.ask(t)
			e, err := graph.Parse(body)
			if err != nil {
				t.Fatal(format, q, err)
			}
			if h := e.Halved(); e.Labels.Len() != len(n.IDs) || len(h.Source) != len(n.Arcs)/2 {
				t.Errorf("%s%s: %d nodes, %d arcs, not %d and %d", format, q, e.Labels.Len(), len(h.Source), len(n.IDs), len(n.Arcs)/2)
			}
		}
	}
}

// TestImportedNetwork: a network of files, whose nodes are no patents, is drawn, searched for its main path in either direction, and
// leaves again.
func TestImportedNetwork(t *testing.T) {
	w, err := open(filepath.Join(fixture.dir, "imported"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	file := filepath.Join(fixture.dir, "合成网络.net")
	if err := os.WriteFile(file, []byte("*Vertices 5\n1 \"合成甲\"\n2 \"合成乙\"\n3 \"合成丙\"\n4 \"合成丁\"\n5 \"合成戊\"\n*Arcs\n1 2\n2 3\n3 4\n1 5\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Import(t.Context(), "test", ingest.Request{Paths: []string{file}, Synthetic: true}); err != nil {
		t.Fatal(err)
	}
	if result, err := w.Build(t.Context(), "test", derive.Options{}); err != nil || len(result.Failed) > 0 {
		t.Fatal(err, result)
	}
	server, closers := serve(w, nil)
	for _, c := range closers {
		defer c()
	}
	get := func(path string) string {
		answer, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", path, answer.StatusCode, err)
		}
		return string(body)
	}
	for path, want := range map[string]string{
		"/network": "导入的网络", "/network?kind=imported": "合成甲", "/network/data?kind=imported": `"合成戊"`, "/network/vosviewer?kind=imported": `"cluster":1`,
		"/mainpath": "逆着连线", "/mainpath/pajek": "*Vertices 4\r\n1 \"合成甲\"", "/mainpath/pajek?flow=against": "*Vertices 4\r\n1 \"合成丁\""} {
		if body := get(path); !strings.Contains(body, want) {
			t.Errorf("%s lacks %s:\n%.3000s", path, want, body)
		}
	}
	if body := get("/network/data?kind=imported"); !strings.Contains(body, `"link":""`) {
		t.Error("nodes of a file lead to patents")
	}
}
