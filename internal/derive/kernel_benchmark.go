package derive

import (
	"context"
	"errors"
	"math"
	"slices"

	"asterism/econ"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// benchmarkKernels adapt the benchmark definitions of Delgado, Porter and Stern over region, industry, emp, est.
func benchmarkKernels() []KernelAdapter {
	cells := slices.Concat(words("region", "industry"), doubles("emp"))
	flows := KernelOption{Name: "flows", File: true, Doc: lang.Text{Zh: "投入产出文件 CSV：source,target,value（source 供给 target）；给了才有 io", En: "CSV of input-output flows source,target,value (source supplies target); io needs it"}}
	jobs := KernelOption{Name: "occupations", File: true, Doc: lang.Text{Zh: "职业文件 CSV：industry,occupation,value（也可以是技术领域）；给了才有 occ", En: "CSV industry,occupation,value (or fields of technology); occ needs it"}}
	how := []KernelOption{
		{Name: "matrix", Default: "lc-emp,coi", Doc: lang.Text{Zh: "相似度，逗号分隔，多个取标准化后的平均：lc-emp 就业的区位相关，lc-est 企业数的区位相关（需 est 列），coi 共集聚，io，occ",
			En: "similarities, by commas, several: the average of them standardised: lc-emp and lc-est (column est) locational correlations, coi coagglomeration, io, occ"}},
		{Name: "function", Default: "all", Values: append([]string{"all"}, econ.Groupings...), Doc: lang.Text{Zh: "聚类函数；all 逐个试，取得分最高者", En: "clustering function; all tries each and takes the best score"}},
		{Name: "clusters", Default: "30-60", Doc: lang.Text{Zh: "集群数，或范围 30-60（逐个试，不超过行业数的一半）；auto 为行业数的 1/20 到 1/5（至少 3，至多 60）", En: "number of clusters, or a range 30-60 (each tried, to half of the industries); auto: a twentieth to a fifth of the industries (3 at least, 60 at most)"}},
		{Name: "restarts", Default: "3", Doc: lang.Text{Zh: "k-means 重启次数", En: "restarts of k-means"}},
		{Name: "seed", Default: "1", Doc: lang.Text{Zh: "随机数种子；同一种子结果相同", En: "seed of random numbers; the same gives the same"}}, flows, jobs}
	few := KernelOption{Name: "few", Default: "error", Values: []string{"error", "none"}, Doc: lang.Text{Zh: "行业或地区太少、无法聚类时：error 报错，none 不输出", En: "where industries or regions are too few for clusters: error, or no rows"}}
	how = append(how, few)
	refine := KernelOption{Name: "refine", Default: "no", Values: []string{"no", "yes"}, Doc: lang.Text{Zh: "yes：与别的集群更相关的行业移过去（至多 20 轮）", En: "yes: industries more related to another cluster move there (20 rounds at most)"}}
	return []KernelAdapter{
		{Name: "similarity", Version: "1", AnyOrder: true, Run: runSimilarity, Input: cells, Optional: doubles("est"), Options: []KernelOption{flows, jobs},
			Doc: lang.Text{Zh: "行业两两相似度：区位相关 LC-Emp、LC-Est（跨地区的 Pearson 相关）、共集聚 COI、投入产出 IO（四个方向份额的最大者）、Occ；每对一行（a < b）。方法见 docs/methods/benchmark-clusters.md",
				En: "similarity of pairs of industries: locational correlations LC-Emp and LC-Est (Pearson's over regions), coagglomeration COI, input-output IO (greatest of the four directed shares), Occ; a row a pair (a < b). docs/methods/benchmark-clusters.md"},
			Output: slices.Concat(words("a", "b"), doubles("lc_emp", "lc_est", "coi", "io", "occ"))},
		{Name: "benchmark-clusters", Version: "3", AnyOrder: true, Run: runBenchmarkClusters, Input: cells, Optional: doubles("est"), Options: append(slices.Clone(how), refine),
			Doc: lang.Text{Zh: "基准集群定义（Delgado、Porter、Stern 2016，doi 10.1093/jeg/lbv017）：按相似度聚类，取验证得分 VS 最高的划分；每行业一行：within 与本集群其他行业的平均相似度 WCR，between、high 为与其他各集群平均相似度的均值与 95 分位，better 为更相关的集群（空为无）；stability 为轮流去掉五分之一的地区后同伴不变的程度（Jaccard 均值，1 为不变；表太大时空缺）；function、score 为所用函数与得分",
				En: "benchmark cluster definitions (Delgado, Porter and Stern 2016, doi 10.1093/jeg/lbv017): clusters by similarity, the partition with the best validation score; by industry: within, its mean similarity WCR to its own cluster; between and high, mean and 95th percentile of those to the others; better, a cluster it is more related to (empty: none); stability, how far its fellows stay when a fifth of the regions is left out in turn (mean Jaccard, 1: all; empty for large tables); function and score of the partition"},
			Output: slices.Concat(words("industry"), wholeColumns("cluster"), doubles("within", "between", "high"), wholeColumns("better"), doubles("stability"), words("function"), doubles("score"))},
		{Name: "benchmark-scores", Version: "2", AnyOrder: true, Run: runBenchmarkScores, Input: cells, Optional: doubles("est"), Options: append(slices.Clone(how),
			KernelOption{Name: "definition", File: true, Doc: lang.Text{Zh: "另给的集群定义 CSV：industry,cluster；一并打分（function 为 given）", En: "CSV of a definition industry,cluster to score as well (function given)"}}),
			Doc: lang.Text{Zh: "各候选划分的验证得分：WCR 高于 BCR 均值（average）或 95 分位（high）的集群与行业的百分比，vs 为四者平均；对每一种相似度分别打分。随机划分约为 50（average）",
				En: "validation scores of candidate partitions: percentage of clusters and industries whose WCR is above the mean (average) or the 95th percentile (high) of BCR, vs their mean; by each similarity. Random partitions have about 50 (average)"},
			Output: slices.Concat(words("function"), wholeColumns("cluster_count"), words("matrix"), doubles("cluster_average", "cluster_high", "industry_average", "industry_high", "vs"))},
	}
}

// related are the industries of a table and their similarities by name.
type related struct {
	industries []string
	table      econ.Table
	by         map[string]*econ.Similarity
}

// errFew says that a table has too little for clusters.
var errFew = errors.New("too few")

var similarityNames = []string{"lc-emp", "lc-est", "coi", "io", "occ"}

func readRelated(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) (*related, error) {
	emp, est := map[pair]float64{}, map[pair]float64{}
	counted := len(in.Schema().FieldIndices("est")) > 0
	var bad error
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		for _, v := range x {
			if !(v >= 0) && bad == nil {
				bad = fail.New(fail.Invalid, "%s, %s: value %g: amounts are not below 0", w[0], w[1], v)
			}
		}
		emp[pair{w[0], w[1]}] += x[0]
		if counted {
			est[pair{w[0], w[1]}] += x[1]
		}
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return nil, err
	}
	dropFlat(emp, out)
	t, err := tableOf(emp, nil, nil)
	if err != nil {
		return nil, err
	}
	if t.Industries < 4 || t.Regions < 3 {
		if o["few"] == "none" {
			return nil, errFew
		}
		return nil, fail.New(fail.Invalid, "%d industries that vary over %d regions: at least 4 and 3", t.Industries, t.Regions)
	}
	r := &related{t.industries, t.Table, map[string]*econ.Similarity{"coi": econ.Coagglomerations(t.Table)}}
	if r.by["lc-emp"], err = econ.Correlations(t.Table); err != nil {
		return nil, fail.As(fail.Invalid, err, "similarity")
	}
	if counted {
		for p := range est {
			if _, ok := emp[p]; !ok {
				delete(est, p)
			}
		}
		t, err := tableOf(est, t.regions, t.industries)
		if err == nil {
			r.by["lc-est"], err = econ.Correlations(t.Table)
		}
		if err != nil {
			return nil, fail.As(fail.Invalid, err, "similarity")
		}
	}
	return r, r.more(ctx, o)
}

