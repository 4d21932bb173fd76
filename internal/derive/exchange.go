package derive

import (
	"context"
	"math"

	"asterism/graph"
	"asterism/internal/fail"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// exchange runs a network kernel and writes the network in the form of a drawing program: the arcs a kernel puts out, or the
// input's arcs with what it puts out for each node.
func (k *KernelAdapter) exchange(ctx context.Context, c Computation, o KernelOptions) error {
	if k.Network == nil {
		return fail.New(fail.Invalid, "kernel %s puts out no network: write tsv, csv or json", k.Name)
	}
	n, err := readNetwork(c.Name, c.Input)
	if err != nil {
		return err
	}
	p := &picture{x: &graph.Exchange{Name: k.Name}, at: map[string]uint32{}}
	take := p.nodes
	if k.Output[0].Name == "source" {
		take = p.arcs
	}
	out, err := newOutput(k.Output, take)
	if err != nil {
		return err
	}
	out.notes, out.kernel = c.Notes, k.Name
	if k.Name == "convert" { // nodes without arcs too
		for v := range uint32(n.Edges.Labels.Len()) {
			p.id(n.Edges.Labels.Of(v))
		}
	}
	if err := k.Network(ctx, n, o, out); err != nil {
		return err
	}
	if err := out.close(); err != nil {
		return err
	}
	p.x.Undirected = n.Edges.Undirected || k.Name == "coupling" || k.Name == "cocitation"
	if k.Output[0].Name != "source" {
		p.ends(n)
	}
	b, err := p.x.Append(nil, c.Format)
	if err != nil {
		return fail.As(fail.Invalid, err, "write the result")
	}
	_, err = c.Output.Write(b)
	return fail.As(fail.Unavailable, err, "write the result")
}

// picture gathers rows into a network.
type picture struct {
	x  *graph.Exchange
	at map[string]uint32
}

func (p *picture) id(label string) uint32 {
	v, ok := p.at[label]
	if !ok {
		v = uint32(len(p.x.IDs))
		label = string([]byte(label)) // a batch's memory ends with it
		p.at[label] = v
		p.x.IDs = append(p.x.IDs, label)
	}
	return v
}

func (p *picture) arcs(b arrow.RecordBatch) error {
	source, target, weight := b.Column(0).(*array.String), b.Column(1).(*array.String), b.Column(2).(*array.Float64)
	for i := range int(b.NumRows()) {
		p.x.Source, p.x.Target = append(p.x.Source, p.id(source.Value(i))), append(p.x.Target, p.id(target.Value(i)))
		p.x.Weight = append(p.x.Weight, weight.Value(i))
	}
	return nil
}

// nodes takes each further column as an attribute; whole numbers of a column "value" name groups.
func (p *picture) nodes(b arrow.RecordBatch) error {
	for i := range int(b.NumRows()) {
		p.id(b.Column(0).(*array.String).Value(i))
	}
	for k := 1; k < int(b.NumCols()); k++ {
		if len(p.x.Attributes) < k {
			_, whole := b.Column(k).(*array.Int64)
			p.x.Attributes = append(p.x.Attributes, graph.Attribute{Name: b.ColumnName(k), Group: whole && k == 1, Numbers: []float64{}})
		}
		a := &p.x.Attributes[k-1]
		for i := range int(b.NumRows()) {
			a.Numbers = append(a.Numbers, cellNumber(b.Column(k), i))
		}
	}
	return nil
}

func cellNumber(c arrow.Array, i int) float64 {
	switch c := c.(type) {
	case *array.Float64:
		if !c.IsNull(i) {
			return c.Value(i)
		}
	case *array.Int64:
		if !c.IsNull(i) {
			return float64(c.Value(i))
		}
	}
	return math.NaN()
}

// ends adds the arcs of the input between nodes that were put out.
func (p *picture) ends(n *Network) {
	e := n.Edges.Halved()
	for i, s := range e.Source {
		source, ok := p.at[e.Labels.Of(s)]
		target, both := p.at[e.Labels.Of(e.Target[i])]
		if !ok || !both {
			continue
		}
		p.x.Source, p.x.Target = append(p.x.Source, source), append(p.x.Target, target)
		if e.Weight != nil {
			p.x.Weight = append(p.x.Weight, e.Weight[i])
		}
	}
}
