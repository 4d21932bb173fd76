package econ

// Table holds the amounts (jobs, output, firms, patents) of industries in regions, region by region: Amount[r*Industries+i].
type Table struct {
	Regions, Industries int
	Amount              []float64
}

// Of is the row of a region.
func (t Table) Of(region int) []float64 {
	return t.Amount[region*t.Industries : (region+1)*t.Industries]
}

// Margins are the sums by region, by industry, and of everything.
func (t Table) Margins() (region, industry []float64, all float64) {
	region, industry = make([]float64, t.Regions), make([]float64, t.Industries)
	for r := range region {
		for i, a := range t.Of(r) {
			region[r] += a
			industry[i] += a
		}
		all += region[r]
	}
	return region, industry, all
}

// Turn swaps regions and industries.
func (t Table) Turn() Table {
	out := Table{t.Industries, t.Regions, make([]float64, len(t.Amount))}
	for r := range t.Regions {
		for i, a := range t.Of(r) {
			out.Amount[i*t.Regions+r] = a
		}
	}
	return out
}
