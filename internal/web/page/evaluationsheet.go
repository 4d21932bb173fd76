package page

import (
	"maps"
	"net/http"
	"slices"
	"strconv"

	"asterism/internal/fail"
	"asterism/internal/report"
)

// sendEvaluation writes the ranks of a scheme and year by the weights that the address asks for, with those weights as their source.
func sendEvaluation(r *Request, w http.ResponseWriter) error {
	format := r.PathValue("format")
	if format != "xlsx" && format != "csv" {
		return fail.New(fail.NotFound, "no format %s: xlsx or csv", format)
	}
	r.Values.Set("scheme", r.PathValue("scheme"))
	v := &evaluationView{}
	f, err := v.choose(r)
	if err != nil {
		return err
	}
	weights, _, err := r.askedWeights(f)
	if err != nil {
		return err
	}
	rows, err := r.indexRows(f.ID)
	if err != nil {
		return err
	}
	e, err := f.WithWeights(weights).Evaluate(rows)
	if err != nil {
		return err
	}
	scores, err := e.Scores()
	if err != nil {
		return err
	}
	t := &report.Table{Name: "evaluation", Title: v.Scheme.Title + " " + strconv.Itoa(v.Year), Source: r.weightText(f.ID, weights)}
	for _, c := range []struct{ name, kind string }{{"entity_id", "code"}, {"name", ""}, {"score", "number"}, {"rank", "count"}, {"rank_low", "count"}, {"rank_high", "count"}, {"tier", "count"}, {"known_count", "count"}, {"indicator_count", "count"}} {
		label, _, _ := r.Site.tables.word(scoreTable, c.name, r.Lang)
		t.Columns = append(t.Columns, report.Column{Name: c.name, Title: label, Kind: c.kind})
	}
	for _, s := range scores {
		if s.Year != v.Year {
			continue
		}
		name, _ := r.entityName(f, s.Entity)
		row := []any{s.Entity, name, nil, nil, nil, nil, nil, int64(s.Known), int64(s.Indicators)}
		if s.Rank > 0 {
			row[2], row[3] = s.Score, int64(s.Rank)
		}
		if s.Low > 0 {
			row[4], row[5], row[6] = int64(s.Low), int64(s.High), int64(s.Tier)
		}
		t.Rows = append(t.Rows, row)
	}
	file := f.ID + "_" + strconv.Itoa(v.Year) + "_" + strconv.FormatInt(r.Reader.Snapshot().ID, 10)
	if r.Reader.Snapshot().Synthetic {
		file += "_" + r.T("synthetic.word")
	}
	attach(w, file, format)
	return report.WriteTable(w, format, t, r.tableOptions(scoreTable))
}

// weightText tells the weights that are not the scheme's.
func (r *Request) weightText(scheme string, weights map[string]float64) string {
	text := "content/indices/" + scheme + ".yaml"
	for _, id := range slices.Sorted(maps.Keys(weights)) {
		text += " " + id + "=" + strconv.FormatFloat(weights[id], 'g', -1, 64)
	}
	return text
}
