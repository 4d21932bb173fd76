package page

import (
	"math"

	"asterism/internal/chart"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// regionsView compares the industries of the regions; regionView shows those of one.
type regionsView struct {
	Base
	Regions  []LinkView
	Figures  []Figure
	Chart    *ChartView
	Sections []sectionView
	Method   string
}

const lqTable, structureTable = "measure.region_lq", "measure.region_structure"

func loadRegions(r *Request) (View, error) {
	v := &regionsView{Method: r.Link("/docs/methods/location")}
	v.Title = r.T("nav.regions")
	if !r.Has(lqTable, structureTable) {
		return r.noData(v, "regions", "firm")
	}
	sql := "select region as region_code, industry_count, krugman, krugman_other, hoover, hachman, hhi, relative_diversity, lq_count\nfrom " + structureTable + "\norder by krugman desc nulls last, region"
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		code := text(row[0])
		v.Regions = append(v.Regions, LinkView{Text: r.placeName(code), URL: r.Link("/regions/" + code)})
	}
	v.Sections = []sectionView{{ID: "structure", Title: r.T("regions.structure"), Trace: r.Trace(sql, r.T("regions.structure")), All: r.Link("/data/tables/" + structureTable), Result: r.labelled(structureTable, rows)}}
	return v, nil
}

// regionSQL are a region's industries, the most special first: by the shrunk quotient, which few firms do not lead astray.
func regionSQL(code string) string {
	return "select industry as industry_code, value, lq, low, high, shrunk, expected\nfrom " + lqTable + "\nwhere region = " + literal(code) + "\norder by shrunk desc nulls last, industry"
}

func loadRegion(r *Request) (View, error) {
	code := r.PathValue("code")
	v := &regionsView{Method: r.Link("/docs/methods/location")}
	v.Title = r.placeName(code)
	if !r.Has(lqTable, structureTable) {
		return nil, fail.New(fail.NotFound, "no firms of region %s", code)
	}
	rows, err := r.Query(regionSQL(code))
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no firms of region %s", code)
	}
	trace := r.Trace(regionSQL(code), v.Title+" "+r.T("regions.lq"))
	v.Sections = []sectionView{{ID: "lq", Title: r.T("regions.lq"), Trace: trace, All: r.Link("/data/tables/"+lqTable, "region", code), Result: r.labelled(lqTable, rows)}}
	if v.Chart, err = r.lqBars(rows, v.Title, trace); err != nil {
		return nil, err
	}
	return v, v.describe(r, code)
}

// describe tells how special the region is as a whole.
func (v *regionsView) describe(r *Request, code string) error {
	for _, f := range []struct{ label, column string }{{r.T("regions.krugman"), "krugman"}, {r.T("regions.hachman"), "hachman"}, {r.T("regions.hhi"), "hhi"}, {r.T("regions.count"), "industry_count"}, {r.T("regions.over"), "lq_count"}} {
		figure, err := r.Figure(f.label, "select "+f.column+"\nfrom "+structureTable+"\nwhere region = "+literal(code), "")
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, figure)
	}
	return nil
}

// shownIndustries bounds the chart.
const shownIndustries = 15

func (r *Request) lqBars(rows *lake.Rows, title, trace string) (*ChartView, error) {
	var names []string
	raw, shrunk := chart.Series{Name: "LQ"}, chart.Series{Name: r.T("regions.shrunk")}
	for _, row := range rows.Data[:min(len(rows.Data), shownIndustries)] {
		names = append(names, first(r.nameOf("industry_code", text(row[0])), text(row[0])))
		for _, s := range []struct {
			series *chart.Series
			value  any
		}{{&raw, row[2]}, {&shrunk, row[5]}} {
			x, known := s.value.(float64)
			if !known {
				x = math.NaN()
			}
			s.series.Values = append(s.series.Values, x)
		}
	}
	series := []chart.Series{raw, shrunk}
	c, err := chart.Bars(r.look("regions", title+" "+r.T("regions.lq"), ""), names, series)
	return chartView(c, err, r.T("regions.industry"), names, series, trace)
}
