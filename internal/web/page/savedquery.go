package page

import (
	"strings"

	"asterism/internal/fail"
	"asterism/internal/search"
	"asterism/internal/store"
	"asterism/internal/workspace"
)

// savedView is a saved query in its last version.
type savedView struct {
	*store.SavedQuery
	URL, Changes string
	On           bool
}

// versionView is one version of the saved query that is open.
type versionView struct {
	*store.SavedQuery
	URL string
}

// changedView is what became different since the saved query was saved, with the patents of each kind.
type changedView struct {
	*workspace.QueryChange
	Groups []changedGroup
	Gone   string // the earlier snapshot is no longer kept
}

type changedGroup struct {
	Key     string
	Label   string
	Count   int
	Patents []LinkView
	More    int
}

// shownOfChange bounds the patents listed of each kind.
const shownOfChange = 30

func (r *Request) savedQueries() (all []savedView, err error) {
	saved, err := r.Site.w.Store().SavedQueries(r.Context())
	for _, q := range saved {
		all = append(all, savedView{SavedQuery: q, On: q.Name == r.Values.Get("saved"), URL: r.Link("/search", "saved", q.Name), Changes: r.Link("/search", "saved", q.Name, "changes", "1")})
	}
	return all, err
}

// openSaved puts the saved query that the URL names into the form: its last version, or the one asked for.
func (v *searchView) openSaved(r *Request) error {
	name := r.Values.Get("saved")
	if name == "" {
		return nil
	}
	versions, err := r.Site.w.Store().QueryVersions(r.Context(), name)
	if err != nil {
		return err
	}
	if len(versions) == 0 {
		return fail.New(fail.NotFound, "no saved query %s", name)
	}
	wanted := versions[0]
	for _, q := range versions {
		v.Versions = append(v.Versions, versionView{q, r.Link("/search", "saved", name, "version", q.Version)})
		if text(q.Version) == r.Values.Get("version") {
			wanted = q
		}
	}
	v.Open = wanted
	if v.Query == "" {
		v.Query, v.Dialect = wanted.Query, first(wanted.Dialect, "auto")
	}
	v.Reviews, err = r.reviews(name)
	return err
}

// changes compares with the snapshot in which the saved query was saved.
func (v *searchView) changes(r *Request) error {
	if v.Open == nil || r.Values.Get("changes") == "" || v.Query == "" {
		return nil
	}
	c, err := r.Site.w.QueryChanges(r.Context(), r.Reader, v.Open.Snapshot, v.Dialect, v.Query)
	if fail.KindOf(err) == fail.NotFound {
		v.Changed = &changedView{Gone: r.failed(err)}
		return nil
	}
	if err != nil {
		return err
	}
	v.Changed = &changedView{QueryChange: c}
	for _, kind := range changeKinds {
		ids := kind.list(c)
		group := changedGroup{Key: kind.key, Label: r.T("search.changed." + kind.key), Count: len(ids), More: max(len(ids)-shownOfChange, 0)}
		for _, id := range ids[:min(len(ids), shownOfChange)] {
			group.Patents = append(group.Patents, LinkView{Text: id, URL: r.Link("/patents/" + id)})
		}
		v.Changed.Groups = append(v.Changed.Groups, group)
	}
	return nil
}

// saveQuery keeps a query under a name, as its next version.
func saveQuery(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	q := store.SavedQuery{Name: r.PostForm.Get("name"), Query: strings.TrimSpace(r.PostForm.Get("query")), Dialect: r.PostForm.Get("dialect"), Note: r.PostForm.Get("note"),
		Snapshot: r.Reader.Snapshot().ID}
	if r.PostForm.Get("retire") != "" {
		q.Query = ""
	} else if err := r.countSaved(&q); err != nil {
		return "", err
	}
	saved, err := r.Site.w.Store().SaveQuery(r.Context(), r.Site.Actor, q)
	if err != nil {
		return "", err
	}
	if saved.Query == "" {
		return r.Link("/search"), nil
	}
	return r.Link("/search", "saved", saved.Name), nil
}

// countSaved checks the query and notes what it finds and which language it is in.
func (r *Request) countSaved(q *store.SavedQuery) error {
	if q.Query == "" {
		return fail.New(fail.Invalid, "the query is empty")
	}
	return r.Site.w.Search(r.Reader, func(e *search.Engine) error {
		found, err := e.Search(r.Context(), search.Request{Query: q.Query, Dialect: q.Dialect})
		if err == nil {
			q.Total, q.Dialect = int64(found.Total), found.Dialect
		}
		return err
	})
}
