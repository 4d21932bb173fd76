package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/apache/arrow-go/v18/arrow/array"

	"asterism/graph"
	"asterism/internal/fail"
)

// foundPath is a main path with what is known of its patents.
type foundPath struct {
	network            string // imported; empty: of patents
	patents, citations int
	nodes              []string // of the path, by year
	about              map[string]pathNode
	arcs, altered      []pathArc
	rings              []pathArc // steps within a circle that was condensed: from one patent of the path to the next in the same circle
	flow               float64   // all search paths
	sql                string
	built              bool // read out of the build's tables
}

type pathNode struct {
	title, name string
	year        int // 0: not known
}

type pathArc struct {
	cited, citing string
	weight, share float64
	altered       bool
}

// foundPaths keeps main paths over snapshots; a full cache starts anew.
type foundPaths struct {
	mu    sync.Mutex
	found map[string]*foundPath
}

func (r *Request) mainPath(c pathChoice) (*foundPath, error) {
	s, sql, err := Select{}, networkSQL(c), error(nil)
	if c.network == "" {
		if s, err = r.chosenPatents("search", "weight", "cycles", "k", "flow"); err != nil {
			return nil, err
		}
		sql = citationSQL(s)
	}
	key := fmt.Sprint(r.Reader.Snapshot().ID, c, sql)
	p := &r.Site.paths
	p.mu.Lock()
	found := p.found[key]
	p.mu.Unlock()
	if found != nil {
		return found, nil
	}
	if c.network == "" && c.built() && s.where() == "" && r.Has("measure.citation_arcs", "measure.citation_nodes") {
		found, err = r.builtPath(c)
	} else {
		found, err = r.findPath(c, sql)
	}
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil || len(p.found) >= 64 {
		p.found = map[string]*foundPath{}
	}
	p.found[key] = found
	return found, nil
}

// built tells that the build has found this main path of all patents.
func (c pathChoice) built() bool { return c.weight == "spc" && c.cycles == "condense" && c.k == 10 }

// builtPath reads the main path of all patents out of measure.citation_arcs.
func (r *Request) builtPath(c pathChoice) (*foundPath, error) {
	flag := map[string]string{"global": "is_global", "forward": "is_forward", "backward": "is_backward", "key-route": "is_key_route"}[c.search]
	f := &foundPath{built: true, about: map[string]pathNode{}, sql: "select cited_patent_id, patent_id, spc, spc_share, is_altered\nfrom measure.citation_arcs\nwhere " + flag + " or is_altered\norder by cited_patent_id, patent_id"}
	nodes, _ := r.Reader.Snapshot().Table("measure.citation_nodes")
	arcs, _ := r.Reader.Snapshot().Table("measure.citation_arcs")
	f.patents, f.citations = int(nodes.Rows), int(arcs.Rows)
	rows, err := r.Reader.Query(r.Context(), f.sql)
	if err != nil {
		return nil, err
	}
	for _, row := range rows.Data {
		a := pathArc{cited: text(row[0]), citing: text(row[1]), altered: row[4] == true}
		a.weight, _ = toFloat(row[2])
		a.share, _ = toFloat(row[3])
		if a.altered {
			f.altered = append(f.altered, a)
			continue
		}
		f.arcs = append(f.arcs, a)
	}
	f.ends()
	if err := r.describePath(f); err != nil {
		return nil, err
	}
	f.ring()
	return f, nil
}

// networkSQL selects the arcs of an imported network, once each, in the direction of the flow.
func networkSQL(c pathChoice) string {
	from, to := "source", "target"
	if c.flow == "against" {
		from, to = to, from
	}
	return "select distinct " + from + ", " + to + "\nfrom base.network_arc\nwhere network = " + literal(c.network) + " and source <> target\norder by " + from + ", " + to + limitRows(pathArcs)
}

