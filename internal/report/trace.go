package report

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"asterism/internal/lake"
)

// Trace opens a number: what was asked, of which tables, in which snapshot, and which findings touch it.
type Trace struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Column   string         `json:"column,omitempty"`
	Value    string         `json:"value,omitempty"` // as printed
	SQL      string         `json:"sql"`             // as in the report, parameters by name
	Bound    string         `json:"bound"`           // as run
	Params   map[string]any `json:"params,omitempty"`
	Inputs   []Input        `json:"inputs"`
	Rows     int            `json:"rows"`
	Snapshot int64          `json:"snapshot"`
	Batches  []string       `json:"batches,omitempty"`
	Findings []remark       `json:"findings,omitempty"`
	Missing  []string       `json:"missing,omitempty"` // tables the snapshot has not
}

// Input is a table a query read.
type Input struct {
	Table       string `json:"table"`
	Title       string `json:"title"`
	Rows        int64  `json:"rows"`
	Fingerprint string `json:"fingerprint"`
	Method      string `json:"method,omitempty"`
	SQL         string `json:"sql,omitempty"`
}

// remark is a cause of findings with its count.
type remark struct {
	Batch    string `json:"batch"`
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Field    string `json:"field,omitempty"`
	Count    int64  `json:"count"`
}

func (r *run) trace(res *result) Trace {
	t := Trace{ID: res.query.name, Title: r.title(res, view{}), SQL: res.query.sql, Bound: res.bound, Params: r.used(res.query.sql),
		Rows: len(res.rows.Data), Snapshot: r.doc.Snapshot, Missing: res.missing}
	for _, name := range res.inputs {
		t.Inputs = append(t.Inputs, r.input(name))
	}
	t.Batches = r.batches(res.inputs)
	t.Findings = r.touching(res, t.Batches)
	return t
}

// used keeps the parameters a statement names.
func (r *run) used(sql string) map[string]any {
	out := map[string]any{}
	for _, token := range tokens.FindAllString(sql, -1) {
		if v, ok := r.values[strings.TrimPrefix(token, ":")]; ok && token[0] == ':' {
			out[token[1:]] = v
		}
	}
	return out
}

func (r *run) input(name string) Input {
	in := Input{Table: name, Title: name}
	if t, ok := r.env.Reader.Snapshot().Table(name); ok {
		in.Rows, in.Fingerprint = t.Rows, t.Fingerprint
	}
	if r.env.Graph == nil {
		return in
	}
	if n, ok := r.env.Graph.Node(name); ok {
		in.Title, in.Method, in.SQL = n.Title.In(r.env.Lang), n.Method, n.SQL
	}
	return in
}

func (r *run) tableTitles(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = name
		if in := r.input(name); in.Title != name {
			out[i] = in.Title + "（" + name + "）"
		}
	}
	return out
}

// batches are the imports behind tables: those of the raw tables upstream.
func (r *run) batches(tables []string) []string {
	seen, batches := map[string]bool{}, []string{}
	for queue := slices.Clone(tables); len(queue) > 0; queue = queue[1:] {
		if seen[queue[0]] {
			continue
		}
		seen[queue[0]] = true
		batches = append(batches, r.ownBatches(queue[0])...)
		if r.env.Graph != nil {
			n, _ := r.env.Graph.Node(queue[0])
			queue = append(queue, n.Inputs...)
		}
	}
	slices.Sort(batches)
	return slices.Compact(batches)
}

func (r *run) ownBatches(table string) []string {
	var all []string
	t, _ := r.env.Reader.Snapshot().Table(table)
	for _, p := range t.Parts {
		all = append(all, p.Batches...)
	}
	return all
}

// touching keeps the findings of those batches about fields that the query, or a table it reads, names.
func (r *run) touching(res *result, batches []string) []remark {
	sql := res.query.sql
	for _, name := range res.inputs {
		sql += "\n" + r.input(name).SQL
	}
	var all []remark
	for _, m := range r.remarks {
		if slices.Contains(batches, m.Batch) && (m.Field == "" || mentions(sql, m.Field)) {
			all = append(all, m)
		}
	}
	return all
}

func mentions(sql, field string) bool {
	ok, err := regexp.MatchString(`\b`+regexp.QuoteMeta(field)+`\b`, sql)
	return err == nil && ok
}

// remarks counts the findings of a snapshot by batch and cause; a lake without imports has none.
func remarks(ctx context.Context, reader *lake.Reader) ([]remark, error) {
	if _, ok := reader.Snapshot().Table("raw.finding"); !ok {
		return nil, nil
	}
	rows, err := reader.Query(ctx, `select batch, code, severity, coalesce(field, ''), count(*) from raw.finding group by 1, 2, 3, 4`)
	if err != nil {
		return nil, err
	}
	all := make([]remark, len(rows.Data))
	for i, row := range rows.Data {
		n, _ := row[4].(int64)
		all[i] = remark{Batch: fmt.Sprint(row[0]), Code: fmt.Sprint(row[1]), Severity: fmt.Sprint(row[2]), Field: fmt.Sprint(row[3]), Count: n}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].before(all[j]) })
	return all, nil
}

func (m remark) before(o remark) bool {
	if m.Count != o.Count {
		return m.Count > o.Count
	}
	return m.Batch+m.Code+m.Field+m.Severity < o.Batch+o.Code+o.Field+o.Severity
}
