package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"asterism/internal/chart"
	"asterism/internal/derive"
	"asterism/internal/fail"
)

// evaluationView is a scheme in a year: ranks with intervals and tiers, what scores are made of, checks of recognition, and the workbench.
type evaluationView struct {
	Base
	Schemes, Years                         []LinkView
	Scheme                                 schemeView
	Year                                   int
	Scores                                 []scoreLine
	Tiers                                  bool // intervals are known
	Unscored                               int
	Chart                                  *ChartView
	Left                                   []string
	Failed                                 string // why the figures make no index
	Influences                             []influenceLine
	Checks                                 *checkMatrix
	Bench                                  *benchView
	ScoreTrace, PartTrace, Figures, Method string
	InfluenceTrace                         string
}

// schemeView tells where a scheme is from and how well that is known.
type schemeView struct {
	ID, Title, About, Document, Issuer, Valid, Review, Mark, MarkClass string
	HasIndex, Scored                                                   bool
}

// scoreLine is a unit in the year.
type scoreLine struct {
	ID, Name, URL, Score, Rank, Interval, Known, Missing, Reason string
	Tier                                                         int
	First                                                        bool // of its tier
	X, Width, Dot, Size                                          int  // of the drawn interval
}

// influenceLine is an indicator or dimension and what it does.
type influenceLine struct {
	Name, Weight, Effective, Correlation, Shift, Most string
	IsGroup                                           bool
}

const (
	schemeTable, scoreTable, figureTable     = "base.index_scheme", "measure.index_score", "measure.index_figure"
	checkTable, partTable, influenceTable    = "measure.recognition_check", "measure.index_part", "measure.index_influence"
	clusterIndicatorTable, indexMembersTable = "measure.cluster_indicator", "base.index_indicator"
)

func loadEvaluation(r *Request) (View, error) {
	v := &evaluationView{Method: r.Link("/docs/methods/evaluation")}
	v.Title = r.T("nav.evaluation")
	if !r.Has(schemeTable) {
		return r.noData(v, "evaluation", "cluster_year", "cluster_member")
	}
	f, err := v.choose(r)
	if err != nil {
		return nil, err
	}
	if !v.Scheme.Scored && !r.Has(checkTable) {
		return r.noData(v, "evaluation", "cluster_year", "cluster_member")
	}
	for _, part := range []func(*Request, *derive.IndexFile) error{v.scores, v.parts, v.influences, v.checks, v.bench} {
		if err := part(r, f); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// choose reads the scheme and the year asked for; without a word it is the last scheme that has scores, and the last year.
func (v *evaluationView) choose(r *Request) (*derive.IndexFile, error) {
	rows, err := r.Query("select s.index_id, s.name_zh, s.name_en, s.spec, s.indicator_count, s.condition_count, (select count(*) from " + scoreTable + " as m where m.index_id = s.index_id) as scored\nfrom " + schemeTable + " as s\norder by s.index_id")
	if err != nil {
		return nil, err
	}
	asked, chosen := r.Values.Get("scheme"), -1
	for i, row := range rows.Data {
		if asked == text(row[0]) || asked == "" && (chosen < 0 || row[6].(int64) > 0) {
			chosen = i
		}
	}
	if chosen < 0 {
		return nil, fail.New(fail.NotFound, "no evaluation scheme %s", asked)
	}
	for i, row := range rows.Data {
		name := map[string]string{"zh": text(row[1]), "en": text(row[2])}[r.Lang]
		v.Schemes = append(v.Schemes, LinkView{name, r.Link("/evaluation", "scheme", row[0]), i == chosen})
	}
	row := rows.Data[chosen]
	f, err := derive.ReadIndexFile("indices/"+text(row[0])+".yaml", []byte(text(row[3])))
	if err != nil {
		return nil, err
	}
	v.Scheme = r.schemeView(f)
	v.Scheme.Scored = row[6].(int64) > 0
	return f, v.chooseYear(r, f)
}

func (r *Request) schemeView(f *derive.IndexFile) schemeView {
	s := schemeView{ID: f.ID, Title: f.Title.In(r.Lang), About: f.About.In(r.Lang), Document: first(f.Regime.Document, f.Source.In(r.Lang)), Issuer: f.Regime.Issuer.In(r.Lang),
		Mark: r.coded(schemeTable, "index_mark", f.Mark), MarkClass: map[string]string{"confirmed": "good", "secondary": "warn", "proposal": "info"}[f.Mark], HasIndex: len(f.Indicators) > 0}
	if f.Regime.ValidFrom != "" {
		s.Valid = f.Regime.ValidFrom + " – " + first(f.Regime.ValidTo, r.T("evaluation.now"))
	}
	if f.Regime.ReviewYears > 0 {
		s.Review = r.T("evaluation.review", "n", f.Regime.ReviewYears)
	}
	return s
}

func (v *evaluationView) chooseYear(r *Request, f *derive.IndexFile) error {
	table := checkTable
	if v.Scheme.Scored {
		table = scoreTable
	}
	if !r.Has(table) {
		return nil
	}
	rows, err := r.Query("select distinct cast(year as bigint) as year\nfrom " + table + "\nwhere index_id = " + literal(f.ID) + "\norder by year")
	if err != nil || len(rows.Data) == 0 {
		return err
	}
	v.Year = int(rows.Data[len(rows.Data)-1][0].(int64))
	if y := r.Values.Get("year"); y != "" {
		if v.Year, err = bounded("year", y, 1900, 2200); err != nil {
			return err
		}
	}
	for _, row := range rows.Data {
		y := int(row[0].(int64))
		v.Years = append(v.Years, LinkView{strconv.Itoa(y), r.Link("/evaluation", "scheme", f.ID, "year", y), y == v.Year})
	}
	return nil
}

func (v *evaluationView) of(f *derive.IndexFile) string {
	return "index_id = " + literal(f.ID) + " and year = " + strconv.Itoa(v.Year)
}

// entityName is the name of a unit of a scheme, and its page where it has one.
func (r *Request) entityName(f *derive.IndexFile, id string) (name, url string) {
	for _, e := range f.Entities {
		if e.ID == id && e.Name.In(r.Lang) != "" {
			name = e.Name.In(r.Lang)
		}
	}
	switch f.Entity {
	case "cluster":
		return first(name, r.clusterName(id), r.nameOf("cluster_id", id), id), r.Link("/clusters/" + id)
	case "region":
		return first(name, r.placeName(id)), r.Link("/regions/" + id)
	case "firm":
		return first(name, r.rowName("base.firm", "firm_id", "name", id), id), r.Link("/firms/" + id)
	case "carrier":
		return first(name, r.nameOf("carrier_id", id), id), ""
	}
	return first(name, id), ""
}

// indicatorNames are the names of a scheme's indicators and groups.
func indicatorNames(f *derive.IndexFile, language string) map[string]string {
	names := map[string]string{}
	for _, n := range f.Indicators {
		names[n.ID] = n.IndicatorName().In(language)
	}
	for _, g := range f.Groups {
		names[g.ID] = g.GroupName().In(language)
	}
	return names
}

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
