package econ

import "math"

// Cell is one cell of a matrix of counts, seen against what rows and columns lead to expect.
type Cell struct {
	Count, Expected float64
	Pearson         float64 // (n − E)/√E
	Adjusted        float64 // (n − E)/√(E(1−row)(1−column)), about standard normal; NaN where a share is 1
}

// Residuals compares each cell of a rows × columns matrix with E = row·column/total, the count that independence of row and column
// leads to expect. Technology × effect matrices are read so: a large negative residual is a gap where patents would be expected. Cells of
// empty rows or columns are NaN but for their count. Haberman 1973, Biometrics 29:205.
func Residuals(counts [][]float64) [][]Cell {
	var total float64
	row := make([]float64, len(counts))
	var column []float64
	for i, list := range counts {
		for j, n := range list {
			if j == len(column) {
				column = append(column, 0)
			}
			row[i], column[j], total = row[i]+n, column[j]+n, total+n
		}
	}
	out := make([][]Cell, len(counts))
	for i, list := range counts {
		out[i] = make([]Cell, len(list))
		for j, n := range list {
			out[i][j] = cell(n, row[i], column[j], total)
		}
	}
	return out
}

func cell(n, row, column, total float64) Cell {
	c := Cell{n, math.NaN(), math.NaN(), math.NaN()}
	if row == 0 || column == 0 {
		return c
	}
	c.Expected = row * column / total
	c.Pearson = (n - c.Expected) / math.Sqrt(c.Expected)
	if left := (1 - row/total) * (1 - column/total); left > 0 {
		c.Adjusted = c.Pearson / math.Sqrt(left)
	}
	return c
}
