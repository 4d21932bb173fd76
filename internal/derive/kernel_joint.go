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

// jointKernel adapts geo.JointDBSCAN: clusters of points near each other in space and in what they do.
func jointKernel() KernelAdapter {
	return KernelAdapter{Name: "joint-clusters", Version: "1", AnyOrder: true, Run: runJointClusters, Input: slices.Concat(words("id"), doubles("lat", "lon"), words("item"), doubles("weight")), Options: []KernelOption{
		densityOptions()[0],
		{Name: "distance", Default: "0.5", Doc: lang.Text{Zh: "技术距离 1 − cos 的上限（含等于），0 完全相同，1 不限", En: "greatest distance of technology, 1 − cosine (itself within): 0 the same, 1 any"}},
		densityOptions()[1], {Name: "min-share", Default: "0.005", Doc: densityOptions()[2].Doc},
		{Name: "draws", Default: "10", Doc: lang.Text{Zh: "重抽样次数，0 为不做", En: "samples for stability, 0 for none"}},
		{Name: "sample", Default: "0.8", Doc: lang.Text{Zh: "每次无放回抽取的比例", En: "share of points in a sample, without replacement"}}, seedOption},
		Doc: lang.Text{Zh: "空间—技术联合密度聚类（两个半径的 DBSCAN）：邻居须同时在 km 之内、技术轮廓（各 item 的权重向量）的 1 − cos 不超过 distance；输入每点每个 item 一行，没有 item 的点不参加。聚类从 1 按大小编号，噪声不输出；item 为该聚类权重最大的一项。与行序无关。方法见 docs/methods/cluster-identification.md",
			En: "joint density in space and technology (DBSCAN of two radii): neighbours lie within km and their profiles (weights by item) within a distance of 1 − cosine; a row a point and item, points without items take no part. Clusters from 1 by size, noise left out; item: the one of greatest weight in the cluster. The order of rows does not matter. docs/methods/cluster-identification.md"},
		Output: slices.Concat(wholeColumns("cluster"), words("id"), flags("core"), doubles("stability", "cluster_stability", "centre_lat", "centre_lon", "radius_km"), words("item"), doubles("item_share"))}
}

// placedProfiles are places with what they do.
type placedProfiles struct {
	*places
	items   []string
	profile *geo.Profiles
}

type profileRow struct {
	id, item         string
	lat, lon, weight float64
}

func readPlacedProfiles(ctx context.Context, in array.RecordReader, out *Output) (*placedProfiles, error) {
	var rows []profileRow
	without := 0
	var bad error
	err := numbersOf(ctx, in, func(w []string, x []float64) {
		switch {
		case math.IsNaN(x[0]) || math.IsNaN(x[1]) || !(x[2] > 0):
			without++
			return
		case (math.Abs(x[0]) > 90 || math.Abs(x[1]) > 360) && bad == nil:
			bad = fail.New(fail.Invalid, "%s: latitude %g, longitude %g: no place on earth; are the columns swapped?", w[0], x[0], x[1])
		}
		rows = append(rows, profileRow{w[0], w[1], x[0], x[1], x[2]})
	})
	if without > 0 {
		out.noted("%d 行没有经纬度或权重，未计 · rows without latitude, longitude or weight are left out", without)
	}
	if err := cmp.Or(err, bad); err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b profileRow) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.item, b.item)) })
	return placedProfilesOf(rows), nil
}

// placedProfilesOf takes rows by id and item; items given twice add up.
func placedProfilesOf(rows []profileRow) *placedProfiles {
	p := &placedProfiles{places: &places{}, profile: &geo.Profiles{}}
	number := map[string]int32{}
	for _, r := range rows {
		if _, known := number[r.item]; !known {
			number[r.item] = 0
			p.items = append(p.items, r.item)
		}
	}
	slices.Sort(p.items)
	for k, item := range p.items {
		number[item] = int32(k)
	}
	for k, r := range rows {
		item, last := number[r.item], len(p.profile.Item)-1
		switch {
		case k > 0 && r.id == rows[k-1].id && p.profile.Item[last] == item:
			p.profile.Weight[last] += r.weight
			continue
		case k == 0 || r.id != rows[k-1].id:
			p.ids, p.lat, p.lon = append(p.ids, r.id), append(p.lat, r.lat), append(p.lon, r.lon)
			p.profile.First = append(p.profile.First, int32(len(p.profile.Item)))
		}
		p.profile.Item, p.profile.Weight = append(p.profile.Item, item), append(p.profile.Weight, r.weight)
	}
	p.profile.First = append(p.profile.First, int32(len(p.profile.Item)))
	return p
}

// of are the profiles of some points, named by their numbers.
func (p *placedProfiles) of(points []float64) *geo.Profiles {
	some := &geo.Profiles{First: []int32{0}}
	for _, i := range points {
		from, to := p.profile.First[int(i)], p.profile.First[int(i)+1]
		some.Item, some.Weight = append(some.Item, p.profile.Item[from:to]...), append(some.Weight, p.profile.Weight[from:to]...)
		some.First = append(some.First, int32(len(some.Item)))
	}
	return some
}

func runJointClusters(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	x, err := o.numbers("km", "distance", "min-points", "min-share", "sample")
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
	p, err := readPlacedProfiles(ctx, in, out)
	if err != nil || len(p.ids) == 0 {
		return err
	}
	numbers, all := make([]float64, len(p.ids)), make([]int32, len(p.ids)) // samples carry the numbers of their points as weights, to find their profiles
	for i := range numbers {
		numbers[i], all[i] = float64(i), int32(i)
	}
	cluster := func(lat, lon, points []float64, least float64) (*geo.Clustering, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return geo.JointDBSCAN(lat, lon, p.of(points), x[0], x[1], least)
	}
	least := max(x[2], x[3]*float64(len(p.ids)))
	c, err := cluster(p.lat, p.lon, numbers, least)
	if err != nil {
		return fail.As(fail.Invalid, err, "joint-clusters")
	}
	s := &geo.Stability{}
	if draws > 0 && c.Count > 0 {
		if s, err = c.Stability(p.lat, p.lon, numbers, least, geo.Resampling{Draws: int(min(draws, 10_000)), Share: x[4], Seed: uint64(seed)}, cluster); err != nil {
			return fail.As(fail.Invalid, err, "joint-clusters")
		}
	}
	return p.write(foundIn(p.places, all, c, s), out)
}

func (p *placedProfiles) write(found []foundCluster, out *Output) error {
	noise := len(p.ids)
	for k, f := range found {
		noise -= len(f.at)
		item, share := p.main(f.at)
		for m, i := range f.at {
			if err := out.Row(k+1, p.ids[i], f.core[m], numberOrNull(f.vote[m]), numberOrNull(f.stability), f.circle.Lat, f.circle.Lon, f.circle.Km, item, share); err != nil {
				return err
			}
		}
	}
	out.noted("%d 个聚类；%d 个点为噪声，共 %d 个点 · clusters; points that are noise; points", len(found), noise, len(p.ids))
	return nil
}

// main is the item of greatest weight of some points, and its share; the first by name among equals.
func (p *placedProfiles) main(at []int32) (item string, share float64) {
	sums, total := make([]float64, len(p.items)), 0.0
	for _, i := range at {
		for k := p.profile.First[i]; k < p.profile.First[i+1]; k++ {
			sums[p.profile.Item[k]] += p.profile.Weight[k]
			total += p.profile.Weight[k]
		}
	}
	best := 0
	for k := range sums {
		if sums[k] > sums[best] {
			best = k
		}
	}
	return p.items[best], sums[best] / total
}