// dropFlat leaves out industries that do not vary over the regions.
func dropFlat(amounts map[pair]float64, out *Output) {
	regions, of := map[string]bool{}, map[string][]float64{}
	for p, v := range amounts {
		regions[p.region] = true
		of[p.industry] = append(of[p.industry], v)
	}
	flat := map[string]bool{}
	for name, values := range of {
		if low, high := slices.Min(values), slices.Max(values); high == 0 || low == high && len(values) == len(regions) {
			flat[name] = true
		}
	}
	for p := range amounts {
		if flat[p.industry] {
			delete(amounts, p)
		}
	}
	if len(flat) > 0 {
		out.noted("%d 个行业在各地区都相同，未计 · industries that are the same in all regions are left out", len(flat))
	}
}

// more adds the similarities of files.
func (r *related) more(ctx context.Context, o KernelOptions) error {
	n := len(r.industries)
	if text := o["flows"]; text != "" {
		flows := make([]float64, n*n)
		err := amountsOf(ctx, "flows", text, "source", "target", func(a, b string, x float64) {
			i, ok := slices.BinarySearch(r.industries, a)
			j, too := slices.BinarySearch(r.industries, b)
			if ok && too {
				flows[i*n+j] += x
			}
		})
		if err != nil {
			return err
		}
		r.by["io"] = econ.InputOutputShares(flows, n)
	}
	if text := o["occupations"]; text != "" {
		sums, total := map[pair]float64{}, map[string]float64{}
		err := amountsOf(ctx, "occupations", text, "industry", "occupation", func(industry, occupation string, x float64) {
			sums[pair{occupation, industry}] += x
			total[industry] += x
		})
		if err != nil {
			return err
		}
		for p := range sums {
			if _, ok := slices.BinarySearch(r.industries, p.industry); !ok || total[p.industry] == 0 {
				delete(sums, p)
				continue
			}
			sums[p] /= total[p.industry]
		}
		rows := map[string]bool{}
		for p := range sums {
			rows[p.region] = true
		}
		t, err := tableOf(sums, sortedKeys(rows), r.industries)
		if err == nil {
			r.by["occ"], err = econ.Correlations(t.Table)
		}
		if err != nil {
			return fail.As(fail.Invalid, err, "occupations")
		}
	}
	return nil
}

// amountsOf reads a CSV text of two names and a value.
func amountsOf(ctx context.Context, name, text, one, other string, do func(a, b string, x float64)) error {
	in, err := readColumns(name, []byte(text), slices.Concat(words(one, other), doubles("value")), nil)
	if err != nil {
		return err
	}
	defer in.Release()
	var bad error
	err = numbersOf(ctx, in, func(w []string, x []float64) {
		if !(x[0] >= 0) && bad == nil {
			bad = fail.New(fail.Invalid, "%s, %s: value %g: amounts are not below 0", w[0], w[1], x[0])
		}
		do(w[0], w[1], x[0])
	})
	if err == nil {
		err = bad
	}
	return err
}

func runSimilarity(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	r, err := readRelated(ctx, in, o, out)
	if err != nil {
		return err
	}
	for i, a := range r.industries {
		for j := i + 1; j < len(r.industries); j++ {
			row := []any{a, r.industries[j]}
			for _, name := range similarityNames {
				x := math.NaN()
				if s := r.by[name]; s != nil {
					x = s.At(i, j)
				}
				row = append(row, numberOrNull(x))
			}
			if err := out.Row(row...); err != nil {
				return err
			}
		}
	}
	return nil
}
