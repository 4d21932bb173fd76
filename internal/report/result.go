package report

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// result is a query's rows, or the tables it lacks: a workspace without firms has a report without firms.
type result struct {
	query   query
	rows    *lake.Rows
	inputs  []string
	missing []string
	bound   string
	cut     bool
}

// limit bounds one query of a report: what a person can be shown, and the time a page may take.
var limit = lake.QueryLimit{Rows: 100_000, Time: 60 * time.Second}

// result runs a query once, through the same gate as users' SQL: a workspace's own reports are users' SQL too.
func (r *run) result(ctx context.Context, name string) (*result, error) {
	if done := r.results[name]; done != nil {
		return done, nil
	}
	q, known := r.report.queries[name]
	if !known {
		return nil, fail.New(fail.Invalid, "report %s has no query %q", r.report.Name, name)
	}
	res, err := r.query(q)
	if err != nil {
		return nil, fmt.Errorf("reports/%s.md line %d, query %s: %w", r.report.Name, q.line, name, err)
	}
	r.results[name] = res
	r.doc.Traces[name] = r.trace(res)
	return res, nil
}

func (r *run) query(q query) (*result, error) {
	res := &result{query: q, inputs: tablesOf(q.sql), missing: q.missing(r.env.Reader.Snapshot()), rows: &lake.Rows{}}
	bound, _, err := bind(q.sql, r.values)
	if err != nil || len(res.missing) > 0 {
		res.bound = q.sql
		return res, err
	}
	res.bound = bound
	res.rows, err = r.asking.wait(q.name)
	return res, err
}

var tableName = regexp.MustCompile(`\b(raw|base|measure|index)\.[a-z_][a-z0-9_]*`)

// tablesOf lists the tables a statement names, without comments and quoted texts.
func tablesOf(sql string) []string {
	bare := tokens.ReplaceAllString(sql, " ")
	names := tableName.FindAllString(strings.ToLower(bare), -1)
	slices.Sort(names)
	return slices.Compact(names)
}

func (res *result) column(name string) int {
	return slices.IndexFunc(res.rows.Columns, func(c lake.Column) bool { return c.Name == name })
}

// first is a value of the first row; nil without rows. ok is false for a column the query has not.
func (res *result) first(column string) (any, bool) {
	i := res.column(column)
	if i < 0 {
		return nil, len(res.rows.Columns) == 0
	}
	if len(res.rows.Data) == 0 {
		return nil, true
	}
	return res.rows.Data[0][i], true
}

// holds is the condition of when and unless: "query" has rows, "query.column" of its first row is true.
func (r *run) holds(ctx context.Context, condition string) (bool, error) {
	name, column := cutColumn(condition)
	res, err := r.result(ctx, name)
	if err != nil {
		return false, err
	}
	if column == "" {
		return len(res.rows.Data) > 0, nil
	}
	v, ok := res.first(column)
	if !ok {
		return false, fail.New(fail.Invalid, "query %s has no column %q", name, column)
	}
	return truth(v), nil
}

func truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	}
	return true
}

func cutColumn(id string) (query, column string) {
	query, column, _ = strings.Cut(id, ".")
	return query, column
}
