package econ

import (
	"math"
	"slices"
)

// Strength flags a traded cluster in a region by the rule of the US Cluster Mapping project.
type Strength struct {
	Strong, Strong10, Significant, Qualifying bool
}

// StrongClusters flags the rows of one type of region and one year, traded clusters only: cluster is the number of each row's cluster,
// jobs its employment, sites its establishments, lq its location quotient. Per cluster, over the rows with jobs above 0, with quantiles of R's
// type 7:
//
//	strong       LQ ≥ Q75(LQ) and LQ ≥ 1 and jobs > Q25(jobs) and sites > Q25(sites)
//	strong10     the same with Q90(LQ)
//	significant  LQ > Q50(LQ) and jobs > Q25(jobs) and sites > Q25(sites)
//	qualifying   LQ > Q25(LQ) and jobs > Q25(jobs) and sites > Q25(sites)
//
// Rows without jobs, or of which something is not known (NaN), have no flag and do not count. The rule is that of the project's own program (clustermapping/cmp); its published text is coarser. Delgado,
// Porter and Stern 2014, doi 10.1016/j.respol.2014.05.007. O(n log n).
func StrongClusters(cluster []int, jobs, sites, lq []float64) []Strength {
	out := make([]Strength, len(cluster))
	rows := map[int][]int{}
	for k, c := range cluster {
		if jobs[k] > 0 && !math.IsNaN(sites[k]) && !math.IsNaN(lq[k]) {
			rows[c] = append(rows[c], k)
		}
	}
	for _, list := range rows {
		q, few, small := sortedOf(lq, list), Quantile(sortedOf(sites, list), 0.25), Quantile(sortedOf(jobs, list), 0.25)
		q25, q50, q75, q90 := Quantile(q, 0.25), Quantile(q, 0.5), Quantile(q, 0.75), Quantile(q, 0.9)
		for _, k := range list {
			if !(jobs[k] > small && sites[k] > few) {
				continue
			}
			x := lq[k]
			out[k] = Strength{x >= q75 && x >= 1, x >= q90 && x >= 1, x > q50, x > q25}
		}
	}
	return out
}

func sortedOf(x []float64, at []int) []float64 {
	out := make([]float64, len(at))
	for i, k := range at {
		out[i] = x[k]
	}
	slices.Sort(out)
	return out
}

// Quantile of sorted values by R's type 7, which interpolates between the two nearest (Hyndman and Fan 1996, doi 10.2307/2684934). NaN of
// nothing.
func Quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := p * float64(len(sorted)-1)
	low := int(math.Floor(at))
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}
