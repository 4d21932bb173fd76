package geo

import (
	"cmp"
	"math"
	"slices"
)

// Extent is the circle that stands for a set of points of the earth: its centre in degrees, its radius in km.
type Extent struct{ Lat, Lon, Km float64 }

// ExtentOf is the circle around the mean direction of the points named by at that just holds the share of them (the ⌈share·n⌉-th by distance; share above 0, to 1). Without points, or where they
// cancel out over the whole earth, all its values are NaN.
func ExtentOf(lat, lon []float64, at []int32, share float64) Extent {
	var x, y, z float64
	for _, i := range at {
		a, b, c := direction(lat[i], lon[i])
		x, y, z = x+a, y+b, z+c
	}
	length := math.Sqrt(x*x + y*y + z*z)
	if !(length > 1e-9*float64(len(at))) {
		return Extent{math.NaN(), math.NaN(), math.NaN()}
	}
	e := Extent{Lat: math.Asin(z/length) / degree, Lon: math.Atan2(y, x) / degree}
	distances := make([]float64, len(at))
	for k, i := range at {
		distances[k] = Distance(e.Lat, e.Lon, lat[i], lon[i])
	}
	slices.Sort(distances)
	e.Km = distances[max(0, int(math.Ceil(share*float64(len(at))*(1-1e-12)))-1)]
	return e
}

// Distance of two points of the earth (degrees) by the great circle, in km, on a sphere of EarthRadius; exact for near ones too.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	a, b, c := direction(lat1, lon1)
	d, e, f := direction(lat2, lon2)
	return 2 * EarthRadius * math.Asin(min(1, math.Sqrt((a-d)*(a-d)+(b-e)*(b-e)+(c-f)*(c-f))/2))
}

func direction(lat, lon float64) (x, y, z float64) {
	sin, cos := math.Sincos(lat * degree)
	sinl, cosl := math.Sincos(lon * degree)
	return cos * cosl, cos * sinl, sin
}

// Locator finds the points within a circle.
type Locator struct {
	lat, lon []float64
	order    []int32 // by latitude
}

// NewLocator sorts points of the earth (degrees).
func NewLocator(lat, lon []float64) *Locator {
	l := &Locator{lat: lat, lon: lon, order: make([]int32, len(lat))}
	for i := range l.order {
		l.order[i] = int32(i)
	}
	slices.SortFunc(l.order, func(a, b int32) int { return cmp.Or(cmp.Compare(lat[a], lat[b]), cmp.Compare(a, b)) })
	return l
}

// Within gives the points within a circle, its edge too (1e-9 km more counts), by latitude.
func (l *Locator) Within(e Extent) []int32 {
	reach := e.Km/EarthRadius/degree + 1e-9
	from, _ := slices.BinarySearchFunc(l.order, e.Lat-reach, func(i int32, lat float64) int { return cmp.Compare(l.lat[i], lat) })
	var all []int32
	for _, i := range l.order[from:] {
		if l.lat[i] > e.Lat+reach {
			break
		}
		if Distance(e.Lat, e.Lon, l.lat[i], l.lon[i]) <= e.Km+1e-9 {
			all = append(all, i)
		}
	}
	return all
}
