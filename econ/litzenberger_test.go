package econ

import (
	"slices"
	"testing"
)

// TestLitzenberger: the three factors one by one, and 1 everywhere where jobs, firms, land and people are spread alike.
func TestLitzenberger(t *testing.T) {
	jobs, firms := drawn(8, 5, 1), drawn(8, 5, 2)
	var area, people []float64
	for r := range 8 {
		area, people = append(area, float64(100+37*r)), append(people, float64(9000+1100*r*r))
	}
	got := Litzenberger(jobs, firms, area, people)
	_, e, _ := jobs.Margins()
	_, b, _ := firms.Margins()
	var a, p float64
	for r := range area {
		a, p = a+area[r], p+people[r]
	}
	for k, eij := range jobs.Amount {
		r, i := k/5, k%5
		if eij == 0 || firms.Amount[k] == 0 {
			near(t, "nothing there", got[k].Index, 0, 0)
			continue
		}
		density, stock := (eij/area[r])/(e[i]/a), (eij/people[r])/(e[i]/p)
		size := (eij / firms.Amount[k]) / (e[i] / b[i])
		near(t, "factors", got[k].Density*got[k].Stock/got[k].FirmSize, got[k].Index, 1e-12*got[k].Index)
		near(t, "index", got[k].Index/(density*stock/size), 1, 1e-12)
	}
	even := Table{4, 2, slices.Repeat([]float64{3, 5}, 4)}
	for _, x := range Litzenberger(even, even, []float64{1, 1, 1, 1}, []float64{7, 7, 7, 7}) {
		near(t, "spread alike", x.Index, 1, 1e-15)
	}
	// Jobs and firms of a region doubled, all else as it was: four times against regions that stay.
	more := Table{4, 1, []float64{2, 1, 1, 1}}
	x := Litzenberger(more, more, []float64{1, 1, 1, 1}, []float64{1, 1, 1, 1})
	near(t, "twice the jobs and firms", x[0].Index/x[1].Index, 4, 1e-15)
}
