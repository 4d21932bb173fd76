package page

import (
	"asterism/internal/chart"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

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
