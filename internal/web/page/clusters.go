package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"asterism/internal/chart"
	"asterism/internal/fail"
	"asterism/internal/lake"
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

// clusterView is one cluster.
type clusterView struct {
	Base
	Correct  string // address of the workbook that corrects this one
	ID       string
	Area     string
	Facts    []factView
	Figures  []Figure
	Chart    *ChartView
	Sections []sectionView
	Jumps    []LinkView    // the parts of the page, in their order
	Backbone *backboneList // the first ten
	Empty    bool

	Evaluation *clusterEvaluation
	Profile    *clusterProfile
}

var clusterParts = []part{
	{"observations", "base.observation", "indicator, year, value, unit, status, source, definition, is_chosen", "indicator, year, status, source"},
	{"found", overlapTable, "basis, found_id, shared_count, recall_share, precision_share, jaccard_share, distance_km, is_match", "basis, shared_count desc, found_id"},
	{"cluster_patents", "measure.cluster_patents", "date_basis, patent_type, year, patent_count, firm_count", "date_basis, patent_type, year"},
	{"regions", "base.cluster_region", "", "region_code"},
	{"cluster_years", "base.cluster_year", "", "year"},
	{"decisions", "base.cluster_decision", "decision, decision_date, document, issuer, source", "decision_date"},
	{"carriers", "base.cluster_carrier", "", "carrier_id"},
	{"alliances", "base.alliance", "", "alliance_id"},
	{"platforms", "base.platform", "", "platform_id"},
	{"projects", "base.project", "", "project_id"},
}

func loadCluster(r *Request) (View, error) {
	id := r.PathValue("id")
	v := &clusterView{ID: id}
	v.Crumbs = []Crumb{{r.T("nav.clusters"), r.Link("/clusters")}}
	for _, l := range r.plannedClusters() {
		if l.ID == id {
			v.Title, v.Area = l.Name, l.Area
		}
	}
	if err := v.describe(r); err != nil {
		return nil, err
	}
	if v.Title == "" {
		return nil, fail.New(fail.NotFound, "no cluster %s", id)
	}
	if len(v.Facts) > 0 {
		v.Correct = r.correct("cluster", "cluster_id", id)
	}
	if err := v.series(r); err != nil {
		return nil, err
	}
	if err := v.backbone(r); err != nil {
		return nil, err
	}
	if err := v.members(r); err != nil {
		return nil, err
	}
	for _, p := range clusterParts {
		if err := v.part(r, p); err != nil {
			return nil, err
		}
	}
	if err := v.evaluate(r); err != nil {
		return nil, err
	}
	if err := v.profile(r); err != nil {
		return nil, err
	}
	v.Empty = len(v.Sections) == 0 && v.Chart == nil
	v.jumps(r)
	return v, nil
}

func (v *clusterView) describe(r *Request) error {
	if !r.Has("base.cluster") {
		return nil
	}
	rows, err := r.Query("select *\nfrom base.cluster\nwhere cluster_id = " + literal(v.ID))
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	v.Facts = r.facts("base.cluster", rows)
	for i, c := range rows.Columns {
		if c.Name == "name" && v.Title == "" {
			v.Title = text(rows.Data[0][i])
		}
	}
	return nil
}

// series draws reported values and sums of members over the years.
func (v *clusterView) series(r *Request) error {
	if !r.Has(outputTable) {
		return nil
	}
	sql := outputSQL("cluster_id = " + literal(v.ID))
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	var names []string
	series := []chart.Series{{Name: r.T("cluster.reported")}, {Name: r.T("cluster.sum")}}
	for _, row := range rows.Data {
		names = append(names, text(row[2]))
		for j, at := range []int{3, 7} {
			x, ok := toFloat(row[at])
			series[j].Values = append(series[j].Values, r.charted(x, ok))
		}
	}
	v.figures(r, rows.Data[len(rows.Data)-1])
	c, err := chart.Line(r.look("output", r.T("cluster.output"), r.T("unit.money")), names, series)
	v.Chart, err = chartView(c, err, r.T("year"), names, series, r.Trace(sql, v.Title))
	return err
}

