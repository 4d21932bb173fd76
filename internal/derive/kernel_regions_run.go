package derive

import (
	"context"
	"math"

	"asterism/econ"
	"asterism/internal/fail"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// numberOrNull is a number, or null where it is none.
func numberOrNull(x float64) any {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return x
}

// numbersOrNull appends numbers to a row.
func numbersOrNull(row []any, numbers ...float64) []any {
	for _, x := range numbers {
		row = append(row, numberOrNull(x))
	}
	return row
}

func runLQ(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	q := econ.Locate(t.Table, econ.QuotientOptions{Population: o["sd"] == "population"})
	return t.each(o["pairs"] == "all", func(k int, region, industry string) error {
		return out.Row(numbersOrNull([]any{region, industry}, t.Amount[k], q.LQ[k], q.Expected[k], q.Additive[k], q.Symmetric[k], q.Log[k], q.Z[k], q.ZLog[k], q.Shrunk[k], q.Low[k], q.High[k])...)
	})
}

func runRCA(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	least, err := o.number("threshold")
	if err != nil {
		return err
	}
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	rca := econ.RCA(t.Table)
	return t.each(o["pairs"] == "all", func(k int, region, industry string) error {
		x := rca[k]
		return out.Row(append(numbersOrNull([]any{region, industry}, t.Amount[k], x, (x-1)/(x+1)), x >= least)...)
	})
}

// amounts are what one of the measured has: a region's over industries, an industry's over regions, or all rows together.
func (t *regionTable) amounts(of string, absent bool, do func(name string, amounts []float64) error) error {
	table, names, given := t.Table, t.regions, t.given
	if of == "all" {
		table, names = econ.Table{Regions: 1, Industries: len(t.Amount), Amount: t.Amount}, []string{"all"}
	}
	if of == "industry" {
		table, names, given = t.Turn(), t.industries, make([]bool, len(t.given))
		for k, g := range t.given {
			given[k%t.Industries*t.Regions+k/t.Industries] = g
		}
	}
	for n, name := range names {
		var list []float64
		for i, a := range table.Of(n) {
			if absent || given[n*table.Industries+i] {
				list = append(list, a)
			}
		}
		if err := do(name, list); err != nil {
			return err
		}
	}
	return nil
}

func runHHI(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	return t.amounts(o["of"], false, func(name string, amounts []float64) error {
		c := econ.Concentrate(amounts)
		return out.Row(numbersOrNull([]any{name, c.N}, c.HHI, c.Normalised, c.Equivalent, c.CR4)...)
	})
}

func runGini(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	absent := o["zeros"] == "keep" && o["of"] != "all" // all rows together are the rows there are
	return t.amounts(o["of"], absent, func(name string, amounts []float64) error {
		return out.Row(numbersOrNull([]any{name, len(amounts)}, econ.Gini(amounts, false), econ.Gini(amounts, true), econ.Theil(amounts))...)
	})
}

func runLocationalGini(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	all, _, _ := t.Margins()
	turned := t.Turn()
	for i, industry := range t.industries {
		own, count := turned.Of(i), 0
		for _, a := range own {
			if a > 0 {
				count++
			}
		}
		if err := out.Row(industry, count, numberOrNull(econ.LocationalGini(own, all, o["convention"] == "half"))); err != nil {
			return err
		}
	}
	return nil
}

func runSpecialisation(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	return eachRegion(ctx, in, func(region string, industries int, s econ.Specialisation) error {
		row := numbersOrNull([]any{region, industries}, s.Krugman, s.KrugmanOther, s.Hoover, s.Hachman, s.HHI, s.Diversity)
		return out.Row(append(row, s.Specialised)...)
	})
}

// eachRegion gives the specialisation of every region, with the number of industries it has.
func eachRegion(ctx context.Context, in array.RecordReader, do func(region string, industries int, s econ.Specialisation) error) error {
	t, err := readRegions(ctx, in)
	if err != nil {
		return err
	}
	for r, s := range econ.Specialise(t.Table) {
		count := 0
		for _, a := range t.Of(r) {
			if a > 0 {
				count++
			}
		}
		if err := do(t.regions[r], count, s); err != nil {
			return err
		}
	}
	return nil
}

func runVariety(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	type entry struct {
		amounts map[string]float64
		group   map[string]string
	}
	regions := map[string]*entry{}
	var bad error
	err := rowsOf(ctx, in, func(w []string, _ []int64, value float64) {
		e := regions[w[0]]
		if e == nil {
			e = &entry{map[string]float64{}, map[string]string{}}
			regions[w[0]] = e
		}
		if g, ok := e.group[w[1]]; ok && g != w[2] && bad == nil {
			bad = fail.New(fail.Invalid, "%s, %s: industry in two groups, %s and %s", w[0], w[1], g, w[2])
		}
		e.amounts[w[1]] += value
		e.group[w[1]] = w[2]
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return err
	}
	for _, name := range sortedKeys(regions) {
		number := map[string]int{}
		var amounts []float64
		var group []int
		for _, industry := range sortedKeys(regions[name].amounts) {
			g := regions[name].group[industry]
			if _, ok := number[g]; !ok {
				number[g] = len(number)
			}
			amounts, group = append(amounts, regions[name].amounts[industry]), append(group, number[g])
		}
		v := econ.Varieties(amounts, group)
		if err := out.Row(numbersOrNull([]any{name}, v.Total, v.Unrelated, v.Related)...); err != nil {
			return err
		}
	}
	return nil
}
