package chart

// Columns draws upright bars: years, or a few short categories. Several series stand side by side.
func Columns(l Look, categories []string, series []Series) (Chart, error) {
	return l.columns("columns", categories, series, "")
}

// Stack draws upright bars whose parts add up.
func Stack(l Look, categories []string, series []Series) (Chart, error) {
	return l.columns("stack", categories, series, "all")
}

func (l Look) columns(kind string, categories []string, series []Series, stack string) (Chart, error) {
	o := Option{
		"grid": grid(40), "legend": legend(names(series)), "tooltip": l.axisTip(),
		"xAxis": categoryAxis(categories), "yAxis": l.valueAxis(),
	}
	all := make([]any, len(series))
	for i, s := range series {
		all[i] = l.column(categories, s, i, len(series), stack)
	}
	o["series"] = all
	return l.done(kind, o, 300, summarize(categories, series))
}

func (l Look) column(categories []string, s Series, i, of int, stack string) Option {
	bar := Option{"type": "bar", "name": s.Name, "data": l.marks(categories, s, i, of), "barMaxWidth": 36, "itemStyle": Option{"color": colour(i)}}
	if stack != "" {
		bar["stack"] = stack
	}
	if of == 1 && len(categories) <= 24 {
		bar["label"] = Option{"show": true, "position": "top", "fontSize": 11, "color": faint, "formatter": l.labelFormat()}
		bar["labelLayout"] = Option{"hideOverlap": true}
	}
	return bar
}

// Bars draws lying bars, the first category on top: rankings with long names.
func Bars(l Look, categories []string, series []Series) (Chart, error) {
	axis := categoryAxis(categories)
	axis["inverse"] = true
	axis["axisLabel"] = Option{"color": ink, "formatter": f("cut", "n", cutAt(l.Lang)), "interval": 0}
	value := Option{"type": "value", "axisLabel": Option{"show": false}, "splitLine": Option{"show": false}}
	o := Option{"grid": Option{"left": 8, "right": 64, "top": barTop(series), "bottom": 4, "containLabel": true}, "legend": legend(names(series)), "tooltip": l.axisTip(), "yAxis": axis, "xAxis": value}
	all := make([]any, len(series))
	for i, s := range series {
		all[i] = Option{
			"type": "bar", "name": s.Name, "data": l.marks(categories, s, i, len(series)), "barMaxWidth": 15, "itemStyle": Option{"color": colour(i), "borderRadius": []int{0, 2, 2, 0}},
			"label": Option{"show": true, "position": "right", "fontSize": 11, "color": faint, "formatter": l.labelFormat()},
		}
	}
	o["series"] = all
	return l.done("bars", o, 16+barTop(series)+len(categories)*(6+15*max(len(series), 1)), summarize(categories, series))
}

func barTop(series []Series) int {
	if len(series) > 1 {
		return 34
	}
	return 8
}

// cutAt is where a name on an axis is cut: Chinese characters are twice as wide.
func cutAt(lang string) int {
	if lang == "en" {
		return 34
	}
	return 20
}
