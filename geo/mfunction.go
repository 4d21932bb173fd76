package geo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// MFunction is Marcon and Puech's relative concentration within each distance of km, which rise: over the establishments i of the industry S,
//
//	M(r) = Σ_i (Σ_{j∈S, j≠i, d_ij≤r} w_j / Σ_{j≠i, d_ij≤r} w_j) / Σ_i ((W_S − w_i)/(W − w_i))
//
// over those i that have a neighbour within r; NaN where none has. 1 where the industry is as the rest; 2: its share around its own is twice that of all. Each draw gives the sites, with their weights, other
// places of all. Marcon and Puech 2010, doi 10.1093/jeg/lbp016.
func (s *Sites) MFunction(km []float64, draws int, seed uint64) (*Curve, error) {
	units, err := s.units()
	if err != nil {
		return nil, err
	}
	if !slices.IsSorted(km) || len(km) == 0 {
		return nil, fmt.Errorf("distances have to rise")
	}
	if float64(len(units))*float64(len(s.Of))*float64(draws+1) > maxPairs {
		return nil, fmt.Errorf("%d sites, %d establishments, %d draws: more than %g distances; draw fewer", len(units), len(s.Of), draws, maxPairs)
	}
	own := make([]bool, len(units))
	for _, i := range s.Of {
		own[i] = true
	}
	c := &Curve{Km: km, Value: s.relative(units, own, km)}
	curves := make([][]float64, draws)
	inBands(draws, func(from, to int) {
		for k := from; k < to; k++ {
			places := slices.Clone(units)
			rand.New(rand.NewPCG(seed, uint64(k))).Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
			curves[k] = s.relative(places, own, km)
		}
	})
	c.Bands = bandsOf(curves, 0.05)
	return c, nil
}

func (s *Sites) relative(units []unit, own []bool, km []float64) []float64 {
	limit := make([]float64, len(km)) // chords, squared
	for k, d := range km {
		chord := 2 * math.Sin(min(d/EarthRadius, math.Pi)/2)
		limit[k] = chord * chord
	}
	all, industry := 0.0, 0.0
	for i := range units {
		all += s.weight(i)
		if own[i] {
			industry += s.weight(i)
		}
	}
	above, below := make([]float64, len(km)), make([]float64, len(km))
	same, any := make([]float64, len(km)), make([]float64, len(km))
	for _, i := range s.Of {
		clear(same)
		clear(any)
		for j := range units {
			dx, dy, dz := units[i].x-units[j].x, units[i].y-units[j].y, units[i].z-units[j].z
			d := dx*dx + dy*dy + dz*dz
			if j == i || d > limit[len(limit)-1] {
				continue
			}
			k, _ := slices.BinarySearch(limit, d)
			any[k] += s.weight(j)
			if own[j] {
				same[k] += s.weight(j)
			}
		}
		ins, around := 0.0, 0.0
		for k := range km {
			ins, around = ins+same[k], around+any[k]
			if around > 0 {
				above[k] += ins / around
				below[k] += (industry - s.weight(i)) / (all - s.weight(i))
			}
		}
	}
	for k := range above {
		above[k] /= below[k]
	}
	return above
}
