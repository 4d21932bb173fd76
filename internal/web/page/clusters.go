package page

import (
	"fmt"
	"strconv"

	"asterism/internal/chart"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// clustersView lists the clusters of the plan and of the data: reported values beside sums of members.
type clustersView struct {
	Base
	Year   int64
	Years  []LinkView
	Lines  []clusterLine
	Chart  *ChartView
	Note   string
	Traces [2]string
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

// reportedSQL are the reported outputs of clusters; of several for one year the chosen one, else the most public.
func (r *Request) reportedSQL(where string) string {
	return `select entity_id as cluster_id, year, value, coalesce(status, '') as status, coalesce(source, '') as source
from base.observation
where entity_type = 'cluster' and indicator = 'output_cny'` + where + `
order by entity_id, year, case status when '公布' then 0 when 'published' then 0 when '审核' then 1 when 'audited' then 1 else 2 end, source`
}

// sumSQL sums the output of a cluster's members by year; a firm counts once in a cluster.
func (r *Request) sumSQL(where string) string {
	return `select m.cluster_id, y.year, sum(y.output_cny) as output_cny, count(*) as firm_count
from (select distinct cluster_id, firm_id from base.cluster_member) as m join base.firm_year as y on y.firm_id = m.firm_id
where y.output_cny is not null` + where + `
group by m.cluster_id, y.year
order by m.cluster_id, y.year`
}

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
	v.Traces = [2]string{r.Trace(r.reportedSQL(fmt.Sprintf(" and year = %d", v.Year)), r.T("cluster.reported")), r.Trace(r.sumSQL(fmt.Sprintf(" and y.year = %d", v.Year)), r.T("cluster.sum"))}
	v.Chart, err = r.clusterBars(v.Lines, v.Traces[0])
	return v, err
}

func (v *clustersView) choose(r *Request, years []int64) error {
	if len(years) > 0 {
		v.Year = years[len(years)-1]
	}
	if y := r.Values.Get("year"); y != "" {
		n, err := bounded("year", y, 1900, 2200)
		if err != nil {
			return err
		}
		v.Year = int64(n)
	}
	for _, y := range years {
		v.Years = append(v.Years, LinkView{strconv.FormatInt(y, 10), r.Here("year", y), y == v.Year})
	}
	return nil
}

// clusterYears lists the years clusters have values for.
func (r *Request) clusterYears() ([]int64, error) {
	var parts []string
	if r.Has("base.observation") {
		parts = append(parts, "select year from base.observation where entity_type = 'cluster' and indicator = 'output_cny'")
	}
	if r.Has("base.cluster_member", "base.firm_year") {
		parts = append(parts, "select year from base.firm_year where output_cny is not null")
	}
	if len(parts) == 0 {
		return nil, nil
	}
	sql := parts[0]
	if len(parts) > 1 {
		sql += " union " + parts[1]
	}
	rows, err := r.Query("select distinct cast(year as bigint) as year from (" + sql + ") as y where year is not null order by year")
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
	for _, fill := range []func([]clusterLine, map[string]int, int64) error{r.fillReported, r.fillSums, r.fillMembers} {
		if err := fill(lines, at, year); err != nil {
			return nil, err
		}
	}
	for i := range lines {
		lines[i].compare()
	}
	return lines, nil
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
			lines = append(lines, clusterLine{ID: c.ID, Name: c.Title.In(r.Lang), URL: r.Link("/clusters/" + c.ID), Area: areas[c.Area], InPlan: true})
		}
	}
	return lines
}

func (r *Request) fillReported(lines []clusterLine, at map[string]int, year int64) error {
	if !r.Has("base.observation") {
		return nil
	}
	rows, err := r.Query(r.reportedSQL(fmt.Sprintf(" and year = %d", year)))
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		i, known := at[text(row[0])]
		if x, ok := toFloat(row[2]); known && ok && !lines[i].hasReported {
			l := &lines[i]
			l.reported, l.hasReported, l.Status = x, true, text(row[3])
			l.Reported = Format{r.Lang}.Money(x)
		}
	}
	return nil
}

