package page

import (
	"slices"
	"strings"

	"asterism/internal/fail"
	"asterism/internal/report"
)

// leastCompared and mostCompared bound what stands side by side: more cannot be read.
const leastCompared, mostCompared = 2, 10

// compareView sets up to ten clusters, or regions, beside each other.
type compareView struct {
	Base
	*comparison
	Kinds []LinkView
	Kept  []Pair // what the form of row set and year keeps
	Asked string // what is still to be chosen
	Least int
	Most  int
	Files []LinkView
}

// comparison is what page and files are written from: a row a figure, a column an entity.
type comparison struct {
	Of       string
	Chosen   []compared
	Choices  []compared
	Year     string
	Years    []string
	Regional *setChoice // of regions
	Rows     []compareRow
	Charts   []*ChartView
	Notes    []string
	tables   []string // the figures are from
}

// compared is a cluster or region; Without is the address of the comparison that leaves it out.
type compared struct {
	ID, Name, URL, Without string
	On                     bool
}

// comparedKinds are what can be compared, the first one without being asked.
var comparedKinds = []string{"cluster", "region"}

// comparison reads what the address asks for. With fewer than two chosen there are choices and no rows.
func (r *Request) comparison() (*comparison, error) {
	c := &comparison{Of: first(r.Values.Get("of"), comparedKinds[0])}
	if !slices.Contains(comparedKinds, c.Of) {
		return nil, fail.New(fail.Invalid, "option %s=%s: one of %s", "of", c.Of, strings.Join(comparedKinds, ", "))
	}
	allowed := []string{"of", "id", "year"}
	if c.Of == "region" {
		allowed = append(allowed, "set")
	}
	if err := r.only(allowed...); err != nil {
		return nil, err
	}
	ids := r.comparedIDs()
	if len(ids) > mostCompared {
		return nil, fail.New(fail.Invalid, "%d chosen: at most %d can be compared", len(ids), mostCompared)
	}
	if c.Of == "region" {
		return c, c.regions(r, ids)
	}
	return c, c.clusters(r, ids)
}

// comparedIDs are those of the address, each once.
func (r *Request) comparedIDs() (ids []string) {
	for _, id := range r.Values["id"] {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// choose marks the chosen among the choices, in the order of the address; the id that is none of them is returned.
func (c *comparison) choose(r *Request, ids []string) (unknown string) {
	for _, id := range ids {
		at := slices.IndexFunc(c.Choices, func(e compared) bool { return e.ID == id })
		if at < 0 {
			return id
		}
		c.Choices[at].On = true
		e := c.Choices[at]
		e.Without = r.comparing(c, slices.DeleteFunc(slices.Clone(ids), func(other string) bool { return other == id }))
		c.Chosen = append(c.Chosen, e)
	}
	return ""
}

// comparing is the address of a comparison of the same kind, row set and year.
func (r *Request) comparing(c *comparison, ids []string) string {
	return r.Link("/compare", c.pairs(ids)...)
}

func (c *comparison) pairs(ids []string) []any {
	pairs := []any{"of", c.Of}
	for _, id := range ids {
		pairs = append(pairs, "id", id)
	}
	if c.Regional != nil {
		pairs = append(pairs, "set", c.Regional.Set.ID)
	}
	return append(pairs, "year", c.Year)
}

func (c *comparison) ids() (ids []string) {
	for _, e := range c.Chosen {
		ids = append(ids, e.ID)
	}
	return ids
}

// among limits a column to the chosen.
func (c *comparison) among(column string) string {
	var all []string
	for _, e := range c.Chosen {
		all = append(all, literal(e.ID))
	}
	return column + " in (" + strings.Join(all, ", ") + ")"
}

func loadCompare(r *Request) (View, error) {
	v := &compareView{Least: leastCompared, Most: mostCompared}
	v.Title = r.T("compare.title")
	c, err := r.comparison()
	if err != nil {
		return nil, err
	}
	v.comparison = c
	if len(c.Choices) == 0 {
		return r.noData(v, map[string]string{"cluster": "cluster", "region": "regions"}[c.Of], map[string]string{"cluster": "cluster", "region": "region_industry_year"}[c.Of])
	}
	for _, kind := range comparedKinds {
		v.Kinds = append(v.Kinds, LinkView{r.T("compare.of." + kind), r.Link("/compare", "of", kind), kind == c.Of})
	}
	if len(c.Chosen) < leastCompared {
		v.Asked = r.T("compare.few", "n", len(c.Chosen), "least", leastCompared, "most", mostCompared)
		return v, nil
	}
	v.Kept = append(v.Kept, Pair{"of", c.Of})
	for _, id := range c.ids() {
		v.Kept = append(v.Kept, Pair{"id", id})
	}
	for _, format := range report.TableFormats {
		v.Files = append(v.Files, LinkView{Text: formatName(format), URL: r.Link("/compare/"+format, c.pairs(c.ids())...)})
	}
	return v, nil
}
