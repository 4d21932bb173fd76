package page

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"asterism/internal/derive"
	"asterism/internal/fail"
)

// benchView is the workbench: weights to change and what the ranks then are.
type benchView struct {
	Weights     []weightField
	Keep        []Pair // what the form keeps
	Changed     bool
	Lines       []benchLine
	Moved       int
	Units       []LinkView
	From, To    []LinkView
	Change      *unitChange
	Sensitivity []factorLine
	Failed      string
	Reset       string
	Sensitive   string // address that works the sensitivity out
	Files       []LinkView
}

type weightField struct {
	ID, Name, Value, Given string
	IsGroup                bool
}

// benchLine is a unit by the weights given and by those asked.
type benchLine struct {
	Name, URL, Before, BeforeInterval, After, AfterInterval, Score, Move, Class string
}

type factorLine struct{ Name, First, Total, Interval string }

// unitChange shares a unit's change between two years among the indicators.
type unitChange struct {
	Title  string
	Lines  []struct{ Name, Score, Rank string }
	Score  string
	Rank   string
	Before string
	After  string
}

// sensitivityRows of the Sobol' design on a page: (factors + 2) times as many indices are made.
const sensitivityRows = 256

func (v *evaluationView) bench(r *Request, f *derive.IndexFile) error {
	if !v.Scheme.HasIndex {
		return nil
	}
	weights, changed, err := r.askedWeights(f)
	if err != nil {
		return err
	}
	b := &benchView{Changed: changed, Keep: []Pair{{"scheme", f.ID}, {"year", strconv.Itoa(v.Year)}}, Reset: r.Link("/evaluation", "scheme", f.ID, "year", v.Year)}
	if r.At != 0 {
		b.Keep = append(b.Keep, Pair{"at", strconv.FormatInt(r.At, 10)})
	}
	b.Sensitive = r.Here("sensitivity", "1")
	b.fields(r, f, weights)
	b.files(r, f, v.Year)
	v.Bench = b
	rows, err := r.indexRows(f.ID)
	if err != nil || len(rows) == 0 {
		return err
	}
	if v.Scheme.Scored && !changed && r.Values.Get("sensitivity") == "" && r.Values.Get("unit") == "" {
		b.choices(r, v, f)
		return nil
	}
	e, err := f.WithWeights(weights).Evaluate(rows)
	if err != nil {
		v.Failed = r.failed(err)
		return nil
	}
	return b.work(r, v, f, e)
}

// work answers what is asked of an index made anew.
func (b *benchView) work(r *Request, v *evaluationView, f *derive.IndexFile, e *derive.Evaluation) error {
	b.choices(r, v, f)
	scores, err := e.Scores()
	if err != nil {
		b.Failed = r.failed(err)
		return nil
	}
	if b.Changed {
		b.moves(r, v, f, scores)
	}
	if err := b.change(r, f, e, scores); err != nil {
		return err
	}
	if r.Values.Get("sensitivity") == "" {
		return nil
	}
	factors, err := e.Sensitivity(sensitivityRows)
	if err != nil {
		b.Failed = r.failed(err)
		return nil
	}
	for _, x := range factors {
		b.Sensitivity = append(b.Sensitivity, factorLine{r.T("evaluation.factor." + x.Factor), decimals(x.First, 2), decimals(x.Total, 2), decimals(x.Low, 2) + "–" + decimals(x.High, 2)})
	}
	return nil
}

// askedWeights are those of the form; a weight that is not asked for is the scheme's.
func (r *Request) askedWeights(f *derive.IndexFile) (map[string]float64, bool, error) {
	weights, changed := map[string]float64{}, false
	take := func(id string, given *float64) error {
		usual := 1.0
		if given != nil {
			usual = *given
		}
		asked := strings.TrimSpace(r.Values.Get("w." + id))
		if asked == "" {
			return nil
		}
		x, err := strconv.ParseFloat(asked, 64)
		if err != nil || !(x >= 0 && x <= 1000) {
			return fail.New(fail.Invalid, "weight of %s: a number from %d to %d, not %q", id, 0, 1000, asked)
		}
		weights[id] = x
		changed = changed || x != usual
		return nil
	}
	for _, n := range f.Indicators {
		if err := take(n.ID, n.Weight); err != nil {
			return nil, false, err
		}
	}
	for _, g := range f.Groups {
		if err := take(g.ID, g.Weight); err != nil {
			return nil, false, err
		}
	}
	return weights, changed, nil
}

// fields lists the weights: each dimension with its indicators behind it.
func (b *benchView) fields(r *Request, f *derive.IndexFile, weights map[string]float64) {
	field := func(id, name string, given *float64, isGroup bool) {
		w := weightField{ID: id, Name: name, Given: "1", IsGroup: isGroup}
		if given != nil {
			w.Given = strconv.FormatFloat(*given, 'g', -1, 64)
		}
		w.Value = w.Given
		if x, asked := weights[id]; asked {
			w.Value = strconv.FormatFloat(x, 'g', -1, 64)
		}
		b.Weights = append(b.Weights, w)
	}
	in := func(group string) {
		for _, n := range f.Indicators {
			if n.Group == group {
				field(n.ID, n.IndicatorName().In(r.Lang), n.Weight, false)
			}
		}
	}
	for _, g := range f.Groups {
		if g.Group != "" {
			field(g.ID, g.GroupName().In(r.Lang), g.Weight, true)
		}
		in(g.ID)
	}
	if len(f.Groups) > 0 {
		in("")
		return
	}
	in("")
}

