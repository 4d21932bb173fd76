package derive

import (
	"context"
	"math"
	"slices"

	"asterism/geo"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// spatialKernels adapt the measures of package geo, over points of the earth or over neighbours.
func spatialKernels() []KernelAdapter {
	seed := KernelOption{Name: "seed", Default: "1", Doc: lang.Text{Zh: "随机数种子；同一种子结果相同", En: "seed of random numbers; the same gives the same"}}
	draws := KernelOption{Name: "draws", Default: "999", Doc: lang.Text{Zh: "置换次数，0 为不做", En: "permutations, 0 for none"}}
	weights := KernelOption{Name: "weights", Default: "row", Values: []string{"row", "given"}, Doc: lang.Text{Zh: "邻接权重：row 每行除以行和，given 照给（未给为 1）", En: "weights of neighbours: row divides by the row's sum, given takes them as they are (1 where none is given)"}}
	near := []KernelOption{
		{Name: "neighbours", File: true, Doc: lang.Text{Zh: "邻接文件：GAL，或有表头 source,target[,weight] 的 CSV；名称与 id 列对应，GAL 中若为从 0 起的整数则为行次",
			En: "file of neighbours: GAL, or CSV with a header source,target[,weight]; names as in the column id, or, in GAL, whole numbers from 0: the rows"}},
		{Name: "pairs", Default: "both", Values: []string{"both", "directed"}, Doc: lang.Text{Zh: "CSV 中一对：both 互为邻居，directed 只算 target 为 source 的邻居", En: "a pair of a CSV file: both ways, or directed: target is a neighbour of source"}},
		weights, draws, seed}
	values := slices.Concat(words("id"), doubles("value"))
	return []KernelAdapter{
		{Name: "moran", Version: "1", Run: runMoran, Input: values, Options: near,
			Doc: lang.Text{Zh: "全局空间自相关：Moran I = (n/S₀)ΣΣw z z/Σz²，Geary C，Getis–Ord G（值不为负时），各附期望、正态与随机化两种假设下的 z 与双侧 p、置换的单侧伪 p。方法见 docs/methods/spatial-autocorrelation.md",
				En: "global spatial autocorrelation: Moran's I = (n/S₀)ΣΣw z z/Σz², Geary's C, Getis and Ord's G (of values from 0 up), each with its expectation, z and two-sided p under normality and randomisation, and the one-sided pseudo p of permutations. docs/methods/spatial-autocorrelation.md"},
			Output: slices.Concat(words("statistic"), doubles("value", "expected", "sd_normal", "z_normal", "p_normal", "sd_random", "z_random", "p_random", "mean_draws", "sd_draws", "p_draws"))},
		{Name: "local-moran", Version: "1", Run: runLocalMoran, Input: values, Options: append([]KernelOption{
			{Name: "divisor", Default: "n-1", Values: []string{"n-1", "n"}, Doc: lang.Text{Zh: "方差的除数：n-1 同 PySAL，n 同 Anselin 1995 与 spdep", En: "divisor of the variance: n-1 as PySAL, n as Anselin 1995 and spdep"}}}, near...),
			Doc: lang.Text{Zh: "局部 Moran：I_i = z_i Σ w_ij z_j/s²；象限 HH 高高、LL 低低、HL 高值被低值包围、LH 低值被高值包围；条件置换的单侧伪 p，p_fdr 为 Benjamini–Hochberg 校正。Anselin 1995, doi 10.1111/j.1538-4632.1995.tb00338.x",
				En: "local Moran: I_i = z_i Σ w_ij z_j/s²; quadrants HH and LL alike, HL high among low, LH low among high; one-sided pseudo p of conditional permutations, p_fdr adjusted after Benjamini and Hochberg. Anselin 1995, doi 10.1111/j.1538-4632.1995.tb00338.x"},
			Output: slices.Concat(values, doubles("lag", "local_moran"), words("quadrant"), doubles("z_draws", "p_draws", "p_fdr"))},
		{Name: "getis-ord", Version: "1", Run: runGetisOrd, Input: values, Options: append([]KernelOption{
			{Name: "star", Default: "yes", Values: []string{"yes", "no"}, Doc: lang.Text{Zh: "yes 为 G*（含自身，权重取本行最大者），no 为 G", En: "yes: G* (the unit itself at the greatest weight of its row); no: G"}}}, near...),
			Doc: lang.Text{Zh: "Getis–Ord G* 热点：z > 1.96 热点，z < −1.96 冷点（解析 z，Ord 与 Getis 1995，doi 10.1111/j.1538-4632.1995.tb00912.x），条件置换的伪 p。行标准化不改变 z",
				En: "hot spots by Getis and Ord's G*: z > 1.96 hot, z < −1.96 cold (analytic z of Ord and Getis 1995, doi 10.1111/j.1538-4632.1995.tb00912.x), pseudo p of conditional permutations. Row standardisation leaves z as it is"},
			Output: slices.Concat(values, doubles("g", "z", "p_draws", "p_fdr"))},
		nearestKernel(draws, seed),
		{Name: "dbscan", Version: "1", Run: runDBSCAN, Input: slices.Concat(words("id"), doubles("lat", "lon")), Optional: doubles("weight"), Options: []KernelOption{
			{Name: "km", Default: "15", Doc: lang.Text{Zh: "半径，千米（球面大圆，R = 6371.0088；含等于）", En: "reach in km (great circle, R = 6371.0088; itself within)"}},
			{Name: "min-points", Default: "10", Doc: lang.Text{Zh: "核心点半径内（含自身）至少的点数；有 weight 列时为权重之和", En: "points (with a column weight: their weight) within reach of a core point, itself included"}},
			{Name: "merge-km", Default: "0", Doc: lang.Text{Zh: "大于 0 时，有成员相距不超过此数的聚类合并（可传递）", En: "above 0: clusters with members within this of each other become one, in chains too"}},
			{Name: "draws", Default: "0", Doc: lang.Text{Zh: "重抽样次数，0 为不做；做时输出每点的稳定度与所在聚类的稳定度", En: "samples for stability, 0 for none; gives the stability of each point and of its cluster"}},
			{Name: "share", Default: "0.8", Doc: lang.Text{Zh: "每次无放回抽取的比例（min-points 同比例缩小）", En: "share of points in a sample, without replacement (min-points shrinks with it)"}}, seed},
			Doc: lang.Text{Zh: "点的密度聚类 DBSCAN（大圆距离，精确）：聚类从 0 编号，按首个核心点的先后，噪声为 -1，边界点归编号最小者（与 scikit-learn 相同）。stability：抽样中该点仍在此处的比例；cluster_stability：聚类与抽样中最像者的 Jaccard 均值，> .75 为稳定。方法见 docs/methods/spatial-clusters.md",
				En: "density clusters of points, DBSCAN (great circle, exact): clusters from 0 by their first core point, noise -1, border points to the lowest number (as scikit-learn). stability: share of samples that keep the point where it is; cluster_stability: mean Jaccard with the likest cluster of samples, stable above .75. docs/methods/spatial-clusters.md"},
			Output: slices.Concat(words("id"), doubles("lat", "lon"), wholeColumns("cluster"), flags("core"), doubles("stability", "cluster_stability"))},
	}
}

// places are named points of the earth.
type places struct {
	ids              []string
	lat, lon, weight []float64
}

// readPlaces keeps the rows that have a place.
func readPlaces(ctx context.Context, in array.RecordReader, out *Output) (*places, error) {
	p, without := &places{}, 0
	weighted := len(in.Schema().FieldIndices("weight")) > 0
	var bad error
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		switch {
		case math.IsNaN(x[0]) || math.IsNaN(x[1]):
			without++
			return
		case (math.Abs(x[0]) > 90 || math.Abs(x[1]) > 360) && bad == nil:
			bad = fail.New(fail.Invalid, "%s: latitude %g, longitude %g: no place on earth; are the columns swapped?", w[0], x[0], x[1])
		case weighted && !(x[2] >= 0) && bad == nil:
			bad = fail.New(fail.Invalid, "%s: weight %g: a number from 0", w[0], x[2])
		}
		p.ids, p.lat, p.lon = append(p.ids, w[0]), append(p.lat, x[0]), append(p.lon, x[1])
		if weighted {
			p.weight = append(p.weight, x[2])
		}
	})
	if without > 0 {
		out.noted("%d 个点没有经纬度，未计 · points without latitude or longitude are left out", without)
	}
	if err == nil {
		err = bad
	}
	return p, err
}

