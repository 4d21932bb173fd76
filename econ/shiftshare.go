package econ

// ShiftShare parts a region's change between two times: National + Mix + Regional + Fresh = Change (Dunn 1960), Homothetic + Allocation + Entered =
// Regional (Esteban-Marquillas 1972).
type ShiftShare struct {
	Change     float64 // amount at the end less at the start
	National   float64 // e_j(e'/e − 1): growing as everything did
	Mix        float64 // Σ e_ij(e'_i/e_i − e'/e): industries that grew elsewhere
	Regional   float64 // Σ e_ij(e'_ij/e_ij − e'_i/e_i): growing more than the same industries elsewhere
	Homothetic float64 // Σ h_ij(g_ij − g_i), h_ij = e_j·e_i/e: the regional effect were its structure that of all
	Allocation float64 // Σ (e_ij − h_ij)(g_ij − g_i): being specialised in what grows here
	Entered    float64 // what came in industries that others had at the start and the region had not: they have no growth rate
	Fresh      float64 // what came in industries that nobody had at the start
}

// Shift parts the change of every region from before to after, tables of the same regions and industries. Sum it over years for the dynamic form (Barff and Knight 1988).
func Shift(before, after Table) []ShiftShare {
	region, industry, all := before.Margins()
	_, industryAfter, allAfter := after.Margins()
	growth := allAfter/all - 1
	out := make([]ShiftShare, before.Regions)
	for r := range out {
		s := &out[r]
		s.National = region[r] * growth
		for i, e := range before.Of(r) {
			now := after.Of(r)[i]
			s.Change += now - e
			if industry[i] == 0 {
				s.Fresh += now
				continue
			}
			g := industryAfter[i]/industry[i] - 1
			s.Mix += e * (g - growth)
			s.Regional += now - e*(1+g)
			if e == 0 {
				s.Entered += now
				continue
			}
			h := region[r] * industry[i] / all
			s.Homothetic += h * (now/e - 1 - g)
			s.Allocation += (e - h) * (now/e - 1 - g)
		}
	}
	return out
}

// Add sums the terms of another pair of years into s.
func (s *ShiftShare) Add(o ShiftShare) {
	s.Change, s.National, s.Mix, s.Regional = s.Change+o.Change, s.National+o.National, s.Mix+o.Mix, s.Regional+o.Regional
	s.Homothetic, s.Allocation = s.Homothetic+o.Homothetic, s.Allocation+o.Allocation
	s.Entered, s.Fresh = s.Entered+o.Entered, s.Fresh+o.Fresh
}
