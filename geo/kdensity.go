package geo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Sites are the places of all establishments (degrees), those of an industry by number, and their weights (nil: each 1).
type Sites struct {
	Lat, Lon []float64
	Of       []int // of the industry
	Weight   []float64
}

// Curve is a function of distance and its bands under independence; Bands is nil without draws.
type Curve struct {
	Km, Value []float64
	Bandwidth float64 // of K-density, km
	Bands     *Bands
}

// maxPairs bounds the distances one call looks at.
const maxPairs = 2e10

type unit struct{ x, y, z float64 }

func (s *Sites) units() ([]unit, error) {
	if len(s.Lat) != len(s.Lon) || s.Weight != nil && len(s.Weight) != len(s.Lat) {
		return nil, fmt.Errorf("%d latitudes, %d longitudes, %d weights", len(s.Lat), len(s.Lon), len(s.Weight))
	}
	if len(s.Of) < 3 {
		return nil, fmt.Errorf("%d establishments: at least 3", len(s.Of))
	}
	for _, i := range s.Of {
		if i < 0 || i >= len(s.Lat) {
			return nil, fmt.Errorf("establishment %d: there are %d sites", i, len(s.Lat))
		}
	}
	units := make([]unit, len(s.Lat))
	for i := range units {
		if !(math.Abs(s.Lat[i]) <= 90 && math.Abs(s.Lon[i]) <= 360) || s.Weight != nil && !(s.Weight[i] > 0) {
			return nil, fmt.Errorf("site %d: latitude %g, longitude %g, or a weight not above 0", i, s.Lat[i], s.Lon[i])
		}
		sin, cos := math.Sincos(s.Lat[i] * degree)
		sinl, cosl := math.Sincos(s.Lon[i] * degree)
		units[i] = unit{cos * cosl, cos * sinl, sin}
	}
	return units, nil
}

func (s *Sites) weight(i int) float64 {
	if s.Weight == nil {
		return 1
	}
	return s.Weight[i]
}

// km between places along the great circle.
func (a unit) km(b unit) float64 {
	dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
	return 2 * EarthRadius * math.Asin(min(1, math.Sqrt(dx*dx+dy*dy+dz*dz)/2))
}

// MedianDistance between all sites, km; of at most a thousand of them, evenly taken.
func (s *Sites) MedianDistance() (float64, error) {
	units, err := s.units()
	if err != nil {
		return 0, err
	}
	step := max(1, len(units)/1000)
	var all []float64
	for i := 0; i < len(units); i += step {
		for j := i + step; j < len(units); j += step {
			all = append(all, units[i].km(units[j]))
		}
	}
	slices.Sort(all)
	return quantile(all, 0.5), nil
}

// quantile of sorted values, R's type 7.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// silverman's bandwidth, R's nrd0: 0.9·min(sd, IQR/1.34)·n^(−1/5).
func silverman(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n, mean, squares := float64(len(sorted)), 0.0, 0.0
	for _, x := range sorted {
		mean += x / n
	}
	for _, x := range sorted {
		squares += (x - mean) * (x - mean)
	}
	sd := math.Sqrt(squares / (n - 1))
	narrow := min(sd, (quantile(sorted, 0.75)-quantile(sorted, 0.25))/1.34)
	if narrow == 0 {
		narrow = sd
	}
	return 0.9 * narrow * math.Pow(n, -0.2)
}

