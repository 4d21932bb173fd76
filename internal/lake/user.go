package lake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"asterism/internal/fail"
	"asterism/internal/finding"
	"asterism/text"
)

// QueryLimit bounds a user's query. Zero values: DefaultLimit's.
type QueryLimit struct {
	Rows int
	Time time.Duration
}

// DefaultLimit is for queries whose surface sets none.
var DefaultLimit = QueryLimit{Rows: 10_000, Time: 30 * time.Second}

func (q QueryLimit) orDefault() QueryLimit {
	if q.Rows <= 0 {
		q.Rows = DefaultLimit.Rows
	}
	if q.Time <= 0 {
		q.Time = DefaultLimit.Time
	}
	return q
}

// QueryUser runs SQL of a user or a workspace: through the gate, then in an engine of its own that is locked to
// the lake's files. Rows beyond the limit are cut and Truncated says so; time beyond it is fail.Unavailable.
// What is not portable is told in Problems. args bind ? or $1.
func (r *Reader) QueryUser(ctx context.Context, query string, limit QueryLimit, args ...any) (*Rows, error) {
	limit = limit.orDefault()
	ctx, cancel := context.WithTimeout(ctx, limit.Time)
	defer cancel()
	s, err := r.lake.Parse(ctx, query)
	if err != nil {
		return nil, err
	}
	if err := r.known(query, s.Tables); err != nil {
		return nil, err
	}
	c, err := r.userCatalog(ctx)
	if err != nil {
		return nil, err
	}
	return c.queryUser(ctx, query, limit, s.Problems, args...)
}

func (c *catalog) queryUser(ctx context.Context, query string, limit QueryLimit, problems []finding.Finding, args ...any) (*Rows, error) {
	if err := c.ensure(ctx, query); err != nil {
		return nil, err
	}
	rows, err := c.query(ctx, bounded(query, limit.Rows), limit.Rows, args...)
	if err != nil {
		return nil, err
	}
	rows.Problems = problems
	return rows, nil
}

// bounded asks for one row more than the limit, so that a cut shows.
func bounded(query string, rows int) string {
	return fmt.Sprintf("select * from (%s) limit %d", inner(query), rows+1)
}

// known refuses names that are no table of the snapshot, such as the engine's own, and tells which come near.
func (r *Reader) known(query string, tables []string) error {
	for _, name := range tables {
		if _, ok := r.snapshot.Table(name); ok {
			continue
		}
		f := finding.Finding{Code: "sql_no_table", Severity: finding.Error, Value: name,
			Line: lineAt(query, strings.Index(strings.ToLower(query), name)), Args: map[string]string{"name": name}}
		if column := r.lake.asked(name); column != "" {
			_, f.Args["bare"], _ = strings.Cut(name, ".")
			f.Code, f.Args["column"] = "sql_asked_table", column
			return refuse(fail.Invalid, f)
		}
		if near := r.snapshot.near(name); len(near) > 0 {
			f.Code, f.Args["near"] = "sql_no_table_near", strings.Join(near, ", ")
		}
		return refuse(fail.NotFound, f)
	}
	return nil
}

// asked is the column by which a table is answered one value at a time; empty for all others.
func (l *Lake) asked(table string) string {
	if l.options.Asked == nil {
		return ""
	}
	return l.options.Asked(table)
}

// near lists at most three tables whose names are like one that does not exist: the same word under another schema,
// or a word that differs by less than a third of its letters.
func (s *Snapshot) near(name string) []string {
	_, bare, _ := strings.Cut(name, ".")
	apart := map[string]int{}
	var found []string
	for _, t := range s.Tables {
		_, other, _ := strings.Cut(t.Name, ".")
		d := text.Levenshtein(bare, other)
		if d*3 < max(len(bare), len(other)) || len(bare) > 3 && strings.HasPrefix(other, bare) {
			apart[t.Name] = d
			found = append(found, t.Name)
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return apart[a] - apart[b] })
	return found[:min(3, len(found))]
}

// userCatalog opens the snapshot in the users' engine at the first user's query.
func (r *Reader) userCatalog(ctx context.Context) (*catalog, error) {
	if r.opened == nil {
		return nil, fail.New(fail.Internal, "a transaction's reader takes no users' queries")
	}
	r.lake.mu.Lock()
	c := r.opened.users
	r.lake.mu.Unlock()
	if c != nil {
		return c, nil
	}
	c, err := r.lake.newCatalog(ctx, users, r.snapshot.Tables)
	if err != nil {
		return nil, err
	}
	r.lake.mu.Lock()
	defer r.lake.mu.Unlock()
	if faster := r.opened.users; faster != nil {
		c.close()
		return faster, nil
	}
	r.opened.users = c
	return c, nil
}
