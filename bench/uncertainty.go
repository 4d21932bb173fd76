package main

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"unsafe"

	"asterism/composite"
)

// uncertaintyFigures: rank intervals and Sobol' indices of a made-up index of 500 units by 60 indicators in six groups: three ways to fill gaps, three to
// normalise, two to aggregate, weights ± 25 %.
type uncertaintyFigures struct {
	Units, Indicators, Replications, Runs int
	Intervals, Sensitivity                timing
	Numpy                                 timing
}

func measureUncertainty(ctx context.Context, b *bench, p *report) error {
	f := &uncertaintyFigures{Units: 500, Indicators: 60, Replications: int(1000 * b.scale)}
	p.Uncertainty = f
	file := filepath.Join(b.dir, "index")
	defer os.Remove(file)
	if err := os.WriteFile(file, f.generate(), 0o644); err != nil {
		return err
	}
	for range max(b.runs, 5) {
		r, err := inChild(ctx, "intervals", file, 0)
		if err != nil {
			return err
		}
		f.Intervals.add(r.Seconds, r.CPU)
	}
	say("%d replications: %.3f s", f.Replications, f.Intervals.Wall.Median())
	for range b.runs {
		r, err := inChild(ctx, "sensitivity", file, 0)
		if err != nil {
			return err
		}
		f.Runs = r.Count
		f.Sensitivity.add(r.Seconds, r.CPU)
		say("Sobol' indices of %d runs: %.2f s", f.Runs, r.Seconds)
	}
	return f.peer(ctx, file, b.runs)
}

// generate makes indicators a column each after the numbers of units, indicators, replications; one cell in fifty is missing.
func (f *uncertaintyFigures) generate() []byte {
	r := rand.New(rand.NewPCG(42, 17))
	x := []float64{float64(f.Units), float64(f.Indicators), float64(f.Replications)}
	strength := make([]float64, f.Units)
	for u := range strength {
		strength[u] = r.NormFloat64()
	}
	for range f.Indicators {
		for u := range f.Units {
			v := math.Exp(0.5*strength[u] + 0.7*r.NormFloat64())
			if r.Float64() < 0.02 {
				v = math.NaN()
			}
			x = append(x, v)
		}
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), 8*len(x))
}

// readIndex makes the choices of a made-up index.
func readIndex(path string) (c composite.Choices, replications int, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return c, 0, err
	}
	x := unsafe.Slice((*float64)(unsafe.Pointer(&data[0])), len(data)/8)
	units, indicators := int(x[0]), int(x[1])
	var nodes []composite.Node
	for i := range indicators {
		c.Raw = append(c.Raw, x[3+i*units:3+(i+1)*units])
		nodes = append(nodes, composite.Node{Name: fmt.Sprint("i", i), Parent: fmt.Sprint("g", i/10), Weight: 1})
	}
	for g := range indicators / 10 {
		nodes = append(nodes, composite.Node{Name: fmt.Sprint("g", g), Parent: "index", Weight: 1})
	}
	if c.Tree, err = composite.NewTree(append(nodes, composite.Node{Name: "index", Weight: 1}), indicators); err != nil {
		return c, 0, err
	}
	each := func(do func(x []float64) []float64) composite.Step {
		return func(c composite.Columns) (composite.Columns, error) {
			return c.Each(func(_ int, x []float64) []float64 { return do(x) }), nil
		}
	}
	fill := []composite.Step{each(func(x []float64) []float64 { return composite.Impute(x, "mean", nil) }),
		each(func(x []float64) []float64 { return composite.Impute(x, "median", nil) }), each(withLeast)}
	var scale []composite.Step
	for _, s := range []composite.Scaling{{Method: "minmax", Low: 1, High: 100}, {Method: "zscore", Low: 100, High: 10}, {Method: "rank"}} {
		scale = append(scale, each(func(x []float64) []float64 { return s.Column(x, 1) }))
	}
	c.Stages, c.Noise = [][]composite.Step{fill, scale}, []float64{0.25}
	c.Means = [][]composite.Aggregation{{{Method: "arithmetic"}}, {{Method: "geometric"}}}
	return c, int(x[2]), nil
}

// withLeast fills gaps with the least of the column.
func withLeast(x []float64) []float64 {
	least := math.Inf(1)
	for _, v := range x {
		if v < least {
			least = v
		}
	}
	out := slices.Clone(x)
	for i, v := range out {
		if math.IsNaN(v) {
			out[i] = least
		}
	}
	return out
}

func runIntervals(_ context.Context, path string) (int, error) {
	c, replications, err := readIndex(path)
	if err != nil {
		return 0, err
	}
	begin()
	found, err := composite.RankIntervals(c, replications, 0.9, 1)
	partSeconds = since(partBegan)
	return len(found), err
}

// runSensitivity makes 62 indices a replication: so many runs as the goal is stated for.
func runSensitivity(_ context.Context, path string) (int, error) {
	c, replications, err := readIndex(path)
	if err != nil {
		return 0, err
	}
	each := len(c.Factors()) + 2
	rows := 62 * replications / each
	begin()
	_, err = composite.RankSensitivity(c, rows, 1)
	partSeconds = since(partBegan)
	return rows * each, err
}

//go:embed peers/uncertainty.py
var uncertaintyPeer string

func (f *uncertaintyFigures) peer(ctx context.Context, file string, runs int) error {
	for range runs {
		var r struct{ Seconds float64 }
		ran, err := inPython(ctx, &f.Numpy, "numpy", uncertaintyPeer, &r, file)
		if err != nil || !ran {
			return err
		}
		f.Numpy.Wall = append(f.Numpy.Wall, r.Seconds)
		say("numpy: %.2f s", r.Seconds)
	}
	return nil
}
