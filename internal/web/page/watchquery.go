package page

import (
	"context"
	"errors"
	"time"

	"asterism/internal/store"
	"asterism/internal/workspace"
)

// watchedQuery is a saved query with what became different of its patents since it was saved.
type watchedQuery struct {
	*store.SavedQuery
	*workspace.QueryChange
	URL    string
	Counts []LinkView // in the order of changeKinds; no address where nothing changed
	Note   string     // why there are no counts
}

// changeKinds are the kinds of change, in the order in which pages show them.
var changeKinds = []struct {
	key  string
	list func(*workspace.QueryChange) []string
}{
	{"new", func(c *workspace.QueryChange) []string { return c.New }},
	{"granted", func(c *workspace.QueryChange) []string { return c.Granted }},
	{"lapsed", func(c *workspace.QueryChange) []string { return c.Lapsed }},
	{"transferred", func(c *workspace.QueryChange) []string { return c.Transferred }},
	{"gone", func(c *workspace.QueryChange) []string { return c.Gone }},
}

// watchTime bounds the comparison of all saved queries; what it does not reach is compared on the search page.
const watchTime = 10 * time.Second

// watchedQueries compares each saved query with the snapshot it was saved in.
func (r *Request) watchedQueries() ([]watchedQuery, error) {
	saved, err := r.Site.w.Store().SavedQueries(r.Context())
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), watchTime)
	defer cancel()
	all := make([]watchedQuery, 0, len(saved))
	for _, q := range saved {
		all = append(all, r.watchedQuery(ctx, q))
	}
	return all, r.Context().Err()
}

func (r *Request) watchedQuery(ctx context.Context, q *store.SavedQuery) watchedQuery {
	v := watchedQuery{SavedQuery: q, URL: r.Link("/search", "saved", q.Name)}
	changes, err := r.Site.w.QueryChanges(ctx, r.Reader, q.Snapshot, q.Dialect, q.Query)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		v.Note = r.T("watch.query.later")
		return v
	}
	if err != nil {
		v.Note = r.failed(err)
		return v
	}
	v.QueryChange = changes
	for _, kind := range changeKinds {
		n := len(kind.list(changes))
		one := LinkView{Text: Format{r.Lang}.Number(n)}
		if n > 0 {
			one.URL = r.Link("/search", "saved", q.Name, "changes", "1") + "#changed-" + kind.key
		}
		v.Counts = append(v.Counts, one)
	}
	return v
}
