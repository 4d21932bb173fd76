package page

import (
	"sort"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/lake"
)

// traceView opens a number or a table of numbers.
type traceView struct {
	Base
	SQL      string
	Problem  string
	Value    string
	Result   *ResultView
	Origins  []origin
	Batches  []batchLine
	Findings []findingGroup
	Address  string // of this trace, to be cited
}

// traceRows is how many rows of a result a trace shows.
const traceRows = 50

func loadTrace(r *Request) (View, error) {
	v := &traceView{SQL: r.Values.Get("sql"), Address: r.Link("/trace", "sql", r.Values.Get("sql"), "at", r.Reader.Snapshot().ID)}
	v.Title = first(r.Values.Get("title"), r.T("trace.title"))
	if v.SQL == "" {
		return nil, fail.New(fail.Invalid, "%s", r.T("trace.nothing"))
	}
	statement, err := r.Site.w.Lake().Parse(r.Context(), v.SQL)
	if err != nil {
		v.Problem, v.Status = r.problem(err), fail.KindOf(err).Status()
		return v, shown(err)
	}
	rows, err := r.Site.results.user(r.Context(), r.Reader, v.SQL, lake.QueryLimit{Rows: traceRows, Time: queryLimit.Time})
	if err != nil {
		v.Problem, v.Status = r.problem(err), fail.KindOf(err).Status()
		return v, shown(err)
	}
	v.Result = r.result(rows)
	if len(rows.Data) == 1 && len(rows.Columns) == 1 {
		v.Value = v.Result.Rows[0][0].Text
	}
	return v, v.explain(r, statement.Tables)
}

// explain adds the tables a number stands on, the imports these come from and the remarks about them.
func (v *traceView) explain(r *Request, tables []string) error {
	seen := map[string]bool{}
	for _, name := range tables {
		v.Origins = append(v.Origins, r.origin(name, seen))
	}
	ids := r.batchesUnder(tables)
	for _, b := range r.Reader.Snapshot().Batches {
		if ids[b.ID] {
			v.Batches = append(v.Batches, r.batchLine(b))
		}
	}
	var err error
	v.Findings, err = r.findings(keys(ids))
	return err
}

// batchesUnder collects the imports whose rows reach the tables, through everything they are made from.
func (r *Request) batchesUnder(tables []string) map[string]bool {
	ids, seen := map[string]bool{}, map[string]bool{}
	for _, name := range tables {
		r.collectBatches(name, ids, seen)
	}
	return ids
}

func (r *Request) collectBatches(name string, ids, seen map[string]bool) {
	if seen[name] {
		return
	}
	seen[name] = true
	if t, ok := r.Reader.Snapshot().Table(name); ok && strings.HasPrefix(name, "raw.") {
		for _, p := range t.Parts {
			for _, b := range p.Batches {
				ids[b] = true
			}
		}
	}
	n, _ := r.Site.tables.graph.Node(name)
	for _, in := range n.Inputs {
		r.collectBatches(in, ids, seen)
	}
}

func keys(set map[string]bool) []string {
	all := make([]string, 0, len(set))
	for k := range set {
		all = append(all, k)
	}
	sort.Strings(all)
	return all
}
