package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"asterism/graph"
)

// graphFigures: the citation kernels over one synthetic network of the size of the US patents of 1975–1999, beside C yardsticks in the same
// session, and igraph where Python has it. Reading and building stand apart from computing.
type graphFigures struct {
	Nodes, Arcs int
	Rows        []*graphRow
	Igraph      string  // its version; empty: not available here
	Yardstick   bool    // the C program could be built
	Q           float64 // modularity of Leiden
	IgraphQ     float64
	ShuffledQ   float64
	Disconnect  int // communities of Leiden that fall apart: none may
	Samples     int // sources of betweenness
}

// graphRow is one task; times in seconds.
type graphRow struct {
	Name, Title string
	Goal        float64
	Ours        sample
	Yardstick   sample
	Shuffled    float64 // ids and arcs in no order
	Igraph      float64
}

// Ratio is the yardstick's time over ours.
func (r *graphRow) Ratio() float64 { return r.Yardstick.Median() / r.Ours.Median() }

const (
	graphNodes, graphArcs = 3_774_768, 16_518_948
	betweenSources        = 16
)

func graphRows() []*graphRow {
	return []*graphRow{
		{Name: "parse", Title: "list of arcs as text → ids"},
		{Name: "build", Title: "ids → rows both ways"},
		{Name: "read", Title: "both together", Goal: 0.6},
		{Name: "pagerank", Title: "PageRank, exact", Goal: 0.10},
		{Name: "wcc", Title: "weak components", Goal: 0.16},
		{Name: "kcore", Title: "core numbers", Goal: 0.40},
		{Name: "leiden", Title: "Leiden", Goal: 10},
		{Name: "between", Title: "betweenness, a source", Goal: 0.75},
		{Name: "paths", Title: "SPC, SPLC, SPNP, global path and 10 key routes", Goal: 0.6},
		{Name: "cdindex", Title: "disruption of every node, 5 years", Goal: 2.8},
	}
}

func (f *graphFigures) row(name string) *graphRow {
	for _, r := range f.Rows {
		if r.Name == name {
			return r
		}
	}
	return &graphRow{}
}

func measureGraph(ctx context.Context, b *bench, p *report) error {
	say("make the network")
	c := makeCitations(int(graphNodes*b.scale), int(graphArcs*b.scale))
	f := &graphFigures{Nodes: c.nodes, Arcs: len(c.source), Rows: graphRows(), Samples: betweenSources}
	p.Graph = f
	text, binary := filepath.Join(b.dir, "arcs.tsv"), filepath.Join(b.dir, "arcs.bin")
	defer os.Remove(text)
	defer os.Remove(binary)
	if err := c.write(text, binary); err != nil {
		return err
	}
	yardstick := buildYardstick(ctx, b.dir)
	for range b.runs {
		if err := f.yardsticks(ctx, yardstick, binary, text); err != nil {
			return err
		}
		if err := f.ours(text, c.year); err != nil {
			return err
		}
	}
	if err := f.honest(c.shuffled()); err != nil {
		return err
	}
	f.igraph(ctx, binary)
	return nil
}

// ours runs every kernel once. Leiden and betweenness, which take long, are measured in the first run only.
func (f *graphFigures) ours(text string, year []int32) error {
	data, err := os.ReadFile(text)
	if err != nil {
		return err
	}
	var e *graph.Edges
	var g *graph.Graph
	parse := f.time("parse", func() { e, err = graph.ParseEdges(data) })
	if err != nil {
		return err
	}
	build := f.time("build", func() { g, err = e.Graph() })
	if err != nil {
		return err
	}
	read := f.row("read")
	read.Ours = append(read.Ours, parse+build)
	times := make([]int32, g.Nodes()) // patents that neither cite nor are cited do not stand in the file
	for v := range times {
		id := 0
		fmt.Sscan(e.Labels.Of(uint32(v)), &id)
		times[v] = year[id]
	}
	return f.compute(g, times, len(read.Ours) == 1, f.time)
}

// time measures a task.
func (f *graphFigures) time(name string, do func()) float64 {
	start := time.Now()
	do()
	s := since(start)
	r := f.row(name)
	r.Ours = append(r.Ours, s)
	say("%s %.3f s", name, s)
	return s
}

