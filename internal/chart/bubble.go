package chart

import "math"

// Point is one bubble: position, size (area) and name.
type Point struct {
	X, Y, Size float64
	Name       string
}

// Axes names what the two directions and the size mean; LogX counts X in doublings, its values above 0.
type Axes struct {
	X, Y, Size string
	LogX       bool
	Cross      *Cross
}

// Cross parts the plane by lines at X and at Y (NaN: none). Quadrants are the names of the parts from right above against the clock, none where it is nil.
type Cross struct {
	X, Y      float64
	Quadrants []string
}

// Bubble draws points in a plane; joined, a line runs through them in order (a life cycle through its years).
func Bubble(l Look, axes Axes, points []Point, joined bool) (Chart, error) {
	data, s := bubbles(points)
	x, y := l.valueAxis(), l.valueAxis()
	x["name"], x["nameLocation"], x["nameGap"] = axes.X, "middle", 28
	x["nameTextStyle"] = Option{"color": faint}
	x["scale"], y["scale"] = true, true
	y["name"] = axes.Y
	if axes.LogX {
		x["type"], x["logBase"] = "log", 2
		x["min"], x["max"] = doublings(axes.Cross, points)
	}
	radius := f("radius", "most", s.value)
	if axes.Cross != nil {
		radius["scale"] = 0.6 // a crossed plane is read by places more than by sizes
	}
	series := []any{Option{
		"type": "scatter", "data": data, "symbolSize": radius, "itemStyle": Option{"color": colour(0), "opacity": 0.75},
		"label": Option{"show": true, "position": "top", "fontSize": 11, "color": ink, "formatter": f("pointName")}, "labelLayout": Option{"hideOverlap": true},
	}}
	if axes.Cross != nil {
		series = append(series, axes.Cross.draw())
		y["boundaryGap"] = []string{"10%", "12%"} // room for the names in the corners
		if !axes.LogX {
			x["boundaryGap"] = []string{"8%", "8%"}
		}
	}
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

// draw is a series whose one unseen point makes the axes reach the lines.
func (c *Cross) draw() Option {
	lines := []any{Option{"xAxis": c.X}}
	if !math.IsNaN(c.Y) {
		lines = append(lines, Option{"yAxis": c.Y})
	}
	dashed := Option{"color": "#9aa5b1", "type": "dashed", "width": 1}
	o := Option{"type": "scatter", "silent": true, "symbolSize": 0, "data": []any{[]any{c.X, finite(c.Y), 0, ""}}, "tooltip": Option{"show": false},
		"markLine": Option{"silent": true, "symbol": "none", "label": Option{"show": false}, "lineStyle": dashed, "data": lines}}
	if len(c.Quadrants) == 4 {
		o["markArea"] = Option{"silent": true, "itemStyle": Option{"color": "transparent"}, "data": c.corners()}
	}
	return o
}

// corners are the four parts; a side that is left out lies at the end of the axis.
func (c *Cross) corners() []any {
	part := func(i int, place string, from, to Option) any {
		from["name"], from["label"] = c.Quadrants[i], Option{"show": true, "position": place, "color": faint, "fontSize": 12}
		return []any{from, to}
	}
	return []any{
		part(0, "insideTopRight", Option{"xAxis": c.X, "yAxis": c.Y}, Option{}), part(1, "insideTopLeft", Option{"yAxis": c.Y}, Option{"xAxis": c.X}),
		part(2, "insideBottomLeft", Option{}, Option{"xAxis": c.X, "yAxis": c.Y}), part(3, "insideBottomRight", Option{"xAxis": c.X}, Option{"yAxis": c.Y}),
	}
}

// doublings are the ends of a logarithmic axis: the powers of 2 around all points and the cross.
func doublings(c *Cross, points []Point) (least, most float64) {
	least, most = math.Inf(1), 0
	if c != nil {
		least, most = c.X, c.X
	}
	for _, p := range points {
		if p.X > 0 {
			least, most = math.Min(least, p.X), math.Max(most, p.X)
		}
	}
	return math.Exp2(math.Floor(math.Log2(least))), math.Exp2(math.Ceil(math.Log2(most)))
}
