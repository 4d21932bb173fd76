package composite

import "fmt"

// programme is max gain·x such that rows·x ≤ limit, x ≥ 0, where limit ≥ 0: x = 0 is a corner to start from.
type programme struct {
	gain, limit []float64
	rows        [][]float64
	basic, free []int // variable of each row and column; the slack of row r is len(gain) + r
	value       float64
}

const pivotLeast = 1e-11

// solve by Dantzig's simplex, with Bland's rule while the value does not rise, so that it ends. The rows are used up.
func (p *programme) solve() ([]float64, error) {
	n := len(p.gain)
	for i := range n {
		p.free = append(p.free, i)
	}
	for r := range p.rows {
		p.basic = append(p.basic, n+r)
	}
	stuck := false
	for range 100 * (n + len(p.rows)) {
		column := p.enter(stuck)
		if column < 0 {
			x := make([]float64, n)
			for r, v := range p.basic {
				if v < n {
					x[v] = p.limit[r]
				}
			}
			return x, nil
		}
		row := p.leave(column)
		if row < 0 {
			return nil, fmt.Errorf("the programme has no limit")
		}
		before := p.value
		p.pivot(row, column)
		stuck = !(p.value > before)
	}
	return nil, fmt.Errorf("the programme does not come to an end")
}

// enter chooses the column of the greatest gain, or, stuck, the first variable that gains; −1: none does.
func (p *programme) enter(stuck bool) int {
	best := -1
	for i, g := range p.gain {
		if g > pivotLeast && (best < 0 || stuck && p.free[i] < p.free[best] || !stuck && g > p.gain[best]) {
			best = i
		}
	}
	return best
}

// leave chooses the row that limits first, of equals the first variable.
func (p *programme) leave(column int) int {
	best, least := -1, 0.0
	for r, row := range p.rows {
		if row[column] <= pivotLeast {
			continue
		}
		ratio := p.limit[r] / row[column]
		if best < 0 || ratio < least || ratio == least && p.basic[r] < p.basic[best] {
			best, least = r, ratio
		}
	}
	return best
}

func (p *programme) pivot(row, column int) {
	own := p.rows[row]
	by := own[column]
	own[column] = 1
	for i := range own {
		own[i] /= by
	}
	p.limit[row] /= by
	for r, other := range p.rows {
		if f := other[column]; r != row && f != 0 {
			other[column] = 0
			for i := range own {
				other[i] -= f * own[i]
			}
			p.limit[r] = max(0, p.limit[r]-f*p.limit[row])
		}
	}
	f := p.gain[column]
	p.gain[column] = 0
	for i := range own {
		p.gain[i] -= f * own[i]
	}
	p.value += f * p.limit[row]
	p.basic[row], p.free[column] = p.free[column], p.basic[row]
}
