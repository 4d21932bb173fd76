package page

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/apache/arrow-go/v18/arrow/array"

	"asterism/graph"
	"asterism/internal/fail"
)

// mainPathView draws the main path of the chosen patents on time, lists its arcs with their weights, and those that were altered
// for a cycle.
type mainPathView struct {
	Base
	Filters   []FilterView
	Kept      []Pair
	Searches  []LinkView
	Weights   []LinkView
	Cycles    []LinkView
	Networks  []LinkView // patents, and the imported networks
	Flows     []LinkView
	K         string
	Figures   []Figure
	Drawing   *pathDrawing
	Arcs      []pathLine
	Hidden    int // arcs that are not listed
	Altered   []pathLine
	MoreAlter int
	Nodes     int
	All       int
	Trace     string
	Method    string
	Downloads []LinkView
	Empty     bool
}

// pathLine is an arc as the table lists it.
type pathLine struct {
	Cited, Citing           LinkView
	CitedYear, CitingYear   string
	CitedTitle, CitingTitle string
	Weight, Share           string
	Altered                 bool
}

const (
	pathArcs    = 4_000_000 // citations among the chosen patents
	pathShown   = 150       // nodes that are drawn
	listedPaths = 400       // arcs in the table
)

var (
	pathSearches = []string{"global", "forward", "backward", "key-route"}
	pathWeights  = []string{"spc", "splc", "spnp"}
	pathCycles   = []string{"condense", "cut"}
	pathFlows    = []string{"along", "against"}
)

// pathChoice is how the URL wants the main path.
type pathChoice struct {
	search, weight, cycles string
	k                      int
	network                string // an imported one; empty: the patents
	flow                   string // of it: with the arcs, or against them
}

func (r *Request) pathChoice() (c pathChoice, err error) {
	for _, o := range []struct {
		name   string
		values []string
		to     *string
	}{{"search", pathSearches, &c.search}, {"weight", pathWeights, &c.weight}, {"cycles", pathCycles, &c.cycles}} {
		*o.to = first(r.Values.Get(o.name), o.values[0])
		if !slices.Contains(o.values, *o.to) {
			return c, fail.New(fail.Invalid, "option %s=%s: one of %s", o.name, *o.to, strings.Join(o.values, ", "))
		}
	}
	if c.k, err = bounded("k", first(r.Values.Get("k"), "10"), 1, 1000); err != nil {
		return c, err
	}
	if r.Values.Get("network") == "" && r.hasCitations() {
		return c, nil
	}
	return r.importedChoice(c)
}

func (r *Request) hasCitations() bool { return r.Has("base.citation", "base.patent") }

// importedChoice takes the arcs of an imported network for the flow of knowledge unless the file, or the URL, says that the source cites
// the target.
func (r *Request) importedChoice(c pathChoice) (pathChoice, error) {
	var err error
	if c.network, err = r.networkName(); err != nil {
		return c, err
	}
	citing, _, err := r.importedDirection(c.network)
	if err != nil {
		return c, err
	}
	c.flow = pathFlows[0]
	if citing {
		c.flow = pathFlows[1]
	}
	if flow := r.Values.Get("flow"); flow != "" {
		if !slices.Contains(pathFlows, flow) {
			return c, fail.New(fail.Invalid, "option %s=%s: one of %s", "flow", flow, strings.Join(pathFlows, ", "))
		}
		c.flow = flow
	}
	return c, nil
}

func loadMainPath(r *Request) (View, error) {
	v := &mainPathView{}
	v.Title = r.T("nav.mainpath")
	if !r.hasCitations() && !r.Has("base.network_arc") {
		return r.noData(v, "mainpath", "patent_record", "patent_citation")
	}
	c, err := r.pathChoice()
	if err != nil {
		return nil, err
	}
	found, err := r.mainPath(c)
	if err != nil {
		return nil, err
	}
	v.choices(r, c)
	if err := v.networks(r, c); err != nil {
		return nil, err
	}
	v.Nodes, v.All = len(found.nodes), found.patents
	v.Empty = len(found.arcs) == 0
	v.Figures = []Figure{{Label: r.T("mainpath.network"), Value: Format{}.Number(found.patents), Unit: r.T("unit.patents"), Note: r.T("mainpath.citations", "n", Format{}.Number(found.citations))},
		{Label: r.T("mainpath.nodes"), Value: Format{}.Number(len(found.nodes)), Unit: r.T("unit.patents")},
		{Label: r.T("mainpath.arcs"), Value: Format{}.Number(len(found.arcs)), Unit: r.T("unit.times")},
		{Label: r.T("mainpath.altered"), Value: Format{}.Number(len(found.altered)), Unit: r.T("unit.times")}}
	v.Arcs, v.Hidden = r.pathLines(found, found.arcs)
	v.Altered, v.MoreAlter = r.pathLines(found, found.altered)
	v.Drawing = r.drawPath(found)
	v.Trace, v.Method = r.Trace(found.sql, v.Title), r.Link("/docs/methods/main-paths")
	return v, nil
}

