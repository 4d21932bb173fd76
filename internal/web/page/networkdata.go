package page

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// networkFormats are the forms a network leaves in, with the names of the programs that read them.
var networkFormats = []struct{ name, format, title, extension, contentType string }{
	{"gexf", "gexf", "GEXF", "gexf", "application/xml"},
	{"graphml", "graphml", "GraphML", "graphml", "application/xml"},
	{"vosviewer", "vosviewer", "VOSviewer", "vos.json", "application/json"},
	{"pajek", "net", "Pajek", "net", "text/plain; charset=utf-8"},
}

// drawn keeps what takes a second to make of a snapshot, which never changes: networks with their places, maps. A full cache starts anew.
type drawn[T any] struct {
	making singleflight.Group
	mu     sync.Mutex
	found  map[string]*T
}

const keptDrawn = 6

func (c *drawn[T]) get(key string, make func() (*T, error)) (*T, error) {
	c.mu.Lock()
	found := c.found[key]
	c.mu.Unlock()
	if found != nil {
		return found, nil
	}
	made, err, _ := c.making.Do(key, func() (any, error) {
		x, err := make()
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.found == nil || len(c.found) >= keptDrawn {
			c.found = map[string]*T{}
		}
		c.found[key] = x
		return x, nil
	})
	if err != nil {
		return nil, err
	}
	return made.(*T), nil
}

// network is what the URL describes, with places.
func (r *Request) network() (*graph.Exchange, error) {
	kind, err := r.networkKind()
	if err != nil {
		return nil, err
	}
	layout, err := r.networkLayout(kind)
	if err != nil {
		return nil, err
	}
	if !r.Has(networkKinds[kind].tables...) {
		return nil, fail.New(fail.NotFound, "no network of %s in snapshot %d", kind, r.Reader.Snapshot().ID)
	}
	s, err := r.networkNodes(kind)
	if err != nil {
		return nil, err
	}
	arcs, err := r.networkArcs(kind, s)
	if err != nil {
		return nil, err
	}
	key := strconv.FormatInt(r.Reader.Snapshot().ID, 10) + " " + r.Lang + " " + layout + "\n" + s.sql + arcs
	return r.Site.networks.get(key, func() (*graph.Exchange, error) { return r.makeNetwork(kind, layout, s, arcs) })
}

func (r *Request) makeNetwork(kind, layout string, s nodeSelect, arcs string) (*graph.Exchange, error) {
	nodes, err := r.Query(s.sql + "\norder by " + s.order + limitRows(shownNodes))
	if err != nil {
		return nil, err
	}
	ties, err := r.Query(arcs)
	if err != nil {
		return nil, err
	}
	x := r.exchange(nodes, ties, s.table)
	x.Name, x.Undirected = r.T("network."+kind), kind == "partners"
	if kind == "imported" {
		if err := r.describeImported(x); err != nil {
			return nil, err
		}
	}
	g, err := graph.New(len(x.IDs), x.Source, x.Target)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "network")
	}
	if kind == "imported" {
		if err := addCommunities(x, g); err != nil {
			return nil, err
		}
	}
	x.X, x.Y = graph.Place(g, graph.BySize(groupsOf(x)))
	if layout == "time" {
		x.X = years(x)
	}
	return x, nil
}

func (r *Request) describeImported(x *graph.Exchange) error {
	name, err := r.networkName()
	if err != nil {
		return err
	}
	_, directed, err := r.importedDirection(name)
	x.Name, x.Undirected = name, !directed
	return err
}

// addCommunities finds the communities of a network that has no measures of its own in the lake.
func addCommunities(x *graph.Exchange, g *graph.Graph) error {
	of, err := graph.Leiden(g, nil, graph.Communities{Resolution: 1, Iterations: 2, Seed: 1})
	if err != nil {
		return fail.As(fail.Invalid, err, "network")
	}
	a := graph.Attribute{Name: "community", Group: true}
	for _, c := range of {
		a.Numbers = append(a.Numbers, float64(c))
	}
	x.Attributes = append(x.Attributes, a)
	return nil
}

// exchange makes a network of rows: the first column is the id, the second the label, the others attributes; ties hold source,
// target, weight.
func (r *Request) exchange(nodes, ties *lake.Rows, table string) *graph.Exchange {
	x := &graph.Exchange{Remark: r.fileRemark()}
	at := make(map[string]uint32, len(nodes.Data))
	for i, row := range nodes.Data {
		at[text(row[0])] = uint32(i)
		x.IDs, x.Labels = append(x.IDs, text(row[0])), append(x.Labels, text(row[1]))
	}
	for j, c := range nodes.Columns[2:] {
		x.Attributes = append(x.Attributes, attribute(c, j+2, nodes))
	}
	for _, row := range ties.Data {
		s, known := at[text(row[0])]
		t, both := at[text(row[1])]
		if !known || !both {
			continue
		}
		w, ok := toFloat(row[2])
		if !ok || w <= 0 {
			w = 0
		}
		x.Source, x.Target, x.Weight = append(x.Source, s), append(x.Target, t), append(x.Weight, w)
	}
	return x
}

// fileRemark tells in a file where its network is from, and that it is made up where it is.
func (r *Request) fileRemark() string {
	s := r.T("snapshot.short", "id", r.Reader.Snapshot().ID)
	if r.Reader.Snapshot().Synthetic {
		s += " · " + r.T("synthetic.word")
	}
	return s
}

func attribute(c lake.Column, j int, rows *lake.Rows) graph.Attribute {
	a := graph.Attribute{Name: c.Name, Group: c.Name == "community"}
	if kindOf(c.Type) == "text" {
		for _, row := range rows.Data {
			a.Texts = append(a.Texts, text(row[j]))
		}
		return a
	}
	for _, row := range rows.Data {
		f, ok := toFloat(row[j])
		if !ok {
			f = math.NaN()
		}
		a.Numbers = append(a.Numbers, f)
	}
	return a
}

