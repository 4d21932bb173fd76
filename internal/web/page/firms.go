package page

import (
	"fmt"

	"asterism/internal/chart"
	"asterism/internal/fail"
)

// firmsView lists firms.
type firmsView struct {
	Base
	Table *TableView
	Query string
	Kept  []Pair
}

var firmColumns = []string{"name", "firm_id", "uscc", "region_code", "industry_code", "founded_date", "status"}

func loadFirms(r *Request) (View, error) {
	v := &firmsView{Query: r.Values.Get("name__contains")}
	v.Title = r.T("nav.firms")
	if !r.Has("base.firm") {
		return r.noData(v, "firms", "firm", "firm_year", "firm_title")
	}
	s, err := r.firms()
	if err != nil {
		return nil, err
	}
	v.Kept = hidden(r.Values, map[string]bool{"name__contains": true, "page": true, "count": true})
	v.Table, err = r.Table(s, Shape{Path: "/firms", Files: "/data/tables/base.firm", Cell: r.firmCell, Labels: map[string]string{"region_code": r.T("place.label"), "industry_code": r.T("industry.label")}, Name: "name", Key: "firm_id"})
	return v, err
}

func (r *Request) firms() (Select, error) {
	t, err := r.table("base.firm")
	if err != nil {
		return Select{}, err
	}
	s, err := ParseSelect(t, r.Values, "count", "q")
	if len(s.Fields) == 0 {
		s.Fields = r.present("base.firm", firmColumns)
	}
	return s, err
}

func (r *Request) firmCell(column string, v any) (Cell, bool) {
	if column == "region_code" && v != nil {
		return Cell{Text: r.placeName(text(v)), Title: text(v), Class: "nowrap"}, true
	}
	if name := r.nameOf(column, text(v)); column == "industry_code" && name != "" {
		return Cell{Text: name, Title: text(v), Class: "mid"}, true
	}
	return Cell{}, false
}

// firmView is one firm.
type firmView struct {
	Base
	Correct  string // address of the workbook that corrects this one
	ID       string
	Facts    []factView
	Figures  []Figure
	Chart    *ChartView
	Sections []sectionView
	Trace    string
}

var firmParts = []part{
	{"firm_years", "base.firm_year", "", "year"},
	{"titles", "base.firm_title", "", "title"},
	{"clusters", "base.cluster_member", "", "cluster_id"},
	{"carriers", "base.firm_carrier", "", "carrier_id"},
	{"benefits", "base.benefit", "", "year"},
	{"standards", "base.standard", "", "standard_id"},
	{"projects", "base.project", "", "project_id"},
	{"awards", "base.award", "", "award_id"},
	{"pledges", "base.pledge", "", "pledge_date"},
	{"talents", "base.talent", "", "talent_id"},
	{"trademarks", "base.trademark", "", "trademark_id"},
	{"uses", "base.instrument_use", "", "instrument_id"},
}

func loadFirm(r *Request) (View, error) {
	id := r.PathValue("id")
	if !r.Has("base.firm") {
		return nil, fail.New(fail.NotFound, "no firm %s", id)
	}
	where := "firm_id = " + literal(id)
	if r.HasColumn("base.firm", "uscc") {
		where = "firm_id = " + literal(id) + " or uscc = " + literal(id)
	}
	sql := "select *\nfrom base.firm\nwhere " + where + "\norder by firm_id\nlimit 1"
	rows, err := r.Query(sql)
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no firm %s in snapshot %d", id, r.Reader.Snapshot().ID)
	}
	value := func(column string) string {
		for i, c := range rows.Columns {
			if c.Name == column {
				return text(rows.Data[0][i])
			}
		}
		return ""
	}
	v := &firmView{ID: value("firm_id"), Facts: r.facts("base.firm", rows), Trace: r.Trace(sql, value("name"))}
	v.Title, v.Crumbs = first(value("name"), id), []Crumb{{r.T("nav.firms"), r.Link("/firms")}}
	v.Correct = r.correct("firm", "firm_id", v.ID)
	for _, load := range []func(*Request) error{v.years, v.parts} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	return v, v.patents(r, value)
}

// years draws what the firm reported of itself by year.
func (v *firmView) years(r *Request) error {
	amounts := r.present("base.firm_year", []string{"output_cny", "revenue_cny", "rd_cny"})
	if !r.Has("base.firm_year") || len(amounts) == 0 {
		return nil
	}
	sql := "select year"
	for _, a := range amounts {
		sql += ", " + a
	}
	sql += "\nfrom base.firm_year\nwhere firm_id = " + literal(v.ID) + "\norder by year"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	series := make([]chart.Series, len(amounts))
	most := 0.0
	for j := range amounts {
		most = max(most, largest(rows.Data, j+1))
	}
	unit := scaleOf(most, r.Lang)
	var names []string
	for j, a := range amounts {
		series[j].Name, _, _ = r.Site.tables.word("base.firm_year", a, r.Lang)
		for _, row := range rows.Data {
			series[j].Values = append(series[j].Values, unit.of(row[j+1]))
		}
	}
	for _, row := range rows.Data {
		names = append(names, text(row[0]))
	}
	last := rows.Data[len(rows.Data)-1]
	for j, a := range amounts {
		figure := Figure{Label: series[j].Name, Note: text(last[0]), Trace: r.Trace("select "+a+"\nfrom base.firm_year\nwhere firm_id = "+literal(v.ID)+" and year = "+text(last[0]), series[j].Name)}
		figure.Value, figure.Unit = r.amount(last[j+1], "cny")
		v.Figures = append(v.Figures, figure)
	}
	c, err := chart.Line(r.look("firm", r.T("firm.years"), unit.name(r.Lang)), names, series)
	v.Chart, err = chartView(c, err, r.T("year"), names, series, r.Trace(sql, v.Title))
	return err
}

func (v *firmView) parts(r *Request) error {
	for _, p := range firmParts {
		if !r.HasColumn(p.table, "firm_id") {
			continue
		}
		section, err := r.section(p.all(r, "firm_id"), "firm_id = "+literal(v.ID), "firm_id", v.ID)
		if err != nil {
			return err
		}
		if section != nil {
			v.Sections = append(v.Sections, *section)
		}
	}
	return nil
}

// patents counts the firm's applications by its code or, where patents carry none, by its name.
func (v *firmView) patents(r *Request, value func(string) string) error {
	if !r.Has("base.patent_party") {
		return nil
	}
	who := "name = " + literal(value("name"))
	if uscc := value("uscc"); uscc != "" {
		who = fmt.Sprintf("(uscc = %s or name = %s)", literal(uscc), literal(value("name")))
	}
	where := "patent_id in (select patent_id from base.patent_party where role = 'applicant' and " + who + ")"
	f, err := r.Figure(r.T("firm.patents"), "select count(*) as patent_count\nfrom base.patent\nwhere "+where, r.T("unit.patents"))
	if err != nil || f.Value == "0" {
		return err
	}
	f.Note = r.T("firm.patents.note")
	v.Figures = append(v.Figures, f)
	section, err := r.section(part{"patents", "base.patent", "title, patent_id, patent_type, application_date, legal_status", "application_date desc, patent_id"}, where, "", "")
	if section != nil {
		section.All = r.Link("/patents", "applicant", value("name"))
		v.Sections = append(v.Sections, *section)
	}
	return err
}
