package page

import (
	"context"
	"errors"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// queryView runs a reader's own SELECT.
type queryView struct {
	Base
	SQL     string
	Problem string
	Result  *ResultView
	Seconds float64
	Trace   string
	Tables  []tableLine
	Samples []Pair
}

// ResultView is a query's result: typed cells without the table component's state.
type ResultView struct {
	Columns   []HeadView
	Rows      [][]Cell
	Truncated bool
}

// queryLimit is what one query on a page may take.
var queryLimit = lake.QueryLimit{Rows: 1000, Time: 10 * time.Second}

func loadQuery(r *Request) (View, error) {
	v := &queryView{SQL: r.Values.Get("sql"), Samples: samples(r)}
	v.Title = r.T("query.title")
	for _, t := range r.Reader.Snapshot().Tables {
		v.Tables = append(v.Tables, r.tableLine(t))
	}
	if v.SQL == "" {
		return v, nil
	}
	started := time.Now()
	rows, err := r.Site.results.user(r.Context(), r.Reader, v.SQL, queryLimit)
	v.Seconds = time.Since(started).Seconds()
	if err != nil {
		v.Problem, v.Status = r.problem(err), fail.KindOf(err).Status()
		return v, shown(err)
	}
	v.Result, v.Trace = r.result(rows), r.Trace(v.SQL, "")
	return v, nil
}

// shown keeps errors that are the reader's own on the page; others become an error page.
func shown(err error) error {
	if fail.KindOf(err) == fail.Internal && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// problem words what is wrong with a query: the gate's findings have texts of their own.
func (r *Request) problem(err error) string {
	if f, ok := lake.RefusalOf(err); ok {
		what := r.findingText(f.Code, "what", f.Args)
		return r.T("query.line", "line", f.Line) + " " + what + " " + f.Value + " " + r.findingText(f.Code, "do", f.Args)
	}
	return r.failed(err)
}

func (r *Request) result(rows *lake.Rows) *ResultView {
	v := &ResultView{Truncated: rows.Truncated}
	for j, c := range rows.Columns {
		_, unit, _ := r.Site.tables.word("", c.Name, r.Lang)
		most := largest(rows.Data, j)
		v.Columns = append(v.Columns, HeadView{Name: c.Name, Label: c.Name, Number: numeric(c, unit), Unit: r.unitName(unit, most)})
		for i, row := range rows.Data {
			if j == 0 {
				v.Rows = append(v.Rows, make([]Cell, len(rows.Columns)))
			}
			v.Rows[i][j] = r.Cell(c, unit, most, row[j])
		}
	}
	return v
}

// samples are queries to start from, of which those are offered whose tables exist.
func samples(r *Request) []Pair {
	var all []Pair
	for _, s := range []struct{ key, table, sql string }{
		{"query.sample.years", "base.patent", "select application_year, patent_type, count(*) as patent_count\nfrom base.patent\ngroup by application_year, patent_type\norder by application_year, patent_type"},
		{"query.sample.applicants", "base.patent_party", "select name, count(distinct patent_id) as patent_count\nfrom base.patent_party\nwhere role = 'applicant'\ngroup by name\norder by patent_count desc, name\nlimit 20"},
		{"query.sample.clusters", "base.cluster_year", "select * from base.cluster_year order by cluster_id, year"},
		{"query.sample.findings", "raw.finding", "select code, severity, count(*) as finding_count\nfrom raw.finding\ngroup by code, severity\norder by finding_count desc, code"},
	} {
		if r.Has(s.table) {
			all = append(all, Pair{r.T(s.key), s.sql})
		}
	}
	return all
}
