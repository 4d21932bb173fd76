package page

import (
	"maps"
	"net/http"
	"slices"
	"strconv"

	"asterism/internal/derive"
	"asterism/internal/fail"
	"asterism/internal/lang"
	"asterism/internal/report"
)

// sendEvaluation writes the ranks of a scheme and year by the weights that the address asks for, with those weights as their source.
func sendEvaluation(r *Request, w http.ResponseWriter) error {
	format := r.PathValue("format")
	if !slices.Contains([]string{"xlsx", "csv", "yaml"}, format) {
		return fail.New(fail.NotFound, "no format %s: xlsx, csv or yaml", format)
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
	if format == "yaml" {
		return r.sendScheme(w, v, f, weights)
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

// sendScheme writes the scheme with the weights asked for as a file of its own for content/indices.
func (r *Request) sendScheme(w http.ResponseWriter, v *evaluationView, f *derive.IndexFile, weights map[string]float64) error {
	id := f.ID + "_reweighted"
	title := lang.Text{Zh: f.Title.Zh + "（自定权重）", En: f.Title.En + " (own weights)"}
	text, err := derive.ReweightedScheme([]byte(v.spec), id, title, weights)
	if err != nil {
		return err
	}
	attach(w, id, "yaml")
	_, err = w.Write(append([]byte("# "+r.T("evaluation.scheme.note", "scheme", f.ID)+"\n"), text...))
	return err
}
