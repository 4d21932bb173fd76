package page

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"asterism/graph"
	"asterism/internal/fail"
)

// mainPathView draws the main path of the chosen patents on time, lists its arcs with their weights, and those that were altered
// for a cycle.
type mainPathView struct {
	Base
	Filters    []FilterView
	Kept       []Pair
	Searches   []LinkView
	Weights    []LinkView
	Cycles     []LinkView
	Networks   []LinkView // patents, and the imported networks
	Flows      []LinkView
	K          string
	Figures    []Figure
	Drawing    *pathDrawing
	Dated      bool // years of the path are known
	Arcs       []pathLine
	Hidden     int // arcs that are not listed
	Altered    []pathLine
	MoreAlter  int
	AllAltered string // the table of them, where the build has it
	Nodes      int
	All        int
	Trace      string
	Method     string
	Downloads  []LinkView
	Empty      bool
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
	unit := r.T("unit.patents")
	if found.network != "" {
		unit = r.T("unit.nodes")
	}
	v.Dated = found.dated()
	v.Figures = []Figure{{Label: r.T("mainpath.network"), Value: Format{}.Number(found.patents), Unit: unit, Note: r.T("mainpath.citations", "n", Format{}.Number(found.citations))},
		{Label: r.T("mainpath.nodes"), Value: Format{}.Number(len(found.nodes)), Unit: unit},
		{Label: r.T("mainpath.arcs"), Value: Format{}.Number(len(found.arcs)), Unit: r.T("unit.times")},
		{Label: r.T("mainpath.altered"), Value: Format{}.Number(len(found.altered)), Unit: r.T("unit.times")}}
	v.Arcs, v.Hidden = r.pathLines(found, found.arcs)
	v.Altered, v.MoreAlter = r.pathLines(found, found.altered)
	if found.built {
		v.AllAltered = r.Link("/data/tables/measure.citation_arcs?is_altered=true")
	}
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
