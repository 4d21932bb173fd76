package chart

// Point is one bubble: position, size (area) and name.
type Point struct {
	X, Y, Size float64
	Name       string
}

// Axes names what the two directions and the size mean.
type Axes struct{ X, Y, Size string }

// Bubble draws points in a plane; joined, a line runs through them in order (a life cycle through its years).
func Bubble(l Look, axes Axes, points []Point, joined bool) (Chart, error) {
	data, s := bubbles(points)
	x, y := l.valueAxis(), l.valueAxis()
	x["name"], x["nameLocation"], x["nameGap"] = axes.X, "middle", 28
	x["nameTextStyle"] = Option{"color": faint}
	x["scale"], y["scale"] = true, true
	y["name"] = axes.Y
	series := []any{Option{
		"type": "scatter", "data": data, "symbolSize": f("radius", "most", s.value), "itemStyle": Option{"color": colour(0), "opacity": 0.75},
		"label": Option{"show": true, "position": "top", "fontSize": 11, "color": ink, "formatter": f("pointName")}, "labelLayout": Option{"hideOverlap": true},
	}}
	if joined {
		series = append(series, Option{"type": "line", "data": data, "showSymbol": false, "silent": true, "lineStyle": Option{"color": colour(0), "width": 1.2, "opacity": 0.5}})
	}
	o := Option{
		"grid": Option{"left": 8, "right": 40, "top": 40, "bottom": 32, "containLabel": true}, "xAxis": x, "yAxis": y, "series": series,
		"tooltip": Option{"renderMode": "richText", "confine": true, "formatter": f("pointTip", "names", []string{axes.X, axes.Y, axes.Size})},
	}
	return l.done("bubble", o, 360, s)
}

func bubbles(points []Point) ([]any, summary) {
	data := make([]any, len(points))
	s := summary{}
	for i, p := range points {
		data[i] = []any{finite(p.X), finite(p.Y), finite(p.Size), p.Name}
		s.add(p.Name, p.Size)
	}
	return data, s
}
