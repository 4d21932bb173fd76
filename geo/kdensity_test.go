package geo

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// scattered are n sites over 4° by 4°, and an industry of k of them: at random, or, gathered, those nearest to the middle.
func scattered(n, k int, gathered bool, seed uint64) *Sites {
	r := rand.New(rand.NewPCG(seed, 2))
	s := &Sites{}
	for range n {
		s.Lat, s.Lon, s.Weight = append(s.Lat, 34+4*r.Float64()), append(s.Lon, 116+4*r.Float64()), append(s.Weight, 1+9*r.Float64())
	}
	s.Of = chosen(n, k, r)
	if gathered {
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		far := func(i int) float64 { return haversine(s.Lat[i], s.Lon[i], 36, 118) }
		slices.SortFunc(order, func(a, b int) int { return int(1e6 * (far(a) - far(b))) })
		s.Of = order[:k]
	}
	return s
}

func steps(to float64, count int) (km []float64) {
	for k := range count {
		km = append(km, to*float64(k)/float64(count-1))
	}
	return km
}

// TestKDensity: the definition pair by pair; the density integrates to 1; weights of one size change nothing.
func TestKDensity(t *testing.T) {
	s := scattered(300, 40, false, 1)
	km := steps(1500, 1501)
	c, err := s.KDensity(km, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	area := 0.0
	for k := 1; k < len(km); k++ {
		area += (c.Value[k] + c.Value[k-1]) / 2 * (km[k] - km[k-1])
	}
	near(t, "∫K", area, 1, 1e-6)
	for _, d := range []int{0, 20, 300} {
		sum, mass := 0.0, 0.0
		for _, i := range s.Of {
			for _, j := range s.Of {
				if i != j {
					w, at := s.Weight[i]*s.Weight[j], haversine(s.Lat[i], s.Lon[i], s.Lat[j], s.Lon[j])
					mass += w
					for _, x := range []float64{at, -at} {
						sum += w * math.Exp(-math.Pow((km[d]-x)/c.Bandwidth, 2)/2) / math.Sqrt(2*math.Pi)
					}
				}
			}
		}
		near(t, "K", c.Value[d], sum/mass/c.Bandwidth, 1e-12)
	}
	even := &Sites{Lat: s.Lat, Lon: s.Lon, Of: s.Of, Weight: slices.Repeat([]float64{3}, 300)}
	none := &Sites{Lat: s.Lat, Lon: s.Lon, Of: s.Of}
	a, _ := even.KDensity(km[:50], 0, 0)
	b, _ := none.KDensity(km[:50], 0, 0)
	for k := range a.Value {
		near(t, "weights of one size", a.Value[k], b.Value[k], 1e-15)
	}
	near(t, "nrd0", silverman([]float64{1, 2, 3, 4, 10}), 0.9*min(math.Sqrt(12.5), 2/1.34)*math.Pow(5, -0.2), 1e-15)
}

// TestKDensity_bands: binned draws are what exact ones are; a gathered industry is localised, one at random is not, but for one in twenty.
func TestKDensity_bands(t *testing.T) {
	km := steps(200, 60)
	s := scattered(300, 40, true, 1)
	c, err := s.KDensity(km, 200, 9)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := s.KDensity(km, 200, 9)
	if !reflect.DeepEqual(c, again) {
		t.Error("the same seed gives another result")
	}
	if localised, _ := c.Localised(); localised[0] <= 0 {
		t.Error("the gathered industry is not localised")
	}
	units, _ := s.units()
	total := 0.0
	for a, i := range s.Of {
		for _, j := range s.Of[:a] {
			total += s.Weight[i] * s.Weight[j]
		}
	}
	r := rand.New(rand.NewPCG(9, 4))
	places := chosen(300, 40, rand.New(rand.NewPCG(9, 4)))
	binned := s.drawn(units, km, total, r)
	var distances []float64
	for a, i := range places {
		for _, j := range places[:a] {
			distances = append(distances, units[i].km(units[j]))
		}
	}
	h := silverman(distances)
	for _, k := range []int{0, 10, 59} {
		exact := 0.0
		for a, i := range places {
			for b, j := range places[:a] {
				exact += s.Weight[s.Of[a]] * s.Weight[s.Of[b]] / total * reflected(km[k], units[i].km(units[j]), h)
			}
		}
		near(t, "binned", binned[k]/exact, 1, 1e-3)
	}
	found := 0
	for seed := range uint64(40) {
		c, _ := scattered(200, 25, false, 100+seed).KDensity(km, 100, seed)
		if localised, _ := c.Localised(); slices.Max(localised) > 0 {
			found++
		}
	}
	if found > 8 {
		t.Errorf("%d of 40 random industries localised, about 2 expected", found)
	}
}

// TestBands: with 1 to 100 at every distance the local band is the 6th and the 95th, the global one too.
func TestBands(t *testing.T) {
	var draws [][]float64
	for k := range 100 {
		draws = append(draws, slices.Repeat([]float64{float64(k + 1)}, 3))
	}
	b := bandsOf(draws, 0.05)
	if b.Low[0] != 6 || b.High[2] != 95 || b.GlobalLow[1] != 6 || b.GlobalHigh[1] != 95 {
		t.Errorf("%+v", b)
	}
	r := rand.New(rand.NewPCG(1, 1))
	draws = nil
	for range 200 {
		var curve []float64
		for range 10 {
			curve = append(curve, r.Float64())
		}
		draws = append(draws, curve)
	}
	b = bandsOf(draws, 0.05)
	above, below := 0, 0
	for _, curve := range draws {
		high, low := false, false
		for k, x := range curve {
			high, low = high || x > b.GlobalHigh[k], low || x < b.GlobalLow[k]
		}
		above, below = above+bit(high), below+bit(low)
	}
	if above > 10 || below > 10 || above == 0 || below == 0 {
		t.Errorf("%d and %d of 200 draws beyond the global band, at most 10", above, below)
	}
}

// TestMFunction: the definition; 1 where all sites are of the industry, about 1 where it is drawn at random, above where it is gathered.
func TestMFunction(t *testing.T) {
	km := []float64{10, 30, 60, 120, 1000}
	s := scattered(200, 40, true, 3)
	c, err := s.MFunction(km, 50, 1)
	if err != nil {
		t.Fatal(err)
	}
	own := map[int]bool{}
	all, industry := 0.0, 0.0
	for _, i := range s.Of {
		own[i] = true
		industry += s.Weight[i]
	}
	for _, w := range s.Weight {
		all += w
	}
	for k, r := range km {
		above, below := 0.0, 0.0
		for _, i := range s.Of {
			same, any := 0.0, 0.0
			for j := range s.Lat {
				if j != i && haversine(s.Lat[i], s.Lon[i], s.Lat[j], s.Lon[j]) <= r {
					any += s.Weight[j]
					if own[j] {
						same += s.Weight[j]
					}
				}
			}
			if any > 0 {
				above, below = above+same/any, below+(industry-s.Weight[i])/(all-s.Weight[i])
			}
		}
		near(t, "M", c.Value[k], above/below, 1e-12)
	}
	if !(c.Value[1] > c.Bands.High[1]) || math.Abs(c.Value[4]-1) > 1e-12 {
		t.Errorf("gathered: %v, bands to %v; at all distances 1", c.Value, c.Bands.High)
	}
	whole := scattered(50, 50, false, 4)
	one, _ := whole.MFunction(km, 0, 0)
	for _, v := range one.Value {
		if !math.IsNaN(v) {
			near(t, "all of one industry", v, 1, 1e-12)
		}
	}
	mean := 0.0
	for seed := range uint64(60) {
		m, _ := scattered(300, 60, false, 50+seed).MFunction([]float64{80}, 0, 0)
		mean += m.Value[0] / 60
	}
	near(t, "at random", mean, 1, 0.03)
	if _, err := (&Sites{Lat: []float64{1}, Lon: []float64{1}, Of: []int{0}}).MFunction(km, 0, 0); err == nil {
		t.Error("one establishment was taken")
	}
}
