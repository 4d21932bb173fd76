package geo

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// EarthRadius in km: the mean radius (6371.0088) that GRS 80 gives.
const EarthRadius = 6371.0088

// Reaches that cells are made for, km.
const (
	MinReach = 0.01
	MaxReach = 5000
)

// cells holds points of the sphere by cells of latitude and longitude, small enough that all points of a cell are within reach of each other. Reach is
// tested on the straight line through the earth: chord ≤ 2·sin(reach/2R) exactly where the great circle ≤ reach.
type cells struct {
	arc, chord2 float64 // reach in radians; its chord on the unit sphere, squared
	height      float64 // of a row, radians
	rows        int
	columns     []uint32 // of each row that has points, or is within reach of one
	widest      uint64
	x, y, z     []float64 // of the points, cell by cell
	origin      []int32   // their numbers as given
	key         []uint64  // of the cells that hold points: row·widest + column, rising
	first       []int32   // where their points begin; one more at the end
	box         [][6]float32
}

// newCells sorts points, in degrees, into cells.
func newCells(lat, lon []float64, km float64) (*cells, error) {
	if !(km >= MinReach && km <= MaxReach) {
		return nil, fmt.Errorf("reach of %g km: from %g to %d", km, MinReach, MaxReach)
	}
	if len(lat) != len(lon) || len(lat) > math.MaxInt32 {
		return nil, fmt.Errorf("%d latitudes, %d longitudes", len(lat), len(lon))
	}
	for i := range lat {
		if !(math.Abs(lat[i]) <= 90 && math.Abs(lon[i]) <= 360) {
			return nil, fmt.Errorf("point %d: latitude %g, longitude %g", i, lat[i], lon[i])
		}
	}
	c := &cells{arc: km / EarthRadius}
	chord := 2 * math.Sin(c.arc/2)
	c.chord2 = chord * chord
	side := chord / math.Sqrt2 * (1 - 1e-9)
	c.rows = int(math.Ceil(math.Pi / side))
	c.height = math.Pi / float64(c.rows)
	c.columns, c.widest = make([]uint32, c.rows), uint64(math.Ceil(2*math.Pi/side))
	if len(lat) > 0 {
		reach := int(c.arc/c.height) + 1
		from, to := max(0, c.row(slices.Min(lat))-reach), min(c.rows-1, c.row(slices.Max(lat))+reach)
		for r := from; r <= to; r++ {
			wide, _ := c.cosines(r)
			c.columns[r] = uint32(max(1, math.Ceil(2*math.Pi*wide/side)))
		}
	}
	c.fill(lat, lon)
	return c, nil
}

func (c *cells) row(lat float64) int { return min(c.rows-1, int((lat+90)*degree/c.height)) }

// cosines of the edges of a row: that nearer to the equator, and that nearer to the pole.
func (c *cells) cosines(row int) (wide, narrow float64) {
	a, b := float64(row)*c.height-math.Pi/2, float64(row+1)*c.height-math.Pi/2
	wide, narrow = max(math.Cos(a), math.Cos(b)), max(0, min(math.Cos(a), math.Cos(b)))
	if a < 0 && b > 0 {
		wide = 1
	}
	return wide, narrow
}

const degree = math.Pi / 180

// turned is a longitude in radians from 0 up to a full turn.
func turned(lon float64) float64 {
	l := math.Mod(lon+720, 360) * degree
	if l >= 2*math.Pi {
		l = 0
	}
	return l
}

func (c *cells) fill(lat, lon []float64) {
	n := len(lat)
	keys := make([]uint64, n)
	inBands(n, func(from, to int) {
		for i := from; i < to; i++ {
			row := c.row(lat[i])
			column := min(uint64(c.columns[row])-1, uint64(turned(lon[i])*float64(c.columns[row])/(2*math.Pi)))
			keys[i] = uint64(row)*c.widest + column
		}
	})
	c.origin = sortKeys(keys)
	c.x, c.y, c.z = make([]float64, n), make([]float64, n), make([]float64, n)
	inBands(n, func(from, to int) {
		for i := from; i < to; i++ {
			o := c.origin[i]
			sin, cos := math.Sincos(lat[o] * degree)
			sinl, cosl := math.Sincos(lon[o] * degree)
			c.x[i], c.y[i], c.z[i] = cos*cosl, cos*sinl, sin
		}
	})
	for i, k := range keys {
		if i == 0 || k != keys[i-1] {
			c.key, c.first = append(c.key, k), append(c.first, int32(i))
		}
	}
	c.first = append(c.first, int32(n))
	c.box = make([][6]float32, len(c.key))
	inBands(len(c.key), func(from, to int) {
		for k := from; k < to; k++ {
			c.box[k] = c.boxOf(int(c.first[k]), int(c.first[k+1]))
		}
	})
}

