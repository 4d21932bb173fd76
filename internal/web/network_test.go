package web

import (
	"encoding/json"
	"testing"

	"asterism/graph"
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
