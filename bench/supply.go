package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"asterism/econ"
	"asterism/graph"
)

// supplyFigures: the systemic risk (ESRI) of every firm of a made-up supply network, and benchmark clusters of a made-up table of industries by regions.
type supplyFigures struct {
	Firms, Links        int
	Cascades            timing
	Memory              memory
	Industries, Regions int
	Benchmark           timing
	BenchmarkMemory     memory
}

const supplyFirms, supplyLinks = 80_000, 220_000

func measureSupply(ctx context.Context, b *bench, p *report) error {
	f := &supplyFigures{Firms: int(supplyFirms * b.scale), Links: int(supplyLinks * b.scale), Industries: 1000, Regions: 3000}
	p.Supply = f
	r, err := inChild(ctx, "esri", fmt.Sprint(f.Firms, " ", f.Links), 0) // minutes: once
	if err != nil {
		return err
	}
	f.Memory = r.memory
	f.Cascades.add(r.Seconds, r.CPU)
	say("ESRI of %d firms, %d links: %.1f s, %.0f MB", f.Firms, f.Links, r.Seconds, r.Peak)
	for range b.runs {
		r, err := inChild(ctx, "benchmark", fmt.Sprint(f.Industries, " ", f.Regions), 0)
		if err != nil {
			return err
		}
		f.BenchmarkMemory = worse(f.BenchmarkMemory, r.memory)
		f.Benchmark.add(r.Seconds, r.CPU)
		say("benchmark clusters of %d industries by %d regions: %.2f s, %.0f MB", f.Industries, f.Regions, r.Seconds, r.Peak)
	}
	return nil
}

// runESRI makes a network in which few firms have many links, in 86 industries with their own products, and lets each firm fail.
func runESRI(_ context.Context, size string) (int, error) {
	var n, links int
	if _, err := fmt.Sscan(size, &n, &links); err != nil {
		return 0, err
	}
	r := rand.New(rand.NewPCG(42, 19))
	someone := func() uint32 { return uint32(float64(n) * r.Float64() * r.Float64() * r.Float64()) }
	var s graph.Supply
	for len(s.Supplier) < links {
		a, b := someone(), uint32(r.IntN(n))
		if r.Float64() < 0.4 {
			a, b = b, a
		}
		if a != b {
			s.Supplier, s.Customer = append(s.Supplier, a), append(s.Customer, b)
			s.Value, s.Product, s.Essential = append(s.Value, 1+r.ExpFloat64()), append(s.Product, a*2654435761>>8%86), append(s.Essential, true)
		}
	}
	begin()
	c, err := graph.NewCascades(n, s)
	if err != nil {
		return 0, err
	}
	c.Tolerance = 1e-6
	firms := make([]uint32, n)
	for v := range firms {
		firms[v] = uint32(v)
	}
	hit := 0
	err = c.Each(firms, func(_ uint32, found graph.Cascade) error { hit += found.Hit; return nil })
	partSeconds = since(partBegan)
	return hit, err
}

// runBenchmark is one run of Delgado, Porter and Stern: similarities by employment and by establishments, their mean, Ward's clusters for
// 30, 40, 50 and 60, and the validation scores of each.
func runBenchmark(_ context.Context, size string) (int, error) {
	var industries, regions int
	if _, err := fmt.Sscan(size, &industries, &regions); err != nil {
		return 0, err
	}
	employment, establishments := madeTable(regions, industries, 1), madeTable(regions, industries, 2)
	begin()
	var list [2]*econ.Similarity
	var errs [2]error
	var both sync.WaitGroup
	for i, t := range []econ.Table{employment, establishments} {
		both.Go(func() { list[i], errs[i] = econ.Correlations(t) })
	}
	both.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	s := econ.Weighted(list[:], []float64{0.5, 0.5}, 0)
	groups, err := s.Groups("ward", []int{30, 40, 50, 60}, 1, 1)
	if err != nil {
		return 0, err
	}
	best, found := 0.0, 0
	for i, g := range groups {
		v, err := econ.Validate(s, g)
		if err != nil {
			return 0, err
		}
		if v.Score > best {
			best, found = v.Score, 30+10*i
		}
	}
	partSeconds = since(partBegan)
	return found, nil
}

// madeTable has industries of forty kinds that go together.
func madeTable(regions, industries int, seed uint64) econ.Table {
	r, kinds := rand.New(rand.NewPCG(42, 23)), 40 // the same regions for both tables
	t := econ.Table{Regions: regions, Industries: industries, Amount: make([]float64, regions*industries)}
	own := rand.New(rand.NewPCG(seed, 29))
	for region := range regions {
		taste := make([]float64, kinds)
		for k := range taste {
			taste[k] = r.ExpFloat64()
		}
		for i := range industries {
			t.Amount[region*industries+i] = taste[i%kinds]*own.ExpFloat64() + own.Float64()
		}
	}
	return t
}
