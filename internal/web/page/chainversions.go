package page

import (
	"strconv"

	"asterism/internal/chain"
	"asterism/internal/fail"
	"asterism/internal/store"
)

// chainVersionsView lists the versions of a chain, and what differs between two of them.
type chainVersionsView struct {
	Base
	ID       string
	Own      bool // the workspace's own file is in force
	Shipped  bool
	Gone     bool // no chain of this id is in force
	Versions []chainVersion
	From, To string
	Changes  []chainChangeView
	Compared bool
}

type chainVersion struct {
	*store.ChainVersion
	Number  string
	Now     bool // in force
	Shipped bool // the product's own
	URL     string
}

// chainChangeView is one difference in words.
type chainChangeView struct {
	Kind, Node, Field, Before, After string
	Class                            string
}

func loadChainVersions(r *Request) (View, error) {
	id := r.PathValue("chain")
	v := &chainVersionsView{ID: id, From: r.Values.Get("from"), To: r.Values.Get("to")}
	saved, err := r.Site.w.Store().ChainVersions(r.Context(), id)
	if err != nil {
		return nil, err
	}
	file, err := r.Site.w.ChainFile(id)
	if err != nil && len(saved) == 0 {
		return nil, err
	}
	v.Crumbs = []Crumb{{r.T("nav.chains"), r.Link("/chains")}}
	if v.Gone = file == nil; !v.Gone {
		v.Own, v.Shipped = file.Own, file.Shipped
		v.Crumbs = append(v.Crumbs, Crumb{r.chainTitle(id), r.Link("/chains/" + id)})
	}
	v.Title = r.T("chainversions.title", "chain", r.chainTitle(id))
	v.list(r, saved)
	return v, v.compare(r)
}

func (r *Request) chainTitle(id string) string {
	if c, err := r.Site.w.Chain(id); err == nil {
		return r.either(c.Title.Zh, c.Title.En)
	}
	return id
}

func (v *chainVersionsView) list(r *Request, saved []*store.ChainVersion) {
	for i, s := range saved {
		one := chainVersion{ChainVersion: s, Number: strconv.FormatInt(s.Version, 10), Now: i == 0 && (v.Own || v.Gone || s.Body == ""), Shipped: s.Body == ""}
		former := "0"
		if i+1 < len(saved) {
			former = strconv.FormatInt(saved[i+1].Version, 10)
		}
		one.URL = r.Link("/chains/"+v.ID+"/versions", "from", former, "to", one.Number)
		v.Versions = append(v.Versions, one)
	}
	if v.To == "" && len(saved) > 0 {
		v.To = strconv.FormatInt(saved[0].Version, 10)
	}
	if v.From == "" && v.Shipped {
		v.From = "0"
	} else if v.From == "" && len(saved) > 1 {
		v.From = strconv.FormatInt(saved[1].Version, 10)
	}
}

func (v *chainVersionsView) compare(r *Request) error {
	if v.From == "" || v.To == "" {
		return nil
	}
	before, err := r.chainAt(v.ID, v.From)
	if err != nil {
		return err
	}
	after, err := r.chainAt(v.ID, v.To)
	if err != nil {
		return err
	}
	v.Compared, v.Changes = true, r.chainChanges(before, after)
	return nil
}

func (r *Request) chainAt(id, version string) (*chain.Chain, error) {
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil || n < 0 {
		return nil, fail.New(fail.Invalid, "%s is no version", version)
	}
	c, err := r.Site.w.ChainAt(r.Context(), id, n)
	if n == 0 && fail.KindOf(err) == fail.NotFound {
		return nil, nil // a chain of the workspace alone began as nothing
	}
	return c, err
}

// chainChanges words the differences between two versions.
func (r *Request) chainChanges(before, after *chain.Chain) (all []chainChangeView) {
	for _, c := range chain.Diff(before, after) {
		v := chainChangeView{Kind: r.T("chainchange." + c.Kind), Node: r.either(c.Title.Zh, c.Title.En), Before: c.Before, After: c.After,
			Class: map[string]string{"added": "good", "removed": "bad", "moved": "info", "changed": "warn"}[c.Kind]}
		switch {
		case c.Kind == "moved":
			v.Before, v.After = r.nodeTitle(before, c.Before), r.nodeTitle(after, c.After)
		case c.Field == "stage" || c.Field == "role":
			v.Before, v.After = r.coded("base.chain_node", "chain_"+c.Field, c.Before), r.coded("base.chain_node", "chain_"+c.Field, c.After)
		}
		if c.Field != "" {
			v.Field = r.T("chainfield." + c.Field)
		}
		all = append(all, v)
	}
	return all
}

// nodeTitle names a node above; "" is the chain itself.
func (r *Request) nodeTitle(c *chain.Chain, id string) string {
	if n := c.Find(id); n != nil {
		return r.either(n.Title.Zh, n.Title.En)
	}
	return r.T("chainedit.top")
}

// restoreChain puts a former version, or the product's own chain, in force.
func restoreChain(r *Request) (string, error) {
	if err := r.ParseForm(); err != nil {
		return "", fail.As(fail.Invalid, err, "form")
	}
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil || n < 0 {
		return "", fail.New(fail.Invalid, "%s is no version", r.PostForm.Get("version"))
	}
	id := r.PathValue("chain")
	if _, err := r.Site.w.RestoreChain(r.Context(), r.Site.Actor, r.PostForm.Get("note"), id, n); err != nil {
		return "", err
	}
	return r.Link("/chains/" + id + "/versions"), nil
}
