package composite

import (
	"fmt"
	"math"
)

// BenefitOfDoubt lets each unit choose the weights that suit it best: max Σw_i x_iu such that Σw_i x_ik ≤ 1 for every unit k, w ≥ 0 (Melyn and
// Moesen 1991; Cherchye and others 2007, doi 10.1007/s11205-006-9029-7), a linear programme a unit, x ≥ 0 and whole. 1 is the best. Without
// restriction most weights are 0; share leaves every indicator at least share/n of the unit's score (0 to 1; at 1 all have equal parts). weights[u] are unit u's.
func BenefitOfDoubt(c Columns, share float64) (score []float64, weights [][]float64, err error) {
	n, k := c.Units(), len(c)
	if n > 2000 || n*(n+k) > 1<<23 {
		return nil, nil, fmt.Errorf("benefit of the doubt takes up to 2000 units, not %d", n)
	}
	for i, x := range c {
		for u, v := range x {
			if !(v >= 0) || math.IsInf(v, 0) {
				return nil, nil, fmt.Errorf("benefit of the doubt takes whole rows of numbers from 0 up; unit %d, member %d has %g", u+1, i+1, v)
			}
		}
	}
	for u := range n {
		s, w, err := doubt(c, u, share)
		if err != nil {
			return nil, nil, fmt.Errorf("benefit of the doubt, unit %d: %w", u+1, err)
		}
		score, weights = append(score, s), append(weights, w)
	}
	return score, weights, nil
}

// doubt solves one unit's programme from the corner w = 0, where every constraint has its slack.
func doubt(c Columns, unit int, share float64) (float64, []float64, error) {
	k := len(c)
	p := programme{}
	for i := range k {
		p.gain = append(p.gain, c[i][unit])
	}
	for u := range c.Units() {
		row := make([]float64, k)
		for i := range k {
			row[i] = c[i][u]
		}
		p.rows, p.limit = append(p.rows, row), append(p.limit, 1)
	}
	for member := range k {
		if share == 0 {
			break
		}
		row := make([]float64, k) // share/n·Σ w x − w_i x_i ≤ 0
		for i := range k {
			row[i] = share / float64(k) * c[i][unit]
		}
		row[member] -= c[member][unit]
		p.rows, p.limit = append(p.rows, row), append(p.limit, 0)
	}
	w, err := p.solve()
	var score float64
	for i, x := range w {
		score += x * c[i][unit]
	}
	return score, w, err
}