func (r *Request) fillSums(lines []clusterLine, at map[string]int, year int64) error {
	if !r.Has("base.cluster_member", "base.firm_year") {
		return nil
	}
	rows, err := r.Query(r.sumSQL(fmt.Sprintf(" and y.year = %d", year)))
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		i, known := at[text(row[0])]
		if x, ok := toFloat(row[2]); known && ok {
			lines[i].sum, lines[i].hasSum = x, true
			lines[i].Sum = Format{r.Lang}.Money(x)
		}
	}
	return nil
}

func (r *Request) fillMembers(lines []clusterLine, at map[string]int, _ int64) error {
	if !r.Has("base.cluster_member") {
		return nil
	}
	rows, err := r.Query("select cluster_id, count(distinct firm_id) as firm_count\nfrom base.cluster_member\ngroup by cluster_id\norder by cluster_id")
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		if i, known := at[text(row[0])]; known {
			lines[i].Members = Format{}.Number(row[1])
		}
	}
	return nil
}

func (l *clusterLine) compare() {
	if l.hasReported && l.hasSum && l.reported > 0 {
		l.Ratio = Format{}.Share(l.sum / l.reported)
	}
}

// clusterBars draws reported values beside sums of members.
func (r *Request) clusterBars(lines []clusterLine, trace string) (*ChartView, error) {
	var names []string
	reported, sums := chart.Series{Name: r.T("cluster.reported")}, chart.Series{Name: r.T("cluster.sum")}
	for _, l := range lines {
		if !l.hasReported && !l.hasSum {
			continue
		}
		names = append(names, l.Name)
		reported.Values = append(reported.Values, inHundredMillions(l.reported, l.hasReported))
		sums.Values = append(sums.Values, inHundredMillions(l.sum, l.hasSum))
	}
	if len(names) == 0 {
		return nil, nil
	}
	series := []chart.Series{reported, sums}
	c, err := chart.Bars(r.look("clusters", r.T("cluster.output"), r.T("unit.hundred_million")), names, series)
	return chartView(c, err, r.T("cluster.one"), names, series, trace)
}

// clusterView is one cluster.
type clusterView struct {
	Base
	ID       string
	Area     string
	Facts    []factView
	Figures  []Figure
	Chart    *ChartView
	Sections []sectionView
	Links    []LinkView
	Empty    bool
}

var clusterParts = []part{
	{"observations", "base.observation", "indicator, year, value, unit, status, source, definition", "indicator, year, status, source"},
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
	if err := v.series(r); err != nil {
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
	v.Empty = len(v.Sections) == 0 && v.Chart == nil
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
	reported, err := r.yearValues("base.observation", r.reportedSQL(" and entity_id = "+literal(v.ID)))
	if err != nil {
		return err
	}
	sums := map[int64]float64{}
	if r.Has("base.cluster_member", "base.firm_year") {
		if sums, err = r.yearValues("base.firm_year", r.sumSQL(" and m.cluster_id = "+literal(v.ID))); err != nil {
			return err
		}
	}
	years := newest(union(reported, sums))
	if len(years) == 0 {
		return nil
	}
	v.figures(r, years, reported, sums)
	return v.draw(r, years, reported, sums)
}

func union(maps ...map[int64]float64) map[int64]bool {
	all := map[int64]bool{}
	for _, m := range maps {
		for k := range m {
			all[k] = true
		}
	}
	return all
}

// yearValues reads rows of cluster, year, value; of several values for a year the first.
func (r *Request) yearValues(table, sql string) (map[int64]float64, error) {
	values := map[int64]float64{}
	if !r.Has(table) {
		return values, nil
	}
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		year, _ := toFloat(row[1])
		if _, twice := values[int64(year)]; twice {
			continue
		}
		if x, ok := toFloat(row[2]); ok {
			values[int64(year)] = x
		}
	}
	return values, nil
}

func (v *clusterView) figures(r *Request, years []int64, reported, sums map[int64]float64) {
	last := years[len(years)-1]
	add := func(label string, values map[int64]float64, sql string) {
		x, ok := values[last]
		if !ok {
			return
		}
		f := Figure{Label: label, Note: strconv.FormatInt(last, 10), Trace: r.Trace(sql, v.Title+" "+label)}
		f.Value, f.Unit = r.amount(x, "cny")
		v.Figures = append(v.Figures, f)
	}
	add(r.T("cluster.reported"), reported, r.reportedSQL(" and entity_id = "+literal(v.ID)))
	add(r.T("cluster.sum"), sums, r.sumSQL(" and m.cluster_id = "+literal(v.ID)))
	if a, b := reported[last], sums[last]; a > 0 && b > 0 {
		v.Figures = append(v.Figures, Figure{Label: r.T("cluster.covered"), Value: Format{}.Share(b / a), Note: r.T("cluster.covered.note")})
	}
}

