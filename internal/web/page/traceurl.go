package page

import (
	"fmt"
	"strconv"

	"asterism/internal/chart"
)

// Trace is the address of the page that opens a number: its SQL, inputs, rows, methods, batches and findings.
func (r *Request) Trace(sql, title string) string {
	return r.Link("/trace", "sql", sql, "title", title)
}

// Figure is a key number with its doubts and its trace.
type Figure struct {
	Label, Value, Unit, Note, Trace string
}

// Figure runs SQL for one value and lays it out; unit is count, cny, share or a word.
func (r *Request) Figure(label, sql, unit string) (Figure, error) {
	v, err := r.Value(sql)
	if err != nil {
		return Figure{}, err
	}
	fig := Figure{Label: label, Trace: r.Trace(sql, label)}
	fig.Value, fig.Unit = r.amount(v, unit)
	return fig, nil
}

func (r *Request) amount(v any, unit string) (value, name string) {
	f := Format{r.Lang}
	x, ok := toFloat(v)
	switch {
	case !ok:
		return missing, ""
	case unit == "cny":
		s := scaleOf(x, r.Lang)
		return f.Number(x / s.by), s.name(r.Lang)
	case unit == "share":
		return f.Share(v), ""
	case unit == "year":
		return text(v), ""
	}
	return f.Number(v), unit
}

// ChartView is a chart with the table behind it and its trace.
type ChartView struct {
	chart.Chart
	Note  string
	Head  []string
	Rows  [][]string
	Trace string
}

// Size is the class of the box the chart is drawn in: its natural height, rounded up to what the style sheet has.
func (v *ChartView) Size() string {
	for _, h := range []int{240, 320, 420, 560, 720} {
		if v.Height <= h {
			return "h" + strconv.Itoa(h)
		}
	}
	return "h960"
}

// look is what this site's charts have in common.
func (r *Request) look(name, title, unit string) chart.Look {
	return chart.Look{Name: name, Title: title, Unit: unit, Lang: r.Lang}
}

// chartView lays the data of a chart out as its table.
func chartView(c chart.Chart, err error, axis string, categories []string, series []chart.Series, trace string) (*ChartView, error) {
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	v := &ChartView{Chart: c, Trace: trace, Head: []string{axis}}
	for _, s := range series {
		v.Head = append(v.Head, s.Name)
	}
	f := Format{}
	for i, name := range categories {
		row := []string{name}
		for _, s := range series {
			row = append(row, f.Number(s.Values[i]))
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}
