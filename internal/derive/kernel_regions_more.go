package derive

import (
	"context"
	"math"
	"slices"
	"strings"

	"asterism/econ"
	"asterism/internal/fail"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// numbersOf calls do for every row of a table: its words, and its numbers in their order, NaN for none. Rows with a null word are passed
// over.
func numbersOf(ctx context.Context, in array.RecordReader, do func(words []string, numbers []float64)) error {
	for in.Next() {
		b := in.RecordBatch()
	rows:
		for i := range int(b.NumRows()) {
			var words []string
			var numbers []float64
			for _, c := range b.Columns() {
				switch c := c.(type) {
				case *array.String:
					if c.IsNull(i) {
						continue rows
					}
					words = append(words, strings.Clone(c.Value(i)))
				case *array.Float64:
					x := math.NaN()
					if c.IsValid(i) {
						x = c.Value(i)
					}
					numbers = append(numbers, x)
				case *array.Int64:
					x := math.NaN()
					if c.IsValid(i) {
						x = float64(c.Value(i))
					}
					numbers = append(numbers, x)
				}
			}
			do(words, numbers)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return in.Err()
}

func runEllisonGlaeser(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	type plants struct {
		size   []float64
		region []string
	}
	industries, sums, totals := map[string]*plants{}, map[string]float64{}, map[string]float64{}
	var bad error
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		if !(x[0] > 0) {
			if x[0] < 0 && bad == nil {
				bad = fail.New(fail.Invalid, "%s, %s: value %g: amounts are not below 0", w[0], w[1], x[0])
			}
			return
		}
		p := industries[w[1]]
		if p == nil {
			p = &plants{}
			industries[w[1]] = p
		}
		p.size, p.region = append(p.size, x[0]), append(p.region, w[0])
		sums[w[0]] += x[0]
		if len(x) > 1 && x[1] > 0 {
			if before, ok := totals[w[0]]; ok && before != x[1] && bad == nil {
				bad = fail.New(fail.Invalid, "%s: region_total is %g and %g", w[0], before, x[1])
			}
			totals[w[0]] = x[1]
		}
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return err
	}
	if len(totals) > 0 && len(totals) < len(sums) {
		return fail.New(fail.Invalid, "region_total is known of %d of %d regions: of all or of none", len(totals), len(sums))
	}
	if len(totals) > 0 {
		sums = totals
	}
	regions := sortedKeys(sums)
	all := make([]float64, len(regions))
	for r, name := range regions {
		all[r] = sums[name]
	}
	for _, name := range sortedKeys(industries) {
		p := industries[name]
		at := make([]int, len(p.region))
		for k, r := range p.region {
			at[k], _ = slices.BinarySearch(regions, r)
		}
		a := econ.EllisonGlaeser(p.size, at, all)
		if err := out.Row(numbersOrNull([]any{name, a.Count}, a.Gamma, a.G, a.Plants, a.Variance, a.Z, a.MaurelSed)...); err != nil {
			return err
		}
	}
	return nil
}

func runCoagglomeration(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	all, _, _ := t.Margins()
	turned := t.Turn()
	for i, one := range t.industries {
		for j := i + 1; j < len(t.industries); j++ {
			if err := out.Row(one, t.industries[j], numberOrNull(econ.Coagglomeration(turned.Of(i), turned.Of(j), all))); err != nil {
				return err
			}
		}
	}
	return nil
}

func runShiftShare(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	years, regions, industries := map[int64]map[pair]float64{}, map[string]bool{}, map[string]bool{}
	err := rowsOf(ctx, in, func(w []string, n []int64, value float64) {
		if years[n[0]] == nil {
			years[n[0]] = map[pair]float64{}
		}
		years[n[0]][pair{w[0], w[1]}] += value
		regions[w[0]], industries[w[1]] = true, true
	})
	if err != nil {
		return err
	}
	order := sortedKeys(years)
	if len(order) < 2 {
		return fail.New(fail.Invalid, "shift-share compares years: the file has %d", len(order))
	}
	if o["dynamic"] == "no" {
		order = []int64{order[0], order[len(order)-1]}
	}
	names := sortedKeys(regions)
	sum := make([]econ.ShiftShare, len(names))
	for y := range len(order) - 1 {
		before, err := tableOf(years[order[y]], names, sortedKeys(industries))
		if err != nil {
			return err
		}
		after, err := tableOf(years[order[y+1]], before.regions, before.industries)
		if err != nil {
			return err
		}
		for r, s := range econ.Shift(before.Table, after.Table) {
			sum[r].Add(s)
		}
	}
	for r, s := range sum {
		if err := out.Row(names[r], order[0], order[len(order)-1], s.Change, s.National, s.Mix, s.Regional, s.Homothetic, s.Allocation, s.Entered, s.Fresh); err != nil {
			return err
		}
	}
	return nil
}

func runStrongClusters(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	var regions, clusters []string
	var number []int
	var jobs, sites, lq []float64
	numbers := map[string]int{}
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		if _, ok := numbers[w[1]]; !ok {
			numbers[w[1]] = len(numbers)
		}
		regions, clusters, number = append(regions, w[0]), append(clusters, w[1]), append(number, numbers[w[1]])
		jobs, sites, lq = append(jobs, x[0]), append(sites, x[1]), append(lq, x[2])
	})
	if err != nil {
		return err
	}
	for k, s := range econ.StrongClusters(number, jobs, sites, lq) {
		if err := out.Row(regions[k], clusters[k], s.Strong, s.Strong10, s.Significant, s.Qualifying); err != nil {
			return err
		}
	}
	return nil
}