func (f *graphFigures) compute(g *graph.Graph, year []int32, long bool, clock func(string, func()) float64) (err error) {
	clock("pagerank", func() { graph.PageRank(g, 0.85) })
	clock("wcc", func() { graph.Weak(g) })
	clock("kcore", func() { graph.Cores(g) })
	flow := g.Reverse()
	clock("paths", func() { err = mainPaths(flow) })
	if err != nil {
		return err
	}
	clock("cdindex", func() { _, err = graph.CD(g, year, 5) })
	if err != nil || !long {
		return err
	}
	clock("between", func() { graph.Betweenness(g, true, graph.Sample(g.Nodes(), betweenSources, 1)) })
	var of []uint32
	clock("leiden", func() { of, err = graph.Leiden(g, nil, graph.Communities{Resolution: 1, Iterations: 1, Seed: 1}) })
	if err != nil {
		return err
	}
	q := graph.Modularity(g, nil, of, 1)
	if f.Q == 0 {
		f.Q, f.Disconnect = q, apart(g, of)
	} else {
		f.ShuffledQ = q
	}
	say("modularity %.5f", q)
	return nil
}

func mainPaths(flow *graph.Graph) error {
	w, err := graph.SearchPaths(flow)
	if err != nil {
		return err
	}
	s, err := graph.NewPathSearch(flow, w.SPC)
	if err != nil {
		return err
	}
	if len(s.KeyRoutes(10, false)) == 0 || len(s.Main(graph.Global)) == 0 {
		return fmt.Errorf("no main path")
	}
	return nil
}

// apart counts the communities that fall apart: components within communities beyond one each.
func apart(g *graph.Graph, of []uint32) int {
	var source, target []uint32
	communities, components := map[uint32]bool{}, map[uint32]bool{}
	for v := range uint32(g.Nodes()) {
		communities[of[v]] = true
		for _, w := range g.Targets(v) {
			if of[v] == of[w] {
				source, target = append(source, v), append(target, w)
			}
		}
	}
	within, err := graph.New(g.Nodes(), source, target)
	if err != nil {
		return -1
	}
	for _, c := range graph.Weak(within) {
		components[c] = true
	}
	return len(components) - len(communities)
}

// honest measures once with ids and arcs in no order.
func (f *graphFigures) honest(c *citeGraph) error {
	clock := func(name string, do func()) float64 {
		start := time.Now()
		do()
		f.row(name).Shuffled = since(start)
		say("shuffled: %s %.3f s", name, f.row(name).Shuffled)
		return 0
	}
	var g *graph.Graph
	var err error
	clock("build", func() { g, err = graph.New(c.nodes, c.source, c.target) })
	if err != nil {
		return err
	}
	err = f.compute(g, c.year, true, clock)
	between := f.row("between")
	between.Shuffled /= betweenSources
	between.Ours[0] /= betweenSources
	return err
}

//go:embed peers/graph.c
var graphSource string

// buildYardstick compiles the C kernels; empty where gcc is missing.
func buildYardstick(ctx context.Context, dir string) string {
	source, out := filepath.Join(dir, "graph.c"), filepath.Join(dir, "graph")
	if err := os.WriteFile(source, []byte(graphSource), 0o644); err != nil {
		return ""
	}
	if text, err := exec.CommandContext(ctx, "gcc", "-O3", "-march=native", "-fopenmp", "-o", out, source, "-lm").CombinedOutput(); err != nil {
		say("the C yardstick is not available here (gcc with OpenMP is needed): %v %s", err, text)
		return ""
	}
	return out
}

func (f *graphFigures) yardsticks(ctx context.Context, program, binary, text string) error {
	if program == "" {
		return nil
	}
	f.Yardstick = true
	out, err := exec.CommandContext(ctx, program, binary, text).Output()
	if err != nil {
		return fmt.Errorf("yardstick: %w", err)
	}
	sum := 0.0
	for line := range strings.Lines(string(out)) {
		var name string
		var s float64
		if _, err := fmt.Sscan(line, &name, &s); err != nil {
			return fmt.Errorf("yardstick: %q: %w", line, err)
		}
		r := f.row(name)
		r.Yardstick = append(r.Yardstick, s)
		if name == "parse" || name == "build" {
			sum += s
		}
	}
	read := f.row("read")
	read.Yardstick = append(read.Yardstick, sum)
	return nil
}

//go:embed peers/graph.py
var igraphSource string

// igraph runs the peer once, where Python has it.
func (f *graphFigures) igraph(ctx context.Context, binary string) {
	out, err := exec.CommandContext(ctx, "python3", "-c", igraphSource, binary).Output()
	if err != nil {
		say("igraph is not available here (pip install igraph): %v", err)
		return
	}
	var r struct {
		Version string
		Q       float64
		Seconds map[string]float64
	}
	if err := json.Unmarshal(out, &r); err != nil {
		say("igraph: %v", err)
		return
	}
	f.Igraph, f.IgraphQ = r.Version, r.Q
	for name, s := range r.Seconds {
		f.row(name).Igraph = s
	}
}
