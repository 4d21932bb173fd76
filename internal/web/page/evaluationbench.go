package page

import (
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

type factorLine struct{ Name, First, Total, Interval string }

// sensitivityRows of the Sobol' design on a page: (factors + 2) times as many indices are made.
const sensitivityRows = 256

func (v *evaluationView) bench(r *Request, f *derive.IndexFile) error {
	if !v.Scheme.HasIndex {
		return nil
	}
	if _, err := r.oneOf("sensitivity", "1"); err != nil {
		return err
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
	weights, changed, left := map[string]float64{}, false, without(r.Values)
	take := func(id string, given *float64) error {
		left.Del("w." + id)
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
	for name := range left {
		if strings.HasPrefix(name, "w.") {
			return nil, false, fail.New(fail.Invalid, "unknown parameter %s", name)
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
	b.Files = append(b.Files, LinkView{Text: r.T("evaluation.scheme.file"), URL: r.Link("/evaluation/"+f.ID+"/yaml", pairs...)})
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
