// Package geo holds kernels over points of a plane. Slices in, slices out: no I/O, and the same result for any number of cores.
package geo

import (
	"math"
	"slices"
)

// Grid is a field of values on a square lattice: that of column i and row j stands at Left + i·Cell, Low + j·Cell and is Value[j·Wide+i].
type Grid struct {
	Left, Low, Cell float64
	Wide, High      int
	Value           []float64
}

// Density tells how thick points lie: each counts 1, spread by a normal kernel of deviation reach (in the unit of the points), over a lattice of about so many columns. The edge
// of the lattice lies beyond all spread, so that contours close. Without points the lattice has no values.
func Density(x, y []float64, columns int, reach float64) *Grid {
	if len(x) == 0 || columns < 2 || !(reach > 0) {
		return &Grid{}
	}
	left, right, low, high := slices.Min(x)-4*reach, slices.Max(x)+4*reach, slices.Min(y)-4*reach, slices.Max(y)+4*reach
	g := &Grid{Left: left, Low: low, Cell: (right - left) / float64(columns-1)}
	g.Wide, g.High = columns, int(math.Ceil((high-low)/g.Cell))+1
	g.Value = make([]float64, g.Wide*g.High)
	for k := range x {
		fx, fy := (x[k]-left)/g.Cell, (y[k]-low)/g.Cell
		i, j := min(int(fx), g.Wide-2), min(int(fy), g.High-2)
		fx, fy = fx-float64(i), fy-float64(j)
		at := j*g.Wide + i
		g.Value[at] += (1 - fx) * (1 - fy)
		g.Value[at+1] += fx * (1 - fy)
		g.Value[at+g.Wide] += (1 - fx) * fy
		g.Value[at+g.Wide+1] += fx * fy
	}
	g.smooth(reach / g.Cell)
	return g
}

// smooth spreads every value over its row, then over its column, by a normal kernel of deviation reach in cells, cut at three deviations.
func (g *Grid) smooth(reach float64) {
	half := int(math.Ceil(3 * reach))
	kernel, sum := make([]float64, 2*half+1), 0.0
	for k := range kernel {
		d := float64(k-half) / reach
		kernel[k] = math.Exp(-d * d / 2)
		sum += kernel[k]
	}
	pass := func(from []float64, count, step, lines, across int) []float64 {
		to := make([]float64, len(from))
		for l := range lines {
			for i := range count {
				v := from[l*across+i*step]
				if v == 0 {
					continue
				}
				for k, w := range kernel {
					if at := i + k - half; at >= 0 && at < count {
						to[l*across+at*step] += v * w / sum
					}
				}
			}
		}
		return to
	}
	g.Value = pass(g.Value, g.Wide, 1, g.High, g.Wide)
	g.Value = pass(g.Value, g.High, g.Wide, g.Wide, 1)
}

// Levels gives for each share the value such that places of at least that value hold the share of the whole: 0.5 is the contour around the densest half.
func (g *Grid) Levels(shares ...float64) []float64 {
	sorted := slices.Clone(g.Value)
	slices.SortFunc(sorted, func(a, b float64) int {
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	total := 0.0
	for _, v := range sorted {
		total += v
	}
	levels := make([]float64, len(shares))
	for k, share := range shares {
		sum := 0.0
		for _, v := range sorted {
			if sum += v; sum >= share*total {
				levels[k] = v
				break
			}
		}
	}
	return levels
}

// Contours are the closed lines around places of at least a level, each as x, y, x, y … with the first point not repeated; the higher ground lies to the
// left, so that holes run the other way. Marching squares (Lorensen and Cline 1987, doi 10.1145/37402.37422, on a plane); a saddle is parted by its mean. Values on the edge of
// the grid must be below the level.
func (g *Grid) Contours(level float64) [][]float64 {
	if len(g.Value) == 0 {
		return nil
	}
	next := map[int]int{} // from where a line enters a cell to where it leaves it; edges are numbered by their lower or left end, doubled
	var starts []int
	for j := range g.High - 1 {
		for i := range g.Wide - 1 {
			at := j*g.Wide + i
			south, west, north, east := 2*at, 2*at+1, 2*(at+g.Wide), 2*(at+1)+1
			a, b, c, d := g.Value[at], g.Value[at+1], g.Value[at+g.Wide+1], g.Value[at+g.Wide]
			code := bit(a >= level) | bit(b >= level)<<1 | bit(c >= level)<<2 | bit(d >= level)<<3
			add := func(from, to int) {
				next[from] = to
				starts = append(starts, from)
			}
			switch code {
			case 1:
				add(south, west)
			case 2:
				add(east, south)
			case 3:
				add(east, west)
			case 4:
				add(north, east)
			case 6:
				add(north, south)
			case 7:
				add(north, west)
			case 8:
				add(west, north)
			case 9:
				add(south, north)
			case 11:
				add(east, north)
			case 12:
				add(west, east)
			case 13:
				add(south, east)
			case 14:
				add(west, south)
			case 5, 10:
				joined := (a+b+c+d)/4 >= level
				switch {
				case code == 5 && joined:
					add(south, east)
					add(north, west)
				case code == 5:
					add(south, west)
					add(north, east)
				case joined:
					add(east, north)
					add(west, south)
				default:
					add(east, south)
					add(west, north)
				}
			}
		}
	}
	return g.rings(level, next, starts)
}

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// rings follows the lines from cell to cell.
func (g *Grid) rings(level float64, next map[int]int, starts []int) (rings [][]float64) {
	for _, s := range starts {
		var ring []float64
		at, ok := s, true
		for ok {
			x, y := g.crossing(at, level)
			ring = append(ring, x, y)
			to, found := next[at]
			delete(next, at)
			at, ok = to, found && to != s
		}
		if len(ring) >= 6 {
			rings = append(rings, ring)
		}
	}
	return rings
}

// crossing is where an edge of the grid has the level.
func (g *Grid) crossing(edge int, level float64) (x, y float64) {
	at := edge / 2
	other := at + 1
	if edge%2 == 1 {
		other = at + g.Wide
	}
	t := (level - g.Value[at]) / (g.Value[other] - g.Value[at])
	x, y = float64(at%g.Wide), float64(at/g.Wide)
	if edge%2 == 1 {
		y += t
	} else {
		x += t
	}
	return g.Left + x*g.Cell, g.Low + y*g.Cell
}
