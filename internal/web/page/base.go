package page

import (
	"net/url"

	"asterism/internal/lake"
	"asterism/internal/store"
)

// View is what a template shows: a struct that embeds Base.
type View interface{ base() *Base }

// Base is what every page carries. Load sets Title, and Crumbs or Status where it has to; the rest is filled in.
type Base struct {
	Title  string
	Crumbs []Crumb
	Status int  // HTTP status; 0 is 200
	Bare   bool // the page brings its own heading

	Lang     string
	Place    string // the workspace's title
	Other    string // address of this page in the other language
	Self     string // address of this page
	Search   string // what the search field holds
	Nav      []NavGroup
	Snapshot *lake.Snapshot
	Current  bool // the snapshot shown is the current one
	Running  []*store.Job
	Version  string
	assets   string
	request  *Request
}

// Crumb is a step of the way to a page.
type Crumb struct{ Text, URL string }

func (b *Base) base() *Base { return b }

// Link is the address of another page in the same language and snapshot.
func (b *Base) Link(path string, pairs ...any) string { return b.request.Link(path, pairs...) }

// Here is this page's address with query names changed.
func (b *Base) Here(pairs ...any) string { return b.request.Here(pairs...) }

// Asset is the address of a file of internal/asset.
func (b *Base) Asset(name string) string { return "/assets/" + b.assets + "/" + name }

// Synthetic tells that the snapshot holds made-up data.
func (b *Base) Synthetic() bool { return b.Snapshot.Synthetic }

func (b *Base) fill(r *Request, name string) {
	b.request, b.Lang, b.assets, b.Version = r, r.Lang, r.Site.Assets, r.Site.Version
	b.Place, b.Search = r.Site.w.Config().Title, r.Values.Get("q")
	b.Self = r.address(r.URL.Path, r.Values)
	b.Other = address(map[string]string{"zh": "en", "en": "zh"}[r.Lang], r.URL.Path, r.Values)
	b.Nav = navigation(r, name)
	b.Snapshot, b.Current = &lake.Snapshot{}, true
	if r.Reader != nil {
		b.Snapshot = r.Reader.Snapshot()
	}
	if now, err := r.Site.w.Lake().Current(); err == nil {
		b.Current = now.ID == b.Snapshot.ID
	}
	b.Running = r.Site.jobs.running(r.Context())
}

// NavGroup is a heading of the navigation with its entries.
type NavGroup struct {
	Title string
	Items []NavItem
}

// NavItem is an entry of the navigation.
type NavItem struct {
	Name, Title, URL string
	On               bool
}

// navigation lists the entries; the one that owns the page is on.
func navigation(r *Request, page string) []NavGroup {
	groups := make([]NavGroup, 0, len(menu))
	for _, g := range menu {
		group := NavGroup{Title: r.T("nav." + g.name)}
		for _, item := range g.items {
			group.Items = append(group.Items, NavItem{item.name, r.T("nav." + item.name), r.Link(item.path), owner(page) == item.name})
		}
		groups = append(groups, group)
	}
	return groups
}

// owner is the navigation entry of a page.
func owner(page string) string {
	if o := owners[page]; o != "" {
		return o
	}
	return page
}

// query returns the request's values but for some.
func without(values url.Values, names ...string) url.Values {
	q := url.Values{}
	for k, v := range values {
		q[k] = v
	}
	for _, n := range names {
		q.Del(n)
	}
	return q
}
