package derive

import (
	"context"
	"math"
	"strings"

	"asterism/geo"
	"asterism/internal/fail"
	"asterism/internal/lang"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// nearestKernel looks for spatial autocorrelation over the nearest neighbours of places.
func nearestKernel(draws, seed KernelOption) KernelAdapter {
	return KernelAdapter{Name: "nearest-autocorrelation", Version: "1", Run: runNearest, Input: append(words("region"), doubles("value", "lat", "lon")...), Optional: words("place_basis"), Options: []KernelOption{
		{Name: "near", Default: "4", Doc: lang.Text{Zh: "以最近的几个单元为邻，权重相等", En: "how many nearest units are neighbours, at equal weights"}},
		{Name: "least", Default: "10", Doc: lang.Text{Zh: "至少几个单元才计算", En: "units there have to be"}}, draws, seed},
		Doc: lang.Text{Zh: "以最近 k 个单元为邻（大圆距离）的空间自相关，每个单元一行：标准化值与邻居均值、局部 Moran 及象限（HH 高高、LL 低低、HL 高低、LH 低高）、G* 的 z，置换伪 p 与 Benjamini–Hochberg 校正；全局 Moran I 重复于各行。没有值或坐标的单元不参加。方法见 docs/methods/spatial-autocorrelation.md",
			En: "spatial autocorrelation over the k nearest units (great circle), a row a unit: standardised value and mean of the neighbours, local Moran with its quadrant (HH, LL, HL, LH), z of G*, pseudo p of permutations and adjusted after Benjamini and Hochberg; the global Moran's I stands in every row. Units without value or coordinates are left out. docs/methods/spatial-autocorrelation.md"},
		Output: append(append(append(words("region"), doubles("value", "standard", "lag_standard")...), words("quadrant")...), append(append(doubles("local_moran", "p_local", "p_local_fdr", "hot_z", "p_hot", "p_hot_fdr"), words("neighbours", "place_basis")...),
			append(wholeColumns("unit_count"), doubles("moran", "moran_expected", "moran_z", "moran_p", "moran_p_draws")...)...)...)}
}

// autocorrelated are units with a value and a place.
type autocorrelated struct {
	ids, basis      []string
	value, lat, lon []float64
	near            *geo.Neighbours
	draws           int
	seed            uint64
	mean, deviation float64
	local, hot      []geo.Local
	whole           geo.Autocorrelation
	without         int
}

func runNearest(ctx context.Context, in array.RecordReader, o KernelOptions, out *Output) error {
	var whole [4]int64
	for i, name := range []string{"near", "least", "draws", "seed"} {
		var err error
		if whole[i], err = o.whole(name, int64([]int{1, 4, 0, 0}[i])); err != nil {
			return err
		}
	}
	p := &autocorrelated{draws: int(min(whole[2], 1_000_000)), seed: uint64(whole[3])}
	if err := p.read(ctx, in, out); err != nil {
		return err
	}
	out.noted("%d units, %d without value or coordinates left out", len(p.ids), p.without)
	err := p.measure(int(whole[0]), int(whole[1]))
	if err != nil && out.inBuild() {
		return nil // one indicator that cannot be judged is no reason to show no other; a page tells so
	}
	if err != nil {
		return fail.As(fail.Invalid, err, "nearest-autocorrelation")
	}
	return p.write(out)
}

func (p *autocorrelated) read(ctx context.Context, in array.RecordReader, out *Output) error {
	seen := map[string]bool{}
	return eachRow(ctx, in, out.input, func(r row) error {
		names, err := r.needWords("region")
		if err != nil {
			return err
		}
		if seen[names[0]] {
			return fail.New(fail.Invalid, "%s stands in two rows: one row a unit", names[0])
		}
		seen[names[0]] = true
		value, lat, lon := r.amount("value"), r.amount("lat"), r.amount("lon")
		if math.IsNaN(value) || math.IsNaN(lat) || math.IsNaN(lon) {
			p.without++
			return nil
		}
		p.ids, p.basis = append(p.ids, names[0]), append(p.basis, r.word("place_basis"))
		p.value, p.lat, p.lon = append(p.value, value), append(p.lat, lat), append(p.lon, lon)
		return nil
	})
}

func (p *autocorrelated) measure(near, least int) (err error) {
	if n := len(p.ids); n < least {
		return fail.New(fail.Invalid, "%d units with value and coordinates: at least %d", n, least)
	}
	if p.near, err = geo.NearestNeighbours(p.lat, p.lon, near); err != nil {
		return err
	}
	if p.whole, err = geo.Moran(p.value, p.near, p.draws, p.seed); err != nil {
		return err
	}
	if p.local, err = geo.LocalMoran(p.value, p.near, false, p.draws, p.seed); err != nil {
		return err
	}
	if p.hot, err = geo.LocalGetisOrd(p.value, p.near, true, p.draws, p.seed); err != nil {
		return err
	}
	n := float64(len(p.value))
	for _, x := range p.value {
		p.mean += x / n
	}
	for _, x := range p.value {
		p.deviation += (x - p.mean) * (x - p.mean) / (n - 1)
	}
	p.deviation = math.Sqrt(p.deviation)
	return nil
}

func (p *autocorrelated) write(out *Output) error {
	for i, id := range p.ids {
		l, h := p.local[i], p.hot[i]
		line := numbersOrNull([]any{id}, p.value[i], (p.value[i]-p.mean)/p.deviation, (l.Lag-p.mean)/p.deviation)
		line = numbersOrNull(append(line, wordOrNull(l.Quadrant)), l.Value, l.P, l.PFalse, h.Z, h.P, h.PFalse)
		var names []string
		for _, j := range p.near.Other[p.near.First[i]:p.near.First[i+1]] {
			names = append(names, p.ids[j])
		}
		line = append(line, strings.Join(names, " "), wordOrNull(p.basis[i]), int64(len(p.ids)))
		if err := out.Row(numbersOrNull(line, p.whole.Value, p.whole.Expected, p.whole.ZRandom, p.whole.PRandom, p.whole.PShuffled)...); err != nil {
			return err
		}
	}
	return nil
}
