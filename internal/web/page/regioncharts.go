package page

import (
	"fmt"
	"math"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/lake"
)

// quadrantPoints bounds the industries of the quadrant chart; the largest are taken.
const quadrantPoints = 60

// quadrant draws specialisation against growth, or, without earlier years, against the share in the region; the area is the amount.
func (v *regionView) quadrant(r *Request, rows *lake.Rows) error {
	y, axis, cross := 8, r.T("regions.growth.axis"), &chart.Cross{X: 1, Quadrants: []string{r.T("regions.quadrant.1"), r.T("regions.quadrant.2"), r.T("regions.quadrant.3"), r.T("regions.quadrant.4")}}
	if !v.HasGrowth {
		y, axis, cross = 2, r.T("regions.share.axis"), &chart.Cross{X: 1, Y: math.NaN()}
	}
	var points []chart.Point
	var lines [][]string
	for _, row := range rows.Data {
		x, known := toFloat(row[3])
		if v.Published {
			x, known = toFloat(row[5])
		}
		at, ok := toFloat(row[y])
		if !known || !ok || x <= 0 || len(points) == quadrantPoints {
			continue
		}
		name := v.industry(text(row[0]))
		points = append(points, chart.Point{X: rounded(x), Y: rounded(100 * at), Size: v.scaled(r, row[1]), Name: name})
		lines = append(lines, []string{name, Format{}.Number(x), Format{}.Share(at), Format{}.Number(v.scaled(r, row[1]))})
	}
	if len(points) == 0 {
		return nil
	}
	amount := r.coded(setTable, "basis", v.Set.Basis)
	c, err := chart.Bubble(r.look("quadrant", r.T("regions.quadrant"), ""), chart.Axes{X: r.T("regions.lq.axis"), Y: axis, Size: amount + " (" + v.Unit + ")", LogX: true, Cross: cross}, points, false)
	if err != nil {
		return err
	}
	v.Quadrant = &ChartView{Chart: c, Note: r.T("regions.quadrant.note", "axis", axis), Head: []string{r.T("regions.industry"), "LQ", axis, amount}, Rows: lines, Trace: v.Trace}
	return nil
}

// rounded keeps four digits behind the point: more says nothing in a chart.
func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// trendIndustries is how many industries a trend shows: those of the greatest amount in the year.
const trendIndustries = 6

func (v *regionView) trend(r *Request) error {
	if len(v.Years) < 2 {
		return nil
	}
	sql := `select c.year, c.industry as industry_code, c.value
from ` + cellTable + ` as c
where ` + v.of("c") + " and c.region = " + literal(v.Code) + ` and c.industry in (
  select industry from ` + cellTable + ` as b where ` + v.at("b") + fmt.Sprintf(" order by b.value desc nulls last, b.industry limit %d)\norder by c.industry, c.year", trendIndustries)
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	names, at := v.yearsRising()
	found := map[string]*chart.Series{}
	var order []string
	for _, row := range rows.Data {
		code := text(row[1])
		if found[code] == nil {
			found[code] = &chart.Series{Name: v.industry(code), Values: gaps(len(names))}
			order = append(order, code)
		}
		found[code].Values[at[text(row[0])]] = v.scaled(r, row[2])
	}
	var series []chart.Series
	for _, code := range order {
		series = append(series, *found[code])
	}
	look := r.look("trend", r.T("regions.trend", "n", len(series)), v.Unit)
	c, err := chart.Line(look, names, series)
	v.Trend, err = chartView(c, err, r.T("year"), names, series, r.Trace(sql, look.Title))
	if v.Trend != nil && strings.HasSuffix(v.Set.Basis, "_cny") {
		v.Trend.Note = r.T("regions.prices")
	}
	return err
}

// yearsRising are the set's years from the first on, with their places.
func (c *setChoice) yearsRising() (names []string, at map[string]int) {
	at = map[string]int{}
	for i := len(c.Years) - 1; i >= 0; i-- {
		at[c.Years[i]] = len(names)
		names = append(names, c.Years[i])
	}
	return names, at
}

func gaps(n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = math.NaN()
	}
	return list
}

// chancesView are industries the region has no advantage in, by how near and how promising they are.
type chancesView struct {
	Lines   []chanceOf
	Chart   *ChartView
	HasGain bool
	Trace   string
	Year    int64
	Reason  string
}

type chanceOf struct{ Code, Name, Value, Quotient, Density, Complexity, Gain string }

// shownChances bounds the list.
const shownChances = 15

