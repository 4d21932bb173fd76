package composite

import (
	"math"
	"slices"
)

// ImputeMethods fill a gap from the other units of the same indicator: of all, or of the unit's group.
var ImputeMethods = []string{"mean", "median", "group_mean", "group_median"}

// Impute fills the gaps of a column. Only gaps change (COINr issue 40 changed others). A gap stays where nothing is there to fill it from. A group is
// the units with one label; nil: all are one group.
func Impute(x []float64, method string, group []string) []float64 {
	middle := Mean
	if method == "median" || method == "group_median" {
		middle = median
	}
	if method == "mean" || method == "median" || group == nil {
		group = make([]string, len(x))
	}
	of := map[string][]float64{}
	for u, v := range x {
		of[group[u]] = append(of[group[u]], v)
	}
	middles := map[string]float64{} // of the groups with gaps
	out := slices.Clone(x)
	for u, v := range x {
		if !math.IsNaN(v) {
			continue
		}
		m, made := middles[group[u]]
		if !made {
			m = middle(of[group[u]])
			middles[group[u]] = m
		}
		out[u] = m
	}
	return out
}

// ImputePanelMethods fill a gap from other years of the same unit and indicator.
var ImputePanelMethods = []string{"latest", "linear"}

// ImputePanel fills the gaps of a column of unit-years: latest takes the nearest earlier year, linear lies on the line between the nearest earlier
// and the nearest later one. A gap before the first, and for linear after the last, year stays.
func ImputePanel(x []float64, method string, unit []string, year []float64) []float64 {
	rows := map[string][]int{}
	for r, u := range unit {
		rows[u] = append(rows[u], r)
	}
	out := slices.Clone(x)
	for _, list := range rows {
		slices.SortFunc(list, func(a, b int) int { return int(math.Copysign(1, year[a]-year[b])) })
		for at, r := range list {
			if math.IsNaN(x[r]) {
				out[r] = fromYears(x, year, list, at, method)
			}
		}
	}
	return out
}

func fromYears(x, year []float64, rows []int, at int, method string) float64 {
	before, after := -1, -1
	for i := at - 1; i >= 0 && before < 0; i-- {
		if !math.IsNaN(x[rows[i]]) {
			before = rows[i]
		}
	}
	for i := at + 1; i < len(rows) && after < 0; i++ {
		if !math.IsNaN(x[rows[i]]) {
			after = rows[i]
		}
	}
	switch {
	case before < 0 || method == "linear" && after < 0:
		return math.NaN()
	case method == "latest":
		return x[before]
	}
	share := (year[rows[at]] - year[before]) / (year[after] - year[before])
	return x[before] + share*(x[after]-x[before])
}
