package composite

import (
	"fmt"
	"math"
)

// Judgement are weights from comparisons in pairs, with their consistency.
type Judgement struct {
	Weights     []float64
	Lambda      float64 // principal eigenvalue
	Index       float64 // CI = (λ − n)/(n − 1)
	Ratio       float64 // CR = CI/RI; under 0.1 is held consistent; NaN above 9
	Worst       [2]int  // the pair whose judgement lies farthest from w_i/w_j
	WorstFactor float64 // by this factor
}

var randomIndex = []float64{0, 0, 0, .58, .90, 1.12, 1.24, 1.32, 1.41, 1.45} // Saaty 1980

// AHP weighs by the principal eigenvector of a reciprocal matrix: judged[i][j] is how many times i matters as much as j (Saaty 1980). judged[j][i] is to be its inverse.
func AHP(judged [][]float64) (Judgement, error) {
	n := len(judged)
	for i, row := range judged {
		if len(row) != n {
			return Judgement{}, fmt.Errorf("row %d has %d judgements, not %d", i+1, len(row), n)
		}
	}
	for i := range judged {
		for k := range i + 1 {
			if x := judged[i][k]; !(x > 0) || math.Abs(x*judged[k][i]-1) > 0.01 { // 0.33 for 1/3
				return Judgement{}, fmt.Errorf("judgements %d,%d and %d,%d: %g and %g are not inverse to each other", i+1, k+1, k+1, i+1, x, judged[k][i])
			}
		}
	}
	j := Judgement{Ratio: math.NaN()}
	j.power(judged)
	if n > 1 {
		j.Index = (j.Lambda - float64(n)) / float64(n-1)
	}
	if n < len(randomIndex) {
		j.Ratio = 0
		if n > 2 {
			j.Ratio = j.Index / randomIndex[n]
		}
	}
	j.farthest(judged)
	return j, nil
}

// power iterates to the principal eigenvector; a positive matrix converges.
func (j *Judgement) power(judged [][]float64) {
	n := len(judged)
	j.Weights = make([]float64, n)
	for i := range j.Weights {
		j.Weights[i] = 1 / float64(n)
	}
	for range 10_000 {
		next := make([]float64, n)
		for i, row := range judged {
			for k, x := range row {
				next[i] += x * j.Weights[k]
			}
		}
		j.Lambda = total(next)
		shares(next)
		moved := 0.0
		for i := range next {
			moved = max(moved, math.Abs(next[i]-j.Weights[i]))
		}
		j.Weights = next
		if moved < 1e-15 {
			return
		}
	}
}

func (j *Judgement) farthest(judged [][]float64) {
	j.WorstFactor = 1
	for i, row := range judged {
		for k, x := range row {
			if f := x * j.Weights[k] / j.Weights[i]; f > j.WorstFactor*(1+1e-12) {
				j.Worst, j.WorstFactor = [2]int{i, k}, f
			}
		}
	}
}

// GroupAHP joins the judgements of several people: the geometric mean, place by place, which stays reciprocal (Aczél and Saaty 1983).
func GroupAHP(people [][][]float64) ([][]float64, error) {
	n := len(people[0])
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
		for k := range out[i] {
			for p, judged := range people {
				if len(judged) != n || len(judged[i]) != n || !(judged[i][k] > 0) {
					return nil, fmt.Errorf("person %d: judgement %d,%d is missing or not greater than 0", p+1, i+1, k+1)
				}
				out[i][k] += math.Log(judged[i][k]) / float64(len(people))
			}
			out[i][k] = math.Exp(out[i][k])
		}
	}
	return out, nil
}
