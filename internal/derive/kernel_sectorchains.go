package derive

import (
	"context"
	"slices"

	"asterism/graph"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// leastSectors is how many sectors a table needs before parting them says anything.
const leastSectors = 6

// sectorChainKernel adapts graph.Leiden to input-output tables, each by itself.
func sectorChainKernel() KernelAdapter {
	from := linkageKernels()[0]
	return KernelAdapter{Name: "sector-chains", Version: "1", AnyOrder: true, Run: runSectorChains, Form: from.Form, Input: from.Input, Optional: from.Optional,
		Options: []KernelOption{resolutionOption, seedOption},
		Doc: lang.Text{Zh: "部门链群：每张投入产出表各自归群。部门两两之间两个方向的中间流量相加（自用、最终使用、负值不计），Leiden 社区发现（模块度）；链群从 1 按部门数编号。inner_flow 群内流量，total_flow 涉及该群的全部流量，inner_share 为两者之比（Hoen 2002）；partner 为群内往来最多的部门，partner_flow 为其流量；modularity 为整表划分的模块度，0.3 以下说明表里没有明显的分块。不足 6 个部门的表不归群。输入与 linkages 相同。方法见 docs/methods/cluster-identification.md",
			En: "chains of sectors, every input-output table by itself: intermediate flows between two sectors of both directions added up (own use, final use and values below 0 left out), parted into Leiden communities (modularity), from 1 by number of sectors; inner_flow stays within, total_flow touches the chain, inner_share is their ratio (Hoen 2002); partner: the sector of the chain with the most trade, partner_flow; modularity of the whole partition, below 0.3 there are hardly any blocks. Tables of fewer than 6 sectors are not parted. Input as for linkages. docs/methods/cluster-identification.md"},
		Output: slices.Concat(words("region", "sector"), wholeColumns("cluster"), doubles("inner_flow", "total_flow", "inner_share"), words("partner"), doubles("partner_flow", "modularity"))}
}

func runSectorChains(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	how, err := o.communities()
	if err != nil {
		return err
	}
	tables, err := readFlows(ctx, in, out)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if len(t.sectors) < leastSectors {
			out.noted("%s：%d 个部门，不足 %d 个，不归群 · too few sectors to part", t.region, len(t.sectors), leastSectors)
			continue
		}
		if err := t.chains(how, out); err != nil {
			return err
		}
	}
	return nil
}

// trade is what two sectors sell each other.
func (t ioTable) trade(i, j int) float64 { return max(0, t.Sold[i*t.N+j]) + max(0, t.Sold[j*t.N+i]) }

func (t ioTable) chains(how graph.Communities, out *Output) error {
	e := &graph.Edges{Labels: graph.TextLabels(t.sectors)}
	for i := range t.N {
		for j := i + 1; j < t.N; j++ {
			if w := t.trade(i, j); w > 0 {
				e.Source, e.Target, e.Weight = append(e.Source, uint32(i)), append(e.Target, uint32(j)), append(e.Weight, w)
			}
		}
	}
	if len(e.Source) == 0 {
		return nil
	}
	g, weight, err := e.Weighed()
	if err != nil {
		return asInvalid(err)
	}
	of, err := graph.Leiden(g, weight, how)
	if err != nil {
		return asInvalid(err)
	}
	inner, total := flowsOf(g, weight, of)
	modularity := graph.Modularity(g, weight, of, 1)
	for i, c := range of {
		partner, most := t.partner(i, of)
		if err := out.Row(t.region, t.sectors[i], int(c)+1, inner[c], total[c], shareOrNull(inner[c], total[c]), partner, most, modularity); err != nil {
			return err
		}
	}
	return nil
}

// partner is the sector of the same chain with which a sector trades most; nil where it has none.
func (t ioTable) partner(i int, of []uint32) (name any, most any) {
	best := 0.0
	for j := range t.N {
		if w := t.trade(i, j); j != i && of[j] == of[i] && w > best {
			best, name, most = w, t.sectors[j], w
		}
	}
	return name, most
}

// shareOrNull leaves out the share of nothing.
func shareOrNull(part, all float64) any {
	if all == 0 {
		return nil
	}
	return part / all
}
