package chart

import "math"

// Line draws values over time. What is doubtful is drawn as a thin dashed line, so that a truncated year is never
// seen as a decline.
func Line(l Look, categories []string, series []Series) (Chart, error) {
	o := Option{
		"grid": grid(40), "legend": legend(names(series)), "tooltip": l.axisTip(),
		"xAxis": categoryAxis(categories), "yAxis": l.valueAxis(),
	}
	all := make([]any, 0, 2*len(series))
	for i, s := range series {
		all = append(all, l.lines(categories, s, i)...)
	}
	o["series"] = all
	return l.done("line", o, 300, summarize(categories, series))
}

func (l Look) lines(categories []string, s Series, i int) []any {
	sure, unsure := l.split(categories, s.Values)
	mark, size := "circle", 5
	if i >= len(Palette) { // colours begin anew
		mark, size = "triangle", 9
	}
	line := func(data []any, width float64, dash string) Option {
		return Option{"type": "line", "name": s.Name, "data": data, "symbol": mark, "symbolSize": size, "connectNulls": false,
			"itemStyle": Option{"color": colour(i)}, "lineStyle": Option{"color": colour(i), "width": width, "type": dash}}
	}
	if unsure == nil {
		return []any{line(sure, 2.2, "solid")}
	}
	return []any{line(sure, 2.2, "solid"), line(unsure, 1.2, "dashed")}
}

// split parts a series at its doubtful categories; the dashed part starts at the last sure point.
func (l Look) split(categories []string, values []float64) (sure, unsure []any) {
	if len(l.Doubtful) == 0 {
		return nulls(values, func(int) bool { return true }), nil
	}
	isDoubtful := func(i int) bool { return i >= 0 && i < len(categories) && l.doubtful(categories[i]) }
	sure = nulls(values, func(i int) bool { return !isDoubtful(i) })
	unsure = nulls(values, func(i int) bool { return isDoubtful(i) || isDoubtful(i+1) })
	return sure, unsure
}

func nulls(values []float64, keep func(int) bool) []any {
	out := make([]any, len(values))
	for i, v := range values {
		if keep(i) && !math.IsNaN(v) {
			out[i] = v
		}
	}
	return out
}
