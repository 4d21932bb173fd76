package derive

import (
	"context"
	"math"

	"asterism/graph"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

func pathKernel(name string, doc lang.Text, output []lake.Column) KernelAdapter {
	return KernelAdapter{Name: name, Doc: doc, Output: output,
		Options: []KernelOption{cyclesOption, cutTimeOption, reverseOption,
			{Name: "normal", Default: "none", Values: []string{"none", "flow"}, Doc: lang.Text{Zh: "flow：除以总流量（Pajek 的写法）", En: "flow: divided by the total flow, as Pajek prints"}}},
		Network: func(ctx context.Context, n *Network, o KernelOptions, out *Output) error {
			return runPaths(n, name, o, out)
		}}
}

// acyclic makes the graph at hand free of cycles the way the option says, and lists what was altered.
func (n *Network) acyclic(o KernelOptions, reversed bool, out *Output) (*graph.Graph, *graph.Acyclic, error) {
	g, err := n.graph(reversed)
	if err != nil {
		return nil, nil, err
	}
	if _, ok := graph.Order(g); !ok && o["cycles"] == "error" {
		return nil, nil, fail.New(fail.Invalid, "the network has cycles; choose cycles=condense or cycles=cut")
	}
	var times []int32
	if o["time"] != "" {
		if times, err = n.times(o["time"]); err != nil {
			return nil, nil, err
		}
	}
	var a *graph.Acyclic
	if o["cycles"] == "cut" {
		a, err = graph.Cut(g, times, true)
	} else {
		a, err = graph.Condense(g)
	}
	if err == nil && len(a.Altered) > 0 {
		n.listAltered(a, o["cycles"], reversed, out)
	}
	return g, a, err
}

func (n *Network) listAltered(a *graph.Acyclic, how string, reversed bool, out *Output) {
	out.noted("%d 条弧在环上（%s），权为 0 · arcs on cycles, weight 0:", len(a.Altered), how)
	for _, arc := range a.Altered {
		s, t := arc[0], arc[1]
		if reversed {
			s, t = t, s
		}
		out.noted("  %s\t%s", n.Edges.Labels.Of(s), n.Edges.Labels.Of(t))
	}
}

// pathWeights counts one kind of weights on the acyclic graph, and its total flow.
func pathWeights(a *graph.Acyclic, kind string) (weight []float64, exponent int, err error) {
	if kind == "nppc" {
		weight, err = graph.NodePairs(a.Graph)
		return weight, 0, asInvalid(err)
	}
	w, err := graph.SearchPaths(a.Graph)
	if err != nil {
		return nil, 0, asInvalid(err)
	}
	switch kind {
	case "splc":
		return w.SPLC, w.Exponent[1], nil
	case "spnp":
		return w.SPNP, w.Exponent[2], nil
	}
	return w.SPC, w.Exponent[0], nil
}

func asInvalid(err error) error {
	if err == nil {
		return nil
	}
	return fail.New(fail.Invalid, "network: %v", err)
}

func runPaths(n *Network, kind string, o KernelOptions, out *Output) error {
	reversed := o["reverse"] == "true"
	g, a, err := n.acyclic(o, reversed, out)
	if err != nil {
		return err
	}
	weight, exponent, err := pathWeights(a, kind)
	if err != nil {
		return err
	}
	value := floats(nil)
	switch {
	case o["normal"] == "flow":
		flow := graph.TotalFlow(a.Graph, weight)
		for i := range weight {
			weight[i] /= flow
		}
		value = floats(a.Weights(weight))
	case largest(weight) >= 1<<53 && kind != "nppc" && out.digits:
		return n.exactPaths(g, a, kind, reversed, out)
	default:
		for i := range weight {
			weight[i] = math.Ldexp(weight[i], exponent)
		}
		value = floats(a.Weights(weight))
	}
	return n.arcs(g, reversed, out, value)
}

func largest(x []float64) float64 {
	most := 0.0
	for _, v := range x {
		most = max(most, v)
	}
	return most
}

// exactPaths writes counts that pass 2⁵³ digit by digit.
func (n *Network) exactPaths(g *graph.Graph, a *graph.Acyclic, kind string, reversed bool, out *Output) error {
	exact, err := graph.Exact(a.Graph, kind)
	if err != nil {
		return asInvalid(err)
	}
	out.asText(2)
	return n.arcs(g, reversed, out, func(b array.Builder, i uint32) {
		k := i
		if a.Arc != nil {
			k = a.Arc[i]
		}
		text := "0"
		if k != graph.NoArc {
			text = exact[k].String()
		}
		b.(*array.StringBuilder).Append(text)
	})
}

func runMainPath(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	reversed := o["reverse"] == "true"
	g, a, err := n.acyclic(o, reversed, out)
	if err != nil {
		return err
	}
	weight, err := n.chosenWeights(g, a, o, reversed)
	if err != nil {
		return err
	}
	arcs, err := searched(a.Graph, weight, o)
	if err != nil {
		return err
	}
	on := make([]bool, a.Graph.Arcs())
	for _, i := range arcs {
		on[i] = true
	}
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			k := i
			if a.Arc != nil {
				k = a.Arc[i]
			}
			if k == graph.NoArc || !on[k] {
				continue
			}
			s, t := v, g.Out[i]
			if reversed {
				s, t = t, s
			}
			if err := out.Row(n.Edges.Labels.Of(s), n.Edges.Labels.Of(t), weight[k]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (n *Network) chosenWeights(g *graph.Graph, a *graph.Acyclic, o KernelOptions, reversed bool) ([]float64, error) {
	if o["weight"] != "given" {
		w, _, err := pathWeights(a, o["weight"])
		return w, err
	}
	if a.Arc != nil || reversed {
		return nil, fail.New(fail.Invalid, "weight=given needs a network without cycles, and no reverse")
	}
	_, w, err := n.Edges.Weighed()
	return w, asInvalid(err)
}

func searched(g *graph.Graph, weight []float64, o KernelOptions) ([]uint32, error) {
	how := map[string]graph.Search{"global": graph.Global, "forward": graph.LocalForward, "backward": graph.LocalBackward}
	if s, ok := how[o["search"]]; ok {
		arcs, err := graph.MainPath(g, weight, s)
		return arcs, asInvalid(err)
	}
	k, err := o.whole("k", 1)
	if err != nil {
		return nil, err
	}
	arcs, err := graph.KeyRoutes(g, weight, int(k), o["search"] == "key-route-local")
	return arcs, asInvalid(err)
}

func runCriticality(_ context.Context, n *Network, o KernelOptions, out *Output) error {
	most := int64(math.MaxInt64)
	if o["basket"] != "" {
		var err error
		if most, err = o.whole("basket", 0); err != nil {
			return err
		}
	}
	_, a, err := n.acyclic(o, false, out)
	if err != nil {
		return err
	}
	of, longest, err := graph.Criticality(a.Graph)
	if err != nil {
		return asInvalid(err)
	}
	value := func(v uint32) uint32 {
		if a.Node != nil {
			v = a.Node[v]
		}
		return of[v]
	}
	noteBaskets(n.Edges.Labels.Len(), value, longest, out)
	for v := range uint32(n.Edges.Labels.Len()) {
		if x := value(v); int64(x) <= most {
			if err := out.Row(n.Edges.Labels.Of(v), float64(x)); err != nil {
				return err
			}
		}
	}
	return nil
}

// noteBaskets tells how large the first baskets are.
func noteBaskets(n int, value func(uint32) uint32, longest uint32, out *Output) {
	var within [6]int
	for v := range uint32(n) {
		for k := value(v); int(k) < len(within); k++ {
			within[k]++
		}
	}
	out.noted("最长路径 %d 条弧；临界度不超过 0–5 的结点 %v · longest path %d arcs; nodes of criticality up to 0–5: %v", longest, within, longest, within)
}
