package page

import (
	"strings"

	"asterism/internal/chart"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// linkagesView shows the sectors of one input-output table: what they pull and what hangs on them.
type linkagesView struct {
	Base
	Method                  string
	Tables                  []LinkView
	Rows                    []LinkView // which sensitivity
	Figures                 []Figure
	Chart                   *ChartView
	Section                 *sectionView
	Links                   *sectionView
	Chains                  *sectionView // sectors that trade mostly with each other
	ChainDoubt, ChainMethod string
	Notes                   []string
}

const linkageTable, linkTopTable, flowTable = "measure.io_linkage", "measure.io_influence", "base.io_flow"

func loadLinkages(r *Request) (View, error) {
	v := &linkagesView{Method: r.Link("/docs/methods/linkages")}
	v.Title = r.T("nav.linkages")
	if !r.Has(flowTable) {
		return r.noData(v, "linkages", "io_flow")
	}
	by := first(r.Values.Get("by"), "leontief")
	if by != "leontief" && by != "ghosh" {
		return nil, fail.New(fail.Invalid, "by=%s: leontief or ghosh", by)
	}
	table, err := v.choose(r)
	if err != nil || table == "" {
		return v, err
	}
	for _, s := range []struct{ name, text string }{{"leontief", r.T("linkages.leontief")}, {"ghosh", r.T("linkages.ghosh")}} {
		v.Rows = append(v.Rows, LinkView{s.text, r.Here("by", s.name), s.name == by})
	}
	return v, v.fill(r, table, by)
}

// choose lists the tables, the latest first, and those that cannot be made; "" where there is none.
func (v *linkagesView) choose(r *Request) (string, error) {
	rows, err := r.Query("select t.region, count(l.sector) as sector_count\nfrom (select distinct coalesce(region_code, '') || '|' || cast(year as varchar) as region from " + flowTable + ") as t left join " + linkageTable +
		" as l on l.region = t.region\ngroup by t.region\norder by t.region desc nulls last")
	if err != nil {
		return "", err
	}
	chosen := r.Values.Get("table")
	found := false
	for _, row := range rows.Data {
		name := r.ioName(text(row[0]))
		if row[1] == int64(0) {
			v.Notes = append(v.Notes, r.T("linkages.notable", "table", name))
			continue
		}
		if chosen == "" {
			chosen = text(row[0])
		}
		found = found || chosen == text(row[0])
		v.Tables = append(v.Tables, LinkView{name, r.Here("table", row[0]), chosen == text(row[0])})
	}
	if chosen != "" && !found {
		return "", fail.New(fail.NotFound, "no input-output table %s", chosen)
	}
	return chosen, nil
}

// ioName is the place and the year of a table.
func (r *Request) ioName(table string) string {
	region, year, _ := strings.Cut(table, "|")
	if region == "" {
		return year
	}
	return r.placeName(region) + " " + year
}

func (v *linkagesView) fill(r *Request, table, by string) error {
	of := "\nfrom " + linkageTable + "\nwhere region = " + literal(table)
	for _, f := range []struct{ label, sql, unit string }{
		{r.T("linkages.sectors"), "select count(*) as sector_count" + of, ""},
		{r.T("linkages.key"), "select count(*) as key_count" + of + " and quadrant_" + by + " = 1", ""},
		{r.T("linkages.output"), "select sum(output) as output" + of, "cny"},
	} {
		figure, err := r.Figure(f.label, f.sql, f.unit)
		if err != nil {
			return err
		}
		figure.Note = r.ioName(table)
		v.Figures = append(v.Figures, figure)
	}
	sql := "select sector as industry_code, output, influence, sensitivity_leontief, sensitivity_ghosh, cast(quadrant_" + by + " as varchar) as linkage_quadrant, upstreamness, downstreamness, loss_backward, loss_forward, loss_total, loss_gone, loss_gone_share" + of + "\norder by influence desc nulls last, sector"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	trace := r.Trace(sql, r.T("linkages.list"))
	v.Section = &sectionView{ID: "sectors", Title: r.T("linkages.list"), Trace: trace, All: r.Link("/data/tables/"+linkageTable, "region", table), Result: r.labelled(linkageTable, rows)}
	if v.Chart, err = r.linkageChart(rows, by, r.ioName(table), trace); err != nil {
		return err
	}
	if err := v.chains(r, table); err != nil {
		return err
	}
	return v.links(r, table)
}

// links are the coefficients that matter most in one table; a snapshot from before there were any has none.
func (v *linkagesView) links(r *Request, table string) error {
	if !r.Has(linkTopTable) {
		return nil
	}
	sql := "select seller as seller_industry_code, buyer as buyer_industry_code, value, input_coefficient, tolerance, rank_tolerance, influence, rank_influence, loss_cut\nfrom " + linkTopTable + "\nwhere region = " + literal(table) + "\norder by rank_tolerance nulls last, seller, buyer"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	first := &lake.Rows{Columns: rows.Columns, Data: rows.Data[:min(len(rows.Data), sectionRows)]} // what is kept of a query stays whole
	v.Links = &sectionView{ID: "links", Title: r.T("linkages.links") + " · " + r.ioName(table), Trace: r.Trace(sql, r.T("linkages.links")), All: r.Link("/data/tables/"+linkTopTable, "region", table),
		Result: r.labelled(linkTopTable, first), Hidden: int64(len(rows.Data) - len(first.Data))}
	return nil
}

// linkageChart draws influence against sensitivity; both above 1 are key sectors.
func (r *Request) linkageChart(rows *lake.Rows, by, name, trace string) (*ChartView, error) {
	at := map[string]int{"leontief": 3, "ghosh": 4}[by]
	var points []chart.Point
	x, y := chart.Series{Name: r.T("linkages.x")}, chart.Series{Name: r.T("linkages.y")}
	var names []string
	for _, row := range rows.Data {
		a, _ := toFloat(row[2])
		b, _ := toFloat(row[at])
		size, _ := toFloat(row[1])
		sector := first(r.nameOf("industry_code", text(row[0])), text(row[0]))
		points = append(points, chart.Point{X: a, Y: b, Size: size / 1e8, Name: sector})
		names, x.Values, y.Values = append(names, sector), append(x.Values, a), append(y.Values, b)
	}
	c, err := chart.Bubble(r.look("linkages", r.T("linkages.chart")+" · "+name, ""), chart.Axes{X: x.Name, Y: y.Name, Size: r.T("linkages.size"), Cross: &chart.Cross{X: 1, Y: 1, Quadrants: r.linkageQuadrants()}}, points, false)
	return chartView(c, err, r.T("regions.industry"), names, []chart.Series{x, y}, trace)
}

// linkageQuadrants are the names of the quadrants, from right above against the clock, as they are numbered.
func (r *Request) linkageQuadrants() (names []string) {
	for _, number := range []string{"1", "2", "3", "4"} {
		names = append(names, r.coded(linkageTable, "linkage_quadrant", number))
	}
	return names
}
