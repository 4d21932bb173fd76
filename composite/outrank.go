package composite

// Duels are the outcomes of every unit set against every other.
type Duels struct {
	Wins, Losses, Ties []float64 // how many others it beats, loses to, equals: its share over, under, at ½
	Share              []float64 // sum of its shares over the others
}

// Compare sets every two units against each other: a's share is the weight of the indicators where it is greater, ties half. Missing numbers count
// for neither. Shares within 1e-9 of ½ are ties, so that rounding decides no duel.
func Compare(c Columns, weights []float64) Duels {
	n, all := c.Units(), total(weights)
	d := Duels{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
	for a := range n {
		for b := a + 1; b < n; b++ {
			var more, less float64
			for i, x := range c {
				switch {
				case x[a] > x[b]:
					more += weights[i]
				case x[a] < x[b]:
					less += weights[i]
				case x[a] == x[b]:
					more += weights[i] / 2
					less += weights[i] / 2
				}
			}
			d.Share[a] += more / all
			d.Share[b] += less / all
			d.judge(a, b, (more-less)/all)
		}
	}
	return d
}

func (d Duels) judge(a, b int, lead float64) {
	switch {
	case lead > 1e-9:
		d.Wins[a]++
		d.Losses[b]++
	case lead < -1e-9:
		d.Wins[b]++
		d.Losses[a]++
	default:
		d.Ties[a]++
		d.Ties[b]++
	}
}

// Copeland is wins less losses.
func (d Duels) Copeland() []float64 {
	out := make([]float64, len(d.Wins))
	for u := range out {
		out[u] = d.Wins[u] - d.Losses[u]
	}
	return out
}
