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

// complexityKernels adapt relatedness and complexity of package econ over region, industry, value.
func complexityKernels() []KernelAdapter {
	cells := slices.Concat(words("region", "industry"), doubles("value"))
	presence := []KernelOption{
		{Name: "presence", Default: "rca", Values: []string{"rca", "value"}, Doc: lang.Text{Zh: "何为拥有：rca 指 RCA ≥ threshold，value 指 value ≥ threshold（已是 0/1 或 RCA 的表）",
			En: "what having means: rca, RCA ≥ threshold; value, value ≥ threshold (tables of 0/1 or of RCA)"}},
		{Name: "threshold", Default: "1", Doc: lang.Text{Zh: "门槛（含）", En: "threshold (itself included)"}},
		{Name: "min-region", Default: "0", Doc: lang.Text{Zh: "合计低于此数的地区先去掉（小地区的复杂度不可信）", En: "regions whose total is below are dropped first (the complexity of tiny ones cannot be trusted)"}},
		{Name: "min-industry", Default: "0", Doc: lang.Text{Zh: "合计低于此数的行业先去掉", En: "industries whose total is below are dropped first"}},
	}
	of := KernelOption{Name: "of", Default: "industry", Values: []string{"industry", "region"}, Doc: lang.Text{Zh: "谁与谁：行业之间或地区之间", En: "between industries or between regions"}}
	self := KernelOption{Name: "self", Default: "keep", Values: []string{"keep", "drop"}, Doc: lang.Text{Zh: "φ_ii 是否计入密度：keep 同 py-ecomplexity 与 economiccomplexity，drop 同 EconGeo",
		En: "whether φ_ii enters the density: keep as py-ecomplexity and economiccomplexity, drop as EconGeo"}}
	return []KernelAdapter{regionComplexity(presence), regionPotential(presence, self),
		{Name: "relatedness", Version: "1", AnyOrder: true, Run: runRelatedness, Input: cells, Options: append([]KernelOption{of,
			{Name: "relation", Default: "proximity", Values: econ.Relations, Doc: lang.Text{Zh: "归一化：proximity C/max(u_i,u_j)；association；probability（Steijn）；cosine；jaccard；z（Teece）",
				En: "normalisation: proximity C/max(u_i,u_j); association; probability (Steijn); cosine; jaccard; z (Teece)"}},
			{Name: "least", Default: "0", Doc: lang.Text{Zh: "只输出大于此值的对", En: "only pairs above this come out"}}}, presence...),
			Doc: lang.Text{Zh: "相关性：两行业（或地区）共同拥有的次数归一化；每对一行（a < b）。方法见 docs/methods/relatedness.md",
				En: "relatedness: how often two industries (or regions) are had together, normalised; a row a pair (a < b). docs/methods/relatedness.md"},
			Output: slices.Concat(words("a", "b"), wholeColumns("together"), doubles("relatedness"))},
		{Name: "proximity", Version: "1", AnyOrder: true, Run: runPairProximity, Input: cells, Options: append([]KernelOption{of,
			{Name: "least", Default: "0", Doc: lang.Text{Zh: "只输出大于此值的对", En: "only pairs above this come out"}}}, presence...),
			Doc: lang.Text{Zh: "邻近度 φ_ij = C_ij/max(u_i, u_j)，即 min(P(i|j), P(j|i))；每对一行（a < b）。其他归一化见 relatedness；企业间的技术邻近度见 technology-proximity。Hidalgo 等 2007",
				En: "proximity φ_ij = C_ij/max(u_i, u_j), that is min(P(i|j), P(j|i)); a row a pair (a < b). Other normalisations: relatedness; technology proximity of firms: technology-proximity. Hidalgo et al. 2007"},
			Output: slices.Concat(words("a", "b"), wholeColumns("together"), doubles("proximity"))},
		{Name: "density", Version: "1", AnyOrder: true, Run: runDensity, Input: cells, Options: append([]KernelOption{self}, presence...),
			Doc: lang.Text{Zh: "相关密度 d_ri = Σ_k φ_ik M_rk/Σ_k φ_ik（φ 为 proximity），每个地区 × 行业一行；距离 = 1 − d。Hidalgo 等 2007, doi 10.1126/science.1144581",
				En: "density d_ri = Σ_k φ_ik M_rk/Σ_k φ_ik (φ is proximity), a row a region × industry; distance = 1 − d. Hidalgo et al. 2007, doi 10.1126/science.1144581"},
			Output: slices.Concat(words("region", "industry"), flags("present"), doubles("density"))},
		{Name: "eci", Version: "1", AnyOrder: true, Run: runECI, Input: cells, Options: presence,
			Doc: lang.Text{Zh: "经济复杂度 ECI：对称矩阵第二特征向量，符号使其与多样性同向，均值 0、总体标准差 1（Harvard 归一化）。网络分成几块时无定义。Hidalgo 与 Hausmann 2009, doi 10.1073/pnas.0900943106",
				En: "economic complexity of regions: second eigenvector of the symmetric matrix, its sign with diversity, mean 0 and population deviation 1 (Harvard's normalisation). Undefined where the network falls apart. Hidalgo and Hausmann 2009, doi 10.1073/pnas.0900943106"},
			Output: slices.Concat(words("region"), doubles("eci"), wholeColumns("diversity"))},
		{Name: "pci", Version: "1", AnyOrder: true, Run: runPCI, Input: cells, Options: presence,
			Doc:    lang.Text{Zh: "行业复杂度 PCI：与 ECI 同一尺度，地区的 ECI 是其所有行业 PCI 的平均", En: "complexity of industries, on ECI's scale: a region's ECI is the mean PCI of what it has"},
			Output: slices.Concat(words("industry"), doubles("pci"), wholeColumns("ubiquity"))},
		{Name: "fitness", Version: "1", AnyOrder: true, Run: runFitness, Input: cells, Options: append([]KernelOption{
			{Name: "of", Default: "region", Values: []string{"region", "industry"}, Doc: lang.Text{Zh: "region 地区的 fitness，industry 行业的 quality", En: "region: fitness of regions, industry: quality of industries"}},
			{Name: "iterations", Default: "20", Doc: lang.Text{Zh: "迭代次数，起始值算第一次（同 economiccomplexity）", En: "iterations, the start being the first (as economiccomplexity)"}}}, presence...),
			Doc: lang.Text{Zh: "适合度 F_r = Σ M_ri Q_i，Q_i = 1/Σ(M_ri/F_r)，每次除以均值。Tacchella 等 2012, doi 10.1038/srep00723",
				En: "fitness F_r = Σ M_ri Q_i, Q_i = 1/Σ(M_ri/F_r), each divided by its mean. Tacchella et al. 2012, doi 10.1038/srep00723"},
			Output: slices.Concat(words("name"), doubles("fitness"))},
		{Name: "opportunity", Version: "1", AnyOrder: true, Run: runOpportunity, Input: cells, Options: append([]KernelOption{self,
			{Name: "own", Default: "subtract", Values: []string{"subtract", "keep"}, Doc: lang.Text{Zh: "机会增益中该行业自身一项：subtract 减去 d·PCI（Atlas 书、R 包），keep 保留（py-ecomplexity）", En: "an industry's own term in the gain: subtract takes d·PCI off (the Atlas, R), keep keeps it (py-ecomplexity)"}}}, presence...),
			Doc: lang.Text{Zh: "机会：地区尚无的行业的密度、PCI 与机会增益，并列该地区的复杂度展望 COI。Hausmann 等 2014",
				En: "opportunities: density, PCI and opportunity gain of industries that a region has not, beside the region's outlook COI. Hausmann et al. 2014"},
			Output: slices.Concat(words("region", "industry"), doubles("density", "pci", "gain", "coi"))},
	}
}

