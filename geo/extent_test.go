package geo

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestDistance: a degree of a great circle is π/180 of the radius, along the equator and along a meridian.
func TestDistance(t *testing.T) {
	for _, p := range [][4]float64{{0, 10, 0, 11}, {10, 20, 11, 20}, {0, 179.5, 0, -179.5}} {
		if d := Distance(p[0], p[1], p[2], p[3]); math.Abs(d-EarthRadius*degree) > 1e-9 {
			t.Errorf("%v: %g km", p, d)
		}
	}
	if d := Distance(36.65, 117, 36.65, 117); d != 0 {
		t.Errorf("a point lies %g km from itself", d)
	}
}

// TestExtent: five points on a meridian lie around the middle one; four fifths of them within a degree.
func TestExtent(t *testing.T) {
	lat, lon := []float64{9, 10, 11, 12, 8, 80}, []float64{20, 20, 20, 20, 20, 0}
	at := []int32{0, 1, 2, 3, 4}
	for share, degrees := range map[float64]float64{0.2: 0, 0.6: 1, 0.8: 2, 1: 2} {
		e := ExtentOf(lat, lon, at, share)
		if math.Abs(e.Lat-10) > 1e-9 || math.Abs(e.Lon-20) > 1e-9 || math.Abs(e.Km-degrees*EarthRadius*degree) > 1e-6 {
			t.Errorf("%g: %+v", share, e)
		}
	}
	if e := ExtentOf(lat, lon, nil, 1); !math.IsNaN(e.Lat) || !math.IsNaN(e.Km) {
		t.Errorf("nothing has extent %+v", e)
	}
	if e := ExtentOf([]float64{0, 0}, []float64{0, 180}, []int32{0, 1}, 1); !math.IsNaN(e.Lat) {
		t.Errorf("opposite points have centre %+v", e)
	}
}

// TestLocator: the points within circles are those that a look at each finds, across the date line and at a pole too.
func TestLocator(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	lat, lon := make([]float64, 2000), make([]float64, 2000)
	for i := range lat {
		lat[i], lon[i] = 180*random.Float64()-90, 360*random.Float64()-180
	}
	l := NewLocator(lat, lon)
	for _, e := range []Extent{{36, 118, 500}, {0, 180, 1500}, {89, 0, 900}, {-60, -179.9, 20000}, {10, 10, 0}} {
		var want []int32
		for i := range lat {
			if Distance(e.Lat, e.Lon, lat[i], lon[i]) <= e.Km {
				want = append(want, int32(i))
			}
		}
		got := l.Within(e)
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%+v: %d points, want %d", e, len(got), len(want))
		}
	}
}
