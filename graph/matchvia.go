package graph

// Via is the strongest path of three steps from the firm to a candidate: by a partner of the firm and one of the candidate.
type Via struct {
	First, Second uint32
	Found         bool
}

// Trace prepares Via for the firm turned to: of each firm two steps away, the partner by which it is reached best. Partners of more than hub links are left
// out (0: none).
func (a *Around) Trace(hub int) {
	if a.best == nil {
		a.best = make([]uint32, a.m.now.Nodes())
	}
	a.reach.clear()
	a.hub = hub
	for _, u := range a.m.peers.Targets(a.firm) {
		if a.big(u) {
			continue
		}
		both(a.m.ever, u, func(v uint32) {
			if root := a.m.root[u]; root > a.reach.of[v] {
				a.reach.add(v, root-a.reach.of[v])
				a.best[v] = u
			}
		})
	}
}

func (a *Around) big(v uint32) bool { return a.hub > 0 && degree(a.m.ever, v) > float64(a.hub) }

// Via tells the strongest path to a candidate, 1/√(k_u k_v), of equals the one by the lower number next to the candidate.
func (a *Around) Via(candidate uint32) (via Via) {
	most := 0.0
	for _, v := range a.m.peers.Targets(candidate) {
		u := a.best[v]
		if v == a.firm || u == candidate || a.reach.of[v] == 0 || a.big(v) {
			continue
		}
		if x := a.reach.of[v] * a.m.root[v]; x > most {
			most, via = x, Via{u, v, true}
		}
	}
	return via
}

// Supplies tells whether a firm ever supplied another.
func (m *Matching) Supplies(a, b uint32) bool { return m.ever.linked(a, b) }

// Plays tells whether a firm ever supplied (else: bought) anything.
func (m *Matching) Plays(v uint32, supplying bool) bool {
	if supplying {
		return len(m.ever.Targets(v)) > 0
	}
	return len(m.ever.Sources(v)) > 0
}
