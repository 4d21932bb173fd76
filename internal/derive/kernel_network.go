package derive

import (
	"context"
	"math"
	"strconv"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

var reverseOption = KernelOption{Name: "reverse", Default: "false", Values: []string{"false", "true"},
	Doc: lang.Text{Zh: "先把每条弧反向（文件是“引用→被引”而算法要“被引→引用”时用 true）", En: "turn every arc round first (for files of citing → cited, where the kernel takes cited → citing)"}}

var cyclesOption = KernelOption{Name: "cycles", Default: "condense", Values: []string{"condense", "cut", "error"},
	Doc: lang.Text{Zh: "有环时：condense 把强连通分量并为一点，cut 截断最少的逆向弧，error 报错；被改动的弧逐条列出", En: "cycles: condense strong components to one node, cut arcs that lead back, or error; altered arcs are listed"}}

var timeOption = KernelOption{Name: "time", Doc: lang.Text{Zh: "结点时间文件：结点与年份或日期两列；不给则不分先后", En: "file of node and year or day; without it every citing work counts, whenever it came"}}

var cutTimeOption = KernelOption{Name: "time", Doc: lang.Text{Zh: "结点时间文件：结点与年份或日期两列；cycles=cut 时环上逆时间的弧先截断", En: "file of node and year or day; with cycles=cut the arcs of cycles that lead back in time are cut first"}}

// networkKernels adapts package graph.
func networkKernels() []KernelAdapter {
	node := func(name string, more ...lake.Column) []lake.Column {
		return append([]lake.Column{{Name: "node", Type: "VARCHAR"}, {Name: name, Type: "DOUBLE"}}, more...)
	}
	group := []lake.Column{{Name: "node", Type: "VARCHAR"}, {Name: "value", Type: "BIGINT"}}
	arc := []lake.Column{{Name: "source", Type: "VARCHAR"}, {Name: "target", Type: "VARCHAR"}, {Name: "weight", Type: "DOUBLE"}}
	list := []KernelAdapter{
		pathKernel("spc", lang.Text{Zh: "搜索路径计数 SPC：弧 u→v 的权 = N⁻(u)·N⁺(v)，源点到 u 的路径数乘 v 到汇点的路径数；弧取知识流向（被引→引用）。Batagelj 2003, arXiv cs/0309023", En: "search path count: N⁻(u)·N⁺(v), paths from sources to u times paths from v to sinks; arcs are the flow of knowledge (cited → citing). Batagelj 2003, arXiv cs/0309023"}, arc),
		pathKernel("splc", lang.Text{Zh: "搜索路径链接计数 SPLC：n⁻(u)·N⁺(v)，每个结点都可为起点。Hummon & Doreian 1989, doi 10.1016/0378-8733(89)90017-8", En: "search path link count: n⁻(u)·N⁺(v), every node may begin a path. Hummon & Doreian 1989, doi 10.1016/0378-8733(89)90017-8"}, arc),
		pathKernel("spnp", lang.Text{Zh: "搜索路径结点对 SPNP：n⁻(u)·n⁺(v)，每个结点都可为起点和终点。Hummon & Doreian 1989", En: "search path node pairs: n⁻(u)·n⁺(v), every node may begin and end a path. Hummon & Doreian 1989"}, arc),
		pathKernel("nppc", lang.Text{Zh: "结点对投影计数 NPPC：|u 及其祖先|·|v 及其后代|，数不同的结点，不数路径（有的软件误称 SPNP）", En: "node pair projection count: |u and ancestors|·|v and descendants|, distinct nodes, not paths (some programs call it SPNP)"}, arc),
		{Name: "mainpath", Output: arc, Network: runMainPath,
			Doc: lang.Text{Zh: "主路径：按所选权重的全局、前向/后向局部或关键路径搜索，并列的弧全部保留。Liu & Lu 2012, doi 10.1002/asi.21692", En: "main path by global, local forward or backward, or key-route search over the chosen weights; ties are all kept. Liu & Lu 2012, doi 10.1002/asi.21692"},
			Options: []KernelOption{
				{Name: "weight", Default: "spc", Values: []string{"spc", "splc", "spnp", "nppc", "given"}, Doc: lang.Text{Zh: "弧权；given 用文件中的权", En: "weights of arcs; given: the file's own"}},
				{Name: "search", Default: "global", Values: []string{"global", "forward", "backward", "key-route", "key-route-local"}, Doc: lang.Text{Zh: "搜索方式", En: "search"}},
				{Name: "k", Default: "10", Doc: lang.Text{Zh: "key-route：最重的弧数", En: "key-route: how many of the heaviest arcs"}}, cyclesOption, cutTimeOption, reverseOption}},
		{Name: "criticality", Output: node("value"), Network: runCriticality, Options: []KernelOption{{Name: "basket", Doc: lang.Text{Zh: "只列临界度不超过此数的结点（篮子）；不给则全部列出", En: "only the nodes up to this criticality, a basket; none: all nodes"}}, cyclesOption, cutTimeOption},
			Doc: lang.Text{Zh: "临界度：过该点的最长路径比全图最长路径短多少条弧，0 为在最长路径上。Price & Evans 2025, arXiv 2512.12355", En: "how many arcs the longest path through a node falls short of the longest path; 0: on one. Price & Evans 2025, arXiv 2512.12355"}},
		{Name: "pagerank", Output: node("value"), Network: runPageRank,
			Options: []KernelOption{{Name: "damping", Default: "0.85", Doc: lang.Text{Zh: "阻尼系数", En: "damping"}}, reverseOption},
			Doc:     lang.Text{Zh: "PageRank：总和为 1，悬挂结点均匀分配；无环图一遍精确求解。Page 等 1998", En: "PageRank, adding up to 1, nodes without arcs spread evenly; exact in one sweep where there is no cycle. Page et al. 1998"}},
		{Name: "hits", Output: node("hub", lake.Column{Name: "authority", Type: "DOUBLE"}), Network: runHITS,
			Doc: lang.Text{Zh: "HITS 枢纽与权威值，各自总和为 1。Kleinberg 1999, doi 10.1145/324133.324140", En: "hubs and authorities, each adding up to 1. Kleinberg 1999, doi 10.1145/324133.324140"}},
		{Name: "wcc", Output: group, Network: runWeak, Doc: lang.Text{Zh: "弱连通分量：按大小编号，0 最大", En: "weakly connected components, numbered by size, 0 the largest"}},
		{Name: "scc", Output: group, Network: runStrong, Doc: lang.Text{Zh: "强连通分量（Tarjan 1972）：按大小编号，0 最大", En: "strongly connected components (Tarjan 1972), numbered by size, 0 the largest"}},
		{Name: "kcore", Output: group, Network: runCores, Doc: lang.Text{Zh: "核数：结点所在最大 k-核的 k，弧按两个方向计", En: "core number: the largest k of a k-core the node is in; arcs count in both directions"}},
		{Name: "leiden", Output: group, Network: runLeiden, Options: communityOptions,
			Doc: lang.Text{Zh: "Leiden 社区：连通有保证，同一种子结果相同；按大小编号。Traag 等 2019, doi 10.1038/s41598-019-41695-z", En: "communities, connected for sure, the same for the same seed, numbered by size. Traag et al. 2019, doi 10.1038/s41598-019-41695-z"}},
		{Name: "louvain", Output: group, Network: runLeiden, Options: communityOptions,
			Doc: lang.Text{Zh: "Louvain 社区（对照用）：社区可能不连通。Blondel 等 2008, doi 10.1088/1742-5468/2008/10/P10008", En: "the baseline of Leiden; communities may fall apart. Blondel et al. 2008, doi 10.1088/1742-5468/2008/10/P10008"}},
		{Name: "betweenness", Output: node("value"), Network: runBetweenness,
			Options: []KernelOption{{Name: "directed", Default: "true", Values: []string{"true", "false"}, Doc: lang.Text{Zh: "是否按弧向", En: "whether paths follow the arcs"}},
				{Name: "samples", Default: "0", Doc: lang.Text{Zh: "抽样的起点数；0 为全部（精确）", En: "nodes that paths begin from, sampled; 0: all, exact"}}, seedOption},
			Doc: lang.Text{Zh: "介数（不归一化）：经过该点的最短路径数。Brandes 2001, doi 10.1080/0022250X.2001.9990249", En: "betweenness, not normalised: shortest paths through the node. Brandes 2001, doi 10.1080/0022250X.2001.9990249"}},
		{Name: "cdindex", Network: runCD,
			Output: node("value", lake.Column{Name: "mcd", Type: "DOUBLE"}, lake.Column{Name: "cited", Type: "BIGINT"}, lake.Column{Name: "focal", Type: "BIGINT"},
				lake.Column{Name: "both", Type: "BIGINT"}, lake.Column{Name: "reference", Type: "BIGINT"}),
			Options: []KernelOption{
				timeOption,
				{Name: "window", Default: "0", Doc: lang.Text{Zh: "窗口，单位同时间（日期则为天）；0 不限", En: "window in the unit of time (days for days); 0: no end"}},
				{Name: "zero", Default: "exclude", Values: []string{"exclude", "keep"}, Doc: lang.Text{Zh: "没有参考文献的结点：exclude 不给值（默认，避免恒为 1 的假象）", En: "nodes without references: exclude gives no value (default: theirs would always be 1)"}}, reverseOption},
			Doc: lang.Text{Zh: "颠覆指数 CD=(N_i−N_j)/(N_i+N_j+N_k) 及 mCD；弧为引用→被引。Funk & Owen-Smith 2017, doi 10.1287/mnsc.2015.2366", En: "disruption (N_i−N_j)/(N_i+N_j+N_k) and mCD; arcs are citing → cited. Funk & Owen-Smith 2017, doi 10.1287/mnsc.2015.2366"}},
		{Name: "cycletime", Output: node("value", lake.Column{Name: "reference_count", Type: "BIGINT"}), Network: runCycleTime, Options: []KernelOption{timeOption, reverseOption},
			Doc: lang.Text{Zh: "技术循环时间：每个结点的参考文献年龄的中位数，单位同时间；弧为引用→被引。OECD 专利统计手册 2009", En: "technology cycle time: median age of a node's references, in the unit of time; arcs are citing → cited. OECD Patent Statistics Manual 2009"}},
		{Name: "convert", Output: arc, Network: runConvert, Options: []KernelOption{reverseOption},
			Doc: lang.Text{Zh: "换一种格式：弧表、Pajek、GEXF、GraphML、VOSviewer JSON 互转", En: "another form of the same network: lists of arcs, Pajek, GEXF, GraphML, VOSviewer JSON"}},
		coupleKernel("coupling", lang.Text{Zh: "文献耦合：两点共同引用的数目与 Salton 余弦；弧为引用→被引。Kessler 1963", En: "bibliographic coupling: references in common, and Salton's cosine; arcs are citing → cited. Kessler 1963"}),
		coupleKernel("cocitation", lang.Text{Zh: "共被引：两点被共同引用的次数与 Salton 余弦；弧为引用→被引。Small 1973", En: "co-citation: works that cite both, and Salton's cosine; arcs are citing → cited. Small 1973"}),
	}
	for i := range list {
		list[i].Input, list[i].Version = networkInput(), "1"
	}
	return list
}

var seedOption = KernelOption{Name: "seed", Default: "1", Doc: lang.Text{Zh: "随机种子", En: "seed"}}

var communityOptions = []KernelOption{
	{Name: "quality", Default: "modularity", Values: []string{"modularity", "cpm"}, Doc: lang.Text{Zh: "质量函数：模块度或常数 Potts 模型", En: "quality: modularity or constant Potts model"}},
	{Name: "resolution", Default: "1", Doc: lang.Text{Zh: "分辨率", En: "resolution"}},
	{Name: "iterations", Default: "2", Doc: lang.Text{Zh: "遍数；0 直到不变（至多 10）", En: "iterations; 0: until nothing changes, at most 10"}}, seedOption}

func runPageRank(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	damping, err := o.number("damping")
	if err != nil {
		return err
	}
	if damping < 0 || damping >= 1 {
		return fail.New(fail.Invalid, "option %s=%s: a number", "damping", o["damping"]+" (0 ≤ damping < 1)")
	}
	g, err := n.graph(o["reverse"] == "true")
	if err != nil {
		return err
	}
	return n.nodes(out, floats(graph.PageRank(g, damping)))
}

func runHITS(_ context.Context, n *Network, _ KernelOptions, out *Output) error {
	g, err := n.graph(false)
	if err != nil {
		return err
	}
	hub, authority, ok := graph.HITS(g)
	if !ok {
		out.noted("迭代 1000 次仍未收敛 · not at rest after 1,000 iterations")
	}
	return n.nodes(out, floats(hub), floats(authority))
}

func runWeak(_ context.Context, n *Network, _ KernelOptions, out *Output) error {
	g, err := n.graph(false)
	if err != nil {
		return err
	}
	return n.nodes(out, wholes(graph.BySize(graph.Weak(g))))
}

func runStrong(_ context.Context, n *Network, _ KernelOptions, out *Output) error {
	g, err := n.graph(false)
	if err != nil {
		return err
	}
	of, _ := graph.Strong(g)
	return n.nodes(out, wholes(graph.BySize(of)))
}

func runCores(_ context.Context, n *Network, _ KernelOptions, out *Output) error {
	g, err := n.neighbours()
	if err != nil {
		return err
	}
	return n.nodes(out, wholes(graph.Cores(g)))
}

func runLeiden(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	resolution, err := o.number("resolution")
	if err != nil {
		return err
	}
	seed, err := o.whole("seed", 0)
	if err != nil {
		return err
	}
	iterations, err := o.whole("iterations", 0)
	if err != nil {
		return err
	}
	e := n.Edges.Halved()
	g, weight, err := e.Weighed()
	if err != nil {
		return asInvalid(err)
	}
	if e.Weight == nil {
		weight = nil
	}
	of, err := graph.Leiden(g, weight, graph.Communities{CPM: o["quality"] == "cpm", Resolution: resolution, Iterations: int(iterations), Seed: uint64(seed), Louvain: out.kernel == "louvain"})
	if err != nil {
		return asInvalid(err)
	}
	out.noted("模块度 modularity %s", strconv.FormatFloat(graph.Modularity(g, weight, of, 1), 'f', 6, 64))
	return n.nodes(out, wholes(of))
}

func runBetweenness(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	samples, err := o.whole("samples", 0)
	if err != nil {
		return err
	}
	seed, err := o.whole("seed", 0)
	if err != nil {
		return err
	}
	undirected := o["directed"] == "false" || n.Edges.Undirected
	build := n.neighbours
	if !undirected {
		build = func() (*graph.Graph, error) { return n.graph(false) }
	}
	g, err := build()
	if err != nil {
		return err
	}
	var sources []uint32
	if samples > 0 {
		sources = graph.Sample(g.Nodes(), int(samples), uint64(seed))
	}
	return n.nodes(out, floats(graph.Betweenness(g, undirected, sources)))
}

func runCD(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	window, err := o.whole("window", 0)
	if err != nil {
		return err
	}
	var times []int32
	if o["time"] != "" {
		if times, err = n.times(o["time"]); err != nil {
			return err
		}
	} else if window > 0 {
		return fail.New(fail.Invalid, "option window needs time: a file of node and year or day")
	}
	g, err := n.graph(o["reverse"] == "true")
	if err != nil {
		return err
	}
	d, err := graph.CD(g, times, int32(min(window, math.MaxInt32)))
	if err != nil {
		return asInvalid(err)
	}
	noteCoverage(d, out)
	gone := func(f uint32) bool { return o["zero"] == "exclude" && d.NoReferences[f] }
	value := func(of func(uint32) float64) func(array.Builder, uint32) {
		return func(b array.Builder, f uint32) {
			if x := of(f); gone(f) || math.IsNaN(x) {
				b.AppendNull()
			} else {
				b.(*array.Float64Builder).Append(x)
			}
		}
	}
	cited := func(b array.Builder, f uint32) { b.(*array.Int64Builder).Append(int64(d.Cited(f))) }
	return n.nodes(out, value(d.CD), value(d.MCD), cited, wholes(d.Focal), wholes(d.Both), wholes(d.References))
}

// noteCoverage tells how many nodes the index can say anything of.
func noteCoverage(d *graph.Disruption, out *Output) {
	var referring, cited, both int
	for f := range d.NoReferences {
		c := d.Cited(uint32(f)) > 0
		if c {
			cited++
		}
		if !d.NoReferences[f] {
			referring++
			if c {
				both++
			}
		}
	}
	out.noted("覆盖：%d 个结点中 %d 个有参考文献，%d 个在窗口内被引，%d 个两者都有 · coverage: of %d nodes %d have references, %d are cited in the window, %d both",
		len(d.NoReferences), referring, cited, both, len(d.NoReferences), referring, cited, both)
}

func runCycleTime(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	if o["time"] == "" {
		return fail.New(fail.Invalid, "kernel cycletime needs the option time: a file of node and year or day")
	}
	times, err := n.times(o["time"])
	if err != nil {
		return err
	}
	g, err := n.graph(o["reverse"] == "true")
	if err != nil {
		return err
	}
	age := graph.CycleTime(g, times)
	return n.nodes(out, floats(age), func(b array.Builder, v uint32) { b.(*array.Int64Builder).Append(int64(len(g.Targets(v)))) })
}

// runConvert writes the arcs as they are, repeated ones added up, for another program.
func runConvert(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	g, weight, err := n.Edges.Halved().Weighed()
	if err != nil {
		return asInvalid(err)
	}
	return n.arcs(g, o["reverse"] == "true", out, floats(weight))
}

func coupleKernel(name string, doc lang.Text) KernelAdapter {
	return KernelAdapter{Name: name, Doc: doc,
		Output: []lake.Column{{Name: "source", Type: "VARCHAR"}, {Name: "target", Type: "VARCHAR"}, {Name: "weight", Type: "DOUBLE"}, {Name: "salton", Type: "DOUBLE"}},
		Options: []KernelOption{{Name: "least", Default: "1", Doc: lang.Text{Zh: "至少共有几项", En: "at least so many in common"}},
			{Name: "cap", Default: "0", Doc: lang.Text{Zh: "被引超过此数的文献不参与；0 不限", En: "works with more citations couple nobody; 0: no cap"}}, reverseOption},
		Network: func(_ context.Context, n *Network, o KernelOptions, out *Output) error {
			return runCouple(n, name, o, out)
		}}
}

func runCouple(n *Network, name string, o KernelOptions, out *Output) error {
	least, err := o.whole("least", 1)
	if err != nil {
		return err
	}
	limit, err := o.whole("cap", 0)
	if err != nil {
		return err
	}
	g, err := n.graph((name == "cocitation") != (o["reverse"] == "true"))
	if err != nil {
		return err
	}
	degree := func(v uint32) int { return len(g.Targets(v)) }
	for _, p := range graph.Couple(g, uint32(least), uint32(limit)) {
		if err := out.Row(n.Edges.Labels.Of(p.A), n.Edges.Labels.Of(p.B), float64(p.Count), graph.Salton(p, degree)); err != nil {
			return err
		}
	}
	return nil
}
