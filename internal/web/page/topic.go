package page

import (
	"asterism/internal/chart"
	"asterism/internal/fail"
)

// topicView is one topic: its terms, years, applicants and central patents.
type topicView struct {
	Base
	Number   int
	Lede     string
	Patents  string // address of its patents
	Years    *ChartView
	Sections []sectionView
	Method   string
}

func loadTopic(r *Request) (View, error) {
	v := &topicView{Method: r.Link("/docs/methods/topic-map")}
	var err error
	if v.Number, err = bounded("topic", r.PathValue("topic"), 0, maxOffset); err != nil {
		return nil, err
	}
	if !r.Has("measure.topic_patent", topicTable) {
		return nil, fail.New(fail.NotFound, "%s is not built yet; run: asterism build", topicTable)
	}
	rows, err := r.Query("select label, patent_count, language\nfrom measure.topic\nwhere topic = " + literal(v.Number))
	if err != nil {
		return nil, err
	}
	if len(rows.Data) == 0 {
		return nil, fail.New(fail.NotFound, "no topic %d in snapshot %d", v.Number, r.Reader.Snapshot().ID)
	}
	row := rows.Data[0]
	v.Title = r.T("topics.one", "n", v.Number, "label", text(row[0]))
	v.Lede = r.T("topics.one.lede", "n", Format{r.Lang}.Number(row[1]), "language", r.languageName(text(row[2])))
	v.Crumbs = []Crumb{{r.T("nav.topics"), r.Link("/topics", "language", text(row[2]))}}
	v.Patents = r.Link("/patents", "topic", v.Number)
	if err := v.years(r); err != nil {
		return nil, err
	}
	return v, v.parts(r)
}

// years draws the patents of the topic by filing year; truncated ones are marked.
func (v *topicView) years(r *Request) error {
	sql := "select year, patent_count, is_truncated\nfrom measure.topic_year\nwhere topic = " + literal(v.Number) + "\norder by year"
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	var names []string
	series := []chart.Series{{Name: r.T("nav.patents")}}
	for _, row := range rows.Data {
		n, _ := toFloat(row[1])
		names = append(names, text(row[0]))
		series[0].Values, series[0].Doubtful = append(series[0].Values, n), append(series[0].Doubtful, row[2] == true)
	}
	look := r.look("years", r.T("topics.years"), r.T("unit.patents"))
	look.DoubtNote = r.T("chain.truncated")
	c, err := chart.Columns(look, names, series)
	v.Years, err = chartView(c, err, r.T("year"), names, series, r.Trace(sql, v.Title))
	return err
}

// parts are the terms, the applicants with most patents, and the patents nearest to the centre.
func (v *topicView) parts(r *Request) error {
	own := "topic = " + literal(v.Number)
	terms, err := r.section(part{"topic_terms", "measure.topic_term", "seq, term, patent_count, score", "seq"}, own, "topic", text(v.Number))
	if err != nil {
		return err
	}
	for _, q := range []struct{ name, table, sql string }{
		{"topic_holders", "base.patent_party", "select min(a.name) as name, a.party_id, count(*) as patent_count\nfrom measure.topic_patent as t join base.patent_party as a on a.patent_id = t.patent_id and a.role = 'applicant' and a.seq = 1\nwhere t." + own + " and a.party_id is not null\ngroup by a.party_id\norder by patent_count desc, a.party_id" + limitRows(sectionRows)},
		{"topic_central", "base.patent", "select p.title, t.patent_id, p.application_date, p.legal_status, t.centrality\nfrom measure.topic_patent as t left join base.patent as p on p.patent_id = t.patent_id\nwhere t." + own + "\norder by t.centrality desc, t.patent_id" + limitRows(sectionRows)},
	} {
		rows, err := r.Query(q.sql)
		if err != nil {
			return err
		}
		if len(rows.Data) > 0 {
			v.Sections = append(v.Sections, sectionView{ID: q.name, Title: r.T("section." + q.name), Trace: r.Trace(q.sql, v.Title), Result: r.labelled(q.table, rows)})
		}
	}
	if terms != nil {
		v.Sections = append([]sectionView{*terms}, v.Sections...)
	}
	return nil
}