// boxOf bounds points: least x, y, z, then greatest, rounded outwards.
func (c *cells) boxOf(from, to int) (b [6]float32) {
	for d, v := range [3][]float64{c.x[from:to], c.y[from:to], c.z[from:to]} {
		b[d], b[d+3] = float32(slices.Min(v)-1e-7), float32(slices.Max(v)+1e-7)
	}
	return b
}

// sortKeys sorts keys in place, the first given first among equals, and gives where each was.
func sortKeys(keys []uint64) []int32 {
	const bits = 11
	n := len(keys)
	at, other, otherAt := make([]int32, n), make([]uint64, n), make([]int32, n)
	top := uint64(0)
	for i, k := range keys {
		at[i], top = int32(i), max(top, k)
	}
	from, to, fromAt, toAt := keys, other, at, otherAt
	for shift := 0; top>>shift > 0; shift += bits {
		var start [1 << bits]int32
		for _, k := range from {
			start[k>>shift&(1<<bits-1)]++
		}
		sum := int32(0)
		for d, count := range start {
			start[d], sum = sum, sum+count
		}
		for i, k := range from {
			d := k >> shift & (1<<bits - 1)
			to[start[d]], toAt[start[d]] = k, fromAt[i]
			start[d]++
		}
		from, to, fromAt, toAt = to, from, toAt, fromAt
	}
	if n > 0 && &from[0] != &keys[0] {
		copy(keys, from)
	}
	return fromAt
}

// around finds the cells whose points may lie within reach of a cell's.
type around struct {
	c     *cells
	row   int
	spans []span // of the row, by neighbouring row
	found []int32
}

// span is how far, in radians of longitude, a row has points within reach of a cell.
type span struct {
	row  int
	turn float64
}

func (a *around) of(cell int) []int32 {
	c := a.c
	row, column := int(c.key[cell]/c.widest), c.key[cell]%c.widest
	if a.spans == nil || row != a.row {
		a.row, a.spans = row, c.spans(row, a.spans[:0])
	}
	width := 2 * math.Pi / float64(c.columns[row])
	left, right := float64(column)*width, float64(column+1)*width
	a.found = a.found[:0]
	for _, s := range a.spans {
		n := int64(c.columns[s.row])
		wide := 2 * math.Pi / float64(n)
		from, to := int64(math.Floor((left-s.turn)/wide-1e-6)), int64(math.Floor((right+s.turn)/wide+1e-6))
		switch {
		case to-from+1 >= n:
			a.add(s.row, 0, n-1)
		case from < 0:
			a.add(s.row, from+n, n-1)
			a.add(s.row, 0, to)
		case to >= n:
			a.add(s.row, from, n-1)
			a.add(s.row, 0, to-n)
		default:
			a.add(s.row, from, to)
		}
	}
	return a.found
}

// spans solves hav(d) = hav(Δφ) + cos φ₁ cos φ₂ hav(Δλ) for the widest Δλ that two rows allow.
func (c *cells) spans(row int, list []span) []span {
	reach := int(c.arc/c.height) + 1
	_, own := c.cosines(row)
	for r := max(0, row-reach); r <= min(c.rows-1, row+reach); r++ {
		gap := float64(max(0, max(r-row, row-r)-1)) * c.height
		left := c.chord2/4*(1+1e-9) - math.Pow(math.Sin(gap/2), 2)
		if left < 0 {
			continue
		}
		_, other := c.cosines(r)
		turn := 2 * math.Pi
		if q := left / (own * other); q < 1 {
			turn = 2 * math.Asin(math.Sqrt(q))
		}
		list = append(list, span{r, turn})
	}
	return list
}

func (a *around) add(row int, from, to int64) {
	low, high := uint64(row)*a.c.widest+uint64(from), uint64(row)*a.c.widest+uint64(to)
	i, _ := slices.BinarySearch(a.c.key, low)
	for ; i < len(a.c.key) && a.c.key[i] <= high; i++ {
		a.found = append(a.found, int32(i))
	}
}

// beyond: no point of the box is within reach of the point.
func (c *cells) beyond(x, y, z float64, b *[6]float32) bool {
	dx := max(0, float64(b[0])-x, x-float64(b[3]))
	dy := max(0, float64(b[1])-y, y-float64(b[4]))
	dz := max(0, float64(b[2])-z, z-float64(b[5]))
	return dx*dx+dy*dy+dz*dz > c.chord2
}

func (c *cells) near(i, j int32) bool {
	dx, dy, dz := c.x[i]-c.x[j], c.y[i]-c.y[j], c.z[i]-c.z[j]
	return dx*dx+dy*dy+dz*dz <= c.chord2
}

// inBands shares the numbers below n among the cores, in bands.
func inBands(n int, do func(from, to int)) {
	workers := runtime.GOMAXPROCS(0)
	size := max(1, min(n/(8*workers)+1, 1<<14))
	var next atomic.Int64
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for {
				to := int(next.Add(int64(size)))
				if to-size >= n {
					return
				}
				do(to-size, min(to, n))
			}
		})
	}
	all.Wait()
}
