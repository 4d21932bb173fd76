package chart

import "math"

// Node is a member of a network; Weight gives its area, Group its colour.
type Node struct {
	Name   string
	Weight float64
	Group  int
}

// Edge joins two nodes by their place in the list of nodes.
type Edge struct {
	From, To int
	Weight   float64
}

// MaxNodes is what a printed network can show; callers take the heaviest and say so.
const MaxNodes = 300

// Network draws nodes and edges at places computed here, so that browser and print show the same map.
func Network(l Look, nodes []Node, edges []Edge) (Chart, error) {
	places := layout(len(nodes), edges)
	s := summary{}
	for _, n := range nodes {
		s.add(n.Name, n.Weight)
	}
	o := Option{
		"tooltip": l.itemTip(),
		"series": []any{Option{
			"type": "graph", "layout": "none", "roam": true, "preserveAspect": "contain", "left": 40, "right": 150, "top": 24, "bottom": 24,
			"data": circles(nodes, places, s.value), "edges": lines(edges),
			"label":     Option{"show": true, "position": "right", "fontSize": 11, "color": ink, "formatter": f("name", "n", 12)},
			"lineStyle": Option{"color": "#9aa5b1", "opacity": 0.6, "curveness": 0}, "labelLayout": Option{"hideOverlap": true},
			"emphasis": Option{"focus": "adjacency"},
		}},
	}
	return l.done("network", o, 460, s)
}

func circles(nodes []Node, places [][2]float64, most float64) []any {
	out := make([]any, len(nodes))
	for i, n := range nodes {
		size := 6 + 26*math.Sqrt(math.Max(n.Weight, 0)/math.Max(most, 1))
		out[i] = Option{"name": n.Name, "value": finite(n.Weight), "x": places[i][0], "y": places[i][1], "symbolSize": math.Round(size*10) / 10, "itemStyle": Option{"color": colour(n.Group)}}
	}
	return out
}

func lines(edges []Edge) []any {
	most := 1.0
	for _, e := range edges {
		most = math.Max(most, e.Weight)
	}
	out := make([]any, len(edges))
	for i, e := range edges {
		out[i] = Option{"source": e.From, "target": e.To, "value": finite(e.Weight), "lineStyle": Option{"width": math.Round((0.8+3.2*e.Weight/most)*10) / 10}}
	}
	return out
}
