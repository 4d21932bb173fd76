package derive

import (
	"context"
	"slices"

	"asterism/econ"
	"asterism/internal/fail"
	"asterism/internal/lake"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// regionKernels adapt the measures of package econ over a table of regions and industries, in long form: region, industry, value.
func regionKernels() []KernelAdapter {
	cells := slices.Concat(words("region", "industry"), doubles("value"))
	of := KernelOption{Name: "of", Default: "region", Values: []string{"region", "industry", "all"}, Doc: lang.Text{
		Zh: "衡量谁：region 每个地区在各行业上，industry 每个行业在各地区上，all 所有行的 value 当一列",
		En: "what is measured: region over its industries, industry over its regions, all the values of all rows together"}}
	sd := KernelOption{Name: "sd", Default: "sample", Values: []string{"sample", "population"}, Doc: lang.Text{
		Zh: "z 值所用标准差：sample 除以 n−1（R 的 sd），population 除以 n", En: "standard deviation of z: sample divides by n−1 (R's sd), population by n"}}
	pairs := KernelOption{Name: "pairs", Default: "given", Values: []string{"given", "all"}, Doc: lang.Text{
		Zh: "输出哪些组合：given 只有文件中的，all 全部地区 × 行业（缺者为 0）；z 值总以全部地区计", En: "which pairs come out: given in the file, or all regions × industries (absent ones 0); z always counts all regions"}}
	return append(aloneKernels(of), []KernelAdapter{regionProfile(),
		{Name: "lq", Version: "1", AnyOrder: true, Run: runLQ, Input: cells, Options: []KernelOption{sd, pairs},
			Doc: lang.Text{Zh: "区位商 LQ = (e_ij/e_j)/(e_i/e) 及其加法、对称、对数、标准化形式（z：O'Donoghue 与 Gleave 2004；z_log：Tian 2013），期望值，gamma-Poisson 收缩（Marshall 1991），95% 泊松区间（Byar；value 为计数时有意义）。方法见 docs/methods/location.md",
				En: "location quotient LQ = (e_ij/e_j)/(e_i/e), additive, symmetric, log and standardised (z: O'Donoghue and Gleave 2004; z_log: Tian 2013), expected value, gamma-Poisson shrinkage (Marshall 1991), 95 % Poisson interval (Byar; for values that are counts). docs/methods/location.md"},
			Output: slices.Concat(cells, doubles("lq", "expected", "additive", "symmetric", "log", "z", "z_log", "shrunk", "low", "high"))},
		{Name: "rca", Version: "1", AnyOrder: true, Run: runRCA, Input: cells, Options: []KernelOption{pairs,
			{Name: "threshold", Default: "1", Doc: lang.Text{Zh: "advantage 为真的最小 RCA（含）", En: "the least RCA with advantage (itself included)"}}},
			Doc: lang.Text{Zh: "显性比较优势 RCA（Balassa 1965；与 LQ 同一公式），对称 RSCA = (RCA−1)/(RCA+1)，advantage = RCA ≥ threshold",
				En: "revealed comparative advantage (Balassa 1965; the formula of LQ), symmetric RSCA = (RCA−1)/(RCA+1), advantage = RCA ≥ threshold"},
			Output: slices.Concat(cells, doubles("rca", "rsca"), []lake.Column{{Name: "advantage", Type: "BOOLEAN"}})},
		{Name: "hhi", Version: "1", AnyOrder: true, Run: runHHI, Input: cells, Options: []KernelOption{of},
			Doc: lang.Text{Zh: "集中度：HHI = Σ份额²（0–1），归一化 (H−1/n)/(1−1/n)，等效数 1/H，CR4。Hirschman 1964",
				En: "concentration: HHI = Σ share² (0–1), normalised (H−1/n)/(1−1/n), equivalent number 1/H, CR4. Hirschman 1964"},
			Output: slices.Concat(words("name"), wholeColumns("count"), doubles("hhi", "normalised", "equivalent", "cr4"))},
		{Name: "gini", Version: "2", AnyOrder: true, Run: runGini, Input: cells, Options: []KernelOption{of, zerosOption()},
			Doc: lang.Text{Zh: "基尼系数 Σ(2k−n−1)x_(k)/(nΣx)，归一化乘 n/(n−1)；Theil T = (1/n)Σ(x/μ)ln(x/μ)",
				En: "Gini Σ(2k−n−1)x_(k)/(nΣx), normalised by n/(n−1); Theil T = (1/n)Σ(x/μ)ln(x/μ)"},
			Output: slices.Concat(words("name"), wholeColumns("count"), doubles("gini", "normalised", "theil"))},
		{Name: "locational-gini", Version: "2", AnyOrder: true, Run: runLocationalGini, Input: cells, Options: []KernelOption{
			{Name: "convention", Default: "full", Values: []string{"full", "half"}, Doc: lang.Text{Zh: "full 0–1（REAT gini.conc），half 0–0.5（Krugman 1991；EconGeo locational.Gini）", En: "full 0–1 (REAT gini.conc), half 0–0.5 (Krugman 1991; EconGeo locational.Gini)"}}},
			Doc: lang.Text{Zh: "行业的区位基尼：各地区在该行业的份额对其在全部中的份额的洛伦兹曲线（按 LQ 升序）。Krugman 1991",
				En: "locational Gini of an industry: Lorenz curve of regions' shares in it against their shares in all, by rising LQ. Krugman 1991"},
			Output: slices.Concat(words("industry"), wholeColumns("region_count"), doubles("locational_gini"))},
		{Name: "krugman", Version: "1", AnyOrder: true, Run: runSpecialisation, Input: cells,
			Doc: lang.Text{Zh: "地区专业化：krugman = Σ|q_ij−q_i|（0–2，对全体），krugman_other（对其他地区份额的简单平均；REAT krugman.spec2），hoover = krugman/2，hachman = 1/Σ LQ·q，hhi，relative_diversity = 1/Σ|q_ij−q_i|，lq_count = LQ ≥ 1 的行业数",
				En: "specialisation of regions: krugman = Σ|q_ij−q_i| (0–2, against all), krugman_other (against the plain mean of the other regions' shares; REAT krugman.spec2), hoover = krugman/2, hachman = 1/Σ LQ·q, hhi, relative_diversity = 1/Σ|q_ij−q_i|, lq_count = industries with LQ ≥ 1"},
			Output: slices.Concat(words("region"), wholeColumns("industry_count"), doubles("krugman", "krugman_other", "hoover", "hachman", "hhi", "relative_diversity"), wholeColumns("lq_count"))},
		{Name: "variety", Version: "1", AnyOrder: true, Run: runVariety, Input: slices.Concat(words("region", "industry", "industry_group"), doubles("value")),
			Doc: lang.Text{Zh: "相关与无关多样化：熵（以 2 为底）= 无关 Σ P log2(1/P)（组间）+ 相关 Σ P_g H_g（组内）。Frenken 等 2007, doi 10.1080/00343400601120296",
				En: "related and unrelated variety: entropy (base 2) = unrelated Σ P log2(1/P), between groups, + related Σ P_g H_g, within them. Frenken et al. 2007, doi 10.1080/00343400601120296"},
			Output: slices.Concat(words("region"), doubles("entropy", "unrelated", "related"))},
		{Name: "ellison-glaeser", Version: "1", AnyOrder: true, Run: runEllisonGlaeser, Input: cells, Optional: doubles("region_total"),
			Doc: lang.Text{Zh: "Ellison–Glaeser γ：每行一个企业（value 为其规模）；x_j 取列 region_total（各地区全部规模），没有该列时取全部行之和。附 G、企业 HHI、方差、z 与 Maurel–Sédillot γ。doi 10.1086/262098",
				En: "Ellison–Glaeser's γ: a row a plant (value its size); x_j from the column region_total (everything in the region) or, without it, from the rows' sums. With G, the plants' HHI, variance, z, and Maurel–Sédillot's γ. doi 10.1086/262098"},
			Output: slices.Concat(words("industry"), wholeColumns("plant_count"), doubles("gamma", "g", "plant_hhi", "variance", "z", "gamma_maurel_sedillot"))},
		{Name: "coagglomeration", Version: "1", AnyOrder: true, Run: runCoagglomeration, Input: cells,
			Doc: lang.Text{Zh: "行业两两共集聚：Σ_r (s_ir−x_r)(s_jr−x_r)/(1−Σx_r²)，x 为全部行业之和。Ellison、Glaeser、Kerr 2010, doi 10.1257/aer.100.3.1195",
				En: "coagglomeration of pairs of industries: Σ_r (s_ir−x_r)(s_jr−x_r)/(1−Σx_r²), x of all industries together. Ellison, Glaeser and Kerr 2010, doi 10.1257/aer.100.3.1195"},
			Output: slices.Concat(words("industry", "other"), doubles("coagglomeration"))},
		{Name: "shift-share", Version: "1", AnyOrder: true, Run: runShiftShare, Input: slices.Concat(words("region", "industry"), wholeColumns("year"), doubles("value")), Options: []KernelOption{
			{Name: "dynamic", Default: "no", Values: []string{"no", "yes"}, Doc: lang.Text{Zh: "no 只比首末两年；yes 逐年分解后相加（Barff 与 Knight 1988）", En: "no compares the first and last year; yes sums the years' terms (Barff and Knight 1988)"}}},
			Doc: lang.Text{Zh: "偏离-份额：change = national + mix + regional + fresh（Dunn 1960）；regional = homothetic + allocation + entered（Esteban-Marquillas 1972）。entered 为该地区新有的行业，fresh 为全体新有的行业",
				En: "shift-share: change = national + mix + regional + fresh (Dunn 1960); regional = homothetic + allocation + entered (Esteban-Marquillas 1972). entered: industries new to the region, fresh: new to all"},
			Output: slices.Concat(words("region"), wholeColumns("first_year", "last_year"), doubles("change", "national", "mix", "regional", "homothetic", "allocation", "entered", "fresh"))},
		{Name: "strong-clusters", Version: "1", AnyOrder: true, Run: runStrongClusters, Input: slices.Concat(words("region", "cluster"), doubles("emp", "est", "lq")),
			Doc: lang.Text{Zh: "强集群标志（US Cluster Mapping 的确切规则；同一类地区、同一年、只含可贸易集群）：strong = LQ ≥ Q75 且 LQ ≥ 1 且 emp > Q25 且 est > Q25；strong10 用 Q90；significant LQ > Q50；qualifying LQ > Q25；分位数为 R 第 7 型",
				En: "strong-cluster flags by the exact US Cluster Mapping rule (one type of region, one year, traded clusters only): strong = LQ ≥ Q75 and LQ ≥ 1 and emp > Q25 and est > Q25; strong10 with Q90; significant LQ > Q50; qualifying LQ > Q25; quantiles of R's type 7"},
			Output: slices.Concat(words("region", "cluster"), flags("strong", "strong10", "significant", "qualifying"))},
	}...)
}

func words(names ...string) []lake.Column        { return columnsOfType("VARCHAR", names) }
func doubles(names ...string) []lake.Column      { return columnsOfType("DOUBLE", names) }
func wholeColumns(names ...string) []lake.Column { return columnsOfType("BIGINT", names) }
func flags(names ...string) []lake.Column        { return columnsOfType("BOOLEAN", names) }

// regionTable is a table by name, both sides in order of name; given marks the pairs that rows named.
type regionTable struct {
	econ.Table
	regions, industries []string
	given               []bool
}

type pair struct{ region, industry string }

// readRegions adds up region, industry, value; a negative value is refused.
func readRegions(ctx context.Context, in array.RecordReader) (*regionTable, error) {
	sums := map[pair]float64{}
	var bad error
	err := rowsOf(ctx, in, func(w []string, _ []int64, value float64) {
		if !(value >= 0) && bad == nil {
			bad = fail.New(fail.Invalid, "%s, %s: value %g: amounts are not below 0", w[0], w[1], value)
		}
		sums[pair{w[0], w[1]}] += value
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return nil, err
	}
	return tableOf(sums, nil, nil)
}

// maxCells bounds a dense table.
const maxCells = 200_000_000

// tableOf lays sums out over the regions and industries named, or, where none are, those met.
func tableOf(sums map[pair]float64, regions, industries []string) (*regionTable, error) {
	if regions == nil {
		rs, is := map[string]bool{}, map[string]bool{}
		for p := range sums {
			rs[p.region], is[p.industry] = true, true
		}
		regions, industries = sortedKeys(rs), sortedKeys(is)
	}
	if len(regions)*len(industries) > maxCells {
		return nil, fail.New(fail.Invalid, "%d regions × %d industries: more than %d cells", len(regions), len(industries), maxCells)
	}
	t := &regionTable{regions: regions, industries: industries, Table: econ.Table{Regions: len(regions), Industries: len(industries), Amount: make([]float64, len(regions)*len(industries))}}
	t.given = make([]bool, len(t.Amount))
	for p, v := range sums {
		r, _ := slices.BinarySearch(regions, p.region)
		i, _ := slices.BinarySearch(industries, p.industry)
		k := r*t.Industries + i
		t.Amount[k], t.given[k] = v, true
	}
	return t, nil
}

// each calls do for the pairs that come out.
func (t *regionTable) each(all bool, do func(k int, region, industry string) error) error {
	for r, region := range t.regions {
		for i, industry := range t.industries {
			if k := r*t.Industries + i; all || t.given[k] {
				if err := do(k, region, industry); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
