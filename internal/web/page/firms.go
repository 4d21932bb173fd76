package page

import (
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
	Matching string // its page on the matching desk
	ID       string
	Facts    []factView
	Figures  []Figure
	Chart    *ChartView
	Sections []sectionView
	Links    []LinkView // of the party that the firm is
	Trace    string

	Backbones []backboneFirm // its criteria in each cluster
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
	if r.Has("base.supply") {
		v.Matching = r.Link("/matching", "firm", v.ID)
	}
	for _, load := range []func(*Request) error{v.years, v.parts, v.backbones, func(r *Request) error { return v.patents(r, value) }, v.standstill} {
		if err := load(r); err != nil {
			return nil, err
		}
	}
	return v, nil
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

// patents counts the applications of the party that the firm is after name resolution, whatever name they carry.
func (v *firmView) patents(r *Request, value func(string) string) error {
	if !r.Has("base.patent_party", "base.party_name") {
		return nil
	}
	party, err := r.partyOf(value("uscc"), value("name"))
	if err != nil || party == "" {
		return err
	}
	where := "patent_id in (select patent_id from base.patent_party where role = 'applicant' and party_id = " + literal(party) + ")"
	f, err := r.Figure(r.T("firm.patents"), "select count(*) as patent_count\nfrom base.patent\nwhere "+where, r.T("unit.patents"))
	if err != nil || f.Value == "0" {
		return err
	}
	f.Note = r.T("firm.patents.note")
	v.Figures = append(v.Figures, f)
	if v.Links, err = r.partyLinks(party); err != nil {
		return err
	}
	v.Links = append([]LinkView{{Text: r.T("firm.party"), URL: r.Link("/parties/" + party)}}, v.Links...)
	section, err := r.section(part{"patents", "base.patent", "title, patent_id, patent_type, application_date, legal_status", "application_date desc, patent_id"}, where, "", "")
	if section != nil {
		section.All = r.Link("/patents", "applicant", party)
		v.Sections = append(v.Sections, *section)
	}
	return err
}

// partyOf is the party with a credit code, else the one that bears the name; "" where there is none.
func (r *Request) partyOf(uscc, name string) (string, error) {
	sql := "select party_id\nfrom base.party_name\nwhere name = " + literal(name) + " or party_id = " + literal(uscc) + "\norder by party_id <> " + literal(uscc) + ", record_count desc, party_id\nlimit 1"
	if uscc == "" {
		sql = "select party_id\nfrom base.party_name\nwhere name = " + literal(name) + "\norder by record_count desc, party_id\nlimit 1"
	}
	party, err := r.Value(sql)
	return text(party), err
}

// partyLinks are the pages of a party: its patents and, where it is compared, its partners and its watch list.
func (r *Request) partyLinks(party string) ([]LinkView, error) {
	links := []LinkView{{Text: r.T("firm.allpatents"), URL: r.Link("/patents", "applicant", party)}}
	if !r.Has("measure.partner_party") {
		return links, nil
	}
	compared, err := r.Value("select party_id from measure.partner_party where party_id = " + literal(party))
	if err == nil && compared != nil {
		links = append(links, LinkView{Text: r.T("nav.partners"), URL: r.Link("/partners/" + party)}, LinkView{Text: r.T("nav.watch"), URL: r.Link("/watch/" + party)})
	}
	return links, err
}
