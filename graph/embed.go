package graph

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Embedding says how to lay a graph of neighbours out on a plane.
type Embedding struct {
	Rounds int // 0: 200 for many nodes to 500 for few
	Seed   uint64
}

// Embed moves nodes from where they begin to where neighbours are near and others far: pulled along arcs by weight·2d/(1+d²), pushed by drawn nodes by
// 2d/((0.01+d²)(1+d²)), with falling steps. This is the force of UMAP (McInnes, Healy and Melville 2018, arXiv 1802.03426) with a = b = 1, but all nodes
// move at once from the places of the round before, so that the result is the same for any number of cores. x and y are changed.
func Embed(g *Graph, weight []float64, x, y []float64, o Embedding) {
	n := g.Nodes()
	if o.Rounds == 0 {
		o.Rounds = min(500, max(200, 2_000_000/max(n, 1)))
	}
	e := newEmbedding(g, weight)
	fromX, fromY := make([]float64, n), make([]float64, n)
	for round := range o.Rounds {
		copy(fromX, x)
		copy(fromY, y)
		step := 1 - float64(round)/float64(o.Rounds)
		inParts(n, embedLot, func(from, to int) {
			for v := from; v < to; v++ {
				px, py := e.pull(v, fromX, fromY)
				qx, qy := e.push(v, fromX, fromY, o.Seed+uint64(round)<<40)
				x[v], y[v] = fromX[v]+step*clipped(px+qx), fromY[v]+step*clipped(py+qy)
			}
		})
	}
}

const (
	embedLot    = 512
	drawnNodes  = 6   // of each round that push a node
	pushing     = 5.0 // drawn nodes that an arc of weight 1 stands against, as UMAP's negative samples
	longestStep = 4.0
)

func clipped(d float64) float64 { return max(-longestStep, min(longestStep, d)) }

// embedding holds the arcs of each node both ways, the weights of a node adding up to at most 1.
type embedding struct {
	n  int
	at []uint32
	to []uint32
	w  []float32
}

func newEmbedding(g *Graph, weight []float64) *embedding {
	n := g.Nodes()
	e := &embedding{n: n, at: make([]uint32, n+1), to: make([]uint32, 2*g.Arcs()), w: make([]float32, 2*g.Arcs())}
	for v := range uint32(n) {
		e.at[v+1] = e.at[v] + uint32(len(g.Targets(v))+len(g.Sources(v)))
	}
	next := slices.Clone(e.at)
	put := func(v, w uint32, x float64) {
		e.to[next[v]], e.w[next[v]] = w, float32(x)
		next[v]++
	}
	for v := range uint32(n) {
		for i := g.OutAt[v]; i < g.OutAt[v+1]; i++ {
			put(v, g.Out[i], weight[i])
			put(g.Out[i], v, weight[i])
		}
	}
	for v := range n {
		list, sum := e.w[e.at[v]:e.at[v+1]], float32(0)
		for _, x := range list {
			sum += x
		}
		for i := range list {
			list[i] /= sum
		}
	}
	return e
}

// pull is the mean pull of v's neighbours.
func (e *embedding) pull(v int, x, y []float64) (fx, fy float64) {
	for i := e.at[v]; i < e.at[v+1]; i++ {
		dx, dy := x[e.to[i]]-x[v], y[e.to[i]]-y[v]
		f := float64(e.w[i]) * 2 / (1 + dx*dx + dy*dy)
		fx, fy = fx+f*dx, fy+f*dy
	}
	return fx, fy
}

// push is the mean push of drawn nodes.
func (e *embedding) push(v int, x, y []float64, seed uint64) (fx, fy float64) {
	draw := seed ^ uint64(v)*0x9e3779b97f4a7c15
	for range drawnNodes {
		draw += 0x9e3779b97f4a7c15
		z := draw
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		w := int((z ^ z>>31) >> 32 * uint64(e.n) >> 32)
		dx, dy := x[v]-x[w], y[v]-y[w]
		d := dx*dx + dy*dy
		if d == 0 {
			continue
		}
		f := 2 / ((0.01 + d) * (1 + d))
		fx, fy = fx+clipped(f*dx), fy+clipped(f*dy)
	}
	return fx * pushing / drawnNodes, fy * pushing / drawnNodes
}

// Scatter gives each node a place to begin: groups where classical scaling of their centres puts them (Torgerson 1952, doi 10.1007/BF02288916, over 1 − cosine), their nodes
// around in a sunflower. Vectors are unit, dims long and by rows; group is of each node, from 0 without gaps.
func Scatter(vectors []float32, dims int, group []uint32) (x, y []float64) {
	n, groups := len(group), 0
	for _, c := range group {
		groups = max(groups, int(c)+1)
	}
	centre := Centres(vectors, dims, group, groups)
	cx, cy := Scale(groups, func(a, b int) float64 {
		return 1 - float64(Dot(centre[a*dims:(a+1)*dims], centre[b*dims:(b+1)*dims]))
	})
	x, y = make([]float64, n), make([]float64, n)
	placed := make([]int, groups)
	for v, c := range group {
		k := float64(placed[c])
		placed[c]++
		r, a := math.Sqrt((k+0.5)/float64(n))*5, k*golden
		x[v], y[v] = 10*cx[c]+r*math.Cos(a), 10*cy[c]+r*math.Sin(a)
	}
	return x, y
}

// Centres gives the mean direction of each group, of length 1.
func Centres(vectors []float32, dims int, group []uint32, groups int) []float32 {
	sum, centre := make([]float64, groups*dims), make([]float32, groups*dims)
	for v, c := range group {
		for i, x := range vectors[v*dims : (v+1)*dims] {
			sum[int(c)*dims+i] += float64(x)
		}
	}

	for c := range groups {
		long := 0.0
		for _, s := range sum[c*dims : (c+1)*dims] {
			long += s * s
		}
		for i := c * dims; i < (c+1)*dims && long > 0; i++ {
			centre[i] = float32(sum[i] / math.Sqrt(long))
		}
	}
	return centre
}

// Scale is classical multidimensional scaling of n points with distances to two axes: the coordinates whose scalar products are nearest to those that the
// distances give. Of each axis the largest entry is positive. O(n³).
func Scale(n int, distance func(a, b int) float64) (x, y []float64) {
	x, y = make([]float64, n), make([]float64, n)
	if n < 2 {
		return x, y
	}
	square, mean, all := make([]float64, n*n), make([]float64, n), 0.0
	for a := range n {
		for b := range n {
			if a != b {
				square[a*n+b] = distance(min(a, b), max(a, b)) * distance(min(a, b), max(a, b))
			}
			mean[a] += square[a*n+b] / float64(n)
		}
		all += mean[a] / float64(n)
	}
	for a := range n {
		for b := range n {
			square[a*n+b] = -(square[a*n+b] - mean[a] - mean[b] + all) / 2
		}
	}
	var e mat.EigenSym
	if !e.Factorize(mat.NewSymDense(n, square), true) {
		return x, y
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	values := e.Values(nil)
	for k, axis := range [][]float64{x, y} {
		j := n - 1 - k
		most := 0.0
		for i := range n {
			axis[i] = vectors.At(i, j) * math.Sqrt(max(values[j], 0))
			if math.Abs(axis[i]) > math.Abs(most)*(1+1e-9) {
				most = axis[i]
			}
		}
		for i := range n {
			if most < 0 {
				axis[i] = -axis[i]
			}
		}
	}
	return x, y
}
