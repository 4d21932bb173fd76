package page

import (
	"fmt"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// autocorrelationView tells whether neighbouring regions are alike in one indicator, and lists all indicators.
type autocorrelationView struct {
	Base
	Method  string
	At      int64      // the snapshot that the form keeps
	Choices []LinkView // URL is the value of the form
	List    []spatialLine
	ListURL string
	Figures []Figure
	Notes   []string
	Map     *mapView
	Chart   *ChartView
	Section *sectionView
	Files   []LinkView
	Chosen  spatialLine
}

// spatialLine is one indicator of one level and year with its global figures.
type spatialLine struct {
	Level, Indicator, Industry, Year               string
	Key, Name, Scope, URL                          string
	Units, Moran, Expected, P, Draws, Local, Class string
	On                                             bool
	significant                                    bool
}

const spatialTable = "measure.region_autocorrelation"

// spatialLevel is the level of p below which a likeness is called significant.
const spatialLevel = 0.05

func loadAutocorrelation(r *Request) (View, error) {
	v := &autocorrelationView{At: r.At, Method: r.Link("/docs/methods/spatial-autocorrelation"), ListURL: r.Link("/data/tables/" + spatialTable)}
	v.Title, v.Crumbs = r.T("autocorrelation.title"), []Crumb{{r.T("nav.regions"), r.Link("/regions")}}
	if !r.Has(spatialTable) {
		return r.noData(v, "autocorrelation", "region_industry_year", "region_outline", "firm")
	}
	if err := v.list(r); err != nil {
		return nil, err
	}
	for _, load := range []func(*Request) error{v.whole, v.units} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// list reads all indicators, the surest likeness or unlikeness first, and takes the one asked for.
func (v *autocorrelationView) list(r *Request) error {
	rows, err := r.Query("select region_level, spatial_indicator, industry, year, max(unit_count) as unit_count, max(moran) as moran, max(moran_expected) as moran_expected, max(moran_p) as moran_p, max(moran_p_draws) as moran_p_draws,\n  sum(case when p_local_fdr <= 0.05 then 1 else 0 end) as local_count\nfrom " + spatialTable +
		"\ngroup by region_level, spatial_indicator, industry, year\norder by moran_p nulls last, spatial_indicator, industry, region_level, year")
	if err != nil {
		return err
	}
	asked, chosen, found := r.Values.Get("of"), -1, 0
	for i, row := range rows.Data {
		l := r.spatialLine(row)
		if asked == l.Key || asked == "" && i == 0 {
			chosen, l.On = i, true
		}
		if l.significant {
			found++
		}
		v.List = append(v.List, l)
		v.Choices = append(v.Choices, LinkView{l.Name + " · " + l.Scope, l.Key, l.On})
	}
	if chosen < 0 {
		return fail.New(fail.NotFound, "no indicator %s", asked)
	}
	v.Chosen = v.List[chosen]
	v.Notes = append(v.Notes, r.T("autocorrelation.many", "n", len(v.List), "found", found, "chance", fmt.Sprintf("%.0f", spatialLevel*float64(len(v.List)))))
	return nil
}

func (r *Request) spatialLine(row []any) spatialLine {
	f := Format{r.Lang}
	l := spatialLine{Level: text(row[0]), Indicator: text(row[1]), Industry: text(row[2]), Year: text(row[3]), Units: text(row[4]), Moran: threeDigits(row[5]), Expected: threeDigits(row[6]), P: threeDigits(row[7]), Draws: threeDigits(row[8]), Local: f.Number(row[9])}
	l.Key = strings.Join([]string{l.Level, l.Indicator, l.Industry, l.Year}, "|")
	l.Name = first(r.coded(spatialTable, "spatial_indicator", l.Indicator), r.coded(setTable, "basis", l.Indicator), l.Indicator)
	if l.Industry != "all" {
		l.Name += " · " + first(r.nameOf("industry_code", l.Industry), l.Industry)
	}
	l.Scope = r.coded(setTable, "region_level", l.Level) + " " + l.Year
	l.URL = r.Link("/regions/autocorrelation", "of", l.Key)
	p, known := toFloat(row[7])
	l.significant = known && p <= spatialLevel
	moran, _ := toFloat(row[5])
	expected, _ := toFloat(row[6])
	switch {
	case l.significant && moran > expected:
		l.Class = r.T("autocorrelation.alike")
	case l.significant:
		l.Class = r.T("autocorrelation.unlike")
	default:
		l.Class = r.T("autocorrelation.none")
	}
	return l
}

func threeDigits(x any) string {
	v, known := toFloat(x)
	if !known {
		return missing
	}
	return decimals(v, 3)
}

// where limits SQL to the chosen indicator.
func (v *autocorrelationView) where() string {
	c := v.Chosen
	return "\nfrom " + spatialTable + "\nwhere region_level = " + literal(c.Level) + " and spatial_indicator = " + literal(c.Indicator) + " and industry = " + literal(c.Industry) + " and year = " + c.Year
}

// whole are the global figures.
func (v *autocorrelationView) whole(r *Request) error {
	c := v.Chosen
	for _, f := range []struct{ label, value, column, note string }{
		{r.T("autocorrelation.moran"), c.Moran, "moran", r.T("autocorrelation.expected", "x", c.Expected)}, {r.T("autocorrelation.p"), c.P, "moran_p", c.Class},
		{r.T("autocorrelation.draws"), c.Draws, "moran_p_draws", r.T("autocorrelation.draws.note")}, {r.T("autocorrelation.units"), c.Units, "unit_count", c.Scope},
	} {
		v.Figures = append(v.Figures, Figure{Label: f.label, Value: f.value, Note: f.note, Trace: r.Trace("select max("+f.column+") as "+f.column+v.where(), c.Name+" "+f.label)})
	}
	return nil
}

// units are the regions: the list, the scatter, the map.
func (v *autocorrelationView) units(r *Request) error {
	sql := "select region as region_code, value, standard, lag_standard, quadrant, local_moran, p_local, p_local_fdr, hot_z, p_hot, p_hot_fdr, neighbours, place_basis" + v.where() + "\norder by p_local nulls last, region"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	title := v.Chosen.Name + " · " + v.Chosen.Scope
	v.Section = &sectionView{ID: "units", Title: title, Trace: r.Trace(sql, title), All: v.ListURL, Result: r.labelled(spatialTable, rows)}
	v.Files = r.queryFiles(sql)
	near := map[string]int{}
	for i, row := range rows.Data {
		v.Section.Result.Rows[i][1] = Cell{Text: v.amount(r, row[1]), Title: text(row[1]), Class: "num"}
		var names []string
		for _, code := range strings.Fields(text(row[11])) {
			names = append(names, r.placeName(code))
		}
		v.Section.Result.Rows[i][11] = Cell{Text: strings.Join(names, r.T("comma")), Title: text(row[11]), Class: "mid"}
		near[text(row[12])]++
	}
	v.Notes = append(v.Notes, r.T("autocorrelation.basis", "outline", near["outline"], "firms", near["firms"]))
	if v.Map, err = v.tiles(r, rows); err != nil {
		return err
	}
	v.Chart, err = v.scatter(r, rows)
	return err
}

// amount writes a value of the indicator with its unit.
func (v *autocorrelationView) amount(r *Request, x any) string {
	f, name := Format{r.Lang}, v.Chosen.Indicator
	switch {
	case strings.HasSuffix(name, "_cny"):
		return f.Money(x)
	case strings.HasSuffix(name, "_share"):
		return f.Share(x)
	}
	return f.Number(x)
}

// scatter draws each region against its neighbours; the line through the points has Moran's I for its slope.
func (v *autocorrelationView) scatter(r *Request, rows *lake.Rows) (*ChartView, error) {
	var points []chart.Point
	var lines [][]string
	for _, row := range rows.Data {
		x, _ := toFloat(row[2])
		y, known := toFloat(row[3])
		if !known {
			continue
		}
		name := r.placeName(text(row[0]))
		points = append(points, chart.Point{X: rounded(x), Y: rounded(y), Size: 1, Name: name})
		lines = append(lines, []string{name, decimals(x, 2), decimals(y, 2), r.coded(spatialTable, "quadrant", row[4])})
	}
	var names []string
	for _, q := range []string{"HH", "LH", "LL", "HL"} {
		names = append(names, r.coded(spatialTable, "quadrant", q))
	}
	axes := chart.Axes{X: r.T("autocorrelation.x"), Y: r.T("autocorrelation.y"), Size: r.T("autocorrelation.one"), Cross: &chart.Cross{Quadrants: names}}
	c, err := chart.Bubble(r.look("moran", r.T("autocorrelation.scatter"), ""), axes, points, false)
	return &ChartView{Chart: c, Note: r.T("autocorrelation.scatter.note"), Head: []string{r.T("place.label"), axes.X, axes.Y, r.T("autocorrelation.quadrant")}, Rows: lines, Trace: v.Section.Trace}, err
}
