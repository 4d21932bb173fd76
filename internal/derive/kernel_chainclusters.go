package derive

import (
	"cmp"
	"context"
	"slices"

	"asterism/graph"
	"asterism/internal/lang"
)

// chainClusterKernel adapts graph.Leiden to flows between firms or sectors, with the share of flow that stays within.
func chainClusterKernel() KernelAdapter {
	return KernelAdapter{Name: "chain-clusters", Version: "1", AnyOrder: true, Input: networkInput(), Network: runChainClusters,
		Options: []KernelOption{resolutionOption, seedOption},
		Doc: lang.Text{Zh: "链群：供应或投入产出的流量不分方向，按 Leiden 社区发现（模块度）归群，从 1 按成员数编号；component 为弱连通分量；inner_flow 群内流量，total_flow 涉及该群的全部流量，inner_share 为两者之比（Hoen 2002 的群内流量标准）；modularity 为整个划分的模块度。输入与行序无关。方法见 docs/methods/cluster-identification.md",
			En: "chain clusters: flows of supply or input-output, taken both ways, parted into Leiden communities (modularity), from 1 by number of members; component: the weakly connected one; inner_flow stays within, total_flow touches the cluster, inner_share is their ratio (the criterion of Hoen 2002); modularity of the whole partition. The order of rows does not matter. docs/methods/cluster-identification.md"},
		Output: slices.Concat(words("node"), wholeColumns("cluster", "component"), doubles("inner_flow", "total_flow", "inner_share", "modularity"))}
}

var resolutionOption = KernelOption{Name: "resolution", Default: "1", Doc: lang.Text{Zh: "分辨率，大则链群小而多", En: "resolution; the greater, the smaller the clusters"}}

// communities are the options resolution and seed.
func (o KernelOptions) communities() (how graph.Communities, err error) {
	if how.Resolution, err = o.number("resolution"); err != nil {
		return how, err
	}
	seed, err := o.whole("seed", 0)
	how.Seed = uint64(seed)
	return how, err
}

func runChainClusters(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	how, err := o.communities()
	if err != nil {
		return err
	}
	e := sortedEdges(n.Edges.Halved())
	g, weight, err := e.Weighed()
	if err != nil {
		return asInvalid(err)
	}
	of, err := graph.Leiden(g, weight, how)
	if err != nil {
		return asInvalid(err)
	}
	inner, total := flowsOf(g, weight, of)
	component, modularity := graph.BySize(graph.Weak(g)), graph.Modularity(g, weight, of, 1)
	out.noted("模块度 modularity %.6f", modularity)
	for v, c := range of {
		if err := out.Row(e.Labels.Of(uint32(v)), int(c)+1, int(component[v])+1, inner[c], total[c], inner[c]/total[c], modularity); err != nil {
			return err
		}
	}
	return nil
}

// flowsOf sums the weight within each community, and of all arcs that touch it.
func flowsOf(g *graph.Graph, weight []float64, of []uint32) (inner, total []float64) {
	count := 0
	for _, c := range of {
		count = max(count, int(c)+1)
	}
	inner, total = make([]float64, count), make([]float64, count)
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			w := 1.0
			if weight != nil {
				w = weight[i]
			}
			a, b := of[v], of[g.Out[i]]
			total[a] += w
			if a == b {
				inner[a] += w
			} else {
				total[b] += w
			}
		}
	}
	return inner, total
}

// sortedEdges names the nodes in order and sorts the arcs, so that the result is the same for any order of the rows. Loops are left out: they join nobody.
func sortedEdges(e *graph.Edges) *graph.Edges {
	names, at := make([]string, e.Labels.Len()), make([]uint32, e.Labels.Len())
	for v := range names {
		names[v], at[v] = e.Labels.Of(uint32(v)), uint32(v)
	}
	slices.SortFunc(at, func(a, b uint32) int { return cmp.Compare(names[a], names[b]) })
	number, sorted := make([]uint32, len(at)), make([]string, len(at))
	for k, v := range at {
		number[v], sorted[k] = uint32(k), names[v]
	}
	var arcs []int
	for k := range e.Source {
		if e.Source[k] != e.Target[k] {
			arcs = append(arcs, k)
		}
	}
	slices.SortStableFunc(arcs, func(a, b int) int {
		return cmp.Or(cmp.Compare(number[e.Source[a]], number[e.Source[b]]), cmp.Compare(number[e.Target[a]], number[e.Target[b]]))
	})
	s := &graph.Edges{Labels: graph.TextLabels(sorted)}
	for _, k := range arcs {
		s.Source, s.Target = append(s.Source, number[e.Source[k]]), append(s.Target, number[e.Target[k]])
		if e.Weight != nil {
			s.Weight = append(s.Weight, e.Weight[k])
		}
	}
	return s
}