// figures are the values of the last year, each with its own trace.
func (v *clusterView) figures(r *Request, row []any) {
	year := text(row[2])
	for _, f := range []struct {
		key, column, unit string
		at                int
	}{{"cluster.reported", "reported_output_cny", "cny", 3}, {"cluster.sum", "member_output_cny", "cny", 7}, {"cluster.covered", "covered_share", "share", 10}, {"cluster.members", "member_count", "", 8}} {
		figure := Figure{Label: r.T(f.key), Note: year, Trace: r.Trace("select "+f.column+"\nfrom "+outputTable+"\nwhere cluster_id = "+literal(v.ID)+" and year = "+year, v.Title+" "+r.T(f.key))}
		figure.Value, figure.Unit = r.amount(row[f.at], f.unit)
		v.Figures = append(v.Figures, figure)
	}
}

// members lists the cluster's firms.
func (v *clusterView) members(r *Request) error {
	if !r.Has("base.cluster_member", "base.firm") {
		return nil
	}
	sql := `select f.name, m.firm_id, m.role, f.region_code, f.main_product, m.start_year, m.end_year
from base.cluster_member as m left join base.firm as f on f.firm_id = m.firm_id
where m.cluster_id = ` + literal(v.ID) + "\norder by m.role nulls last, f.name nulls last, m.firm_id"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	shown := &lake.Rows{Columns: rows.Columns, Data: rows.Data[:min(len(rows.Data), sectionRows)]}
	v.Sections = append(v.Sections, sectionView{ID: "members", Title: r.T("cluster.members"), Trace: r.Trace(sql, v.Title), All: r.Link("/data/tables/base.cluster_member", "cluster_id", v.ID),
		Result: r.labelled("base.cluster_member", shown), Hidden: int64(len(rows.Data) - len(shown.Data))})
	return v.patents(r)
}

// ownNames finds the applicants without a code by the firms' names, as the cluster report does.
func (r *Request) ownNames(firms string) string {
	names := ""
	for _, column := range r.present("base.firm", []string{"name", "former_name"}) {
		names += " or uscc is null and name in (select " + column + " from base.firm where firm_id in " + firms + ")"
	}
	return names
}

// patents counts the patents whose applicants are members, each once, and shows the newest.
func (v *clusterView) patents(r *Request) error {
	if !r.Has("base.patent_party") {
		return nil
	}
	members := "(select firm_id from base.cluster_member where cluster_id = " + literal(v.ID) + ")"
	where := `patent_id in (
    select patent_id from base.patent_party
    where role = 'applicant' and (uscc in ` + members + r.ownNames(members) + `))`
	f, err := r.Figure(r.T("cluster.patents"), "select count(*) as patent_count\nfrom base.patent\nwhere "+where, r.T("unit.patents"))
	if err != nil || f.Value == "0" {
		return err
	}
	v.Figures = append(v.Figures, f)
	section, err := r.section(part{"patents", "base.patent", "title, patent_id, patent_type, application_date, legal_status", "application_date desc, patent_id"}, where, "", "")
	if section != nil {
		section.All = f.Trace
		v.Sections = append(v.Sections, *section)
	}
	return err
}

// part adds the rows of a table that belong to the cluster, where it names clusters.
func (v *clusterView) part(r *Request, p part) error {
	key := "cluster_id"
	if p.table == "base.observation" {
		key = "entity_id"
	}
	if !r.HasColumn(p.table, key) {
		return nil
	}
	section, err := r.section(p.all(r, key), key+" = "+literal(v.ID), key, v.ID)
	if section != nil {
		v.Sections = append(v.Sections, *section)
	}
	return err
}

// all names every column of the table, but for the key the page is about, where the part names none.
func (p part) all(r *Request, key string) part {
	if p.columns != "" {
		return p
	}
	t, _ := r.Reader.Snapshot().Table(p.table)
	for _, c := range t.Columns {
		if !provenance[c.Name] && c.Name != key {
			p.columns += c.Name + ","
		}
	}
	return p
}
