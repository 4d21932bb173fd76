package derive

import (
	"cmp"
	"context"
	"math"
	"slices"

	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// influenceField tells of every coefficient of an input-output table how much hangs on it.
func influenceField(flows []lake.Column, layout lang.Text) KernelAdapter {
	return KernelAdapter{Name: "influence-field", Version: "2", AnyOrder: true, Run: runInfluenceField, Form: longFlows, Input: flows, Optional: words("region"), Options: []KernelOption{
		{Name: "pairs", Default: "given", Values: []string{"given", "all"}, Doc: lang.Text{Zh: "given 只列有交易的部门对，all 全部", En: "given: pairs with a flow; all: every pair"}},
		{Name: "change", Default: "0.01", Doc: lang.Text{Zh: "容许度所对的产出变化，占产出的份额，大于 0、小于 1", En: "the change of output that tolerances are told for, a share above 0 and below 1"}},
		{Name: "top", Default: "0", Doc: lang.Text{Zh: "每张表只列容许度最小或影响域最大的这么多条，0 为全部", En: "of each table only this many of the smallest tolerance or the largest field of influence, 0 for all"}}},
		Doc: lang.Text{Zh: "部门之间每条联系：投入系数、分配系数、L、G，影响域之和 influence（Sonis 与 Hewings）及位次，切断后的总产出损失 loss_cut（Sherman-Morrison，可排链条瓶颈），平均传导步数 propagation_length，容许度 tolerance（该系数增加多少，才使某部门产出变化 change；越小越重要，即逆重要系数）及位次" + layout.Zh,
			En: "every link between sectors: input and allocation coefficient, L, G, the sum of its field of influence (Sonis and Hewings) with its rank, output lost when it is cut (Sherman-Morrison; ranks bottlenecks), average propagation length, and tolerance: by which share the coefficient may grow before some sector's output changes by change (small: inverse-important), with its rank" + layout.En},
		Output: slices.Concat(words("region", "seller", "buyer"), doubles("value", "input_coefficient", "allocation_coefficient", "leontief", "ghosh", "influence", "loss_cut", "propagation_length", "tolerance"), wholeColumns("rank_tolerance", "rank_influence"))}
}

func runInfluenceField(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	change, err := o.number("change")
	if err != nil || !(change > 0 && change < 1) {
		return fail.New(fail.Invalid, "option %s=%s: a share above 0 and below 1", "change", o["change"])
	}
	top, err := o.whole("top", 0)
	if err != nil {
		return err
	}
	tables, err := readFlows(ctx, in, out)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if err := t.writeLinks(o["pairs"] == "all", change, top, out); err != nil {
			return err
		}
	}
	return nil
}

func (t ioTable) writeLinks(all bool, change float64, top int64, out *Output) error {
	influence, cut, length, tolerance := t.Influences(), t.Cuts(), t.PropagationLength(), t.Tolerances(change)
	var pairs []int
	for k, value := range t.Sold {
		if value != 0 || all {
			pairs = append(pairs, k)
		}
	}
	slack := ranksOf(pairs, func(k int) float64 { return tolerance[k] })
	field := ranksOf(pairs, func(k int) float64 { return -influence[k] })
	for _, k := range pairs {
		if far := func(rank int64) bool { return rank == 0 || rank > top }; top > 0 && far(slack[k]) && far(field[k]) {
			continue
		}
		line := numbersOrNull([]any{wordOrNull(t.region), t.sectors[k/t.N], t.sectors[k%t.N]}, t.Sold[k], t.Input[k], t.Allocation[k], t.Leontief[k], t.Ghosh[k], influence[k], cut[k], length[k], tolerance[k])
		if err := out.Row(append(line, rankOrNull(slack[k]), rankOrNull(field[k]))...); err != nil {
			return err
		}
	}
	return nil
}

// ranksOf numbers pairs from 1, the smallest value first; those without a value have none. Ties keep the order of the table.
func ranksOf(pairs []int, of func(int) float64) map[int]int64 {
	known := slices.DeleteFunc(slices.Clone(pairs), func(k int) bool { return math.IsNaN(of(k)) })
	slices.SortStableFunc(known, func(a, b int) int { return cmp.Compare(of(a), of(b)) })
	ranks := make(map[int]int64, len(known))
	for i, k := range known {
		ranks[k] = int64(i + 1)
	}
	return ranks
}
