package chart

import "slices"

// grid leaves room for labels; ECharts measures them.
func grid(top int) Option {
	return Option{"left": 8, "right": 24, "top": top, "bottom": 8, "containLabel": true}
}

func (l Look) valueAxis() Option {
	return Option{
		"type": "value", "name": l.unitName(), "nameTextStyle": Option{"color": faint, "align": "left"},
		"axisLabel": Option{"formatter": l.valueFormat(), "color": faint},
		"splitLine": Option{"lineStyle": Option{"color": rule}},
	}
}

func (l Look) unitName() string {
	if l.Percent {
		return ""
	}
	return l.Unit
}

// categoryAxis shows every name of a few, broken into lines, and as many as fit of many.
func categoryAxis(names []string) Option {
	label := Option{"color": ink, "hideOverlap": true}
	if len(names) > 0 && len(names) <= 12 {
		label = Option{"color": ink, "interval": 0, "width": 560 / len(names), "overflow": "break", "lineHeight": 15}
	}
	return Option{
		"type": "category", "data": names, "axisTick": Option{"show": false},
		"axisLine": Option{"lineStyle": Option{"color": "#aab2bc"}}, "axisLabel": label,
	}
}

// legend stands above the plot when there is more than one series to tell apart.
func legend(names []string) Option {
	return Option{"show": len(names) > 1, "type": "scroll", "top": 0, "right": 24, "left": "center", "itemWidth": 14, "itemHeight": 10, "data": names, "textStyle": Option{"color": ink}}
}

func (l Look) axisTip() Option {
	return Option{
		"trigger": "axis", "renderMode": "richText", "confine": true,
		"formatter": f("axisTip", "unit", l.Unit, "percent", l.Percent, "marked", l.Doubtful, "note", l.DoubtNote),
	}
}

func names(series []Series) []string {
	out := make([]string, len(series))
	for i, s := range series {
		out[i] = s.Name
	}
	return out
}

func (l Look) doubtful(category string) bool { return slices.Contains(l.Doubtful, category) }

// hatched marks what is not complete: grey with diagonal lines, so that no colour is needed to see it.
func hatched(colour string) Option {
	return Option{"color": colour, "opacity": 0.55, "decal": Option{
		"symbol": "rect", "dashArrayX": []int{1, 0}, "dashArrayY": []int{2, 4}, "rotation": -0.785, "color": "rgba(255,255,255,0.85)"}}
}

func colour(i int) string { return Palette[i%len(Palette)] }

// marks turns values into data items; those of a doubtful category, or doubtful themselves, are hatched.
func (l Look) marks(categories []string, s Series, series, of int) []any {
	out := make([]any, len(s.Values))
	for i, v := range s.Values {
		out[i] = finite(v)
		if i < len(categories) && (l.doubtful(categories[i]) || i < len(s.Doubtful) && s.Doubtful[i]) {
			out[i] = Option{"value": finite(v), "itemStyle": hatched(l.doubtColour(series, of))}
		}
	}
	return out
}

func (l Look) doubtColour(series, of int) string {
	if of == 1 {
		return "#8b95a1"
	}
	return colour(series)
}
