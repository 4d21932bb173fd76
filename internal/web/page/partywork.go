package page

import (
	"slices"

	"asterism/internal/chart"
)

// partyLists are the lists of a party's work: as applicant its trend, fields, inventors and co-applicants; as inventor also the applicants over
// time, which tell moves and how far each depends on the person, and the co-inventors.
var partyLists = []struct {
	name, table, columns string
	role, other          string
}{
	{"year_applicant", "measure.party_year", "year, patent_type, patent_count, grant_count, in_force_count, mean_percentile, ranked_count", "applicant", ""},
	{"field_applicant", "measure.party_field", fieldColumns, "applicant", ""},
	{"main_inventors", "measure.party_together", togetherColumns, "applicant", "inventor"},
	{"co_applicants", "measure.party_together", togetherColumns, "applicant", "applicant"},
	{"year_inventor", "measure.party_year", "year, patent_type, patent_count, grant_count, in_force_count, mean_percentile, ranked_count", "inventor", ""},
	{"field_inventor", "measure.party_field", fieldColumns, "inventor", ""},
	{"employers", "measure.party_together", togetherColumns, "inventor", "applicant"},
	{"co_inventors", "measure.party_together", togetherColumns, "inventor", "inventor"},
}

const (
	fieldColumns    = "rank, subclass, patent_count, in_force_count, pending_count, first_year, last_year"
	togetherColumns = "rank, other_name, patent_count, first_year, last_year, other_patent_count, share_of_other, other_id"
)

// work adds the lists, and draws the years.
func (v *partyView) work(r *Request) error {
	if !r.Has("base.patent") {
		return nil
	}
	answers := map[string]*answer{}
	for _, l := range partyLists {
		if answers[l.table] == nil {
			a, err := r.ask(l.table, v.ID)
			if err != nil {
				return err
			}
			answers[l.table] = a
		}
		where := []Condition{{"role", "", []any{l.role}}}
		if l.other != "" {
			where = append(where, Condition{"other_role", "", []any{l.other}})
		}
		section := r.answered(answers[l.table], part{l.name, l.table, l.columns, ""}, where...)
		if section == nil {
			continue
		}
		section.Result.leadTo("other_name", "other_id", func(party string) string { return r.Link("/parties/" + party) })
		v.Sections = append(v.Sections, *section)
	}
	if err := v.figures(r); err != nil {
		return err
	}
	return v.draw(r, answers["measure.party_year"])
}

// figures sums up the patents the party applied for or, where there are none, invented.
func (v *partyView) figures(r *Request) error {
	role := "applicant"
	if n, err := r.Value("select count(*) as n\nfrom base.patent_party\nwhere role = 'applicant' and party_id = " + literal(v.ID)); err != nil || n == int64(0) {
		role = "inventor"
	}
	own := "patent_id in (select patent_id from base.patent_party where role = '" + role + "' and party_id = " + literal(v.ID) + ")"
	for _, f := range []struct{ name, sql string }{
		{role, "select count(*) as patent_count\nfrom base.patent\nwhere " + own},
		{"granted", "select count(*) as patent_count\nfrom base.patent\nwhere is_granted and " + own},
		{"inforce", "select count(*) as patent_count\nfrom base.patent\nwhere legal_status = 'in_force' and " + own},
		{"cited", "select count(*) as citation_count\nfrom base.citation\nwhere not coalesce(is_self, false) and cited_" + own},
	} {
		figure, err := r.Figure(r.T("party.figure."+f.name), f.sql, "")
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, figure)
	}
	return nil
}

// draw shows the years of the party's role by type; years that are not wholly published are dashed.
func (v *partyView) draw(r *Request, years *answer) error {
	role := "inventor"
	at := Select{Fields: []string{"year", "patent_type", "patent_count"}, Where: []Condition{{"role", "", []any{"applicant"}}}}
	rows := at.pick(years.rows)
	if len(rows.Data) == 0 {
		at.Where = []Condition{{"role", "", []any{role}}}
		rows = at.pick(years.rows)
	}
	if len(rows.Data) < 2 {
		return nil
	}
	truncated, err := r.Value("select min(first_truncated_year) as year\nfrom base.coverage_year\nwhere date_basis = 'application'")
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows.Data, func(a, b []any) int { return int(a[0].(int64) - b[0].(int64)) })
	c := newCross()
	look := r.look("party", r.T("section.by_applicant_year"), r.T("unit.patents"))
	for _, row := range rows.Data {
		n, _ := toFloat(row[2])
		c.add(text(row[0]), r.coded("base.patent", "patent_type", row[1]), n)
		if from, known := truncated.(int64); known && row[0].(int64) >= from && !slices.Contains(look.Doubtful, text(row[0])) {
			look.Doubtful = append(look.Doubtful, text(row[0]))
		}
	}
	categories, series := c.series()
	drawn, err := chart.Line(look, categories, series)
	v.Chart, err = chartView(drawn, err, r.T("year"), categories, series, r.Trace(years.AllSQL(), look.Title))
	return err
}
