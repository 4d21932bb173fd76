package page

import (
	"strconv"

	"asterism/internal/derive"
)

// clusterEvaluation is what the schemes say of one cluster: scores of the last scored year, its indicators, and the checks of recognition.
type clusterEvaluation struct {
	Scores                   []clusterScore
	Indicators               []indicatorLine
	Schemes                  []clusterChecks
	Year, Known              int // the indicators with a figure
	ScoreTrace, FigureTrace  string
	CheckTrace, FiguresTable string
}

type clusterScore struct {
	scoreLine
	Year, Ranked int
}

// indicatorLine sets a reported figure beside the computed one.
type indicatorLine struct{ Code, Name, Reported, Status, Computed, Coverage string }

type clusterChecks struct {
	Title, URL, Mark, MarkClass string
	Year                        int
	InForce                     bool
	Lines                       []struct {
		Title, Clause string
		Cell          checkCell
	}
}

func (v *clusterView) evaluate(r *Request) error {
	if !r.Has(schemeTable, clusterIndicatorTable) {
		return nil
	}
	e := &clusterEvaluation{}
	for _, part := range []func(*Request, string) error{e.scores, e.indicators, e.checks} {
		if err := part(r, v.ID); err != nil {
			return err
		}
	}
	if len(e.Scores)+len(e.Indicators) > 0 {
		v.Evaluation = e
	}
	return nil
}

func (e *clusterEvaluation) scores(r *Request, id string) error {
	if !r.Has(scoreTable) {
		return nil
	}
	sql := "select s.index_id, i.name_zh, i.name_en, s.year, s.score, s.rank, s.rank_low, s.rank_high, s.tier, s.known_count, s.indicator_count, s.ranked_count\nfrom " + scoreTable + " as s join " + schemeTable + " as i on i.index_id = s.index_id and i.entity_type = 'cluster'\nwhere s.entity_id = " + literal(id) +
		" and s.rank is not null and s.year = (select max(m.year) from " + scoreTable + " as m where m.index_id = s.index_id and m.entity_id = s.entity_id and m.rank is not null)\norder by s.index_id"
	e.ScoreTrace = r.Trace(sql, r.T("evaluation.ranks"))
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		n, _ := toFloat(row[3])
		ranked, _ := toFloat(row[11])
		l := clusterScore{Year: int(n), Ranked: int(ranked)}
		l.Name, l.URL = map[string]string{"zh": text(row[1]), "en": text(row[2])}[r.Lang], r.Link("/evaluation", "scheme", row[0], "year", row[3])
		l.Score, l.Rank, l.Known = score(row[4]), text(row[5]), text(row[9])+" / "+text(row[10])
		if row[6] != nil {
			l.place(int(row[5].(int64)), int(row[6].(int64)), int(row[7].(int64)), l.Ranked)
			l.Tier = int(row[8].(int64))
		}
		e.Scores = append(e.Scores, l)
	}
	return nil
}

func (e *clusterEvaluation) indicators(r *Request, id string) error {
	sql := "select f.indicator, i.name_zh, i.name_en, f.unit, max(case when f.figure_basis = 'reported' then f.value end) as reported, max(case when f.figure_basis = 'reported' then f.figure_status end) as figure_status, max(case when f.figure_basis = 'reported' then f.source end) as source,\n" +
		"  max(case when f.figure_basis = 'computed' then f.value end) as computed, max(case when f.figure_basis = 'computed' then f.unknown_reason end) as unknown_reason, max(f.known_count) as known_count, max(f.member_count) as member_count, bool_or(f.is_lower_bound) as is_lower_bound, max(f.year) as year, max(case when f.figure_basis = 'reported' then f.unknown_reason end) as reported_reason\n" +
		"from " + clusterIndicatorTable + " as f join base.indicator as i on i.indicator = f.indicator\nwhere f.cluster_id = " + literal(id) + " and f.year = (select max(year) from " + clusterIndicatorTable + " where cluster_id = " + literal(id) + " and value is not null)\ngroup by f.indicator, i.name_zh, i.name_en, f.unit\norder by f.indicator"
	e.FigureTrace = r.Trace(sql, r.T("evaluation.indicators"))
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		year, _ := toFloat(row[12])
		e.Year = int(year)
		l := indicatorLine{Code: text(row[0]), Name: map[string]string{"zh": text(row[1]), "en": text(row[2])}[r.Lang]}
		l.Reported, l.Computed = r.figureOr(row[4], text(row[3]), row[13]), r.figureOr(row[7], text(row[3]), row[8])
		if row[4] != nil {
			l.Status = first(r.coded("base.cluster_year", "figure_status", row[5]), text(row[5])) + " · " + text(row[6])
		}
		if row[7] != nil && row[9] != nil {
			l.Coverage = text(row[9]) + " / " + text(row[10])
		}
		if row[11] == true {
			l.Computed = "≥ " + l.Computed
		}
		if row[4] != nil || row[7] != nil {
			e.Known++
		}
		e.Indicators = append(e.Indicators, l)
	}
	e.FiguresTable = r.Link("/data/tables/"+clusterIndicatorTable, "cluster_id", id, "year", e.Year)
	return nil
}

// figureOr writes a figure, or why there is none.
func (r *Request) figureOr(v any, unit string, reason any) string {
	if v == nil {
		return first(r.coded(clusterIndicatorTable, "unknown_reason", reason), missing)
	}
	return r.inUnit(v, unit)
}

func (e *clusterEvaluation) checks(r *Request, id string) error {
	if !r.Has(checkTable) || e.Year == 0 {
		return nil
	}
	sql := checkSQL("cluster_id = "+literal(id)+" and year = "+strconv.Itoa(e.Year)) + "\norder by index_id, condition_id"
	e.CheckTrace = r.Trace(sql, r.T("evaluation.checks"))
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	cells := map[string]map[string][]any{}
	for _, row := range rows.Data {
		scheme := text(row[16])
		if cells[scheme] == nil {
			cells[scheme] = map[string][]any{}
		}
		cells[scheme][text(row[1])] = row
	}
	schemes, err := r.Query("select index_id, spec\nfrom " + schemeTable + "\nwhere condition_count > 0\norder by index_id")
	if err != nil {
		return err
	}
	for _, row := range schemes.Data {
		f, err := derive.ReadIndexFile("indices/"+text(row[0])+".yaml", []byte(text(row[1])))
		if err != nil {
			return err
		}
		if len(cells[f.ID]) > 0 {
			e.Schemes = append(e.Schemes, r.clusterChecks(f, cells[f.ID], e.Year))
		}
	}
	return nil
}

func (r *Request) clusterChecks(f *derive.IndexFile, cells map[string][]any, year int) clusterChecks {
	s := r.schemeView(f)
	c := clusterChecks{Title: s.Title, URL: r.Link("/evaluation", "scheme", f.ID, "year", year), Mark: s.Mark, MarkClass: s.MarkClass, Year: year}
	for _, condition := range f.Conditions {
		row := cells[condition.ID]
		if row == nil {
			continue
		}
		c.InForce = row[13] == true
		c.Lines = append(c.Lines, struct {
			Title, Clause string
			Cell          checkCell
		}{condition.Title.In(r.Lang), condition.Clause, r.checkCell(row)})
	}
	return c
}
