package graph

import (
	"cmp"
	"math"
	"slices"
)

// Place puts the nodes of a graph on a plane so that neighbours lie near each other: groups begin on a spiral, the largest in
// the middle, then springs pull along arcs and all nodes push each other away (Fruchterman and Reingold 1991, doi
// 10.1002/spe.4380211102), far ones by cells of a pyramid of grids (after Barnes and Hut 1986, doi 10.1038/324446a0). group is of each node, from 0
// by falling size, as Leiden gives it. The same for any number of cores. O(n·log n + m) a round, rounds fewer the more nodes.
func Place(g *Graph, group []uint32) (x, y []float64) {
	p := &placing{g: g, n: g.Nodes()}
	p.begin(group)
	rounds := max(16, min(200, 1_000_000/max(p.n, 1)))
	reach := math.Sqrt(float64(p.n)) / 4
	for k := range rounds {
		heat := reach * (1 - float64(k)/float64(rounds))
		p.round(heat)
	}
	p.spread()
	return p.x, p.y
}

// spread moves nodes out or in along their ray, most of the way to where they would fill a disc evenly: what hangs on nothing does not
// press all others into the middle.
func (p *placing) spread() {
	order, radius := make([]uint32, p.n), make([]float64, p.n)
	for v := range order {
		order[v], radius[v] = uint32(v), math.Hypot(p.x[v], p.y[v])
	}
	slices.SortFunc(order, func(a, b uint32) int {
		if c := cmp.Compare(radius[a], radius[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	for k, v := range order {
		if radius[v] == 0 {
			continue
		}
		most := radius[order[p.n-1]]
		even := most * math.Sqrt(float64(k+1)/float64(p.n))
		scale := (0.3*radius[v] + 0.7*even) / radius[v]
		p.x[v], p.y[v] = p.x[v]*scale, p.y[v]*scale
	}
}

type placing struct {
	g      *Graph
	n      int
	x, y   []float64
	levels [gridLevels]grid
	left   float64 // of the square that holds all nodes
	low    float64
	side   float64
}

const gridLevels = 9 // 1, 4, 16 … 65,536 cells

// grid is one level of the pyramid: how many nodes a cell holds, and the sums of their places.
type grid struct{ count, x, y []float64 }

// golden is the angle at which a spiral fills a plane evenly.
var golden = math.Pi * (3 - math.Sqrt(5))

// begin sets each group on a spiral around its own middle, and the middles on a spiral that leaves each the room it needs.
func (p *placing) begin(group []uint32) {
	p.x, p.y = make([]float64, p.n), make([]float64, p.n)
	_, count := numbered(group)
	before := 0.0
	for c, members := range groups(group, max(count, int(slices.Max(append([]uint32{0}, group...)))+1)) {
		room := float64(len(members))
		r, a := 1.4*math.Sqrt(before+room/2), float64(c)*golden
		if c == 0 {
			r = 0
		}
		before += room
		for i, v := range members {
			d, b := math.Sqrt(float64(i)+0.5)*0.8, float64(i)*golden
			p.x[v], p.y[v] = r*math.Cos(a)+d*math.Cos(b), r*math.Sin(a)+d*math.Sin(b)
		}
	}
	for i := range p.levels {
		cells := 1 << (2 * i)
		p.levels[i] = grid{make([]float64, cells), make([]float64, cells), make([]float64, cells)}
	}
}

func (p *placing) round(heat float64) {
	p.gather()
	x, y := make([]float64, p.n), make([]float64, p.n)
	inParts(p.n, 1024, func(from, to int) {
		for v := from; v < to; v++ {
			fx, fy := p.push(v)
			gx, gy := p.pull(uint32(v))
			fx, fy = fx+gx, fy+gy
			if f := math.Hypot(fx, fy); f > heat {
				fx, fy = fx*heat/f, fy*heat/f
			}
			x[v], y[v] = p.x[v]+fx, p.y[v]+fy
		}
	})
	p.x, p.y = x, y
}

// gather sums the nodes into the finest grid, and each grid into the next coarser one.
func (p *placing) gather() {
	left, right := bounds(p.x)
	low, high := bounds(p.y)
	p.left, p.low, p.side = left, low, max(right-left, high-low)*1.0001
	last := &p.levels[gridLevels-1]
	clear(last.count)
	clear(last.x)
	clear(last.y)
	for v := range p.n {
		c := p.cell(v)
		last.count[c]++
		last.x[c] += p.x[v]
		last.y[c] += p.y[v]
	}
	for l := gridLevels - 2; l >= 0; l-- {
		up, down, wide := &p.levels[l], &p.levels[l+1], 1<<l
		for c := range up.count {
			k := c/wide*2*(2*wide) + c%wide*2
			up.count[c] = down.count[k] + down.count[k+1] + down.count[k+2*wide] + down.count[k+2*wide+1]
			up.x[c] = down.x[k] + down.x[k+1] + down.x[k+2*wide] + down.x[k+2*wide+1]
			up.y[c] = down.y[k] + down.y[k+1] + down.y[k+2*wide] + down.y[k+2*wide+1]
		}
	}
}

func (p *placing) cell(v int) int {
	const wide = 1 << (gridLevels - 1)
	i, j := int((p.x[v]-p.left)/p.side*wide), int((p.y[v]-p.low)/p.side*wide)
	return min(max(j, 0), wide-1)*wide + min(max(i, 0), wide-1)
}

// push is the force of all other nodes on v: 1/distance each, a cell counting as one where it is small against its distance.
func (p *placing) push(v int) (fx, fy float64) {
	type at struct{ level, i, j int }
	var stack [4 * gridLevels]at
	stack[0] = at{}
	own := p.cell(v)
	for k := 1; k > 0; {
		k--
		c := stack[k]
		wide := 1 << c.level
		cell := c.j*wide + c.i
		count := p.levels[c.level].count[cell]
		if count == 0 {
			continue
		}
		sx, sy := p.levels[c.level].x[cell], p.levels[c.level].y[cell]
		if c.level == gridLevels-1 && cell == own {
			count, sx, sy = count-1, sx-p.x[v], sy-p.y[v]
			if count == 0 {
				continue
			}
		}
		dx, dy := p.x[v]-sx/count, p.y[v]-sy/count
		d := dx*dx + dy*dy
		size := p.side / float64(wide)
		if c.level < gridLevels-1 && size*size > d {
			for q := range 4 {
				stack[k] = at{c.level + 1, 2*c.i + q&1, 2*c.j + q>>1}
				k++
			}
			continue
		}
		if d < 1e-4 { // on the same spot: apart by the number, so that all cores agree
			a := float64(v) * golden
			dx, dy, d = 0.01*math.Cos(a), 0.01*math.Sin(a), 1e-4
		}
		fx, fy = fx+count*dx/d, fy+count*dy/d
	}
	return fx, fy
}

// pull is the force of v's arcs: the distance each, less where v has many, and a little to the middle of all, so that parts
// that hang on nothing stay near.
func (p *placing) pull(v uint32) (fx, fy float64) {
	n := 0
	for _, list := range [2][]uint32{p.g.Targets(v), p.g.Sources(v)} {
		for _, w := range list {
			dx, dy := p.x[w]-p.x[v], p.y[w]-p.y[v]
			d := math.Hypot(dx, dy) / 2
			fx, fy = fx+dx*d, fy+dy*d
			n++
		}
	}
	if n > 1 {
		fx, fy = fx/math.Sqrt(float64(n)), fy/math.Sqrt(float64(n))
	}
	const middle = 0.5
	return fx - middle*p.x[v], fy - middle*p.y[v]
}
