package derive

import (
	"cmp"
	"context"
	"math"
	"slices"

	"asterism/geo"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// densityKernels adapt what finds clusters as content uses it: by density in space, in space and technology, by flows; described, the noise left out.
func densityKernels() []KernelAdapter {
	return []KernelAdapter{chainClusterKernel(), jointKernel(), sectorChainKernel(),
		{Name: "density-clusters", Version: "1", Run: runDensityClusters, Input: slices.Concat(words("industry", "id"), doubles("lat", "lon")), Optional: doubles("weight"), Options: slices.Concat(densityOptions(), []KernelOption{
			{Name: "draws", Default: "50", Doc: lang.Text{Zh: "重抽样次数，0 为不做", En: "samples for stability, 0 for none"}},
			{Name: "sample", Default: "0.8", Doc: lang.Text{Zh: "每次无放回抽取的比例", En: "share of points in a sample, without replacement"}}, seedOption}),
			Doc: lang.Text{Zh: "逐行业（或任何一组）的点密度聚类 DBSCAN：核心点半径内至少有 max(min-points, min-share × 本组点数) 个点；各组聚类按大小从 1 编号，噪声不输出。另给中心、含九成成员的半径、圆内本组点数与全部点数、集中度 quotient = (圆内本组/圆内全部)/(本组/全部)。有 weight 列时（如一处的发明人数）门槛、大小、集中度按权重，圆内点数与中心、半径仍按点，重抽样抽的是点。方法见 docs/methods/cluster-identification.md",
				En: "density clusters (DBSCAN) of points industry by industry (or of any groups): a core point has max(min-points, min-share × points of its group) within reach; clusters of a group from 1 by size, noise left out. With centre, the radius that holds nine tenths of the members, points of the group and of all groups in that circle, and quotient = (group in circle/all in circle)/(group/all). With a column weight (such as inventors at a site) thresholds, size and quotient go by weight; counts in the circle, centre and radius still by points, and samples are of points. docs/methods/cluster-identification.md"},
			Output: slices.Concat(words("industry"), wholeColumns("cluster"), words("id"), flags("core"), doubles("stability", "cluster_stability", "centre_lat", "centre_lon", "radius_km"), wholeColumns("circle_count", "circle_total"), doubles("quotient"))},
	}
}

// densityOptions say how dense a cluster is.
func densityOptions() []KernelOption {
	return []KernelOption{
		{Name: "km", Default: "15", Doc: lang.Text{Zh: "半径，千米（球面大圆，含等于）", En: "reach in km (great circle, itself within)"}},
		{Name: "min-points", Default: "5", Doc: lang.Text{Zh: "核心点半径内（含自身）至少的点数", En: "points within reach of a core point, itself included, at least"}},
		{Name: "min-share", Default: "0.05", Doc: lang.Text{Zh: "核心点半径内至少占点数的比例；与 min-points 取大者", En: "share of the points within reach of a core point at least; the greater of this and min-points counts"}},
		{Name: "merge-km", Default: "5", Doc: lang.Text{Zh: "有成员相距不超过此数的聚类合并（可传递），0 为不合并", En: "clusters with members within this of each other become one, in chains too; 0: none"}},
	}
}

// circleShare is the share of members that the radius of a cluster holds.
const circleShare = 0.9

// density is how points are clustered.
type density struct {
	km, least, share, merge float64
	draws                   int
	sample                  float64
	seed                    uint64
}

func (o KernelOptions) density() (d density, err error) {
	x, err := o.numbers("km", "min-points", "min-share", "merge-km", "sample")
	if err != nil {
		return d, err
	}
	draws, err := o.whole("draws", 0)
	if err != nil {
		return d, err
	}
	seed, err := o.whole("seed", 0)
	return density{x[0], x[1], x[2], x[3], int(min(draws, 10_000)), x[4], uint64(seed)}, err
}

// placedGroups are points of the earth by group, in the order they came.
type placedGroups struct {
	*places
	names []string
	at    map[string][]int32
}

// readGroups keeps the rows that have a place.
func readGroups(ctx context.Context, in array.RecordReader, out *Output) (*placedGroups, error) {
	g, without := &placedGroups{places: &places{}, at: map[string][]int32{}}, 0
	weighted := len(in.Schema().FieldIndices("weight")) > 0
	var bad error
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		if math.IsNaN(x[0]) || math.IsNaN(x[1]) {
			without++
			return
		}
		if (math.Abs(x[0]) > 90 || math.Abs(x[1]) > 360) && bad == nil {
			bad = fail.New(fail.Invalid, "%s: latitude %g, longitude %g: no place on earth; are the columns swapped?", w[1], x[0], x[1])
		}
		if weighted {
			if !(x[2] >= 0) && bad == nil {
				bad = fail.New(fail.Invalid, "%s: weight %g: a number from 0", w[1], x[2])
			}
			g.weight = append(g.weight, x[2])
		}
		if g.at[w[0]] == nil {
			g.names = append(g.names, w[0])
		}
		g.at[w[0]] = append(g.at[w[0]], int32(len(g.ids)))
		g.ids, g.lat, g.lon = append(g.ids, w[1]), append(g.lat, x[0]), append(g.lon, x[1])
	})
	if without > 0 {
		out.noted("%d 个点没有经纬度，未计 · points without latitude or longitude are left out", without)
	}
	return g, cmp.Or(err, bad)
}

