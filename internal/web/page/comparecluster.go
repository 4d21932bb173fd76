package page

import (
	"strconv"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/fail"
)

// clusters reads the choices, and where enough are chosen their figures of one year.
func (c *comparison) clusters(r *Request, ids []string) error {
	years, err := r.clusterYears()
	if err != nil {
		return err
	}
	for i := len(years) - 1; i >= 0; i-- {
		c.Years = append(c.Years, strconv.FormatInt(years[i], 10))
	}
	if err := c.clusterYear(r); err != nil {
		return err
	}
	lines, err := r.clusterLines(0)
	if err != nil {
		return err
	}
	for _, l := range lines {
		c.Choices = append(c.Choices, compared{ID: l.ID, Name: l.Name, URL: l.URL})
	}
	if unknown := c.choose(r, ids); unknown != "" {
		return fail.New(fail.NotFound, "no cluster %s", unknown)
	}
	if len(c.Chosen) < leastCompared || c.Year == "" {
		return nil
	}
	for _, part := range []func(*Request) error{c.outputs, c.places, c.memberFigures, c.scores, c.quotients, c.chances, c.outputChart} {
		if err := part(r); err != nil {
			return err
		}
	}
	c.Notes = append(c.Notes, r.T("compare.notes.cluster", "year", c.Year))
	return nil
}

func (c *comparison) clusterYear(r *Request) error {
	asked := r.Values.Get("year")
	for _, y := range c.Years {
		if y == asked || asked == "" && c.Year == "" {
			c.Year = y
		}
	}
	if asked != "" && c.Year == "" {
		return fail.New(fail.NotFound, "no figures of clusters in %s", asked)
	}
	return nil
}

func (c *comparison) outputs(r *Request) error {
	sql := func(ids string) string {
		return "select *\nfrom (select cluster_id as entity_id, year, reported_output_cny, status, definition || coalesce(' · ' || source, '') as source, member_output_cny, case when member_count > 0 then member_count end as member_count, case when member_count > 0 then cast(output_firm_count as varchar) || ' / ' || cast(member_count as varchar) end as covered, covered_share\n  from " +
			outputTable + ") as o\nwhere " + ids + " and year = " + c.Year
	}
	none := r.T("compare.why.noyear", "year", c.Year)
	base := comparedFigure{needs: []string{outputTable}, sql: sql, year: "year", none: none}
	reported, members, sum, share := base, base, base, base
	reported.label, reported.unit, reported.kind, reported.value, reported.status, reported.source, reported.why = r.T("cluster.reported"), r.T("unit.money"), "cny", "reported_output_cny", "status", "source", r.T("compare.why.noreport")
	members.label, members.unit, members.value, members.why = r.T("cluster.members"), r.T("unit.firms"), "member_count", r.T("compare.why.nomember")
	sum.label, sum.unit, sum.kind, sum.value, sum.source, sum.why = r.T("cluster.sum"), r.T("unit.money"), "cny", "member_output_cny", "covered", r.T("compare.why.nosum")
	sum.said = func(n string) string { return r.T("compare.giving", "n", n) }
	share.label, share.kind, share.value, share.why = r.T("cluster.covered"), "share", "covered_share", r.T("compare.why.noshare")
	return c.addAll(r, reported, members, sum, share)
}

func (c *comparison) addAll(r *Request, figures ...comparedFigure) error {
	for _, f := range figures {
		if err := c.add(r, f); err != nil {
			return err
		}
	}
	return nil
}

// places are output, rank and tier among the clusters of one definition, with their intervals.
func (c *comparison) places(r *Request) error {
	asOf, _ := strconv.Atoi(c.Year)
	k, err := r.ranking(asOf)
	if err != nil || k == nil {
		if err == nil {
			c.Notes = append(c.Notes, r.T("compare.noranking"))
		}
		return err
	}
	sql := func(ids string) string {
		return "select *\nfrom (select cluster_id as entity_id, year, figure_status, source, output_cny, low_cny, high_cny, rank, rank_best, rank_worst, tier\n  from " + tierTable + "\n  where year = " + strconv.FormatInt(k.year, 10) + " and definition = " + literal(k.definition) + ") as t\nwhere " + ids
	}
	base := comparedFigure{needs: []string{tierTable}, sql: sql, year: "year", status: "figure_status", source: "source", none: r.T("compare.why.unranked"), why: r.T("compare.why.nointerval")}
	output, rank, tier := base, base, base
	output.label, output.unit, output.kind, output.value, output.low, output.high = r.T("compare.ranked"), r.T("unit.money"), "cny", "output_cny", "low_cny", "high_cny"
	rank.label, rank.unit, rank.value, rank.low, rank.high = r.T("compare.rank"), r.T("compare.unit.rank"), "rank", "rank_best", "rank_worst"
	tier.label, tier.unit, tier.value = r.T("compare.tier"), r.T("compare.unit.tier"), "tier"
	c.Notes = append(c.Notes, r.T("compare.notes.rank", "definition", first(k.definition, r.T("unknown")), "year", k.year, "n", k.all), r.tierNote(k))
	return c.addAll(r, output, rank, tier)
}