func (v *mainPathView) choices(r *Request, c pathChoice) {
	for _, o := range []struct {
		name, on string
		values   []string
		to       *[]LinkView
	}{{"search", c.search, pathSearches, &v.Searches}, {"weight", c.weight, pathWeights, &v.Weights}, {"cycles", c.cycles, pathCycles, &v.Cycles}} {
		for _, value := range o.values {
			*o.to = append(*o.to, LinkView{r.T("mainpath." + o.name + "." + value), r.Here(o.name, value), value == o.on})
		}
	}
	if c.search == "key-route" {
		v.K = strconv.Itoa(c.k)
	}
	if c.network != "" {
		for _, flow := range pathFlows {
			v.Flows = append(v.Flows, LinkView{r.T("mainpath.flow." + flow), r.Here("flow", flow), flow == c.flow})
		}
	} else {
		v.Filters = r.networkFilters("citations")
	}
	own := map[string]bool{"q": true, "class": true, "applicant": true, "application_year__gte": true, "application_year__lte": true}
	if v.K != "" {
		own["k"] = true
		v.Filters = append(v.Filters, FilterView{Label: r.T("mainpath.k"), Name: "k", Kind: "number", Value: v.K})
	}
	v.Kept = hidden(r.Values, own)
	for _, f := range networkFormats {
		v.Downloads = append(v.Downloads, LinkView{Text: f.title, URL: r.address("/mainpath/"+f.name, r.Values)})
	}
}

// networks offers the imported networks beside the patents.
func (v *mainPathView) networks(r *Request, c pathChoice) error {
	if !r.Has("base.network_arc") {
		return nil
	}
	rows, err := r.importedNetworks()
	if r.hasCitations() {
		v.Networks = append(v.Networks, LinkView{r.T("mainpath.patents"), r.Here("network", "", "flow", ""), c.network == ""})
	}
	for _, row := range rows {
		v.Networks = append(v.Networks, LinkView{text(row[0]), r.Here("network", text(row[0])), text(row[0]) == c.network})
	}
	return err
}

// foundPath is a main path with what is known of its patents.
type foundPath struct {
	network            string // imported; empty: of patents
	patents, citations int
	nodes              []string // of the path, by year
	about              map[string]pathNode
	arcs, altered      []pathArc
	flow               float64 // all search paths
	sql                string
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
	f := &foundPath{about: map[string]pathNode{}, sql: "select cited_patent_id, patent_id, spc, spc_share, is_altered\nfrom measure.citation_arcs\nwhere " + flag + " or is_altered\norder by cited_patent_id, patent_id"}
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
	return f, r.describePath(f)
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
	return f, r.describePath(f)
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
	before := func(a, b string) int {
		if f.about[a].year != f.about[b].year {
			return f.about[a].year - f.about[b].year
		}
		return strings.Compare(a, b)
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

// pathLines lays arcs out for a table, as many as it takes, and tells how many are left.
func (r *Request) pathLines(f *foundPath, arcs []pathArc) (lines []pathLine, left int) {
	year := func(id string) string {
		if y := f.about[id].year; y > 0 {
			return strconv.Itoa(y)
		}
		return missing
	}
	for _, a := range arcs[:min(len(arcs), listedPaths)] {
		line := pathLine{Cited: LinkView{Text: a.cited, URL: r.pathLink(f, a.cited)}, Citing: LinkView{Text: a.citing, URL: r.pathLink(f, a.citing)},
			CitedTitle: f.about[a.cited].title, CitingTitle: f.about[a.citing].title, CitedYear: year(a.cited), CitingYear: year(a.citing), Altered: a.altered}
		line.Weight, line.Share = weightText(a.weight), Format{}.Share(a.share)
		lines = append(lines, line)
	}
	return lines, max(0, len(arcs)-listedPaths)
}

// pathLink is the page of a patent; nodes of other networks have none.
func (r *Request) pathLink(f *foundPath, id string) string {
	if f.network != "" {
		return ""
	}
	return r.Link("/patents/" + id)
}

// weightText writes counts whole while they are exact, else in powers of ten.
func weightText(x float64) string {
	if x < 1e15 {
		return grouped(x, 0)
	}
	return strconv.FormatFloat(x, 'e', 4, 64)
}

// exchange is the path as a network for other programs.
func (f *foundPath) exchange(r *Request) *graph.Exchange {
	x := &graph.Exchange{Name: r.T("nav.mainpath"), Remark: r.fileRemark()}
	at := map[string]uint32{}
	year, name := graph.Attribute{Name: "application_year"}, graph.Attribute{Name: "name", Texts: []string{}}
	for i, id := range f.nodes {
		at[id] = uint32(i)
		x.IDs, x.Labels = append(x.IDs, id), append(x.Labels, f.about[id].title)
		year.Numbers, name.Texts = append(year.Numbers, float64(f.about[id].year)), append(name.Texts, f.about[id].name)
	}
	x.Attributes = []graph.Attribute{year, name}
	for _, a := range f.arcs {
		x.Source, x.Target, x.Weight = append(x.Source, at[a.cited]), append(x.Target, at[a.citing]), append(x.Weight, a.weight)
	}
	return x
}

func sendMainPath(r *Request, w http.ResponseWriter) error {
	if !r.hasCitations() && !r.Has("base.network_arc") {
		return fail.New(fail.NotFound, "no citations in snapshot %d", r.Reader.Snapshot().ID)
	}
	c, err := r.pathChoice()
	if err != nil {
		return err
	}
	f, err := r.mainPath(c)
	if err != nil {
		return err
	}
	return r.sendExchange(w, f.exchange(r))
}