// citationSQL selects the citations among the chosen patents, once each, in the order of their ends.
func citationSQL(s Select) string {
	chosen := ""
	if w := s.where(); w != "" {
		within := "(select patent_id from " + s.source() + w + ")"
		chosen = "\n  and citing_patent_id in " + within + "\n  and cited_patent_id in " + within
	}
	return "select distinct cited_patent_id, citing_patent_id\nfrom base.citation\nwhere citing_patent_id is not null and cited_patent_id is not null and citing_patent_id <> cited_patent_id" +
		chosen + "\norder by cited_patent_id, citing_patent_id" + limitRows(pathArcs)
}

func (r *Request) findPath(c pathChoice, sql string) (*foundPath, error) {
	labels, source, target, err := r.arcs(sql)
	if err != nil {
		return nil, err
	}
	f := &foundPath{network: c.network, patents: len(labels), citations: len(source), sql: sql, about: map[string]pathNode{}}
	g, err := graph.New(len(labels), source, target)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "network")
	}
	var days []int32
	if c.cycles == "cut" {
		if days, err = r.filingYears(c, labels); err != nil {
			return nil, err
		}
	}
	p, err := graph.FindPaths(g, days, c.cycles == "cut", c.weight, c.k)
	if err != nil {
		return nil, fail.As(fail.Invalid, err, "network")
	}
	f.take(g, labels, p, c)
	if err := r.describePath(f); err != nil {
		return nil, err
	}
	if c.cycles == "condense" {
		f.ring()
	}
	return f, nil
}

// arcs reads two columns of names as a graph.
func (r *Request) arcs(sql string) (labels []string, source, target []uint32, err error) {
	rows, err := r.Reader.Columns(r.Context(), sql)
	if err != nil {
		return nil, nil, nil, err
	}
	defer rows.Release()
	ids := map[string]uint32{}
	id := func(name string) uint32 {
		v, ok := ids[name]
		if !ok {
			name = strings.Clone(name) // a batch's memory ends with it
			v = uint32(len(labels))
			ids[name] = v
			labels = append(labels, name)
		}
		return v
	}
	for rows.Next() {
		a, b := rows.RecordBatch().Column(0).(*array.String), rows.RecordBatch().Column(1).(*array.String)
		for i := range a.Len() {
			source, target = append(source, id(a.Value(i))), append(target, id(b.Value(i)))
		}
	}
	return labels, source, target, rows.Err()
}

// filingYears are the years of patents; 0 where not known.
func (r *Request) filingYears(c pathChoice, labels []string) ([]int32, error) {
	sql := "select patent_id, application_year from base.patent where application_year is not null"
	if c.network != "" {
		sql = "select node, year from base.network_node where year is not null and network = " + literal(c.network)
	}
	rows, err := r.Reader.Query(r.Context(), sql)
	if err != nil {
		return nil, err
	}
	year := make(map[string]int32, len(rows.Data))
	for _, row := range rows.Data {
		y, _ := toFloat(row[1])
		year[text(row[0])] = int32(y)
	}
	out := make([]int32, len(labels))
	for v, l := range labels {
		out[v] = year[l]
	}
	return out, nil
}

// take keeps the arcs on the path that was asked for, the heaviest first, and those that were altered.
func (f *foundPath) take(g *graph.Graph, labels []string, p *graph.PathArcs, c pathChoice) {
	on := map[string][]bool{"global": p.Global, "forward": p.Forward, "backward": p.Backward, "key-route": p.Routes}[c.search]
	weight := map[string][]float64{"spc": p.SPC, "splc": p.SPLC, "spnp": p.SPNP}[c.weight]
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			arc := pathArc{labels[v], labels[g.Out[i]], weight[i], p.Share[i], p.Altered[i]}
			if on[i] {
				f.arcs = append(f.arcs, arc)
			}
			if arc.altered {
				f.altered = append(f.altered, arc)
			}
		}
	}
	f.ends()
}

