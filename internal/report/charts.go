package report

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"asterism/internal/chart"
)

// chart makes a picture with its table behind it.
func (r *run) chart(ctx context.Context, v view) ([]Block, error) {
	res, err := r.result(ctx, v.Query)
	if err != nil {
		return nil, err
	}
	if len(res.rows.Data) == 0 {
		return []Block{r.absent(res, v)}, nil
	}
	t, err := r.tableOf(ctx, res, v)
	if err != nil {
		return nil, err
	}
	r.figures++
	t.Name = fmt.Sprintf("%s-%d", v.Query, r.figures)
	p := plot{run: r, res: res, view: v, look: r.look(res, v, t)}
	c, err := p.draw()
	if err != nil {
		return nil, err
	}
	caption := r.caption(v, t)
	return []Block{{Kind: "chart", ID: "f-" + t.Name, Caption: caption, Chart: &c, Table: t, Alt: r.alt(c), Note: t.Note, Source: t.Source, Trace: v.Query}}, nil
}

// noAxis are the kinds of chart that draw no axis of values, where a unit could stand.
var noAxis = []string{"bars", "tree", "heat", "ring"}

// caption names a chart, with the unit of its numbers where no axis tells it.
func (r *run) caption(v view, t *Table) string {
	unit := unitIn(v.Unit, r.env.Lang)
	if unit == "" || v.Percent || !slices.Contains(noAxis, v.Kind) {
		return r.words.Text("figure", "n", r.figures, "title", t.Title)
	}
	return r.words.Text("figure_in", "n", r.figures, "title", t.Title, "unit", unit)
}

func (r *run) look(res *result, v view, t *Table) chart.Look {
	return chart.Look{Name: "f" + strconv.Itoa(r.figures), Title: t.Title, Unit: unitIn(v.Unit, r.env.Lang), Lang: r.env.Lang, Percent: v.Percent,
		Doubtful: doubtful(res, v), DoubtNote: r.words.Text("incomplete")}
}

func (r *run) alt(c chart.Chart) string {
	value := decimal(c.Value, digitsFor(c.Value))
	return r.words.Text("alt", "kind", r.env.Catalog.Text(r.env.Lang, "chart.kind."+c.Kind), "title", c.Title, "points", c.Points, "most", c.Most, "value", value)
}

// doubtful lists the categories whose flag column is true; in the long form each mark has its own flag.
func doubtful(res *result, v view) []string {
	var all []string
	flag, x := res.column(v.Doubtful), res.column(v.X)
	if v.Doubtful == "" || flag < 0 || x < 0 || v.Series != "" {
		return nil
	}
	for _, row := range res.rows.Data {
		if truth(row[flag]) {
			all = append(all, label(row[x]))
		}
	}
	return all
}

// plot turns rows into the marks of one chart.
type plot struct {
	run  *run
	res  *result
	view view
	look chart.Look
}

func (p plot) draw() (chart.Chart, error) {
	for _, name := range append([]string{p.view.X, p.view.Series, p.view.Parent, p.view.Size, p.view.Label}, p.view.Y...) {
		if name != "" && p.res.column(name) < 0 {
			return chart.Chart{}, fmt.Errorf("query %s has no column %q", p.view.Query, name)
		}
	}
	switch p.view.Kind {
	case "columns", "stack", "bars", "line":
		return p.cartesian()
	case "heat":
		rows, columns, cells := p.matrix()
		return chart.Heat(p.look, rows, columns, cells)
	case "tree":
		return chart.Tree(p.look, p.parts())
	case "ring":
		return chart.Ring(p.look, p.parts())
	case "bubble":
		return p.bubble()
	case "network":
		return p.network()
	}
	return chart.Chart{}, fmt.Errorf("no chart kind %q", p.view.Kind)
}

func (p plot) cartesian() (chart.Chart, error) {
	categories, series := p.series()
	switch p.view.Kind {
	case "columns":
		return chart.Columns(p.look, categories, series)
	case "stack":
		return chart.Stack(p.look, categories, series)
	case "bars":
		return chart.Bars(p.look, categories, series)
	}
	return chart.Line(p.look, categories, series)
}

// series reads wide columns, or with a naming column the long form.
func (p plot) series() ([]string, []chart.Series) {
	if p.view.Series != "" {
		return p.long()
	}
	categories := make([]string, len(p.res.rows.Data))
	series := make([]chart.Series, len(p.view.Y))
	for s, name := range p.view.Y {
		series[s] = chart.Series{Name: p.run.columnOf(p.res, name, p.view).Title, Values: make([]float64, len(categories))}
	}
	for i := range categories {
		categories[i] = p.word(i, p.view.X)
		for s, name := range p.view.Y {
			series[s].Values[i] = p.value(i, name)
		}
	}
	return categories, series
}

func (p plot) long() ([]string, []chart.Series) {
	categories, names, cells := p.matrix()
	series := make([]chart.Series, len(names))
	for s, name := range names {
		series[s] = chart.Series{Name: name, Values: make([]float64, len(categories)), Doubtful: p.doubts(name, categories)}
		for c := range categories {
			series[s].Values[c] = cells[c][s]
		}
	}
	p.arrange(series)
	return categories, series
}

