package econ

import "gonum.org/v1/gonum/floats"

// ClusterIndex is Litzenberger and Sternberg's, with its three factors.
type ClusterIndex struct {
	Density  float64 // (e_ij/a_j)/(e_i/a), jobs per area against all regions
	Stock    float64 // (e_ij/p_j)/(e_i/p), jobs per head
	FirmSize float64 // (e_ij/b_ij)/(e_i/b_i), jobs per firm; NaN without firms
	Index    float64 // Density·Stock/FirmSize; 1 where all is spread alike, above 4 usually read as a cluster, 0 without jobs or firms, NaN where the industry has none anywhere
}

// Litzenberger measures every cell of jobs e and firms b, tables of one shape, with area a and people p by region. Litzenberger and Sternberg 2006; formula as in the R package REAT.
func Litzenberger(jobs, firms Table, area, people []float64) []ClusterIndex {
	_, e, _ := jobs.Margins()
	_, b, _ := firms.Margins()
	a, p := floats.Sum(area), floats.Sum(people)
	out := make([]ClusterIndex, len(jobs.Amount))
	for r := range jobs.Regions {
		for i := range jobs.Industries {
			k := r*jobs.Industries + i
			share := jobs.Amount[k] / e[i]
			c := ClusterIndex{Density: share / (area[r] / a), Stock: share / (people[r] / p), FirmSize: share / (firms.Amount[k] / b[i])}
			c.Index = c.Density / (people[r] / p) * (firms.Amount[k] / b[i])
			out[k] = c
		}
	}
	return out
}
