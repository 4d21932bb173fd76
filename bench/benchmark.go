package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"asterism/econ"
)

// benchmarkFigures: benchmark clusters of a made-up table of industries by regions.
type benchmarkFigures struct {
	Industries, Regions int
	Ours                timing
	Memory              memory
}

func measureBenchmark(ctx context.Context, b *bench, p *report) error {
	f := &benchmarkFigures{Industries: 1000, Regions: int(3000 * b.scale)}
	p.Benchmark = f
	for range b.runs {
		r, err := inChild(ctx, "benchmark", fmt.Sprint(f.Industries, " ", f.Regions), 0)
		if err != nil {
			return err
		}
		f.Memory = worse(f.Memory, r.memory)
		f.Ours.add(r.Seconds, r.CPU)
		say("benchmark clusters of %d industries by %d regions: %.2f s, %.0f MB", f.Industries, f.Regions, r.Seconds, r.Peak)
	}
	return nil
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