// files are the downloads of the ranks by the weights asked.
func (b *benchView) files(r *Request, f *derive.IndexFile, year int) {
	pairs := []any{"year", year}
	for _, w := range b.Weights {
		if w.Value != w.Given {
			pairs = append(pairs, "w."+w.ID, w.Value)
		}
	}
	for _, format := range []string{"xlsx", "csv"} {
		b.Files = append(b.Files, LinkView{Text: strings.ToUpper(format), URL: r.Link("/evaluation/"+f.ID+"/"+format, pairs...)})
	}
}

// indexRows are the figures of a scheme.
func (r *Request) indexRows(id string) ([]derive.IndexRow, error) {
	if !r.Has(figureTable) {
		return nil, nil
	}
	rows, err := r.Query("select entity_id, cast(year as bigint) as year, observed_as, value\nfrom " + figureTable + "\nwhere index_id = " + literal(id) + " and value is not null\norder by year, entity_id, observed_as")
	if err != nil {
		return nil, err
	}
	list := make([]derive.IndexRow, 0, len(rows.Data))
	for _, row := range rows.Data {
		x, _ := toFloat(row[3])
		list = append(list, derive.IndexRow{Entity: text(row[0]), Year: int(row[1].(int64)), Column: text(row[2]), Value: x})
	}
	return list, nil
}

// moves sets the ranks by the weights asked beside those of the scheme, the greatest move told by an arrow.
func (b *benchView) moves(r *Request, v *evaluationView, f *derive.IndexFile, scores []derive.IndexScore) {
	before := map[string]scoreLine{}
	for _, l := range v.Scores {
		before[l.ID] = l
	}
	for _, s := range scores {
		if s.Year != v.Year || s.Rank == 0 {
			continue
		}
		name, url := r.entityName(f, s.Entity)
		was := before[s.Entity]
		l := benchLine{Name: name, URL: url, Before: first(was.Rank, missing), BeforeInterval: was.Interval, After: strconv.Itoa(s.Rank), Score: score(s.Score), Move: "="}
		if s.Low > 0 {
			var now scoreLine
			now.place(s.Rank, s.Low, s.High, s.Ranked)
			l.AfterInterval = now.Interval
		}
		if old, err := strconv.Atoi(was.Rank); err == nil && old != s.Rank {
			b.Moved++
			l.Move, l.Class = "▲ "+strconv.Itoa(old-s.Rank), "good"
			if old < s.Rank {
				l.Move, l.Class = "▼ "+strconv.Itoa(s.Rank-old), "bad"
			}
		}
		b.Lines = append(b.Lines, l)
	}
}

// choices are the units and years whose change can be taken apart.
func (b *benchView) choices(r *Request, v *evaluationView, f *derive.IndexFile) {
	unit, from, to := r.Values.Get("unit"), r.Values.Get("from"), first(r.Values.Get("to"), strconv.Itoa(v.Year))
	for _, l := range v.Scores {
		if l.Rank != "" {
			b.Units = append(b.Units, LinkView{l.Name, l.ID, l.ID == unit})
		}
	}
	sort.SliceStable(b.Units, func(i, j int) bool { return b.Units[i].URL < b.Units[j].URL })
	for i, y := range v.Years {
		if from == "" && y.On && i > 0 {
			from = v.Years[i-1].Text
		}
	}
	for _, y := range v.Years {
		b.From = append(b.From, LinkView{y.Text, y.Text, y.Text == from})
		b.To = append(b.To, LinkView{y.Text, y.Text, y.Text == to})
	}
}

// change takes a unit's change between two years apart.
func (b *benchView) change(r *Request, f *derive.IndexFile, e *derive.Evaluation, scores []derive.IndexScore) error {
	unit := r.Values.Get("unit")
	if unit == "" {
		return nil
	}
	from, err := bounded("from", r.Values.Get("from"), 1900, 2200)
	if err != nil {
		return err
	}
	to, err := bounded("to", r.Values.Get("to"), 1900, 2200)
	if err != nil {
		return err
	}
	if from == to {
		return fail.New(fail.Invalid, "from and to are the same year: %d", from)
	}
	parts, err := e.Changes(unit, from, to)
	if err != nil {
		b.Failed = r.failed(err)
		return nil
	}
	name, _ := r.entityName(f, unit)
	c := &unitChange{Title: name + " " + strconv.Itoa(from) + "–" + strconv.Itoa(to)}
	b.Change = c
	names, sum, ranks := indicatorNames(f, r.Lang), 0.0, 0.0
	sort.SliceStable(parts, func(i, j int) bool { return math.Abs(parts[i].Score) > math.Abs(parts[j].Score) })
	for _, p := range parts {
		c.Lines = append(c.Lines, struct{ Name, Score, Rank string }{first(names[p.Node], p.Node), signed(p.Score, 1), signed(p.Rank, 1)})
		sum, ranks = sum+p.Score, ranks+p.Rank
	}
	c.Score, c.Rank = signed(sum, 1), signed(ranks, 1)
	for _, s := range scores {
		if s.Entity == unit && s.Rank > 0 && s.Year == from {
			c.Before = r.T("evaluation.at", "score", score(s.Score), "rank", s.Rank, "of", s.Ranked)
		}
		if s.Entity == unit && s.Rank > 0 && s.Year == to {
			c.After = r.T("evaluation.at", "score", score(s.Score), "rank", s.Rank, "of", s.Ranked)
		}
	}
	return nil
}

// signed writes a change with its sign.
func signed(x float64, n int) string {
	s := decimals(x, n)
	if x > 0 && strings.Trim(s, "0.") != "" {
		return "+" + s
	}
	return s
}