// presenceOf reads a table, drops what is small, and tells who has what.
func presenceOf(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) (*regionTable, econ.Presence, error) {
	var limits [3]float64
	for i, name := range []string{"threshold", "min-region", "min-industry"} {
		x, err := o.number(name)
		if err != nil {
			return nil, econ.Presence{}, err
		}
		limits[i] = x
	}
	t, err := readRegions(ctx, in)
	if err == nil {
		t, err = t.without(limits[1], limits[2])
	}
	if err != nil {
		return nil, econ.Presence{}, err
	}
	amounts := t.Amount
	if o["presence"] == "rca" {
		amounts = econ.RCA(t.Table)
	}
	out.noted("%s ≥ %g；%d 个地区，%d 个行业 · regions, industries", o["presence"], limits[0], t.Regions, t.Industries)
	return t, econ.Advantages(amounts, t.Regions, t.Industries, limits[0]), nil
}

// without drops regions and industries whose totals are below.
func (t *regionTable) without(region, industry float64) (*regionTable, error) {
	rows, columns, _ := t.Margins()
	sums := map[pair]float64{}
	for r, name := range t.regions {
		for i, other := range t.industries {
			if k := r*t.Industries + i; t.given[k] && rows[r] >= region && columns[i] >= industry {
				sums[pair{name, other}] = t.Amount[k]
			}
		}
	}
	if len(sums) == 0 {
		return nil, fail.New(fail.Invalid, "no region and industry is left")
	}
	return tableOf(sums, nil, nil)
}

