package derive

import (
	"context"
	"slices"
	"strings"

	"asterism/graph"
	"asterism/internal/lake"
	"asterism/internal/lang"
	"asterism/text"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// components adapts graph.Components: edges between names in, the component of each name out, called by its least name.
func components() KernelAdapter {
	return KernelAdapter{
		Name:    "components",
		Doc:     lang.Text{Zh: "连通分量：每条边的两端归为一组，组以其中最小的名称为名", En: "connected components of edges between names; a component is called by its least name"},
		Input:   []lake.Column{{Name: "node", Type: "VARCHAR"}, {Name: "other", Type: "VARCHAR"}},
		Output:  []lake.Column{{Name: "node", Type: "VARCHAR"}, {Name: "component", Type: "VARCHAR"}},
		Version: "1", AnyOrder: true, Run: runComponents,
	}
}

// numbered gives names the numbers of their first appearance.
type numbered struct {
	at    map[string]int32
	names []string
}

func (n *numbered) number(name string) int32 {
	i, ok := n.at[name]
	if !ok {
		i = int32(len(n.names))
		name = strings.Clone(name) // a batch's memory ends with it
		n.at[name], n.names = i, append(n.names, name)
	}
	return i
}

func runComponents(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	nodes := numbered{at: map[string]int32{}}
	var from, to []int32
	for in.Next() {
		a, b := in.RecordBatch().Column(0).(*array.String), in.RecordBatch().Column(1).(*array.String)
		for i := range a.Len() {
			from, to = append(from, nodes.number(a.Value(i))), append(to, nodes.number(b.Value(i)))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	return writeComponents(nodes.names, graph.Components(int32(len(nodes.names)), from, to), out)
}

func writeComponents(names []string, component []int32, out *Output) error {
	order := make([]int32, len(names))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(names[a], names[b]) })
	least := make([]string, len(names))
	for _, i := range order {
		if least[component[i]] == "" {
			least[component[i]] = names[i]
		}
		if err := out.Row(names[i], least[component[i]]); err != nil {
			return err
		}
	}
	return nil
}

// setKey adapts text.SetKey: the items of each owner under one key. The rows come ordered by owner.
func setKey() KernelAdapter {
	return KernelAdapter{
		Name:    "set_key",
		Doc:     lang.Text{Zh: "集合的键：一个所有者的各项合为一个键，集合相同则键相同", En: "a key for the set of an owner's items: equal sets have equal keys"},
		Input:   []lake.Column{{Name: "owner", Type: "VARCHAR"}, {Name: "item", Type: "VARCHAR"}},
		Output:  []lake.Column{{Name: "owner", Type: "VARCHAR"}, {Name: "set_key", Type: "VARCHAR"}},
		Version: "1", Run: runSetKey,
	}
}

func runSetKey(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	owner, items := "", []string(nil)
	end := func() error {
		if items == nil {
			return nil
		}
		return out.Row(owner, text.SetKey(items))
	}
	for in.Next() {
		owners, values := in.RecordBatch().Column(0).(*array.String), in.RecordBatch().Column(1).(*array.String)
		for i := range owners.Len() {
			if o := owners.Value(i); items == nil || o != owner {
				if err := end(); err != nil {
					return err
				}
				owner, items = strings.Clone(o), []string{}
			}
			items = append(items, strings.Clone(values.Value(i))) // a batch's memory ends with it
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	return end()
}
