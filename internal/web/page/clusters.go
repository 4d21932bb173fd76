package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"asterism/internal/chart"
	"asterism/internal/lang"
)

// clustersView lists the clusters of the plan and of the data: reported values beside sums of members.
type clustersView struct {
	Base
	Year  int64
	Years []LinkView
	Lines []clusterLine
	Chart *ChartView
	Trace string
}

// clusterLine is one cluster in one year. Reported and Sum are never mixed.
type clusterLine struct {
	ID, Name, URL, Area   string
	InPlan, InData        bool
	Reported, Status, Sum string
	Ratio                 string
	Members, Patents      string
	reported, sum         float64
	hasReported, hasSum   bool
}

// outputSQL are the clusters' outputs: the reported value the rule chose beside the sum of the year's members.
func outputSQL(where string) string {
	return `select cluster_id, cluster_name, year, reported_output_cny, status, definition, source, member_output_cny, member_count, output_firm_count, covered_share
from measure.cluster_output
where ` + where + `
order by cluster_id, year`
}

const outputTable = "measure.cluster_output"

func loadClusters(r *Request) (View, error) {
	v := &clustersView{}
	v.Title = r.T("nav.clusters")
	years, err := r.clusterYears()
	if err != nil {
		return nil, err
	}
	if err := v.choose(r, years); err != nil {
		return nil, err
	}
	if v.Lines, err = r.clusterLines(v.Year); err != nil {
		return nil, err
	}
	v.Trace = r.Trace(outputSQL(fmt.Sprintf("year = %d", v.Year)), r.T("cluster.output"))
	v.Chart, err = r.clusterBars(v.Lines, v.Year)
	return v, err
}

func (v *clustersView) choose(r *Request, years []int64) error {
	if len(years) > 0 {
		v.Year = years[len(years)-1]
	}
	asked, err := r.oneOf("year", texts(years)...)
	if err != nil {
		return err
	}
	for _, y := range years {
		if asked == text(y) {
			v.Year = y
		}
	}
	for _, y := range years {
		v.Years = append(v.Years, LinkView{strconv.FormatInt(y, 10), r.Here("year", y), y == v.Year})
	}
	return nil
}

// texts are numbers as an address has them.
func texts(numbers []int64) (all []string) {
	for _, n := range numbers {
		all = append(all, text(n))
	}
	return all
}

// clusterYears lists the years clusters have values for.
func (r *Request) clusterYears() ([]int64, error) {
	if !r.Has(outputTable) {
		return nil, nil
	}
	rows, err := r.Query("select distinct cast(year as bigint) as year\nfrom " + outputTable + "\norder by year")
	if err != nil {
		return nil, err
	}
	var years []int64
	for _, row := range rows.Data {
		years = append(years, row[0].(int64))
	}
	return years, nil
}

// clusterLines joins the plan's clusters with those of the data.
func (r *Request) clusterLines(year int64) ([]clusterLine, error) {
	lines := r.plannedClusters()
	at := map[string]int{}
	for i, l := range lines {
		at[l.ID] = i
	}
	if r.Has("base.cluster") {
		rows, err := r.Query("select cluster_id, name\nfrom base.cluster\norder by cluster_id")
		if err != nil {
			return nil, err
		}
		for _, row := range rows.Data {
			id := text(row[0])
			if _, ok := at[id]; !ok {
				at[id] = len(lines)
				lines = append(lines, clusterLine{ID: id, Name: first(text(row[1]), id), URL: r.Link("/clusters/" + id)})
			}
			lines[at[id]].InData = true
		}
	}
	return lines, r.fillOutput(lines, at, year)
}

// plannedClusters are the clusters the plans name, in the policy's order.
func (r *Request) plannedClusters() []clusterLine {
	var lines []clusterLine
	for _, p := range r.Site.w.Plans() {
		areas := map[string]string{}
		for _, z := range p.Zones {
			areas[z.ID] = z.Title.In(r.Lang)
		}
		for _, a := range p.Attributes {
			areas[a.ID] = a.Title.In(r.Lang)
		}
		for _, c := range p.Clusters {
			lines = append(lines, clusterLine{ID: c.ID, Name: lang.Capital(c.Title.In(r.Lang)), URL: r.Link("/clusters/" + c.ID), Area: areas[c.Area], InPlan: true})
		}
	}
	return lines
}

// fillOutput puts a year's values into the lines.
func (r *Request) fillOutput(lines []clusterLine, at map[string]int, year int64) error {
	if !r.Has(outputTable) {
		return nil
	}
	rows, err := r.Query(outputSQL(fmt.Sprintf("year = %d", year)))
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		if i, known := at[text(row[0])]; known {
			lines[i].fill(r, row)
		}
	}
	return nil
}

func (l *clusterLine) fill(r *Request, row []any) {
	f := Format{r.Lang}
	if l.reported, l.hasReported = toFloat(row[3]); l.hasReported {
		l.Reported = f.Money(l.reported)
		l.Status = first(r.coded("base.cluster_year", "figure_status", row[4]), text(row[4]))
	}
	if l.sum, l.hasSum = toFloat(row[7]); l.hasSum {
		l.Sum = f.Money(l.sum)
	}
	if row[10] != nil {
		l.Ratio = f.Share(row[10])
	}
	l.Members = f.Number(row[8]) + " / " + f.Number(row[9])
}

// clusterBars draws reported values beside sums of members.
func (r *Request) clusterBars(lines []clusterLine, year int64) (*ChartView, error) {
	trace := r.Trace(outputSQL(fmt.Sprintf("year = %d", year)), r.T("cluster.output"))
	var names []string
	reported, sums := chart.Series{Name: r.T("cluster.reported")}, chart.Series{Name: r.T("cluster.sum")}
	ranked := slices.Clone(lines)
	slices.SortStableFunc(ranked, func(a, b clusterLine) int { return cmp.Compare(b.reported, a.reported) })
	for _, l := range ranked {
		if !l.hasReported && !l.hasSum {
			continue
		}
		names = append(names, l.Name)
		reported.Values = append(reported.Values, r.charted(l.reported, l.hasReported))
		sums.Values = append(sums.Values, r.charted(l.sum, l.hasSum))
	}
	if len(names) == 0 {
		return nil, nil
	}
	series := []chart.Series{reported, sums}
	c, err := chart.Bars(r.look("clusters", fmt.Sprintf("%s %d", r.T("cluster.output"), year), r.T("unit.money")), names, series)
	return chartView(c, err, r.T("cluster.one"), names, series, trace)
}