func numbersOf(x *graph.Exchange, name string) []float64 {
	for _, a := range x.Attributes {
		if a.Name == name && a.Numbers != nil {
			return a.Numbers
		}
	}
	return nil
}

func groupsOf(x *graph.Exchange) []uint32 {
	of := make([]uint32, len(x.IDs))
	for v, c := range numbersOf(x, "community") {
		of[v] = uint32(max(c, 0))
	}
	return of
}

// years sets nodes by their year, within a year by their place; those without one stand before the first.
func years(x *graph.Exchange) []float64 {
	year := numbersOf(x, "application_year")
	least, most := math.Inf(1), math.Inf(-1)
	left, right := math.Inf(1), math.Inf(-1)
	for v := range x.IDs {
		left, right = min(left, x.X[v]), max(right, x.X[v])
		if year != nil && !math.IsNaN(year[v]) {
			least, most = min(least, year[v]), max(most, year[v])
		}
	}
	out := make([]float64, len(x.IDs))
	if year == nil || math.IsInf(least, 0) {
		return out
	}
	wide := 2 * max(right-left, 1) / max(most-least+1, 1)
	for v := range out {
		y := year[v]
		if math.IsNaN(y) {
			y = least - 2
		}
		out[v] = (y - least + 0.9*(x.X[v]-left)/max(right-left, 1e-9)) * wide
	}
	return out
}

// pictured is what the browser draws, columns rather than objects, since there are many nodes.
type pictured struct {
	IDs      []string  `json:"ids"`
	Labels   []string  `json:"labels"`
	X        []float32 `json:"x"`
	Y        []float32 `json:"y"`
	Size     []float32 `json:"size"`
	Group    []uint32  `json:"group"`
	Year     []int32   `json:"year,omitempty"`
	Arcs     []uint32  `json:"arcs"` // source, target, source, target …
	Directed bool      `json:"directed"`
	Link     string    `json:"link"`    // address of a node, before its id
	ByLabel  bool      `json:"byLabel"` // its label in place of the id
	Tail     string    `json:"tail"`    // and behind it
}

func sendNetworkData(r *Request, w http.ResponseWriter) error {
	x, err := r.network()
	if err != nil {
		return err
	}
	p := pictured{IDs: x.IDs, Labels: x.Labels, Group: groupsOf(x), Directed: !x.Undirected, Arcs: make([]uint32, 0, 2*len(x.Source))}
	for v := range x.IDs {
		p.X, p.Y = append(p.X, float32(x.X[v])), append(p.Y, float32(x.Y[v]))
	}
	for i, s := range x.Source {
		p.Arcs = append(p.Arcs, s, x.Target[i])
	}
	p.Size = sizes(x)
	known := numbersOf(x, "application_year")
	if known == nil {
		known = numbersOf(x, "year")
	}
	for _, y := range known {
		if math.IsNaN(y) {
			y = 0
		}
		p.Year = append(p.Year, int32(y))
	}
	if kind, err := r.networkKind(); err != nil {
		return err
	} else if kind != "imported" {
		p.link(r, kind == "partners")
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	return fail.As(fail.Unavailable, json.NewEncoder(w).Encode(p), "network")
}

// link splits the address of a node around its id.
func (p *pictured) link(r *Request, partners bool) {
	if p.ByLabel = partners; partners {
		p.Link, p.Tail = aroundMark(r.Link("/patents", "applicant", idMark))
		return
	}
	p.Link, p.Tail = aroundMark(r.Link("/patents/" + idMark))
}

const idMark = "ID"

// aroundMark is an address before and after the last idMark in it.
func aroundMark(address string) (before, after string) {
	i := strings.LastIndex(address, idMark)
	return address[:i], address[i+len(idMark):]
}

// sizes are radii: the root of what a node counts, from 2 to 14 where there are few nodes, smaller where there are many.
func sizes(x *graph.Exchange) []float32 {
	count := numbersOf(x, "citing_count")
	for _, name := range []string{"joint_count", "link_count"} {
		if count == nil {
			count = numbersOf(x, name)
		}
	}
	most := 1.0
	for _, c := range count {
		if c > most {
			most = c
		}
	}
	out := make([]float32, len(x.IDs))
	shrink := min(1, max(0.25, math.Sqrt(400/float64(len(x.IDs)+1))))
	for v := range out {
		c := 0.0
		if count != nil && count[v] > 0 {
			c = count[v]
		}
		out[v] = float32((2 + 12*math.Sqrt(c/most)) * shrink)
	}
	return out
}

func sendNetwork(r *Request, w http.ResponseWriter) error {
	x, err := r.network()
	if err != nil {
		return err
	}
	return r.sendExchange(w, x)
}

// sendExchange writes a network in the form that the path names.
func (r *Request) sendExchange(w http.ResponseWriter, x *graph.Exchange) error {
	for _, f := range networkFormats {
		if f.name != r.PathValue("format") {
			continue
		}
		b, err := x.Append(nil, f.format)
		if err != nil {
			return fail.As(fail.Invalid, err, "network")
		}
		name := x.Name + "_" + strconv.FormatInt(r.Reader.Snapshot().ID, 10)
		if r.Reader.Snapshot().Synthetic {
			name += "_" + r.T("synthetic.word")
		}
		attach(w, name, f.extension)
		w.Header().Set("Content-Type", f.contentType)
		_, err = w.Write(b)
		return fail.As(fail.Unavailable, err, "network")
	}
	return fail.New(fail.NotFound, "no format %s: gexf, graphml, vosviewer or pajek", url.PathEscape(r.PathValue("format")))
}