// ends lists the patents at the ends of the path's arcs.
func (f *foundPath) ends() {
	seen := map[string]bool{}
	for _, a := range f.arcs {
		for _, id := range []string{a.cited, a.citing} {
			if !seen[id] {
				seen[id] = true
				f.nodes = append(f.nodes, id)
			}
		}
	}
}

// describePath finds titles, applicants and years of the patents on the path and of altered arcs.
func (r *Request) describePath(f *foundPath) error {
	want := slices.Clone(f.nodes)
	for _, a := range f.altered[:min(len(f.altered), listedPaths)] {
		want = append(want, a.cited, a.citing)
	}
	for len(want) > 0 {
		n := min(len(want), 2000)
		if err := r.describeSome(f, want[:n]); err != nil {
			return err
		}
		want = want[n:]
	}
	depth := f.depths()
	before := func(a, b string) int {
		return cmp.Or(f.about[a].year-f.about[b].year, depth[a]-depth[b], strings.Compare(a, b))
	}
	slices.SortFunc(f.nodes, before)
	slices.SortStableFunc(f.arcs, func(a, b pathArc) int {
		if c := before(a.cited, b.cited); c != 0 {
			return c
		}
		return before(a.citing, b.citing)
	})
	return nil
}

// depths are the places of nodes along the path: after all that they descend from. Circles, where there are any, count for nothing.
func (f *foundPath) depths() map[string]int {
	depth := map[string]int{}
	for range f.nodes {
		settled := true
		for _, a := range f.arcs {
			if d := depth[a.cited] + 1; d > depth[a.citing] && d <= len(f.nodes) {
				depth[a.citing], settled = d, false
			}
		}
		if settled {
			break
		}
	}
	return depth
}

// dated tells whether the year of any node is known.
func (f *foundPath) dated() bool {
	for _, id := range f.nodes {
		if f.about[id].year > 0 {
			return true
		}
	}
	return false
}

func (r *Request) describeSome(f *foundPath, ids []string) error {
	sql := "select node, label, year, null as name\nfrom base.network_node\nwhere network = " + literal(f.network) + " and node in (" + literals(asValues(ids)) + ")"
	if f.network == "" {
		sql = describeSQL(ids)
	}
	rows, err := r.Reader.Query(r.Context(), sql)
	if err != nil {
		return err
	}
	for _, row := range rows.Data {
		y, _ := toFloat(row[2])
		f.about[text(row[0])] = pathNode{text(row[1]), text(row[3]), int(y)}
	}
	return nil
}

func describeSQL(ids []string) string {
	return `select p.patent_id, p.title, p.application_year, a.name
from base.patent as p left join base.patent_party as a on a.patent_id = p.patent_id and a.role = 'applicant' and a.seq = 1
where p.patent_id in (` + literals(asValues(ids)) + `)`
}

func asValues(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}

// ring finds where the path enters a condensed circle at one patent and leaves it at another. The altered arcs of a condensed network are
// those within its circles, so the parts that they connect are the circles.
func (f *foundPath) ring() {
	root := map[string]string{}
	var find func(id string) string
	find = func(id string) string {
		up, ok := root[id]
		if !ok || up == id {
			return id
		}
		root[id] = find(up)
		return root[id]
	}
	for _, a := range f.altered {
		top := find(a.citing)
		root[find(a.cited)], root[top] = top, top
	}
	enters, leaves := map[string]bool{}, map[string]bool{}
	for _, a := range f.arcs {
		enters[a.citing], leaves[a.cited] = true, true
	}
	entry := map[string]string{}
	for _, id := range f.nodes {
		if enters[id] && !leaves[id] && root[id] != "" {
			entry[find(id)] = id
		}
	}
	for _, id := range f.nodes {
		if in := entry[find(id)]; in != "" && leaves[id] && !enters[id] {
			f.rings = append(f.rings, pathArc{cited: in, citing: id, altered: true})
		}
	}
}