// numbers reads several options that are numbers.
func (o KernelOptions) numbers(names ...string) ([]float64, error) {
	list := make([]float64, len(names))
	for i, name := range names {
		x, err := o.number(name)
		if err != nil {
			return nil, err
		}
		list[i] = x
	}
	return list, nil
}

func runDBSCAN(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	x, err := o.numbers("km", "min-points", "merge-km", "share")
	if err != nil {
		return err
	}
	draws, err := o.whole("draws", 0)
	if err != nil {
		return err
	}
	seed, err := o.whole("seed", 0)
	if err != nil {
		return err
	}
	p, err := readPlaces(ctx, in, out)
	if err != nil {
		return err
	}
	cluster := func(lat, lon, weight []float64, least float64) (*geo.Clustering, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c, err := geo.DBSCAN(lat, lon, weight, x[0], least)
		if err == nil && x[2] > 0 {
			c, err = c.Merge(lat, lon, x[2])
		}
		return c, err
	}
	c, err := cluster(p.lat, p.lon, p.weight, x[1])
	if err != nil {
		return fail.As(fail.Invalid, err, "dbscan")
	}
	s := &geo.Stability{}
	if draws > 0 && len(p.ids) > 0 {
		s, err = c.Stability(p.lat, p.lon, p.weight, x[1], geo.Resampling{Draws: int(min(draws, 100_000)), Share: x[3], Seed: uint64(seed)}, cluster)
		if err != nil {
			return fail.As(fail.Invalid, err, "dbscan")
		}
	}
	return p.write(c, s, out)
}

func (p *places) write(c *geo.Clustering, s *geo.Stability, out *Output) error {
	noise := 0
	for i, id := range p.ids {
		point, whole := math.NaN(), math.NaN()
		if s.Vote != nil {
			point = s.Vote[i]
		}
		k := c.Cluster[i]
		if k == geo.Noise {
			noise++
		} else if s.Cluster != nil {
			whole = s.Cluster[k]
		}
		if err := out.Row(id, p.lat[i], p.lon[i], int(k), c.Core[i], numberOrNull(point), numberOrNull(whole)); err != nil {
			return err
		}
	}
	out.noted("%d 个聚类；%d 个点为噪声，共 %d 个点 · clusters; points that are noise; points", c.Count, noise, len(p.ids))
	return nil
}
