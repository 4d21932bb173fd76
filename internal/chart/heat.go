package chart

import "math"

// Heat draws a matrix of numbers as coloured cells: rows from the top, cells[row][column], NaN empty.
func Heat(l Look, rows, columns []string, cells [][]float64) (Chart, error) {
	data, s := heatData(rows, columns, cells)
	x := categoryAxis(columns)
	x["position"] = "top"
	x["axisLabel"] = Option{"color": ink, "interval": 0, "rotate": turn(columns), "formatter": f("cut", "n", 16)}
	y := categoryAxis(rows)
	y["inverse"] = true
	y["axisLabel"] = Option{"color": ink, "interval": 0, "formatter": f("cut", "n", cutAt(l.Lang))}
	o := Option{
		"grid": Option{"left": 8, "right": 16, "top": 8, "bottom": 8, "containLabel": true}, "xAxis": x, "yAxis": y,
		"tooltip":   Option{"renderMode": "richText", "confine": true, "formatter": f("cellTip", "rows", rows, "columns", columns)},
		"visualMap": Option{"show": false, "min": 0, "max": math.Max(s.value, 1), "dimension": 2, "inRange": Option{"color": []string{low, "#9dbdd9", "#5b8db8", high}}},
		"series":    []any{Option{"type": "heatmap", "data": data, "itemStyle": Option{"borderColor": "#fff", "borderWidth": 1}, "label": Option{"show": len(columns) <= 16, "fontSize": 10}}},
	}
	return l.done("heat", o, 70+turnedRoom(columns)+24*len(rows), s)
}

func heatData(rows, columns []string, cells [][]float64) ([]any, summary) {
	data := []any{}
	s := summary{}
	for r := range cells {
		for c, v := range cells[r] {
			if math.IsNaN(v) || v == 0 {
				continue
			}
			data = append(data, []any{c, r, v})
			s.add(rows[r]+" × "+columns[c], v)
		}
	}
	for i := range data {
		data[i] = cell(data[i].([]any), s.value)
	}
	return data, s
}

// cell takes light letters on dark ground.
func cell(v []any, most float64) Option {
	letters := ink
	if most > 0 && v[2].(float64) > 0.55*most {
		letters = "#fff"
	}
	return Option{"value": v, "label": Option{"color": letters}}
}

func turn(columns []string) int {
	if longest(columns)*len(columns) > 44 {
		return 40
	}
	return 0
}

func turnedRoom(columns []string) int {
	if turn(columns) == 0 {
		return 0
	}
	return 6 * min(longest(columns), 16)
}

// longest counts characters, a Chinese one as two.
func longest(names []string) int {
	most := 0
	for _, n := range names {
		most = max(most, width(n))
	}
	return most
}

func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0x2e80 {
			n++
		}
	}
	return n
}
