package derive

import (
	"context"
	"math"
	"slices"
	"strings"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// The kernels of the citation network take one row a citation and put out all measures of a node or an arc at once: names
// become numbers once, and the graph is built once.
func citationInput() []lake.Column {
	return []lake.Column{{Name: "patent_id", Type: "VARCHAR"}, {Name: "cited_patent_id", Type: "VARCHAR"}}
}

func citationDates() []lake.Column {
	return []lake.Column{{Name: "application_date", Type: "DATE"}, {Name: "cited_date", Type: "DATE"}}
}

func citationNodes() KernelAdapter {
	out := []lake.Column{{Name: "patent_id", Type: "VARCHAR"}, {Name: "reference_count", Type: "BIGINT"}, {Name: "citing_count", Type: "BIGINT"}, {Name: "pagerank", Type: "DOUBLE"},
		{Name: "component", Type: "BIGINT"}, {Name: "core", Type: "BIGINT"}, {Name: "community", Type: "BIGINT"}, {Name: "cd_index", Type: "DOUBLE"}, {Name: "mcd_index", Type: "DOUBLE"},
		{Name: "window_citing_count", Type: "BIGINT"}, {Name: "focal_count", Type: "BIGINT"}, {Name: "both_count", Type: "BIGINT"}, {Name: "reference_only_count", Type: "BIGINT"},
		{Name: "cycle_time", Type: "DOUBLE"}, {Name: "criticality", Type: "BIGINT"}}
	return KernelAdapter{Name: "citation_nodes", Input: citationInput(), Optional: citationDates(), Output: out, Version: "2", AnyOrder: true, Run: runCitationNodes,
		Options: []KernelOption{{Name: "window", Default: "1826", Doc: lang.Text{Zh: "颠覆指数的窗口，天；0 不限", En: "window of the disruption index in days; 0: no end"}}, seedOption},
		Doc: lang.Text{Zh: "引证网络各结点的度量：引用数、被引数、PageRank、弱连通分量、核数、Leiden 社区、颠覆指数、循环时间（年）、临界度；输入每行一条引证",
			En: "measures of each node of a citation network: references, citations, PageRank, weak component, core, Leiden community, disruption, cycle time in years, criticality; a row a citation"}}
}

func citationArcs() KernelAdapter {
	out := []lake.Column{{Name: "cited_patent_id", Type: "VARCHAR"}, {Name: "patent_id", Type: "VARCHAR"}, {Name: "spc", Type: "DOUBLE"}, {Name: "splc", Type: "DOUBLE"}, {Name: "spnp", Type: "DOUBLE"},
		{Name: "spc_share", Type: "DOUBLE"}, {Name: "is_global", Type: "BOOLEAN"}, {Name: "is_forward", Type: "BOOLEAN"}, {Name: "is_backward", Type: "BOOLEAN"}, {Name: "is_key_route", Type: "BOOLEAN"},
		{Name: "is_altered", Type: "BOOLEAN"}}
	return KernelAdapter{Name: "citation_arcs", Input: citationInput(), Optional: citationDates(), Output: out, Version: "1", AnyOrder: true, Run: runCitationArcs,
		Options: []KernelOption{cyclesOption, {Name: "k", Default: "10", Doc: lang.Text{Zh: "关键路径：最重的弧数", En: "key routes: how many of the heaviest arcs"}}},
		Doc: lang.Text{Zh: "引证网络各弧（被引→引用）的 SPC、SPLC、SPNP 权，及其是否在全局、前向、后向、关键路径上；环上被改动的弧标出",
			En: "SPC, SPLC and SPNP of each arc (cited → citing) of a citation network, and whether it lies on the global, forward, backward or key-route main path; arcs altered for a cycle are marked"}}
}

// citations are a network whose ids follow the order of names, so that what is put out by id is sorted by name.
type citations struct {
	names          []string
	source, target []uint32 // citing, cited
	day            []int32  // of each node; noDay: not known
}

const noDay = math.MinInt32

// readCitations gives names their rank as id. Rows that come sorted by one column look its name up once a run.
func readCitations(ctx context.Context, in array.RecordReader) (*citations, error) {
	c := &citations{}
	ids := map[string]uint32{}
	var last [2]string
	var lastID [2]uint32
	id := func(side int, name string) uint32 {
		if len(c.names) > 0 && name == last[side] {
			return lastID[side]
		}
		v, ok := ids[name]
		if !ok {
			name = strings.Clone(name) // a batch's memory ends with it
			v = uint32(len(c.names))
			ids[name] = v
			c.names, c.day = append(c.names, name), append(c.day, noDay)
		}
		last[side], lastID[side] = c.names[v], v
		return v
	}
	for in.Next() {
		b := in.RecordBatch()
		citing, cited := b.Column(0).(*array.String), b.Column(1).(*array.String)
		day, citedDay := dates(b, "application_date"), dates(b, "cited_date")
		for i := range int(b.NumRows()) {
			if citing.IsNull(i) || cited.IsNull(i) {
				continue
			}
			s, t := id(0, citing.Value(i)), id(1, cited.Value(i))
			c.source, c.target = append(c.source, s), append(c.target, t)
			c.dated(s, day, i)
			c.dated(t, citedDay, i)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	c.rank()
	return c, in.Err()
}

// dates finds a column of days; nil where there is none.
func dates(b arrow.RecordBatch, name string) *array.Date32 {
	for _, i := range b.Schema().FieldIndices(name) {
		d, _ := b.Column(i).(*array.Date32)
		return d
	}
	return nil
}

func (c *citations) dated(v uint32, d *array.Date32, i int) {
	if d != nil && !d.IsNull(i) {
		c.day[v] = int32(d.Value(i))
	}
}

// rank renumbers by name.
func (c *citations) rank() {
	order := make([]uint32, len(c.names))
	for v := range order {
		order[v] = uint32(v)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(c.names[a], c.names[b]) })
	to, names, day := make([]uint32, len(order)), make([]string, len(order)), make([]int32, len(order))
	for i, v := range order {
		to[v], names[i], day[i] = uint32(i), c.names[v], c.day[v]
	}
	c.names, c.day = names, day
	for i := range c.source {
		c.source[i], c.target[i] = to[c.source[i]], to[c.target[i]]
	}
}

func runCitationNodes(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	window, err := o.whole("window", 0)
	if err != nil {
		return err
	}
	seed, err := o.whole("seed", 0)
	if err != nil {
		return err
	}
	c, err := readCitations(ctx, in)
	if err != nil {
		return err
	}
	g, err := graph.New(len(c.names), c.source, c.target)
	if err != nil {
		return asInvalid(err)
	}
	m, err := c.measured(g, int32(min(window, math.MaxInt32)), uint64(seed))
	if err != nil {
		return asInvalid(err)
	}
	for v := range uint32(len(c.names)) {
		if err := out.Row(m.row(v)...); err != nil {
			return err
		}
	}
	return nil
}

// nodeMeasures are the results of the kernels by node.
type nodeMeasures struct {
	*citations
	g                          *graph.Graph
	rank, age                  []float64
	component, core, community []uint32
	disrupts                   *graph.Disruption
	critical, node             []uint32 // criticality by condensed node
}

func (c *citations) measured(g *graph.Graph, window int32, seed uint64) (*nodeMeasures, error) {
	m := &nodeMeasures{citations: c, g: g, rank: graph.PageRank(g, 0.85), component: graph.BySize(graph.Weak(g)), core: graph.Cores(g), age: c.ages(g)}
	var err error
	if m.community, err = graph.Leiden(g, nil, graph.Communities{Resolution: 1, Iterations: 1, Seed: seed}); err != nil {
		return nil, err
	}
	if m.disrupts, err = graph.CD(g, c.day, window); err != nil {
		return nil, err
	}
	a, err := graph.Condense(g.Reverse())
	if err != nil {
		return nil, err
	}
	m.node = a.Node
	m.critical, _, err = graph.Criticality(a.Graph)
	return m, err
}

// ages are the median ages of references in years, over those whose day is known.
func (c *citations) ages(g *graph.Graph) []float64 {
	var source, target []uint32
	for v := range uint32(g.Nodes()) {
		for _, w := range g.Targets(v) {
			if c.day[v] != noDay && c.day[w] != noDay {
				source, target = append(source, v), append(target, w)
			}
		}
	}
	known, err := graph.New(g.Nodes(), source, target)
	if err != nil {
		return make([]float64, g.Nodes()) // New fails on numbers out of range only, and g was made by it
	}
	age := graph.CycleTime(known, c.day)
	for v := range age {
		age[v] /= 365.25
	}
	return age
}

func (m *nodeMeasures) row(v uint32) []any {
	d := m.disrupts
	k := v
	if m.node != nil {
		k = m.node[v]
	}
	row := []any{m.names[v], int64(len(m.g.Targets(v))), int64(len(m.g.Sources(v))), m.rank[v], int64(m.component[v]), int64(m.core[v]), int64(m.community[v]),
		nil, nil, nil, nil, nil, nil, defined(m.age[v]), int64(m.critical[k])}
	if m.day[v] == noDay {
		return row
	}
	row[9], row[10], row[11], row[12] = int64(d.Cited(v)), int64(d.Focal[v]), int64(d.Both[v]), int64(d.References[v])
	if !d.NoReferences[v] {
		row[7], row[8] = defined(d.CD(v)), defined(d.MCD(v))
	}
	return row
}

func defined(x float64) any {
	if math.IsNaN(x) {
		return nil
	}
	return x
}

func runCitationArcs(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	k, err := o.whole("k", 1)
	if err != nil {
		return err
	}
	c, err := readCitations(ctx, in)
	if err != nil {
		return err
	}
	g, err := graph.New(len(c.names), c.target, c.source)
	if err != nil {
		return asInvalid(err)
	}
	if _, ok := graph.Order(g); !ok && o["cycles"] == "error" {
		return fail.New(fail.Invalid, "the network has cycles; choose cycles=condense or cycles=cut")
	}
	p, err := graph.FindPaths(g, c.day, o["cycles"] == "cut", "spc", int(k))
	if err != nil {
		return asInvalid(err)
	}
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			if err := out.Row(pathRow(p, c.names[v], c.names[g.Out[i]], i)...); err != nil {
				return err
			}
		}
	}
	return nil
}

func pathRow(p *graph.PathArcs, cited, citing string, i uint32) []any {
	count := func(x float64) any {
		if math.IsInf(x, 0) {
			return nil
		}
		return x
	}
	return []any{cited, citing, count(p.SPC[i]), count(p.SPLC[i]), count(p.SPNP[i]), p.Share[i], p.Global[i], p.Forward[i], p.Backward[i], p.Routes[i], p.Altered[i]}
}
