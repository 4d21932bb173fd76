package geo

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Neighbours are spatial weights, row by row: those of unit i are Other[First[i]:First[i+1]] with Weight.
type Neighbours struct {
	First, Other []int32
	Weight       []float64
}

// Tie says that unit To is a neighbour of unit From.
type Tie struct {
	From, To int32
	Weight   float64
}

// NewNeighbours sorts ties of n units into rows; the last of equal ties counts. Errors: a unit below 0 or from n up, a unit beside itself, a weight not above 0.
func NewNeighbours(n int, ties []Tie) (*Neighbours, error) {
	for _, t := range ties {
		if t.From < 0 || t.To < 0 || int(t.From) >= n || int(t.To) >= n {
			return nil, fmt.Errorf("units %d and %d: there are %d", t.From, t.To, n)
		}
		if t.From == t.To {
			return nil, fmt.Errorf("unit %d is its own neighbour", t.From)
		}
		if !(t.Weight > 0) {
			return nil, fmt.Errorf("units %d and %d: weight %g", t.From, t.To, t.Weight)
		}
	}
	sorted := slices.Clone(ties)
	slices.SortStableFunc(sorted, func(a, b Tie) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	w := &Neighbours{First: make([]int32, n+1)}
	for i, t := range sorted {
		if i+1 < len(sorted) && sorted[i+1].From == t.From && sorted[i+1].To == t.To {
			continue
		}
		w.Other, w.Weight = append(w.Other, t.To), append(w.Weight, t.Weight)
		w.First[t.From+1]++
	}
	for i := range n {
		w.First[i+1] += w.First[i]
	}
	return w, nil
}

// Count of units.
func (w *Neighbours) Count() int { return len(w.First) - 1 }

// Islands are the units without neighbours.
func (w *Neighbours) Islands() (count int) {
	for i := range w.Count() {
		if w.First[i] == w.First[i+1] {
			count++
		}
	}
	return count
}

func (w *Neighbours) of(i int) ([]int32, []float64) {
	return w.Other[w.First[i]:w.First[i+1]], w.Weight[w.First[i]:w.First[i+1]]
}

// RowStandardised divides weights by the sum of their row.
func (w *Neighbours) RowStandardised() *Neighbours {
	out := &Neighbours{w.First, w.Other, slices.Clone(w.Weight)}
	for i := range out.Count() {
		_, weights := out.of(i)
		sum := 0.0
		for _, x := range weights {
			sum += x
		}
		for k := range weights {
			weights[k] /= sum
		}
	}
	return out
}

// Lag is the weighted sum of neighbours' values.
func (w *Neighbours) Lag(y []float64) []float64 {
	out := make([]float64, w.Count())
	for i := range out {
		others, weights := w.of(i)
		for k, j := range others {
			out[i] += weights[k] * y[j]
		}
	}
	return out
}

// sums S₀ = ΣΣ w_ij, S₁ = ½ΣΣ(w_ij + w_ji)², S₂ = Σ(w_i. + w_.i)².
func (w *Neighbours) sums() (s0, s1, s2 float64) {
	n := w.Count()
	both := make([]float64, n)
	for i := range n {
		others, weights := w.of(i)
		for k, j := range others {
			x, back := weights[k], w.weight(int(j), int32(i))
			s0 += x
			both[i], both[j] = both[i]+x, both[j]+x
			if s1 += (x + back) * (x + back) / 2; back == 0 {
				s1 += x * x / 2 // the tie seen from the other side, which has none
			}
		}
	}
	for _, x := range both {
		s2 += x * x
	}
	return s0, s1, s2
}

func (w *Neighbours) weight(i int, j int32) float64 {
	others, weights := w.of(i)
	if k, ok := slices.BinarySearch(others, j); ok {
		return weights[k]
	}
	return 0
}

// maxUnits bounds what a GAL file may announce.
const maxUnits = 10_000_000

// ParseGAL reads the neighbours of units by name from a GAL file (GeoDa, PySAL): a head, the number of units or "0 number shapefile field"; then by unit a line with its name and its number of
// neighbours, and a line with their names. Errors name the line.
func ParseGAL(text string) (names []string, neighbours [][]string, err error) {
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	head := strings.Fields(lines[0])
	if len(head) != 1 && len(head) != 4 {
		return nil, nil, fmt.Errorf("line 1: the head of a GAL file is the number of units, or 0, number, file and field: %q", strings.TrimSpace(lines[0]))
	}
	count, err := strconv.Atoi(head[min(1, len(head)-1)])
	if err != nil || count < 0 || count > maxUnits {
		return nil, nil, fmt.Errorf("line 1: %q units", head[min(1, len(head)-1)])
	}
	at := 1
	for at < len(lines) {
		if strings.TrimSpace(lines[at]) == "" {
			at++
			continue
		}
		unit := strings.Fields(lines[at])
		if len(unit) != 2 {
			return nil, nil, fmt.Errorf("line %d: a unit and its number of neighbours: %q", at+1, strings.TrimSpace(lines[at]))
		}
		want, err := strconv.Atoi(unit[1])
		if err != nil || want < 0 {
			return nil, nil, fmt.Errorf("line %d: %q neighbours", at+1, unit[1])
		}
		at++
		var list []string
		if want > 0 && at < len(lines) {
			list = strings.Fields(lines[at])
			at++
		}
		if len(list) != want {
			return nil, nil, fmt.Errorf("line %d: unit %s has %d neighbours, not %d", at, unit[0], len(list), want)
		}
		names, neighbours = append(names, unit[0]), append(neighbours, list)
	}
	if len(names) != count {
		return nil, nil, fmt.Errorf("line 1: %d units announced, %d found", count, len(names))
	}
	return names, neighbours, nil
}