// patentTypes is their order wherever they are series, so that a type has one colour in every chart.
var patentTypes = []string{"invention", "utility_model", "design"}

func (p plot) arrange(series []chart.Series) {
	if p.view.Series != "patent_type" {
		return
	}
	var order []string
	for _, code := range patentTypes {
		order = append(order, p.run.words.Value(p.res.inputs, p.view.Series, code))
	}
	place := func(s chart.Series) int {
		if at := slices.Index(order, s.Name); at >= 0 {
			return at
		}
		return len(order)
	}
	slices.SortStableFunc(series, func(a, b chart.Series) int { return place(a) - place(b) })
}

// doubts flags the marks of one series in the long form.
func (p plot) doubts(series string, categories []string) []bool {
	flag := p.res.column(p.view.Doubtful)
	if p.view.Doubtful == "" || flag < 0 {
		return nil
	}
	out := make([]bool, len(categories))
	for i, row := range p.res.rows.Data {
		if truth(row[flag]) && p.word(i, p.view.Series) == series {
			out[slices.Index(categories, p.word(i, p.view.X))] = true
		}
	}
	return out
}

// matrix reads x × series → first y; what has no row is NaN.
func (p plot) matrix() (rows, columns []string, cells [][]float64) {
	row, column := map[string]int{}, map[string]int{}
	for i := range p.res.rows.Data {
		rows = place1(row, rows, p.word(i, p.view.X))
		columns = place1(column, columns, p.word(i, p.view.Series))
	}
	cells = make([][]float64, len(rows))
	for i := range cells {
		cells[i] = empty(len(columns))
	}
	for i := range p.res.rows.Data {
		cells[row[p.word(i, p.view.X)]][column[p.word(i, p.view.Series)]] = p.value(i, p.view.Y[0])
	}
	return rows, columns, cells
}

func place1(at map[string]int, names []string, name string) []string {
	if _, seen := at[name]; seen {
		return names
	}
	at[name] = len(names)
	return append(names, name)
}

func empty(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

func (p plot) parts() []chart.Part {
	var all []chart.Part
	at := map[string]int{}
	for i := range p.res.rows.Data {
		leaf := chart.Part{Name: p.word(i, p.view.X), Value: p.value(i, p.view.Y[0])}
		if p.view.Parent == "" {
			all = append(all, leaf)
			continue
		}
		parent := p.word(i, p.view.Parent)
		if _, seen := at[parent]; !seen {
			at[parent] = len(all)
			all = append(all, chart.Part{Name: parent})
		}
		all[at[parent]].Parts = append(all[at[parent]].Parts, leaf)
		all[at[parent]].Value += leaf.Value
	}
	return all
}

func (p plot) bubble() (chart.Chart, error) {
	points := make([]chart.Point, len(p.res.rows.Data))
	for i := range points {
		points[i] = chart.Point{X: p.value(i, p.view.X), Y: p.value(i, p.view.Y[0]), Size: p.value(i, p.view.Size), Name: p.word(i, p.view.Label)}
	}
	axis := func(own string, column string) string {
		if own != "" {
			return own
		}
		return p.run.columnOf(p.res, column, p.view).Title
	}
	axes := chart.Axes{X: axis(p.view.XTitle.In(p.look.Lang), p.view.X), Y: axis(p.view.YTitle.In(p.look.Lang), p.view.Y[0]), Size: axis("", p.view.Size)}
	return chart.Bubble(p.look, axes, points, p.view.Joined)
}

// network reads edges: x, series and their weight; a node weighs what its edges do.
func (p plot) network() (chart.Chart, error) {
	var nodes []chart.Node
	var edges []chart.Edge
	at := map[string]int{}
	node := func(name string, weight float64) int {
		if _, seen := at[name]; !seen {
			at[name] = len(nodes)
			nodes = append(nodes, chart.Node{Name: name})
		}
		nodes[at[name]].Weight += weight
		return at[name]
	}
	for i := range p.res.rows.Data {
		w := p.value(i, p.view.Y[0])
		edges = append(edges, chart.Edge{From: node(p.word(i, p.view.X), w), To: node(p.word(i, p.view.Series), w), Weight: w})
	}
	return chart.Network(p.look, nodes, edges)
}

func (p plot) word(row int, column string) string {
	i := p.res.column(column)
	if i < 0 {
		return ""
	}
	return p.run.words.Value(p.res.inputs, column, label(p.res.rows.Data[row][i]))
}

func label(v any) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case time.Time:
		return v.Format("2006-01-02")
	}
	return stringOf(v)
}

func (p plot) value(row int, column string) float64 {
	i := p.res.column(column)
	if i < 0 {
		return math.NaN()
	}
	switch v := p.res.rows.Data[row][i].(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	case string:
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			return f
		}
	}
	return math.NaN()
}