// KDensity is Duranton and Overman's density of distances between the establishments of an industry, at the distances km:
//
//	K(d) = Σ_{i<j} w_i w_j [f((d−d_ij)/h) + f((d+d_ij)/h)] / (h Σ_{i<j} w_i w_j)
//
// f normal, h Silverman's bandwidth (nrd0) of the distances, reflected at 0, so that it integrates to 1 from 0 on. Each draw puts the establishments, with their weights, on sites drawn from all
// without replacement, with a bandwidth of its own (distances binned to h/32). Duranton and Overman 2005, doi 10.1111/0034-6527.00362.
func (s *Sites) KDensity(km []float64, draws int, seed uint64) (*Curve, error) {
	units, err := s.units()
	if err != nil {
		return nil, err
	}
	n := len(s.Of)
	if float64(n)*float64(n)/2*float64(draws+1) > maxPairs {
		return nil, fmt.Errorf("%d establishments, %d draws: more than %g distances; draw fewer", n, draws, maxPairs)
	}
	distances := make([]float64, 0, n*(n-1)/2)
	mass := make([]float64, 0, cap(distances))
	total := 0.0
	for a, i := range s.Of {
		for _, j := range s.Of[:a] {
			distances, mass = append(distances, units[i].km(units[j])), append(mass, s.weight(i)*s.weight(j))
			total += s.weight(i) * s.weight(j)
		}
	}
	h := silverman(distances)
	if !(h > 0) {
		return nil, fmt.Errorf("all distances are the same")
	}
	c := &Curve{Km: km, Bandwidth: h, Value: make([]float64, len(km))}
	inBands(len(km), func(from, to int) {
		for k := from; k < to; k++ {
			for p, d := range distances {
				c.Value[k] += mass[p] * reflected(km[k], d, h) / total
			}
		}
	})
	curves := make([][]float64, draws)
	inBands(draws, func(from, to int) {
		for k := from; k < to; k++ {
			curves[k] = s.drawn(units, km, total, rand.New(rand.NewPCG(seed, uint64(k))))
		}
	})
	c.Bands = bandsOf(curves, 0.05)
	return c, nil
}

// reflected normal kernel.
func reflected(d, at, h float64) float64 {
	below, above := (d-at)/h, (d+at)/h
	return (math.Exp(-below*below/2) + math.Exp(-above*above/2)) / (h * math.Sqrt(2*math.Pi))
}

// drawn is the curve of establishments on random sites.
func (s *Sites) drawn(units []unit, km []float64, total float64, r *rand.Rand) []float64 {
	places := chosen(len(units), len(s.Of), r)
	distances := make([]float64, 0, len(places)*(len(places)-1)/2)
	for a, i := range places {
		for _, j := range places[:a] {
			distances = append(distances, units[i].km(units[j]))
		}
	}
	h := silverman(distances)
	if !(h > 0) {
		h = 1e-3 // all on one spot
	}
	const parts = 32
	far := slices.Max(km) + 8*h
	bins := make([]float64, int(far/h*parts)+2)
	for a := range places {
		for b := range a {
			at := distances[a*(a-1)/2+b] / h * parts
			if k := int(at); k+1 < len(bins) {
				w := s.weight(s.Of[a]) * s.weight(s.Of[b]) / total
				bins[k] += w * (1 - (at - float64(k)))
				bins[k+1] += w * (at - float64(k))
			}
		}
	}
	out := make([]float64, len(km))
	for k, d := range km {
		from, to := max(0, int((d-8*h)/h*parts)), min(len(bins), int((d+8*h)/h*parts)+1)
		for b := from; b < to; b++ {
			if bins[b] > 0 {
				out[k] += bins[b] * reflected(d, float64(b)*h/parts, h)
			}
		}
	}
	return out
}

// chosen are k of n numbers, without replacement (Floyd), in random order.
func chosen(n, k int, r *rand.Rand) []int {
	seen, out := make(map[int]bool, k), make([]int, 0, k)
	for j := n - k; j < n; j++ {
		x := r.IntN(j + 1)
		if seen[x] {
			x = j
		}
		seen[x] = true
		out = append(out, x)
	}
	r.Shuffle(k, func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// Localised is Γ(d) = max(K(d) − GlobalHigh(d), 0); Dispersed Ψ(d) = max(GlobalLow(d) − K(d), 0), 0 for an industry that is localised anywhere.
func (c *Curve) Localised() (localised, dispersed []float64) {
	localised, dispersed = make([]float64, len(c.Km)), make([]float64, len(c.Km))
	if c.Bands == nil {
		return localised, dispersed
	}
	anywhere := false
	for k, v := range c.Value {
		localised[k], dispersed[k] = max(0, v-c.Bands.GlobalHigh[k]), max(0, c.Bands.GlobalLow[k]-v)
		anywhere = anywhere || localised[k] > 0
	}
	if anywhere {
		clear(dispersed)
	}
	return localised, dispersed
}
