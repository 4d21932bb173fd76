package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/derive"
)

func (v *evaluationView) scores(r *Request, f *derive.IndexFile) error {
	if !v.Scheme.Scored {
		return nil
	}
	sql := "select entity_id, score, rank, rank_low, rank_high, tier, known_count, indicator_count, missing, score_reason, ranked_count\nfrom " + scoreTable + "\nwhere " + v.of(f) + "\norder by rank nulls last, entity_id"
	v.ScoreTrace = r.Trace(sql, v.Scheme.Title)
	v.Figures = r.Link("/data/tables/"+figureTable, "index_id", f.ID, "year", v.Year)
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	names, tier := indicatorNames(f, r.Lang), 0
	for _, row := range rows.Data {
		l := scoreLine{ID: text(row[0]), Score: score(row[1]), Known: text(row[6]) + " / " + text(row[7])}
		l.Name, l.URL = r.entityName(f, l.ID)
		for _, id := range strings.Fields(text(row[8])) {
			l.Missing += first(names[id], id) + r.T("comma")
		}
		l.Missing = strings.TrimSuffix(l.Missing, r.T("comma"))
		if row[2] == nil {
			v.Unscored++
			l.Reason = r.coded(scoreTable, "score_reason", row[9])
			v.Scores = append(v.Scores, l)
			continue
		}
		l.Rank = text(row[2])
		if row[3] != nil {
			v.Tiers = true
			l.place(int(row[2].(int64)), int(row[3].(int64)), int(row[4].(int64)), int(row[10].(int64)))
			l.Tier = int(row[5].(int64))
			l.First, tier = l.Tier != tier, l.Tier
		}
		v.Scores = append(v.Scores, l)
	}
	return nil
}

// place draws an interval of ranks; a rank is ten wide.
func (l *scoreLine) place(rank, low, high, of int) {
	l.Interval = strconv.Itoa(low)
	if high > low {
		l.Interval += "–" + strconv.Itoa(high)
	}
	l.X, l.Width, l.Dot, l.Size = (low-1)*10+1, (high-low)*10+8, (rank-1)*10+5, of*10
}

// score writes points with one decimal.
func score(v any) string {
	x, ok := toFloat(v)
	if !ok {
		return missing
	}
	return strings.Replace(strconv.FormatFloat(x, 'f', 1, 64), "-", "−", 1)
}

// parts draws the contributions of the dimensions, or of the indicators where there are no dimensions.
func (v *evaluationView) parts(r *Request, f *derive.IndexFile) error {
	if !v.Scheme.Scored || !r.Has(partTable) {
		return nil
	}
	sql := "select p.entity_id, p.node, p.contribution\nfrom " + partTable + " as p join " + scoreTable + " as s on s.index_id = p.index_id and s.entity_id = p.entity_id and s.year = p.year\nwhere p.index_id = " + literal(f.ID) + " and p.year = " + strconv.Itoa(v.Year) +
		" and p.parent not in (select node from " + partTable + " where index_id = " + literal(f.ID) + ") and p.contribution is not null\norder by s.rank nulls last, p.entity_id, p.node"
	v.PartTrace = r.Trace(sql, r.T("evaluation.parts"))
	rows, err := r.Query(sql)
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	names := indicatorNames(f, r.Lang)
	var units, nodes []string
	points := map[[2]string]float64{}
	for _, row := range rows.Data {
		unit, node := text(row[0]), text(row[1])
		if !slices.Contains(units, unit) {
			units = append(units, unit)
		}
		if !slices.Contains(nodes, node) {
			nodes = append(nodes, node)
		}
		points[[2]string{unit, node}], _ = row[2].(float64)
	}
	slices.SortFunc(nodes, func(a, b string) int { return cmp.Compare(placeOf(f, a), placeOf(f, b)) })
	units = units[:min(len(units), 40)]
	var shown []string
	for _, u := range units {
		name, _ := r.entityName(f, u)
		shown = append(shown, name)
	}
	var series []chart.Series
	for _, n := range nodes {
		s := chart.Series{Name: first(names[n], n)}
		for _, u := range units {
			x, known := points[[2]string{u, n}]
			if !known {
				x = math.NaN()
			}
			s.Values = append(s.Values, x)
		}
		series = append(series, s)
	}
	c, err := chart.Stack(r.look("parts", r.T("evaluation.parts")+" "+strconv.Itoa(v.Year), r.T("evaluation.points")), shown, series)
	v.Chart, err = chartView(c, err, r.T("evaluation.entity"), shown, series, v.PartTrace)
	return err
}

// placeOf is where a node stands in the file.
func placeOf(f *derive.IndexFile, id string) int {
	if i := slices.IndexFunc(f.Groups, func(g derive.IndexGroup) bool { return g.ID == id }); i >= 0 {
		return i
	}
	return len(f.Groups) + slices.IndexFunc(f.Indicators, func(n derive.IndexIndicator) bool { return n.ID == id })
}

func (v *evaluationView) influences(r *Request, f *derive.IndexFile) error {
	if !v.Scheme.Scored || !r.Has(influenceTable) {
		return nil
	}
	sql := "select node, is_group, weight, effective, correlation, shift, most, most_entity\nfrom " + influenceTable + "\nwhere index_id = " + literal(f.ID) + "\norder by is_group desc, shift desc nulls last, node"
	v.InfluenceTrace = r.Trace(sql, r.T("evaluation.influence"))
	rows, err := r.Query(sql)
	if err != nil {
		return err
	}
	names, there := indicatorNames(f, r.Lang), map[string]bool{}
	for _, row := range rows.Data {
		l := influenceLine{Name: first(names[text(row[0])], text(row[0])), IsGroup: row[1] == true, Weight: Format{}.Number(row[2]), Effective: Format{r.Lang}.Share(row[3]), Correlation: decimals(row[4], 2), Shift: decimals(row[5], 2)}
		if row[7] != nil {
			who, _ := r.entityName(f, text(row[7]))
			l.Most = text(row[6]) + " · " + who
		}
		there[text(row[0])] = true
		v.Influences = append(v.Influences, l)
	}
	for _, n := range f.Indicators {
		if len(there) > 0 && !there[n.ID] {
			v.Left = append(v.Left, names[n.ID])
		}
	}
	return nil
}

func decimals(v any, n int) string {
	x, ok := toFloat(v)
	if !ok {
		return missing
	}
	return strings.Replace(strconv.FormatFloat(x, 'f', n, 64), "-", "−", 1)
}
