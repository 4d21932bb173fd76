package graph

import (
	"math"
	"slices"
)

// CycleTime is the technology cycle time of every node: the median age of its references, time being in any whole unit, arcs
// leading from citing to cited; NaN where it cites nothing. Of an even number it is the mean of the middle two. References later
// than the node (mistakes of dates) count as they are, below 0. OECD Patent Statistics Manual 2009, doi
// 10.1787/9789264056442-en, after Narin 1993. O(m log m/n).
func CycleTime(g *Graph, time []int32) []float64 {
	out := make([]float64, g.Nodes())
	each(g.Nodes(), func(_, from, to int) {
		var ages []int64
		for v := from; v < to; v++ {
			ages = ages[:0]
			for _, w := range g.Targets(uint32(v)) {
				ages = append(ages, int64(time[v])-int64(time[w]))
			}
			out[v] = median(ages)
		}
	})
	return out
}

func median(x []int64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	slices.Sort(x)
	return (float64(x[(len(x)-1)/2]) + float64(x[len(x)/2])) / 2
}
