package derive

import (
	"context"
	"math"
	"slices"

	"asterism/econ"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// leastSide is the number of regions and of industries below which no complexity is told; leastGap the distance of the second and third
// eigenvalue below which the order of regions is not settled. Both are this product's choices.
const leastSide, leastGap = 5, 1e-6

// regionComplexity tells the complexity of every region, or why it has none.
func regionComplexity(presence []KernelOption) KernelAdapter {
	return KernelAdapter{Name: "region-complexity", Version: "1", AnyOrder: true, Run: runRegionComplexity, Input: slices.Concat(words("region", "industry"), doubles("value")), Options: presence,
		Doc: lang.Text{Zh: "每个地区的多样性、ECI、展望 COI、fitness（同 eci、opportunity、fitness），以及特征值与不给 ECI 的原因：too_few 地区或行业不足 5 个，parts 网络分成几块，gap 第二、三特征值相等",
			En: "diversity, ECI, outlook COI and fitness of every region (as eci, opportunity, fitness) with the eigenvalues, and why there is no ECI: too_few (under 5 regions or industries), parts (the network falls apart), gap (second and third eigenvalue the same)"},
		Output: slices.Concat(words("region"), wholeColumns("diversity"), doubles("eci", "coi", "fitness"), wholeColumns("components"), doubles("second", "third"), words("refusal"))}
}

// regionPotential tells of every pair of region and industry how near it is to what the region has, and what entering it would open.
func regionPotential(presence []KernelOption, self KernelOption) KernelAdapter {
	return KernelAdapter{Name: "region-potential", Version: "1", AnyOrder: true, Run: runRegionPotential, Input: slices.Concat(words("region", "industry"), doubles("value")), Options: append([]KernelOption{self}, presence...),
		Doc: lang.Text{Zh: "每个地区 × 行业：是否已有（present）、RCA、相关密度、行业复杂度 PCI、机会增益（同 density、pci、opportunity；复杂度无定义时后两项为空）",
			En: "every region × industry: present, RCA, relatedness density, complexity PCI of the industry, opportunity gain (as density, pci, opportunity; the last two null where complexity is not defined)"},
		Output: slices.Concat(words("region", "industry"), doubles("value"), flags("present"), doubles("rca", "density", "pci", "gain"))}
}

// potential is what both kernels find.
type potential struct {
	*regionTable
	econ.Presence
	econ.Complexity
	rca, density, coi, gain []float64
	refusal                 string
}

func potentialOf(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) (*potential, error) {
	t, has, err := presenceOf(ctx, in, o, out)
	if err != nil {
		return nil, err
	}
	p := &potential{regionTable: t, Presence: has, rca: econ.RCA(t.Table)}
	together, err := has.CoOccurrences()
	if err != nil {
		return nil, err
	}
	p.density = has.Density(together, o["self"] == "drop")
	p.coi, p.gain = unknowns(len(t.regions)), unknowns(len(t.Amount))
	if err := p.judge(); err != nil || p.refusal != "" {
		return p, err
	}
	p.coi, p.gain = econ.Outlook(has, together, p.density, p.PCI, false)
	return p, nil
}

// judge finds complexity or says why there is none.
func (p *potential) judge() (err error) {
	p.Second, p.Third = math.NaN(), math.NaN()
	p.ECI, p.PCI = unknowns(len(p.regions)), unknowns(len(p.industries))
	if min(len(p.regions), len(p.industries)) < leastSide {
		p.refusal = "too_few"
		return nil
	}
	c, err := econ.Complex(p.Presence)
	if err != nil {
		return err
	}
	p.Complexity = c
	switch {
	case c.Components > 1:
		p.refusal = "parts"
	case !(c.Second-c.Third > leastGap):
		p.refusal = "gap"
	}
	if p.refusal != "" {
		p.ECI, p.PCI = unknowns(len(p.regions)), unknowns(len(p.industries))
	}
	return nil
}

func unknowns(n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = math.NaN()
	}
	return list
}

func runRegionComplexity(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	p, err := potentialOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	fitness, _, _ := econ.Fitness(p.Presence, 20)
	diversity := p.Presence.Turn().Ubiquity()
	for r, region := range p.regions {
		row := numbersOrNull([]any{region, diversity[r]}, p.ECI[r], p.coi[r], fitness[r])
		row = numbersOrNull(append(row, wholeOrNull(p.Components)), p.Second, p.Third)
		if err := out.Row(append(row, wordOrNull(p.refusal))...); err != nil {
			return err
		}
	}
	return nil
}

func runRegionPotential(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	p, err := potentialOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	for r, region := range p.regions {
		for i, industry := range p.industries {
			k := r*len(p.industries) + i
			value := p.Amount[k]
			if !p.given[k] {
				value = math.NaN()
			}
			row := append(numbersOrNull([]any{region, industry}, value), p.Has(r, i))
			if err := out.Row(numbersOrNull(row, p.rca[k], p.density[k], p.PCI[i], p.gain[k])...); err != nil {
				return err
			}
		}
	}
	return nil
}
