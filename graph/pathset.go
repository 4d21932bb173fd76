package graph

import (
	"fmt"
	"math"
)

// PathArcs are the search path weights and main paths of a citation network, by arc (cited → citing).
type PathArcs struct {
	SPC, SPLC, SPNP, Share            []float64
	Global, Forward, Backward, Routes []bool
	Altered                           []bool // in a cycle that was condensed, or cut
}

// FindPaths counts search paths on arcs from cited to citing, and finds the main paths by one kind of weight ("spc", "splc" or "spnp"): global, local both ways, and the
// key routes of the k heaviest arcs. Cycles are condensed, or cut, those against time first (nil: no time).
func FindPaths(g *Graph, time []int32, cut bool, kind string, k int) (*PathArcs, error) {
	a, err := Condense(g)
	if cut {
		a, err = Cut(g, time, true)
	}
	if err != nil {
		return nil, err
	}
	w, err := SearchPaths(a.Graph)
	if err != nil {
		return nil, err
	}
	p := &PathArcs{Altered: make([]bool, g.Arcs())}
	weight := map[string][]float64{"spc": w.SPC, "splc": w.SPLC, "spnp": w.SPNP}[kind]
	if weight == nil {
		return nil, fmt.Errorf("no weight %q: spc, splc or spnp", kind)
	}
	if err := p.search(a, weight, k); err != nil {
		return nil, err
	}
	p.weigh(a, w)
	p.mark(g, a)
	return p, nil
}

func (p *PathArcs) search(a *Acyclic, weight []float64, k int) error {
	s, err := NewPathSearch(a.Graph, weight)
	if err != nil || k < 1 {
		return err
	}
	p.Routes = back(a, s.KeyRoutes(k, false))
	p.Global, p.Forward, p.Backward = back(a, s.Main(Global)), back(a, s.Main(LocalForward)), back(a, s.Main(LocalBackward))
	return nil
}

// back marks the arcs of the original that stand for those found.
func back(a *Acyclic, arcs []uint32) []bool {
	on := make([]bool, a.Graph.Arcs())
	for _, i := range arcs {
		on[i] = true
	}
	if a.Arc == nil {
		return on
	}
	out := make([]bool, len(a.Arc))
	for i, k := range a.Arc {
		out[i] = k != NoArc && on[k]
	}
	return out
}

func (p *PathArcs) weigh(a *Acyclic, w *PathWeights) {
	flow := TotalFlow(a.Graph, w.SPC)
	share := make([]float64, len(w.SPC))
	for i, x := range w.SPC {
		share[i] = x / flow
	}
	p.Share = a.Weights(share)
	for i, list := range []*[]float64{&w.SPC, &w.SPLC, &w.SPNP} {
		for k := range *list {
			(*list)[k] = math.Ldexp((*list)[k], w.Exponent[i])
		}
	}
	p.SPC, p.SPLC, p.SPNP = a.Weights(w.SPC), a.Weights(w.SPLC), a.Weights(w.SPNP)
}

// mark tells the arcs that Altered lists.
func (p *PathArcs) mark(g *Graph, a *Acyclic) {
	altered := make(map[[2]uint32]bool, len(a.Altered))
	for _, arc := range a.Altered {
		altered[arc] = true
	}
	if len(altered) == 0 {
		return
	}
	for v := range uint32(g.Nodes()) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			p.Altered[i] = altered[[2]uint32{v, g.Out[i]}]
		}
	}
}

// TotalFlow sums the weights of arcs from sources: what SPC's flow is.
func TotalFlow(g *Graph, weight []float64) float64 {
	sum := 0.0
	for v := range uint32(g.Nodes()) {
		if len(g.Sources(v)) == 0 {
			for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
				sum += weight[i]
			}
		}
	}
	return sum
}