// sum is the weight of some places; each counts 1 where none is given.
func (p *places) sum(at []int32) (sum float64) {
	if p.weight == nil {
		return float64(len(at))
	}
	for _, i := range at {
		sum += p.weight[i]
	}
	return sum
}

func runDensityClusters(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	d, err := o.density()
	if err != nil {
		return err
	}
	g, err := readGroups(ctx, in, out)
	if err != nil {
		return err
	}
	locator, count, noise := geo.NewLocator(g.lat, g.lon), 0, 0
	group, all := make([]string, len(g.ids)), 0.0
	for _, name := range g.names {
		all += g.sum(g.at[name])
	}
	for name, at := range g.at {
		for _, i := range at {
			group[i] = name
		}
	}
	for _, name := range g.names {
		found, err := d.find(ctx, g.places, g.at[name])
		if err != nil {
			return fail.As(fail.Invalid, err, "density-clusters")
		}
		count, noise = count+len(found), noise+len(g.at[name])
		for k, f := range found {
			noise -= len(f.at)
			circle := locator.Within(f.circle)
			var ours []int32
			for _, i := range circle {
				if group[i] == name {
					ours = append(ours, i)
				}
			}
			quotient := g.sum(ours) / g.sum(circle) / (g.sum(g.at[name]) / all)
			for m, i := range f.at {
				if err := out.Row(name, k+1, g.ids[i], f.core[m], numberOrNull(f.vote[m]), numberOrNull(f.stability), f.circle.Lat, f.circle.Lon, f.circle.Km, len(ours), len(circle), quotient); err != nil {
					return err
				}
			}
		}
	}
	out.noted("%d 个聚类；%d 个点为噪声，共 %d 个点 · clusters; points that are noise; points", count, noise, len(g.ids))
	return nil
}

// foundCluster is one cluster: its members as numbers of places, what each is, and where it lies.
type foundCluster struct {
	at        []int32
	core      []bool
	vote      []float64
	stability float64
	circle    geo.Extent
}

// find clusters some of the places; the clusters come by size, of equal ones the one with the earlier first member first.
func (d density) find(ctx context.Context, p *places, at []int32) ([]foundCluster, error) {
	lat, lon := make([]float64, len(at)), make([]float64, len(at))
	var weight []float64
	for k, i := range at {
		lat[k], lon[k] = p.lat[i], p.lon[i]
		if p.weight != nil {
			weight = append(weight, p.weight[i])
		}
	}
	cluster := func(lat, lon, weight []float64, least float64) (*geo.Clustering, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c, err := geo.DBSCAN(lat, lon, weight, d.km, least)
		if err == nil && d.merge > 0 && c.Count > 1 {
			c, err = c.Merge(lat, lon, d.merge)
		}
		return c, err
	}
	least := max(d.least, d.share*p.sum(at))
	c, err := cluster(lat, lon, weight, least)
	if err != nil || c.Count == 0 {
		return nil, err
	}
	s := &geo.Stability{}
	if d.draws > 0 {
		if s, err = c.Stability(lat, lon, weight, least, geo.Resampling{Draws: d.draws, Share: d.sample, Seed: d.seed}, cluster); err != nil {
			return nil, err
		}
	}
	return foundIn(p, at, c, s), nil
}

// foundIn sorts the members into clusters.
func foundIn(p *places, at []int32, c *geo.Clustering, s *geo.Stability) []foundCluster {
	found := make([]foundCluster, c.Count)
	for k, i := range at {
		if c.Cluster[k] == geo.Noise {
			continue
		}
		f, vote := &found[c.Cluster[k]], math.NaN()
		if s.Vote != nil {
			vote = s.Vote[k]
		}
		f.at, f.core, f.vote = append(f.at, i), append(f.core, c.Core[k]), append(f.vote, vote)
	}
	for k := range found {
		found[k].stability, found[k].circle = math.NaN(), geo.ExtentOf(p.lat, p.lon, found[k].at, circleShare)
		if s.Cluster != nil {
			found[k].stability = s.Cluster[k]
		}
	}
	slices.SortStableFunc(found, func(a, b foundCluster) int { return cmp.Compare(p.sum(b.at), p.sum(a.at)) })
	return found
}
