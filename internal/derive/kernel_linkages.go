package derive

import (
	"context"
	"math"
	"slices"

	"asterism/econ"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// linkageKernels adapt input-output analysis of package econ.
func linkageKernels() []KernelAdapter {
	flows := slices.Concat(words("seller", "buyer"), doubles("value"))
	layout := lang.Text{
		Zh: "。三种表都读：长表（region 可无）；每个地区一行、列名 R1C1…RnCn 与 Y1…Yn；行列同名的方表。买方为 output（总产出、合计）的行是总产出，没有则为各项销售之和；从不作卖方的买方为最终使用，可为负（进口）。方法见 docs/methods/linkages.md",
		En: ". Three layouts are read: long (region may be absent); a region a row with columns R1C1 … RnCn and Y1 … Yn; a square table whose columns are named as its rows. A row with buyer output (total) holds gross output, else it is the sum of all sales; buyers that never sell are final use, which may be below 0 (imports). docs/methods/linkages.md"}
	return []KernelAdapter{
		{Name: "linkages", Version: "1", AnyOrder: true, Run: runLinkages, Form: longFlows, Input: flows, Optional: words("region"), Options: []KernelOption{
			{Name: "weights", Default: "equal", Values: []string{"equal", "final-demand"}, Doc: lang.Text{Zh: "系数的平均数：equal 各部门等权（通行做法）；final-demand 按最终使用（L）和增加值（G）的份额加权（刘起运 2002）",
				En: "means in the coefficients: equal shares (common practice) or final-demand, by shares of final use (L) and of value added (G) (Liu 2002)"}}},
			Doc: lang.Text{Zh: "投入产出关联：影响力系数 influence（L 列和），感应度系数两种 sensitivity_leontief（L 行和，国内通行）与 sensitivity_ghosh（G 行和）；象限 1 两者都大于 1（关键部门）、2 只有感应度、3 都不、4 只有影响力；假设抽取的总产出损失（买、卖、两者、整个部门，其中自身）；上游度、下游度" + layout.Zh,
				En: "input-output linkages: influence (column sums of L), sensitivity both ways, sensitivity_leontief (row sums of L, Chinese practice) and sensitivity_ghosh (row sums of G); quadrants 1 both above 1 (key sector), 2 sensitivity alone, 3 neither, 4 influence alone; output lost by hypothetical extraction (buying, selling, both, the whole sector; of which its own); upstreamness and downstreamness" + layout.En},
			Output: slices.Concat(words("region", "sector"), doubles("output", "final_use", "value_added", "influence", "sensitivity_leontief", "sensitivity_ghosh"), wholeColumns("quadrant_leontief", "quadrant_ghosh"),
				doubles("upstreamness", "downstreamness", "loss_backward", "loss_backward_own", "loss_forward", "loss_forward_own", "loss_total", "loss_total_own", "loss_gone", "loss_gone_share"))},
		influenceField(flows, layout),
	}
}

// ioTable is the input-output table of one region, its sectors in order of name.
type ioTable struct {
	region  string
	sectors []string
	*econ.InputOutput
}

type soldBy struct{ seller, buyer string }

// readFlows reads the tables of all regions, in order of their names.
func readFlows(ctx context.Context, in array.RecordReader, out *Output) ([]ioTable, error) {
	regions := map[string]map[soldBy]float64{}
	negative := 0
	err := eachRow(ctx, in, out.input, func(r row) error {
		names, err := r.needWords("seller", "buyer")
		if err != nil {
			return err
		}
		if r.has("region") {
			if _, err := r.needWords("region"); err != nil {
				return err
			}
		}
		value, err := r.needAmount("value", math.Inf(-1))
		if err != nil {
			return err
		}
		if econ.IsGrossOutput(names[0]) {
			return fail.New(fail.Invalid, "%s: data row %d: seller %s: a total is no sector", r.file, r.number, names[0])
		}
		if econ.IsGrossOutput(names[1]) {
			names[1] = "output"
		}
		if value < 0 {
			negative++
		}
		table := regions[r.word("region")]
		if table == nil {
			table = map[soldBy]float64{}
			regions[r.word("region")] = table
		}
		table[soldBy{names[0], names[1]}] += value
		return nil
	})
	if err != nil {
		return nil, err
	}
	if negative > 0 {
		out.noted("%d 个负值（进口、副产品等）照算 · values below 0 are taken as they are", negative)
	}
	var tables []ioTable
	for _, region := range sortedKeys(regions) {
		t, err := ioTableOf(region, regions[region])
		if err != nil && out.inBuild() {
			continue // one region's broken table is no reason to show no other; a page tells which are missing
		}
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// maxSectors bounds a table: an inversion of 3,000 sectors takes 72 MB and some seconds.
const maxSectors = 3000

func ioTableOf(region string, sold map[soldBy]float64) (ioTable, error) {
	sellers := map[string]bool{}
	for p := range sold {
		sellers[p.seller] = true
	}
	t := ioTable{region: region, sectors: sortedKeys(sellers)}
	n := len(t.sectors)
	if n > maxSectors {
		return t, fail.New(fail.Invalid, "%d sectors: at most %d in an input-output table", n, maxSectors)
	}
	f := econ.Flows{N: n, Sold: make([]float64, n*n), Output: make([]float64, n)}
	given := make([]bool, n)
	for p, value := range sold {
		i, _ := slices.BinarySearch(t.sectors, p.seller)
		if p.buyer == "output" {
			f.Output[i], given[i] = value, true
		} else if j, ok := slices.BinarySearch(t.sectors, p.buyer); ok {
			f.Sold[i*n+j] = value
		}
	}
	for _, p := range sortedSales(sold) {
		if i, _ := slices.BinarySearch(t.sectors, p.seller); !given[i] {
			f.Output[i] += sold[p]
		}
	}
	var err error
	if t.InputOutput, err = econ.NewInputOutput(f); err != nil {
		return t, fail.New(fail.Invalid, "input-output table %q (sectors in order of name: %s): %v", region, shortened(t.sectors), err)
	}
	return t, nil
}

// sortedSales gives sums the same order every time.
func sortedSales(sold map[soldBy]float64) []soldBy {
	list := make([]soldBy, 0, len(sold))
	for p := range sold {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b soldBy) int { return slices.Compare([]string{a.seller, a.buyer}, []string{b.seller, b.buyer}) })
	return list
}

func runLinkages(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	tables, err := readFlows(ctx, in, out)
	if err != nil {
		return err
	}
	for _, t := range tables {
		all := 0.0
		for _, x := range t.Output {
			all += x
		}
		extracted := t.Extractions()
		for i, k := range t.Linkages(o["weights"] == "final-demand") {
			e := extracted[i]
			line := numbersOrNull([]any{wordOrNull(t.region), t.sectors[i]}, t.Output[i], t.Final[i], t.Added[i], k.Influence, k.SensitivityLeontief, k.SensitivityGhosh)
			line = append(line, rankOrNull(int64(k.QuadrantLeontief)), rankOrNull(int64(k.QuadrantGhosh)))
			line = numbersOrNull(line, k.Upstreamness, k.Downstreamness, e.Backward, e.BackwardOwn, e.Forward, e.ForwardOwn, e.Total, e.TotalOwn, e.Gone, e.Gone/all)
			if err := out.Row(line...); err != nil {
				return err
			}
		}
	}
	return nil
}