func (v *clusterView) draw(r *Request, years []int64, reported, sums map[int64]float64) (err error) {
	names := make([]string, len(years))
	series := []chart.Series{{Name: r.T("cluster.reported")}, {Name: r.T("cluster.sum")}}
	for i, y := range years {
		names[i] = strconv.FormatInt(y, 10)
		for j, m := range []map[int64]float64{reported, sums} {
			x, ok := m[y]
			series[j].Values = append(series[j].Values, inHundredMillions(x, ok))
		}
	}
	c, err := chart.Line(r.look("output", r.T("cluster.output"), r.T("unit.hundred_million")), names, series)
	v.Chart, err = chartView(c, err, r.T("year"), names, series, r.Trace(r.reportedSQL(" and entity_id = "+literal(v.ID)), v.Title))
	return err
}

// members lists the cluster's firms and counts their patents.
func (v *clusterView) members(r *Request) error {
	if !r.Has("base.cluster_member") {
		return nil
	}
	columns := "m.*"
	from := "base.cluster_member as m"
	if r.Has("base.firm") {
		columns, from = "f.name, m.*", "base.cluster_member as m left join base.firm as f on f.firm_id = m.firm_id"
	}
	sql := fmt.Sprintf("select %s\nfrom %s\nwhere m.cluster_id = %s\norder by m.firm_id", columns, from, literal(v.ID))
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	count := "select count(distinct firm_id) as firm_count\nfrom base.cluster_member\nwhere cluster_id = " + literal(v.ID)
	f, err := r.Figure(r.T("cluster.members"), count, "")
	if err != nil {
		return err
	}
	v.Figures = append(v.Figures, f)
	shown := &lake.Rows{Columns: rows.Columns, Data: rows.Data[:min(len(rows.Data), sectionRows)]}
	v.Sections = append(v.Sections, sectionView{ID: "members", Title: r.T("cluster.members"), Trace: r.Trace(sql, v.Title), All: r.Link("/data/tables/base.cluster_member", "cluster_id", v.ID),
		Result: r.labelled("base.cluster_member", shown), Hidden: int64(len(rows.Data) - len(shown.Data))})
	return v.patents(r)
}

// patents counts the patents whose applicants are members, and shows the newest.
func (v *clusterView) patents(r *Request) error {
	if !r.Has("base.patent_party", "base.firm") || !r.HasColumn("base.firm", "uscc") {
		return nil
	}
	where := `patent_id in (
    select p.patent_id from base.patent_party as p join base.firm as f on f.uscc = p.uscc or f.name = p.name
    where p.role = 'applicant' and f.firm_id in (select firm_id from base.cluster_member where cluster_id = ` + literal(v.ID) + `))`
	if r.HasColumn("base.firm", "party_id") {
		where = `patent_id in (
    select p.patent_id from base.patent_party as p join base.firm as f on f.party_id = p.party_id
    where p.role = 'applicant' and f.firm_id in (select firm_id from base.cluster_member where cluster_id = ` + literal(v.ID) + `))`
	}
	f, err := r.Figure(r.T("cluster.patents"), "select count(*) as patent_count\nfrom base.patent\nwhere "+where, "")
	if err != nil || f.Value == "0" {
		return err
	}
	v.Figures = append(v.Figures, f)
	section, err := r.section(part{"patents", "base.patent", "title, patent_id, patent_type, application_date, legal_status", "application_date, patent_id"}, where, "", "")
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
	section, err := r.section(p.all(r), key+" = "+literal(v.ID), key, v.ID)
	if section != nil {
		v.Sections = append(v.Sections, *section)
	}
	return err
}

// all names every column of the table where the part names none.
func (p part) all(r *Request) part {
	if p.columns != "" {
		return p
	}
	t, _ := r.Reader.Snapshot().Table(p.table)
	for _, c := range t.Columns {
		p.columns += c.Name + ","
	}
	return p
}
