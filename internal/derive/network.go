package derive

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lake"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// Network is a list of arcs on its way to a kernel.
type Network struct {
	Edges *graph.Edges
}

// networkInput are the columns SQL has to yield for a network kernel; a third, weight, may follow.
func networkInput() []lake.Column {
	return []lake.Column{{Name: "source", Type: "VARCHAR"}, {Name: "target", Type: "VARCHAR"}}
}

// networkOf reads arcs from the columns of a query.
func networkOf(in array.RecordReader) (*Network, error) {
	e := &graph.Edges{}
	ids := map[string]uint32{}
	var names []string
	id := func(label string) uint32 {
		v, ok := ids[label]
		if !ok {
			v = uint32(len(names))
			label = strings.Clone(label)
			ids[label] = v
			names = append(names, label)
		}
		return v
	}
	for in.Next() {
		b := in.RecordBatch()
		source, target := b.Column(0).(*array.String), b.Column(1).(*array.String)
		var weight *array.Float64
		if b.NumCols() > 2 {
			weight, _ = b.Column(2).(*array.Float64)
		}
		for i := range int(b.NumRows()) {
			if source.IsNull(i) || target.IsNull(i) {
				continue
			}
			e.Source, e.Target = append(e.Source, id(source.Value(i))), append(e.Target, id(target.Value(i)))
			if weight != nil {
				e.Weight = append(e.Weight, weight.Value(i))
			}
		}
	}
	e.Labels = graph.TextLabels(names)
	return &Network{Edges: e}, in.Err()
}

// readNetwork reads a file of arcs: a list, a Pajek network, GEXF, GraphML or the JSON of VOSviewer.
func readNetwork(name string, data []byte) (*Network, error) {
	e, err := graph.Parse(data)
	if err != nil {
		return nil, fail.New(fail.Invalid, "%s: %v", name, err)
	}
	return &Network{Edges: e}, nil
}

// graph builds the graph; reversed turns every arc round.
func (n *Network) graph(reversed bool) (*graph.Graph, error) {
	g, err := n.Edges.Graph()
	if err != nil {
		return nil, fail.New(fail.Invalid, "network: %v", err)
	}
	if reversed {
		g = g.Reverse()
	}
	return g, nil
}

// neighbours builds the graph for what takes arcs both ways: an undirected edge, which stands both ways, counts once.
func (n *Network) neighbours() (*graph.Graph, error) {
	g, err := n.Edges.Halved().Graph()
	return g, asInvalid(err)
}

// times reads a file of two columns, node and time: a year, another whole number, or a day as 2015-01-23 (then in days).
func (n *Network) times(path string) ([]int32, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fail.As(fail.NotFound, err, "times")
	}
	ids := map[string]uint32{}
	for v := range uint32(n.Edges.Labels.Len()) {
		ids[n.Edges.Labels.Of(v)] = v
	}
	times, known := make([]int32, len(ids)), make([]bool, len(ids))
	for k, line := range strings.Split(string(data), "\n") {
		f := strings.FieldsFunc(strings.TrimSpace(line), func(r rune) bool { return r == '\t' || r == ',' || r == ' ' || r == ';' })
		if len(f) < 2 || strings.HasPrefix(f[0], "#") {
			continue
		}
		v, ok := ids[strings.Trim(f[0], `"`)]
		t, good := timeOf(strings.Trim(f[1], `"`))
		if !good && k > 0 {
			return nil, fail.New(fail.Invalid, "%s:%d: %q is no year and no day as 2015-01-23", path, k+1, f[1])
		}
		if ok && good {
			times[v], known[v] = t, true
		}
	}
	for v, ok := range known {
		if !ok {
			return nil, fail.New(fail.Invalid, "%s: no time of node %s", path, n.Edges.Labels.Of(uint32(v)))
		}
	}
	return times, nil
}

func timeOf(s string) (int32, bool) {
	if n, err := strconv.ParseInt(s, 10, 32); err == nil {
		return int32(n), true
	}
	d, err := time.Parse(time.DateOnly, s)
	return int32(d.Unix() / 86400), err == nil
}

// arcs puts out every arc with its labels in the graph as it was read, and its values.
func (n *Network) arcs(g *graph.Graph, reversed bool, out *Output, values ...func(b array.Builder, arc uint32)) error {
	var label []byte
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			s, t := v, g.Out[i]
			if reversed {
				s, t = t, s
			}
			label = n.Edges.Labels.Append(label[:0], s)
			out.build.Field(0).(*array.StringBuilder).BinaryBuilder.Append(label)
			label = n.Edges.Labels.Append(label[:0], t)
			out.build.Field(1).(*array.StringBuilder).BinaryBuilder.Append(label)
			for k, value := range values {
				value(out.build.Field(2+k), i)
			}
			if err := out.step(); err != nil {
				return err
			}
		}
	}
	return nil
}

// nodes puts out every node with its label and its values.
func (n *Network) nodes(out *Output, values ...func(b array.Builder, v uint32)) error {
	var label []byte
	for v := range uint32(n.Edges.Labels.Len()) {
		label = n.Edges.Labels.Append(label[:0], v)
		out.build.Field(0).(*array.StringBuilder).BinaryBuilder.Append(label)
		for k, value := range values {
			value(out.build.Field(1+k), v)
		}
		if err := out.step(); err != nil {
			return err
		}
	}
	return nil
}

// floats and wholes give the values of a slice; a value that is not a number is missing.
func floats(x []float64) func(array.Builder, uint32) {
	return func(b array.Builder, i uint32) {
		if x[i] != x[i] {
			b.AppendNull()
			return
		}
		b.(*array.Float64Builder).Append(x[i])
	}
}

func wholes[T uint32 | int](x []T) func(array.Builder, uint32) {
	return func(b array.Builder, i uint32) { b.(*array.Int64Builder).Append(int64(x[i])) }
}

// noted writes a line for the user of `asterism compute`; a build has no place for it.
func (o *Output) noted(format string, args ...any) {
	if o.notes != nil {
		fmt.Fprintf(o.notes, format+"\n", args...)
	}
}
