package econ

import (
	"fmt"
	"math"
	"slices"
)

// Validation scores how well clusters hold what is related, by one similarity: percentages of clusters (industries) whose mean similarity within, WCR, is above the mean (Average) or the 95th percentile (High) of
// their mean similarities BCR to each of the other clusters. Clusters of one industry have no WCR and count in none. Delgado, Porter and Stern 2016, doi 10.1093/jeg/lbv017.
type Validation struct {
	ClusterAverage, ClusterHigh   float64 // VS-Cluster
	IndustryAverage, IndustryHigh float64 // VS-Industry
	Score                         float64 // mean of the four
	Industries                    []Fit
	Clusters                      []Fit
}

// Fit is how an industry, or a cluster, sits in its cluster.
type Fit struct {
	Within        float64 // WCR; NaN for a cluster of one
	Between, High float64 // mean and 95th percentile (R's type 7) of BCR over the other clusters; NaN where there is no other
	Best          int     // the other cluster that it is most related to, −1 for none
	BestBetween   float64
}

// Validate scores clusters, numbered from 0, by a similarity. Errors: an industry without cluster, an empty cluster, fewer than two clusters.
func Validate(s *Similarity, cluster []int) (*Validation, error) {
	if len(cluster) != s.N || s.N == 0 {
		return nil, fmt.Errorf("%d industries in clusters, %d in the similarity", len(cluster), s.N)
	}
	k := slices.Max(cluster) + 1
	size := make([]float64, k)
	for i, c := range cluster {
		if c < 0 {
			return nil, fmt.Errorf("industry %d is in no cluster", i)
		}
		size[c]++
	}
	if c := slices.Index(size, 0); c >= 0 || k < 2 {
		return nil, fmt.Errorf("%d clusters, or one without industries", k)
	}
	to := make([]float64, s.N*k) // Σ of similarity to each cluster, itself left out
	for i := range s.N {
		for j, c := range cluster {
			if j != i {
				to[i*k+c] += s.At(i, j)
			}
		}
	}
	v := &Validation{Industries: make([]Fit, s.N), Clusters: make([]Fit, k)}
	sums := make([]float64, k*k)
	for i, own := range cluster {
		for c := range k {
			sums[own*k+c] += to[i*k+c]
		}
		v.Industries[i] = fit(to[i*k:(i+1)*k], own, size[own]-1, size)
	}
	for c := range k {
		row := sums[c*k : (c+1)*k]
		for other := range row {
			row[other] /= size[c]
		}
		v.Clusters[c] = fit(row, c, size[c]-1, size)
	}
	v.ClusterAverage, v.ClusterHigh = passing(v.Clusters)
	v.IndustryAverage, v.IndustryHigh = passing(v.Industries)
	v.Score = (v.ClusterAverage + v.ClusterHigh + v.IndustryAverage + v.IndustryHigh) / 4
	return v, nil
}

// fit compares sums of similarity to clusters.
func fit(sums []float64, own int, others float64, size []float64) Fit {
	f := Fit{Within: sums[own] / others, Best: -1, BestBetween: math.Inf(-1)}
	if others == 0 {
		f.Within = math.NaN()
	}
	var between []float64
	for c, x := range sums {
		if c == own {
			continue
		}
		mean := x / size[c]
		between = append(between, mean)
		f.Between += mean / float64(len(sums)-1)
		if mean > f.BestBetween {
			f.Best, f.BestBetween = c, mean
		}
	}
	slices.Sort(between)
	f.High = Quantile(between, 0.95)
	return f
}

func passing(list []Fit) (average, high float64) {
	count := 0.0
	for _, f := range list {
		if math.IsNaN(f.Within) {
			continue
		}
		count++
		if f.Within > f.Between {
			average++
		}
		if f.Within > f.High {
			high++
		}
	}
	return 100 * average / count, 100 * high / count
}

// Refine moves industries that are more related to another cluster than to their own into it, all at once, as long as any is and at most passes times; a cluster never loses its last industry. It gives the new
// clusters, numbered by their first industry, and how many industries ended elsewhere (the outliers of step 5 of Delgado, Porter and Stern).
func Refine(s *Similarity, cluster []int, passes int) (refined []int, moved int, err error) {
	refined = slices.Clone(cluster)
	for range passes {
		v, err := Validate(s, refined)
		if err != nil {
			return nil, 0, err
		}
		left := make([]int, len(v.Clusters))
		for _, c := range refined {
			left[c]++
		}
		any := false
		for i, f := range v.Industries {
			if own := refined[i]; left[own] > 1 && f.BestBetween > f.Within {
				refined[i], any = f.Best, true
				left[own]--
				left[f.Best]++
			}
		}
		if !any {
			break
		}
	}
	for i, c := range refined {
		if c != cluster[i] {
			moved++
		}
	}
	return ordered(refined), moved, nil
}
