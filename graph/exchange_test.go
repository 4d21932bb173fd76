package graph

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// exchanged has all that makes trouble: marks of XML, quotes, a node without value, a place, an id that is not its label.
func exchanged(undirected bool) *Exchange {
	return &Exchange{Name: `a "b" & <c>`, Remark: "合成数据", Undirected: undirected, IDs: []string{"CN1", "CN2", "CN<3>"}, Labels: []string{"甲 & 乙", "", "c\x01d"},
		Attributes: []Attribute{{Name: "community", Numbers: []float64{0, 1, 1}, Group: true}, {Name: "rank", Numbers: []float64{0.5, math.NaN(), 0.25}},
			{Name: "change", Numbers: []float64{-1, 2, 3}}, {Name: "title", Texts: []string{"x<y", "", "z"}}},
		Source: []uint32{0, 1, 0}, Target: []uint32{1, 2, 2}, Weight: []float64{1, 2.5, 1e-9}, X: []float64{0, 1, 2}, Y: []float64{0, 5, 10}}
}

// TestExchange: what is written in each form is read again as the same network.
func TestExchange(t *testing.T) {
	for _, undirected := range []bool{false, true} {
		for _, format := range Formats {
			b, err := exchanged(undirected).Append(nil, format)
			if err != nil {
				t.Fatal(format, err)
			}
			e, err := Parse(b)
			if err != nil {
				t.Fatalf("%s: %v\n%s", format, err, b)
			}
			h := e.Halved()
			directed := !undirected && format != "vosviewer" // whose links have no direction
			if e.Undirected == directed || h.Labels.Len() != 3 || !slices.Equal(h.Weight, []float64{1, 2.5, 1e-9}) {
				t.Errorf("%s: %+v", format, h)
			}
			want := "甲 & 乙>CN2 CN2>c\ufffdd 甲 & 乙>c\ufffdd"
			if format == "net" || format == "vosviewer" {
				want = strings.ReplaceAll(want, "\ufffd", "\x01") // JSON escapes it; Pajek takes bytes as they are
			}
			if got := strings.Join(arcsInOrder(h), " "); got != want {
				t.Errorf("%s: %q", format, got)
			}
		}
	}
	if _, err := exchanged(false).Append(nil, "frob"); err == nil {
		t.Error("an unknown form")
	}
}

func arcsInOrder(e *Edges) (arcs []string) {
	for i, s := range e.Source {
		arcs = append(arcs, e.Labels.Of(s)+">"+e.Labels.Of(e.Target[i]))
	}
	return arcs
}

// TestExchange_VOSviewer: clusters count from 1, what is never negative is a weight, ids are whole numbers.
func TestExchange_VOSviewer(t *testing.T) {
	b, _ := exchanged(true).Append(nil, "vosviewer")
	var n vosNetwork
	if err := json.Unmarshal(b, &n); err != nil {
		t.Fatal(err)
	}
	item := n.Network.Items[0]
	if item.Cluster != 1 || item.Weights["rank"] != 0.5 || item.Scores["change"] != -1 || item.ID.(float64) != 1 || item.Description != "CN1" {
		t.Errorf("%+v", item)
	}
	if n.Network.Items[1].Weights != nil {
		t.Error("a node without a value has one")
	}
}

// TestExchange_networkx: the readers of networkx agree on nodes, arcs, weights, labels and classes.
func TestExchange_networkx(t *testing.T) {
	python := "/usr/bin/python3" // the one that Debian's packages are for
	if _, err := os.Stat(python); err != nil {
		python = "python3"
	}
	if err := exec.Command(python, "-c", "import networkx").Run(); err != nil {
		t.Skip("python3 with networkx is not here")
	}
	scripts := map[string]string{
		"gexf":    "g = networkx.read_gexf(f)\nclass_ = lambda v: g.nodes[v]['community']",
		"graphml": "g = networkx.read_graphml(f)\nclass_ = lambda v: g.nodes[v]['community']",
		"net":     "g = networkx.parse_pajek(f.read().decode())\nclass_ = lambda v: ''",
	}
	want := map[string]string{
		"gexf":    "True CN1>CN2:1.0 CN1>CN<3>:1e-09 CN2>CN<3>:2.5 | 0 1 1",
		"graphml": "True CN1>CN2:1.0 CN1>CN<3>:1e-09 CN2>CN<3>:2.5 | 0 1 1",
		"net":     "True CN1>CN2:1.0 CN1>CN<3>:1e-09 CN2>CN<3>:2.5 |   ",
	}
	for format, script := range scripts {
		x := exchanged(false)
		if format == "net" { // networkx knows nodes by their label there
			x.Labels = nil
		}
		b, _ := x.Append(nil, format)
		cmd := exec.Command(python, "-c", "import sys, networkx\nf = sys.stdin.buffer\n"+script+
			"\nd = networkx.DiGraph(g)\nprint(g.is_directed(), *sorted('%s>%s:%r' % (a, b, float(x['weight'])) for a, b, x in d.edges(data=True)), '|', *(class_(v) for v in d))")
		cmd.Stdin = bytes.NewReader(b)
		out, err := cmd.CombinedOutput()
		if got := strings.TrimRight(string(out), "\n"); err != nil || got != want[format] {
			t.Errorf("%s: %v\n%s", format, err, got)
		}
	}
}

// TestParseGraphXML: undirected edges count both ways, an edge may say otherwise; labels that repeat give way to ids.
func TestParseGraphXML(t *testing.T) {
	e, err := Parse([]byte(`<graphml><key id="w" for="edge" attr.name="weight"/><graph edgedefault="undirected"><node id="a"/><node id="b"/>
<edge source="a" target="b"><data key="w"> 2 </data></edge><edge source="b" target="c" directed="true"/></graph></graphml>`))
	if err != nil || strings.Join(arcsOf(e), " ") != "a>b b>a b>c" || e.Undirected || e.Weight[0] != 2 {
		t.Error(arcsOf(e), err)
	}
	e, err = Parse([]byte(`<gexf><graph defaultedgetype="directed"><nodes><node id="1" label="x"/><node id="2" label="x"/></nodes><edges><edge source="1" target="2"/></edges></graph></gexf>`))
	if err != nil || strings.Join(arcsOf(e), " ") != "1>2" || e.Undirected {
		t.Error(arcsOf(e), err)
	}
	for text, want := range map[string]string{"<a/>": "no <graph>", "<graph><node/></graph>": "line 1: a node without an id", "<graph>\n<edge source='a'/></graph>": "line 2: an edge",
		"<graph><edge source='a' target='b' weight='x'/></graph>": `"x" is no number`, "<graph><node id='a'>": "line 1", `{"a": 1}`: "no network of VOSviewer", `{`: "byte",
		`{"network":{"items":[{"label":"x"}]}}`: "item 1 has no id", `{"network":{"items":[{"id":1}],"links":[{"source_id":1}]}}`: "link 1 lacks an end"} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, format := range Formats {
		b, _ := exchanged(true).Append(nil, format)
		f.Add(b)
	}
	f.Add([]byte("1\t2\n2\t3\n"))
	f.Add([]byte("source,target,weight\na,b,2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := Parse(data)
		if err != nil {
			return
		}
		if _, _, err := e.Halved().Weighed(); err != nil {
			t.Fatal(err)
		}
	})
}
