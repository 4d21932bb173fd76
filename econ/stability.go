package econ

import "slices"

// Stability tells how far clusters hang on single regions: the regions are left out in turn, in up to groups groups (region r in group r mod groups), clusters are made anew,
// and each industry keeps the Jaccard index of its fellows then and before (1: the same; of an industry alone both times 1). Given is the mean over the groups in which every industry still varies, and their
// number (0: NaN). again puts the industries of a table into clusters. Hennig 2007 (doi 10.1016/j.csda.2006.11.025) resamples rows likewise.
func Stability(t Table, cluster []int, groups int, again func(Table) ([]int, error)) (stable []float64, told int) {
	stable = make([]float64, t.Industries)
	groups = min(groups, t.Regions)
	for g := range groups {
		anew, err := again(t.without(g, groups))
		if err != nil || len(anew) != len(cluster) {
			continue
		}
		told++
		for i, x := range fellows(cluster, anew) {
			stable[i] += x
		}
	}
	for i := range stable {
		stable[i] /= float64(told)
	}
	return stable, told
}

// without is a table less the regions of a group.
func (t Table) without(group, groups int) Table {
	out := Table{Industries: t.Industries}
	for r := range t.Regions {
		if r%groups != group {
			out.Amount = append(out.Amount, t.Of(r)...)
			out.Regions++
		}
	}
	return out
}

// fellows is the Jaccard index of each one's cluster before and after, itself left out.
func fellows(before, after []int) []float64 {
	out := make([]float64, len(before))
	for i := range before {
		both, either := 0, 0
		for j := range before {
			if j == i {
				continue
			}
			a, b := before[j] == before[i], after[j] == after[i]
			if a && b {
				both++
			}
			if a || b {
				either++
			}
		}
		if out[i] = 1; either > 0 {
			out[i] = float64(both) / float64(either)
		}
	}
	return out
}

// AdjustedRand compares two partitions: 1 the same, 0 as by chance. Hubert and Arabie 1985, doi 10.1007/BF01908075.
func AdjustedRand(a, b []int) float64 {
	ka, kb := slices.Max(a)+1, slices.Max(b)+1
	cells, rows, columns := make([]float64, ka*kb), make([]float64, ka), make([]float64, kb)
	for i := range a {
		cells[a[i]*kb+b[i]]++
		rows[a[i]]++
		columns[b[i]]++
	}
	pairs := func(list []float64) (sum float64) {
		for _, n := range list {
			sum += n * (n - 1) / 2
		}
		return sum
	}
	n := float64(len(a))
	both, one, other := pairs(cells), pairs(rows), pairs(columns)
	expected := one * other / (n * (n - 1) / 2)
	return (both - expected) / ((one+other)/2 - expected)
}