// presentMembers are the members of the year.
func (c *comparison) presentMembers() string {
	return "select cluster_id as entity_id, firm_id from base.cluster_member where (start_year is null or start_year <= " + c.Year + ") and (end_year is null or end_year >= " + c.Year + ")"
}

// memberFigures are patents, as the page of a cluster counts them, and titles in force at the end of the year.
func (c *comparison) memberFigures(r *Request) error {
	var names []string
	for _, column := range r.present("base.firm", []string{"name", "former_name"}) {
		names = append(names, "\n  union select m.entity_id, a.patent_id from member as m join base.firm as f on f.firm_id = m.firm_id join base.patent_party as a on a.role = 'applicant' and a.uscc is null and a.name = f."+column)
	}
	patents := comparedFigure{label: r.T("cluster.patents"), unit: r.T("unit.patents"), needs: []string{"base.cluster_member", "base.patent_party", "base.patent"}, value: "patent_count", none: r.T("compare.why.nomember"), source: "entity_id", said: func(string) string { return r.T("compare.allyears") }}
	patents.sql = func(ids string) string {
		return "with member as (\n  select cluster_id as entity_id, firm_id from base.cluster_member\n), filed as (\n  select m.entity_id, a.patent_id from member as m join base.patent_party as a on a.role = 'applicant' and a.uscc = m.firm_id" + strings.Join(names, "") +
			"\n)\nselect e.entity_id, count(p.patent_id) as patent_count\nfrom (select distinct entity_id from member where " + ids + ") as e left join filed as f on f.entity_id = e.entity_id left join base.patent as p on p.patent_id = f.patent_id\ngroup by e.entity_id"
	}
	titles := comparedFigure{label: r.T("compare.titles"), unit: r.T("unit.one"), needs: []string{"base.cluster_member", "base.firm_title"}, value: "title_count", year: "year", source: "firm_count", none: r.T("compare.why.nomember"), said: func(n string) string { return r.T("compare.holders", "n", n) }}
	titles.sql = func(ids string) string {
		day := "cast('" + c.Year + "-12-31' as date)"
		return "with member as (\n  " + c.presentMembers() + "\n)\nselect m.entity_id, " + c.Year + " as year, count(distinct t.firm_id || ' ' || t.title_kind || ' ' || coalesce(t.level, '')) as title_count, count(distinct t.firm_id) as firm_count\nfrom member as m left join base.firm_title as t on t.firm_id = m.firm_id and t.valid_from <= " + day + " and (t.valid_to is null or t.valid_to >= " + day + ")\nwhere " + ids + "\ngroup by m.entity_id"
	}
	return c.addAll(r, patents, titles)
}

// outputChart draws the reported outputs over the years.
func (c *comparison) outputChart(r *Request) error {
	if !r.Has(outputTable) {
		return nil
	}
	sql := "select *\nfrom (select cluster_id as entity_id, year, reported_output_cny, status, definition, source from " + outputTable + ") as o\nwhere " + c.among("entity_id") + "\norder by year, entity_id"
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	series := c.lines(c.rising(), func(put func(id, year string, x float64)) {
		for _, row := range rows.Data {
			x, known := toFloat(row[2])
			put(text(row[0]), text(row[1]), r.charted(x, known))
		}
	})
	look := r.look("compare", r.T("compare.trend.cluster"), r.T("unit.money"))
	drawn, err := chart.Line(look, c.rising(), series)
	v, err := chartView(drawn, err, r.T("year"), c.rising(), series, r.Trace(sql, look.Title))
	if v != nil {
		v.Note = r.T("compare.trend.note")
		c.Charts = append(c.Charts, v)
	}
	return err
}
