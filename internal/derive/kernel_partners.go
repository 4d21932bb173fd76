package derive

import (
	"context"

	"asterism/graph"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// partnerNodes puts out all measures of each node of a network of partners: pairs with a weight in.
func partnerNodes() KernelAdapter {
	return KernelAdapter{Name: "partner_nodes", Version: "2", AnyOrder: true, Run: runPartnerNodes,
		Input: []lake.Column{{Name: "party_a", Type: "VARCHAR"}, {Name: "party_b", Type: "VARCHAR"}, {Name: "joint_count", Type: "BIGINT"}},
		Output: []lake.Column{{Name: "party_id", Type: "VARCHAR"}, {Name: "partner_count", Type: "BIGINT"}, {Name: "joint_count", Type: "BIGINT"}, {Name: "component", Type: "BIGINT"},
			{Name: "core", Type: "BIGINT"}, {Name: "community", Type: "BIGINT"}, {Name: "betweenness", Type: "DOUBLE"}, {Name: "pagerank", Type: "DOUBLE"}},
		Options: []KernelOption{{Name: "samples", Default: "256", Doc: lang.Text{Zh: "主体多于 4096 个时，介数抽样的起点数；0 为全部（精确）", En: "start nodes of betweenness where there are more than 4096 parties; 0: all, exact"}}, seedOption},
		Doc: lang.Text{Zh: "合作网络各主体的度量：合作者数、合作件次、连通分量、核数、Leiden 社区（按件次加权）、介数、PageRank；输入每行一对主体",
			En: "measures of each party of a network of partners: partners, joint works, component, core, Leiden community (weighted), betweenness, PageRank; a row a pair"}}
}

const exactBetweenness = 4096

func runPartnerNodes(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	samples, err := o.whole("samples", 0)
	if err != nil {
		return err
	}
	seed, err := o.whole("seed", 0)
	if err != nil {
		return err
	}
	c, joint, err := readPairs(ctx, in)
	if err != nil {
		return err
	}
	e := graph.Edges{Labels: graph.TextLabels(c.names), Source: c.source, Target: c.target, Weight: joint}
	g, weight, err := e.Weighed()
	if err != nil {
		return asInvalid(err)
	}
	community, err := graph.Leiden(g, weight, graph.Communities{Resolution: 1, Seed: uint64(seed)})
	if err != nil {
		return asInvalid(err)
	}
	var from []uint32
	if samples > 0 && g.Nodes() > exactBetweenness {
		from = graph.Sample(g.Nodes(), int(samples), uint64(seed))
	}
	between := graph.Betweenness(g, true, from)
	both, err := graph.New(g.Nodes(), append(c.source[:len(c.source):len(c.source)], c.target...), append(c.target[:len(c.target):len(c.target)], c.source...))
	if err != nil {
		return asInvalid(err)
	}
	rank, component, core, sum := graph.PageRank(both, 0.85), graph.BySize(graph.Weak(g)), graph.Cores(g), strengths(g, weight)
	for v := range uint32(g.Nodes()) {
		if err := out.Row(c.names[v], int64(len(both.Targets(v))), int64(sum[v]), int64(component[v]), int64(core[v]), int64(community[v]), between[v], rank[v]); err != nil {
			return err
		}
	}
	return nil
}

func strengths(g *graph.Graph, weight []float64) []float64 {
	sum := make([]float64, g.Nodes())
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			sum[v] += weight[i]
			sum[g.Out[i]] += weight[i]
		}
	}
	return sum
}

// readPairs reads pairs with their counts; each pair is kept with the lower id first, so that both orders are one.
func readPairs(ctx context.Context, in array.RecordReader) (*citations, []float64, error) {
	var joint []float64
	rows := &counted{RecordReader: in, joint: &joint}
	c, err := readCitations(ctx, rows)
	if err != nil {
		return nil, nil, err
	}
	for i, s := range c.source {
		c.source[i], c.target[i] = min(s, c.target[i]), max(s, c.target[i])
	}
	return c, joint, nil
}

// counted keeps the third column of the rows that go by.
type counted struct {
	array.RecordReader
	joint *[]float64
}

func (c *counted) Next() bool {
	if !c.RecordReader.Next() {
		return false
	}
	b := c.RecordBatch()
	n := b.Column(2).(*array.Int64)
	for i := range n.Len() {
		if b.Column(0).IsNull(i) || b.Column(1).IsNull(i) {
			continue // as readCitations does
		}
		*c.joint = append(*c.joint, float64(n.Value(i)))
	}
	return true
}
