package chart

// Part is a named quantity of a whole, with parts of its own where Parts is not empty.
type Part struct {
	Name  string
	Value float64
	Parts []Part
}

// Tree draws a whole as areas: parts and their parts.
func Tree(l Look, parts []Part) (Chart, error) {
	o := Option{
		"tooltip": l.itemTip(),
		"series": []any{Option{
			"type": "treemap", "data": leaves(parts), "left": 0, "right": 0, "top": 4, "bottom": 4, "roam": false, "nodeClick": false,
			"breadcrumb": Option{"show": false},
			"label":      Option{"formatter": f("nameLineValue", "n", 14, "total", total(parts), "least", 0.03), "fontSize": 12, "lineHeight": 16, "color": "#fff", "textBorderColor": "rgba(24,34,48,0.55)", "textBorderWidth": 2},
			"upperLabel": Option{"show": nested(parts), "height": 20, "color": ink, "fontSize": 11, "formatter": f("nameValue", "n", 30)},
			"itemStyle":  Option{"borderColor": "#fff", "borderWidth": 1, "gapWidth": 1},
			"levels":     []any{Option{"itemStyle": Option{"gapWidth": 3}, "upperLabel": Option{"show": false}}, Option{"colorAlpha": []float64{0.8, 1}, "itemStyle": Option{"borderColor": "#dfe5eb", "gapWidth": 1}}},
		}},
	}
	return l.done("tree", o, 360, countParts(parts))
}

func total(parts []Part) float64 {
	sum := 0.0
	for _, p := range parts {
		sum += p.Value
	}
	return sum
}

func leaves(parts []Part) []any {
	out := make([]any, len(parts))
	for i, p := range parts {
		node := Option{"name": p.Name, "value": finite(p.Value)}
		if len(p.Parts) > 0 {
			node["children"] = leaves(p.Parts)
		}
		out[i] = node
	}
	return out
}

func nested(parts []Part) bool {
	for _, p := range parts {
		if len(p.Parts) > 0 {
			return true
		}
	}
	return false
}

// Ring draws shares of a whole; only for a handful of parts, where they do add up to one.
func Ring(l Look, parts []Part) (Chart, error) {
	o := Option{
		"tooltip": l.itemTip(),
		"series": []any{Option{
			"type": "pie", "radius": []string{"42%", "68%"}, "center": []string{"50%", "50%"}, "data": leaves(parts), "startAngle": 90, "avoidLabelOverlap": true, "minShowLabelAngle": 2,
			"itemStyle": Option{"borderColor": "#fff", "borderWidth": 2}, "label": Option{"formatter": f("nameValue", "n", 18), "color": ink},
		}},
	}
	return l.done("ring", o, 280, countParts(parts))
}

func countParts(parts []Part) summary {
	s := summary{}
	for _, p := range parts {
		s.add(p.Name, p.Value)
	}
	return s
}
