package page

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"asterism/forecast"
	"asterism/internal/chart"
	"asterism/internal/plan"
)

// clusterTrend is a cluster's output up to a year, and its forecast with the 80 % band to the year a target is due.
type clusterTrend struct {
	Target, Basis string
	AsOf, Due     int
	Chart         *ChartView
	Past          bool   // figures of the year due are known: the forecast is that of the year before
	Next          string // the later plan whose goal year this looks to; it wants no output of a single cluster

	group string
	limit float64
}

// trend forecasts the cluster's series for the last target of each plan that wants an output, and to the goal year of the next plan.
func (p *clusterProfile) trend(r *Request, id string) error {
	if !r.Has(outlookTable, chanceTable, seriesTable) {
		return nil
	}
	for _, plan := range r.Site.w.Plans() {
		t := threshold(plan, math.MaxInt)
		if t == nil || t.Series == nil {
			continue
		}
		v, err := r.trendTo(id, plan, t)
		if err != nil {
			return err
		}
		if v != nil {
			p.Trends = append(p.Trends, v)
		}
	}
	return p.nextTrend(r, id)
}

func (r *Request) trendTo(id string, plan *plan.Plan, t *plan.Target) (*clusterTrend, error) {
	last, err := r.Value("select cast(max(year) as bigint) as year\nfrom " + seriesTable + "\nwhere plan_id = " + literal(plan.ID) + " and target_id = " + literal(t.ID))
	year, known := last.(int64)
	if err != nil || !known {
		return nil, err
	}
	asOf := min(int(year), t.Span.To-1)
	now, group, err := r.outlookNow(plan.ID, t.ID, asOf)
	if err != nil || now == nil {
		return nil, err
	}
	v := &clusterTrend{Target: t.ID + " " + t.Title.In(r.Lang), Basis: first(r.coded(tierTable, "figure_status", now[0]), text(now[0])) + " · " + first(text(now[1]), "–"), AsOf: asOf, Due: t.Span.To, Past: int(year) >= t.Span.To, group: group}
	v.limit, _ = strconv.ParseFloat(t.ThresholdCNY, 64)
	if err := v.draw(r, id); err != nil || v.Chart == nil {
		return nil, err
	}
	return v, nil
}

// nextTrend looks from the last figure to the first goal year of a plan behind the last one drawn.
func (p *clusterProfile) nextTrend(r *Request, id string) error {
	if len(p.Trends) == 0 {
		return nil
	}
	from := p.Trends[len(p.Trends)-1]
	v := *from
	v.Due, v.Past, v.Chart = 0, false, nil
	for _, plan := range r.Site.w.Plans() {
		for _, t := range plan.Targets {
			if t.Span.To > from.Due && (v.Due == 0 || t.Span.To < v.Due) {
				v.Due, v.Next = t.Span.To, plan.Document.Number+" "+plan.Title.In(r.Lang)
			}
		}
	}
	if v.Due == 0 {
		return nil
	}
	last, err := r.Value("select cast(max(year) as bigint) as year\nfrom " + seriesTable + "\nwhere " + v.group)
	year, known := last.(int64)
	if err != nil || !known || int(year) >= v.Due {
		return err
	}
	v.AsOf = int(year)
	if err := v.draw(r, id); err != nil || v.Chart == nil {
		return err
	}
	p.Trends = append(p.Trends, &v)
	return nil
}

// seriesOf are the values by year of every entity of a group.
func (r *Request) seriesOf(group string) (map[string]map[int64]float64, error) {
	rows, err := r.Query("select entity_id, year, value\nfrom " + seriesTable + "\nwhere " + group)
	if err != nil {
		return nil, err
	}
	values := map[string]map[int64]float64{}
	for _, row := range rows.Data {
		id := text(row[0])
		if values[id] == nil {
			values[id] = map[int64]float64{}
		}
		values[id][row[1].(int64)] = row[2].(float64)
	}
	return values, nil
}

func (v *clusterTrend) draw(r *Request, id string) error {
	values, err := r.seriesOf(v.group)
	if err != nil || len(values[id]) == 0 {
		return err
	}
	var courses []forecast.Course
	ids := slices.Sorted(maps.Keys(values))
	for _, name := range ids {
		courses = append(courses, forecast.Run(values[name], v.AsOf))
	}
	at, _ := slices.BinarySearch(ids, id)
	var due []int
	for y := v.AsOf + 1; y <= v.Due; y++ {
		due = append(due, y)
	}
	ahead := map[int]forecast.Chance{}
	for i, c := range forecast.OutlookOf(courses, at, v.AsOf, due, v.limit) {
		ahead[due[i]] = c
	}
	if ahead[v.Due].Reason != "" {
		return nil
	}
	return v.lines(r, values[id], ahead, id)
}

func (v *clusterTrend) lines(r *Request, own map[int64]float64, ahead map[int]forecast.Chance, id string) error {
	years := slices.Sorted(maps.Keys(own))
	last := max(int(years[len(years)-1]), v.Due)
	var names []string
	series := []chart.Series{{Name: r.T("trend.figure")}, {Name: r.T("outlook.forecast")}, {Name: r.T("trend.low")}, {Name: r.T("trend.high")}}
	for y := int(years[0]); y <= last; y++ {
		names = append(names, strconv.Itoa(y))
		x, known := own[int64(y)]
		c, told := ahead[y]
		for i, value := range []float64{x, c.Forecast, c.Low, c.High} {
			series[i].Values = append(series[i].Values, r.charted(value, i == 0 && known || i > 0 && told))
		}
	}
	sql := fmt.Sprintf("select year, value, source\nfrom %s\nwhere %s and entity_id = %s\norder by year", seriesTable, v.group, literal(id))
	c, err := chart.Line(r.look("trend"+strconv.Itoa(v.Due), r.T("trend.title", "year", v.Due), r.T("unit.money")), names, series)
	v.Chart, err = chartView(c, err, r.T("year"), names, series, r.Trace(sql, r.T("trend.title", "year", v.Due)))
	return err
}
