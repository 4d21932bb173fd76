package graph

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestParsePajek(t *testing.T) {
	e, err := ParsePajek([]byte("*Network made\r\n*Vertices 4\r\n1 \"a b\" 0.1 0.2\r\n2 c ic Red\r\n\r\n*Arcs :1 \"x\"\r\n1 2 0.5\r\n% note\r\n*Edges\r\n3 4\r\n*Arcslist\r\n4 1 2\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(arcsOf(e), " "); got != "a b>c 3>4 4>3 4>a b 4>c" {
		t.Error(got)
	}
	if !slices.Equal(e.Weight, []float64{0.5, 1, 1, 1, 1}) {
		t.Error(e.Weight)
	}
	for text, want := range map[string]string{"1 2": "line 1", "*Vertices x": "line 1", "*Vertices 2\n*Arcs\n1 3": `line 3: "3" is no vertex from 1 to 2`,
		"": "no Pajek", "*Vertices 1\n1 \"a": "closing quote", "*Vertices 2\n*Arcs\n1 2 x": "weight"} {
		if _, err := ParsePajek([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// data finds the folder of real files, or skips.
func data(t testing.TB, path string) []byte {
	dir := os.Getenv("ASTERISM_DATA")
	if dir == "" {
		dir = "../../shared/data"
	}
	b, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Skip("no real files here (ASTERISM_DATA): ", err)
	}
	return b
}

// TestSearchPaths_pajek: the lithium battery network of 3,603 patents, weighed by Pajek. Pajek prints weights divided by
// the number of source-sink paths, 56,070, with nine digits.
func TestSearchPaths_pajek(t *testing.T) {
	e, err := ParsePajek(data(t, "patents/networks/smpa/citation_network_raw_pajek.net"))
	if err != nil {
		t.Fatal(err)
	}
	g, err := e.Graph()
	if err != nil || g.Nodes() != 3603 || g.Arcs() != 5647 {
		t.Fatal(g.Nodes(), g.Arcs(), err)
	}
	w, err := SearchPaths(g)
	if err != nil {
		t.Fatal(err)
	}
	flow := 0.0
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1] && len(g.Sources(v)) == 0; i++ {
			flow += w.SPC[i]
		}
	}
	if flow != 56070 {
		t.Errorf("%g paths", flow)
	}
	want, err := ParsePajek(data(t, "patents/networks/smpa/citation_network_spc_pajek.net"))
	if err != nil {
		t.Fatal(err)
	}
	for k := range want.Source {
		i := g.arc(want.Source[k], want.Target[k])
		if i == NoArc || math.Abs(w.SPC[i]/flow-want.Weight[k]) > 1e-9 {
			t.Fatalf("%s > %s", want.Labels.Of(want.Source[k]), want.Labels.Of(want.Target[k]))
		}
	}
}

// TestMainPath_pajek: Pajek's global main path of the same network, which it weighed by SPLC (divided by 97,057, the paths
// from any node to sinks). Ours runs through all its nodes; where Pajek goes straight from one patent to another over
// an arc of 0.0069, ours takes the two arcs over a third patent, whose sum, 0.0459, is larger.
func TestMainPath_pajek(t *testing.T) {
	e, err := ParsePajek(data(t, "patents/networks/smpa/citation_network_raw_pajek.net"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := ParsePajek(data(t, "patents/networks/smpa/pajek_main_path.net"))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]uint32{}
	for v := range uint32(e.Labels.Len()) {
		ids[e.Labels.Of(v)] = v
	}
	g, _ := e.Graph()
	w, _ := SearchPaths(g)
	for _, weight := range [][]float64{w.SPC, w.SPLC} {
		arcs, err := MainPath(g, weight, Global)
		if err != nil {
			t.Fatal(err)
		}
		var missing []string
		for k := range want.Source {
			i := g.arc(ids[want.Labels.Of(want.Source[k])], ids[want.Labels.Of(want.Target[k])])
			if math.Abs(w.SPLC[i]/97057-want.Weight[k]) > 1e-9 {
				t.Errorf("SPLC of arc %d: %g, Pajek %g", k, w.SPLC[i]/97057, want.Weight[k])
			}
			if _, ok := slices.BinarySearch(arcs, i); !ok {
				missing = append(missing, want.Labels.Of(want.Source[k])+" "+want.Labels.Of(want.Target[k]))
			}
		}
		if !slices.Equal(missing, []string{"1999196071 1999193226"}) || len(arcs) != len(want.Source)+1 {
			t.Errorf("%d arcs, without %v", len(arcs), missing)
		}
	}
}

func FuzzParsePajek(f *testing.F) {
	f.Add([]byte("*Vertices 2\n1 \"a\"\n*Arcs\n1 2 3\n"))
	f.Add([]byte("*vertices 3\n*edgeslist\n1 2 3\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 || strings.Contains(string(data), "000000") {
			return // a declared million of vertices is allowed, and slow to fuzz
		}
		e, err := ParsePajek(data)
		if err != nil {
			return
		}
		if _, err := e.Graph(); err != nil {
			t.Fatal(err)
		}
	})
}
