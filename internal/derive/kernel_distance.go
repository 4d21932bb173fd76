package derive

import (
	"context"
	"math"
	"slices"

	"asterism/econ"
	"asterism/geo"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// distanceKernels adapt measures of concentration that look at distances or at land, not at shares of regions alone.
func distanceKernels() []KernelAdapter {
	sites := slices.Concat(words("id", "industry"), doubles("lat", "lon"))
	common := []KernelOption{
		{Name: "industry", Doc: lang.Text{Zh: "只算这个行业；不给则算每一个够数的行业", En: "only this industry; without it every one with enough establishments"}},
		{Name: "min-count", Default: "10", Doc: lang.Text{Zh: "至少的企业数", En: "establishments an industry has to have"}},
		{Name: "km", Default: "0", Doc: lang.Text{Zh: "最大距离，千米；0 取全部点两两距离的中位数", En: "greatest distance, km; 0: the median distance between all sites"}},
		{Name: "steps", Default: "40", Doc: lang.Text{Zh: "距离的份数", En: "steps of distance"}},
		{Name: "seed", Default: "1", Doc: lang.Text{Zh: "随机数种子；同一种子结果相同", En: "seed of random numbers; the same gives the same"}}}
	draws := func(count string) KernelOption {
		return KernelOption{Name: "draws", Default: count, Doc: lang.Text{Zh: "随机抽样次数（界限用），0 为不做", En: "random draws for the bands, 0 for none"}}
	}
	return []KernelAdapter{
		{Name: "k-density", Version: "1", Run: runKDensity, Input: sites, Optional: doubles("weight"), Options: append([]KernelOption{draws("1000")}, common...),
			Doc: lang.Text{Zh: "Duranton–Overman K 密度：同业企业两两距离的核密度（高斯，nrd0 带宽，在 0 处反射；有 weight 列时加权），5–95% 局部界与全局界由从全部点中随机抽点得到；localised = max(K − 全局上界, 0)，dispersed = max(全局下界 − K, 0)。doi 10.1111/0034-6527.00362。方法见 docs/methods/distance-concentration.md",
				En: "Duranton and Overman's K-density of distances between an industry's establishments (normal kernel, bandwidth nrd0, reflected at 0; weighted where there is a column weight), local 5–95 % and global bands from random draws of all sites; localised = max(K − global upper, 0), dispersed = max(global lower − K, 0). doi 10.1111/0034-6527.00362. docs/methods/distance-concentration.md"},
			Output: slices.Concat(words("industry"), doubles("km", "k", "low", "high", "global_low", "global_high", "localised", "dispersed"))},
		{Name: "m-function", Version: "1", Run: runMFunction, Input: sites, Optional: doubles("weight"), Options: append([]KernelOption{draws("100")}, common...),
			Doc: lang.Text{Zh: "Marcon–Puech M 函数：距离 r 内同业份额与总体份额之比，独立时为 1，2 表示是总体的两倍；界限由全部点随机换位得到。doi 10.1093/jeg/lbp016",
				En: "Marcon and Puech's M: the industry's share within r of its own against its share of all, 1 under independence, 2: twice; bands from random places of all sites. doi 10.1093/jeg/lbp016"},
			Output: slices.Concat(words("industry"), doubles("km", "m", "low", "high", "global_low", "global_high"))},
		{Name: "litzenberger", Version: "1", AnyOrder: true, Run: runLitzenberger, Input: slices.Concat(words("region", "industry"), doubles("emp", "est", "area", "population")),
			Doc: lang.Text{Zh: "Litzenberger–Sternberg 集群指数 CI = [(e_ij/a_j)/(e_i/a)]·[(e_ij/p_j)/(e_i/p)]/[(e_ij/b_ij)/(e_i/b_i)]：行业密度 × 行业存量 ÷ 相对企业规模；常以 > 4 为集群。emp 就业，est 企业数，area 面积，population 人口（同一地区各行须相同）",
				En: "Litzenberger and Sternberg's cluster index CI = [(e_ij/a_j)/(e_i/a)]·[(e_ij/p_j)/(e_i/p)]/[(e_ij/b_ij)/(e_i/b_i)]: industrial density × stock ÷ relative firm size; above 4 usually a cluster. emp jobs, est firms, area, population (the same in all rows of a region)"},
			Output: slices.Concat(words("region", "industry"), doubles("density", "stock", "firm_size", "index"))},
	}
}

// curvesOf runs a function of distance over industries, at the steps of distance beginning with from.
func curvesOf(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output, from int, of func(s *geo.Sites, km []float64, draws int, seed uint64) (*geo.Curve, error), row func(industry string, c *geo.Curve, k int) []any) error {
	whole := map[string]int64{}
	for name, least := range map[string]int64{"min-count": 3, "steps": 1, "draws": 0, "seed": 0} {
		n, err := o.whole(name, least)
		if err != nil {
			return err
		}
		whole[name] = n
	}
	far, err := o.number("km")
	if err != nil {
		return err
	}
	p, industries, err := readSites(ctx, in, out)
	if err != nil {
		return err
	}
	members := map[string][]int{}
	for i, name := range industries {
		members[name] = append(members[name], i)
	}
	if only := o["industry"]; only != "" && members[only] == nil {
		return fail.New(fail.Invalid, "no establishment is of industry %q", only)
	}
	few := 0
	for _, name := range sortedKeys(members) {
		if o["industry"] != "" && o["industry"] != name {
			continue
		}
		if len(members[name]) < int(whole["min-count"]) {
			few++
			continue
		}
		s := &geo.Sites{Lat: p.lat, Lon: p.lon, Weight: p.weight, Of: members[name]}
		if far == 0 {
			if far, err = s.MedianDistance(); err != nil {
				return fail.As(fail.Invalid, err, "industry %s", name)
			}
			out.noted("距离到 %.4g 千米，即全部点两两距离的中位数 · distances to so many km, the median between all sites", far)
		}
		var km []float64
		steps := int(min(whole["steps"], 10_000))
		for k := from; k <= steps; k++ {
			km = append(km, far*float64(k)/float64(steps))
		}
		c, err := of(s, km, int(min(whole["draws"], 1_000_000)), uint64(whole["seed"]))
		if err != nil {
			return fail.As(fail.Invalid, err, "industry %s", name)
		}
		for k := range km {
			if err := out.Row(row(name, c, k)...); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if few > 0 {
		out.noted("%d 个行业不足 %d 个企业，未计 · industries with fewer establishments are left out", few, whole["min-count"])
	}
	return nil
}

// readSites reads id, industry, lat, lon and weight.
func readSites(ctx context.Context, in array.RecordReader, out *Output) (*places, []string, error) {
	p, without := &places{}, 0
	var industries []string
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		if math.IsNaN(x[0]) || math.IsNaN(x[1]) || len(x) > 2 && !(x[2] > 0) {
			without++
			return
		}
		p.ids, industries, p.lat, p.lon = append(p.ids, w[0]), append(industries, w[1]), append(p.lat, x[0]), append(p.lon, x[1])
		if len(x) > 2 {
			p.weight = append(p.weight, x[2])
		}
	})
	if without > 0 {
		out.noted("%d 个点没有位置或权重不大于 0，未计 · sites without a place, or with a weight not above 0, are left out", without)
	}
	return p, industries, err
}

// bandsAt are the bands at a distance, null without draws.
func bandsAt(b *geo.Bands, k int) []float64 {
	if b == nil {
		return slices.Repeat([]float64{math.NaN()}, 4)
	}
	return []float64{b.Low[k], b.High[k], b.GlobalLow[k], b.GlobalHigh[k]}
}

func runKDensity(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	return curvesOf(ctx, in, o, out, 0, (*geo.Sites).KDensity, func(industry string, c *geo.Curve, k int) []any {
		row := numbersOrNull([]any{industry}, append([]float64{c.Km[k], c.Value[k]}, bandsAt(c.Bands, k)...)...)
		if c.Bands == nil {
			return append(row, nil, nil)
		}
		localised, dispersed := c.Localised()
		return numbersOrNull(row, localised[k], dispersed[k])
	})
}

func runMFunction(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	return curvesOf(ctx, in, o, out, 1, (*geo.Sites).MFunction, func(industry string, c *geo.Curve, k int) []any {
		return numbersOrNull([]any{industry}, append([]float64{c.Km[k], c.Value[k]}, bandsAt(c.Bands, k)...)...)
	})
}

func runLitzenberger(ctx context.Context, in array.RecordReader, _ KernelOptions, out *Output) error {
	jobs, firms, land := map[pair]float64{}, map[pair]float64{}, map[string][2]float64{}
	var bad error
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		for c, name := range []string{"emp", "est", "area", "population"} {
			if !(x[c] >= 0) || c > 1 && x[c] == 0 {
				if bad == nil {
					bad = fail.New(fail.Invalid, "%s, %s: %s %g: not below 0, area and population above 0", w[0], w[1], name, x[c])
				}
				return
			}
		}
		if before, ok := land[w[0]]; ok && before != [2]float64{x[2], x[3]} && bad == nil {
			bad = fail.New(fail.Invalid, "%s: area and population are %g and %g, before %g and %g", w[0], x[2], x[3], before[0], before[1])
		}
		land[w[0]] = [2]float64{x[2], x[3]}
		jobs[pair{w[0], w[1]}] += x[0]
		firms[pair{w[0], w[1]}] += x[1]
	})
	if err == nil {
		err = bad
	}
	if err != nil {
		return err
	}
	e, err := tableOf(jobs, nil, nil)
	if err != nil {
		return err
	}
	b, err := tableOf(firms, e.regions, e.industries)
	if err != nil {
		return err
	}
	area, people := make([]float64, e.Regions), make([]float64, e.Regions)
	for r, name := range e.regions {
		area[r], people[r] = land[name][0], land[name][1]
	}
	parts := econ.Litzenberger(e.Table, b.Table, area, people)
	return e.each(false, func(k int, region, industry string) error {
		p := parts[k]
		return out.Row(numbersOrNull([]any{region, industry}, p.Density, p.Stock, p.FirmSize, p.Index)...)
	})
}
