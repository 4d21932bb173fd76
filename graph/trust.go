package graph

import (
	"cmp"
	"slices"
)

// Trustworthiness tells how far the k nearest on the plane are near in the space of the vectors too: 1 − 2/(s·k·(2n−3k−1))·Σ (rank − k) over the neighbours on the plane that are
// not among the k nearest of the space, rank their place there (Venna and Kaski 2001, doi 10.1007/3-540-44668-0_68), over s points: every step-th. Kept is the mean share of the k nearest of the space that are among the k
// nearest on the plane. O(n²·dims/step); k below n/2.
func Trustworthiness(vectors []float32, dims int, x, y []float64, k, step int) (trust, kept float64) {
	n := len(x)
	var sampled []int
	for v := 0; v < n; v += step {
		sampled = append(sampled, v)
	}
	cost, shared := make([]float64, len(sampled)), make([]int, len(sampled))
	inParts(len(sampled), 8, func(from, to int) {
		for s := from; s < to; s++ {
			v := sampled[s]
			plane := ordered(n, v, func(w int) float64 { return (x[v]-x[w])*(x[v]-x[w]) + (y[v]-y[w])*(y[v]-y[w]) })
			space := ordered(n, v, func(w int) float64 {
				return -float64(Dot(vectors[v*dims:(v+1)*dims], vectors[w*dims:(w+1)*dims]))
			})
			rank := make([]int, n)
			for r, w := range space {
				rank[w] = r + 1
			}
			for _, w := range plane[:k] {
				if rank[w] <= k {
					shared[s]++
				} else {
					cost[s] += float64(rank[w] - k)
				}
			}
		}
	})
	sum, both := 0.0, 0
	for s := range sampled {
		sum, both = sum+cost[s], both+shared[s]
	}
	return 1 - 2*sum/(float64(len(sampled))*float64(k)*float64(2*n-3*k-1)), float64(both) / float64(k*len(sampled))
}

// ordered lists all points but v from the nearest on.
func ordered(n, v int, distance func(w int) float64) []int {
	far := make([]float64, n)
	order := make([]int, 0, n-1)
	for w := range n {
		if w != v {
			far[w] = distance(w)
			order = append(order, w)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(a, b)) })
	return order
}