func runRelatedness(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	least, err := o.number("least")
	if err != nil {
		return err
	}
	t, p, err := presenceOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	names, others := t.industries, t.Regions
	if o["of"] == "region" {
		p, names, others = p.Turn(), t.regions, t.Industries
	}
	co, err := p.CoOccurrences()
	if err != nil {
		return fail.As(fail.Invalid, err, "relatedness")
	}
	related, err := co.Relatedness(o["relation"], others)
	if err != nil {
		return fail.As(fail.Invalid, err, "relatedness")
	}
	for i, a := range names {
		for j := i + 1; j < len(names); j++ {
			if x := related[i*co.N+j]; x > least || o["relation"] == "z" && least == 0 {
				if err := out.Row(a, names[j], int(co.Count[i*co.N+j]), numberOrNull(x)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func runPairProximity(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	o["relation"] = "proximity"
	return runRelatedness(ctx, in, o, out)
}

func runDensity(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, p, err := presenceOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	co, err := p.CoOccurrences()
	if err != nil {
		return fail.As(fail.Invalid, err, "density")
	}
	density := p.Density(co, o["self"] == "drop")
	for r, region := range t.regions {
		for i, industry := range t.industries {
			if err := out.Row(region, industry, p.Has(r, i), numberOrNull(density[r*t.Industries+i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// complexityOf finds the index or says why there is none.
func complexityOf(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) (*regionTable, econ.Presence, econ.Complexity, error) {
	t, p, err := presenceOf(ctx, in, o, out)
	if err != nil {
		return nil, p, econ.Complexity{}, err
	}
	c, err := econ.Complex(p)
	if err != nil {
		return nil, p, c, fail.As(fail.Invalid, err, "complexity")
	}
	if c.Components > 1 {
		return nil, p, c, fail.New(fail.Invalid, "the network of regions and industries falls into %d parts: complexity is not defined; drop small regions or industries (min-region, min-industry)", c.Components)
	}
	switch gap := c.Second - c.Third; {
	case math.IsNaN(c.Second):
		out.noted("！不足两个地区或行业：复杂度无定义 · fewer than two regions or industries: there is no complexity")
	case gap < leastGap:
		out.noted("！1 之后的特征值 %.6g、%.6g，间距 %.3g：地区次序不定 · eigenvalues after 1 and their gap: the order of regions is not settled", c.Second, c.Third, gap)
	default:
		out.noted("1 之后的特征值 %.6g、%.6g，间距 %.3g · eigenvalues after 1, gap", c.Second, c.Third, gap)
	}
	return t, p, c, nil
}

func runECI(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, p, c, err := complexityOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	diversity := p.Turn().Ubiquity()
	for r, region := range t.regions {
		if err := out.Row(region, numberOrNull(c.ECI[r]), diversity[r]); err != nil {
			return err
		}
	}
	return nil
}

func runPCI(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, p, c, err := complexityOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	ubiquity := p.Ubiquity()
	for i, industry := range t.industries {
		if err := out.Row(industry, numberOrNull(c.PCI[i]), ubiquity[i]); err != nil {
			return err
		}
	}
	return nil
}

func runFitness(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	n, err := o.whole("iterations", 1)
	if err != nil {
		return err
	}
	t, p, err := presenceOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	fitness, quality, changes := econ.Fitness(p, int(min(n, 100_000)))
	out.noted("最后一次迭代中 %d 个地区名次有变 · regions changed their rank in the last iteration", changes)
	names, values := t.regions, fitness
	if o["of"] == "industry" {
		names, values = t.industries, quality
	}
	for i, name := range names {
		if err := out.Row(name, numberOrNull(values[i])); err != nil {
			return err
		}
	}
	return nil
}

func runOpportunity(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	t, p, c, err := complexityOf(ctx, in, o, out)
	if err != nil {
		return err
	}
	co, err := p.CoOccurrences()
	if err != nil {
		return fail.As(fail.Invalid, err, "density")
	}
	density := p.Density(co, o["self"] == "drop")
	coi, gain := econ.Outlook(p, co, density, c.PCI, o["own"] == "keep")
	for r, region := range t.regions {
		for i, industry := range t.industries {
			if k := r*t.Industries + i; !p.Has(r, i) {
				if err := out.Row(region, industry, numberOrNull(density[k]), numberOrNull(c.PCI[i]), numberOrNull(gain[k]), numberOrNull(coi[r])); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