func (v *regionView) chances(r *Request) error {
	sql := `select p.industry as industry_code, p.value, p.rca, p.density, p.pci, p.gain
from ` + potentialTable + ` as p
where ` + v.of("p") + " and p.region = " + literal(v.Code) + ` and not p.present
order by p.density desc nulls last, p.gain desc nulls last, p.industry`
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	v.Chances = &chancesView{Trace: r.Trace(sql, v.Title+" "+r.T("regions.chances")), Year: v.Set.Last}
	f := Format{r.Lang}
	var points []chart.Point
	var lines [][]string
	for i, row := range rows.Data {
		l := chanceOf{Code: text(row[0]), Name: v.industry(text(row[0])), Value: f.Number(v.scaled(r, row[1])), Quotient: f.Number(row[2]), Density: f.Share(row[3]), Complexity: f.Number(row[4]), Gain: f.Number(row[5])}
		v.Chances.HasGain = v.Chances.HasGain || row[5] != nil
		if i < shownChances {
			v.Chances.Lines = append(v.Chances.Lines, l)
		}
		x, ok := toFloat(row[3])
		y, known := toFloat(row[4])
		if ok && known && len(points) < quadrantPoints {
			size, _ := toFloat(row[2])
			points = append(points, chart.Point{X: rounded(100 * x), Y: rounded(y), Size: rounded(size), Name: l.Name})
			lines = append(lines, []string{l.Name, l.Density, l.Complexity, l.Quotient})
		}
	}
	if len(points) == 0 {
		return nil
	}
	axes := chart.Axes{X: r.T("regions.density.axis"), Y: r.T("regions.pci.axis"), Size: "LQ"}
	c, err := chart.Bubble(r.look("chances", r.T("regions.chances.chart"), ""), axes, points, false)
	v.Chances.Chart = &ChartView{Chart: c, Note: r.T("regions.chances.chartnote"), Head: []string{r.T("regions.industry"), axes.X, axes.Y, "LQ"}, Rows: lines, Trace: v.Chances.Trace}
	return err
}

// nearEdges bounds the ties of the map of industries: the strongest are drawn.
const nearEdges = 120

// near draws the industries by proximity; those in which the region has an advantage stand out.
func (v *regionView) near(r *Request) error {
	sql := `select n.a as industry_code, n.b as other_industry_code, n.together, n.proximity
from ` + proximityTable + ` as n
where ` + v.of("n") + fmt.Sprintf(" and n.together >= 3\norder by n.proximity desc, n.together desc, n.a, n.b\nlimit %d", nearEdges)
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	has, err := r.Query("select p.industry, p.present, p.rca\nfrom " + potentialTable + " as p\nwhere " + v.of("p") + " and p.region = " + literal(v.Code) + "\norder by p.industry")
	if err != nil {
		return err
	}
	present, rca := map[string]bool{}, map[string]float64{}
	for _, row := range has.Data {
		present[text(row[0])] = row[1] == true
		rca[text(row[0])], _ = toFloat(row[2])
	}
	at, nodes, edges, lines := map[string]int{}, []chart.Node(nil), []chart.Edge(nil), [][]string(nil)
	node := func(code string) int {
		if _, ok := at[code]; !ok {
			group := 1
			if present[code] {
				group = 0
			}
			at[code] = len(nodes)
			nodes = append(nodes, chart.Node{Name: v.industry(code), Weight: math.Min(rca[code], 5), Group: group})
		}
		return at[code]
	}
	for _, row := range rows.Data {
		x, _ := toFloat(row[3])
		edges = append(edges, chart.Edge{From: node(text(row[0])), To: node(text(row[1])), Weight: x})
		lines = append(lines, []string{v.industry(text(row[0])) + " – " + v.industry(text(row[1])), Format{}.Number(x), text(row[2])})
	}
	c, err := chart.Network(r.look("near", r.T("regions.near"), ""), nodes, edges)
	v.Near = &ChartView{Chart: c, Note: r.T("regions.near.note", "year", v.Set.Last, "least", 3), Head: []string{r.T("regions.near.pair"), r.T("regions.near.proximity"), r.T("regions.near.together")}, Rows: lines, Trace: r.Trace(sql, r.T("regions.near"))}
	return err
}

// decompose draws the parts of the region's growth one beside the other.
func (v *regionView) decompose(r *Request) error {
	sql := "select first_year, last_year, change, national, mix, regional, homothetic, allocation, entered, fresh\nfrom " + shiftTable + " as d\nwhere " + v.of("d") + " and d.region = " + literal(v.Code)
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	var names []string
	series := []chart.Series{{Name: r.T("regions.change.amount")}}
	for j, key := range []string{"total", "national", "mix", "regional", "homothetic", "allocation", "entered", "fresh"} {
		names = append(names, r.T("regions.part."+key))
		series[0].Values = append(series[0].Values, v.scaled(r, rows.Data[0][j+2]))
	}
	look := r.look("shift", r.T("regions.shift", "from", text(rows.Data[0][0]), "to", text(rows.Data[0][1])), v.Unit)
	c, err := chart.Columns(look, names, series)
	v.Shift, err = chartView(c, err, r.T("regions.part"), names, series, r.Trace(sql, v.Title+" "+look.Title))
	if v.Shift != nil {
		v.Shift.Note = r.T("regions.shift.note") + r.T("regions.parts.note")
		if strings.HasSuffix(v.Set.Basis, "_cny") {
			v.Shift.Note += r.T("regions.prices")
		}
	}
	return err
}
