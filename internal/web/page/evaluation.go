package page

import (
	"strconv"

	"asterism/internal/derive"
	"asterism/internal/fail"
)

// evaluationView is a scheme in a year: ranks with intervals and tiers, what scores are made of, checks of recognition, and the workbench.
type evaluationView struct {
	Base
	spec                                   string // the file of the scheme
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
	v.spec = text(row[3])
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
	years := make([]int64, len(rows.Data))
	for i, row := range rows.Data {
		years[i] = row[0].(int64)
	}
	v.Year = int(years[len(years)-1])
	asked, err := r.oneOf("year", texts(years)...)
	if err != nil {
		return err
	}
	if asked != "" {
		v.Year, _ = strconv.Atoi(asked)
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
