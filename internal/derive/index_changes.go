package derive

import (
	"fmt"
	"slices"

	"asterism/composite"
	"asterism/internal/fail"
)

// changes: from each period to the next, what of a unit's change of score and of rank each indicator brought (Shapley). Units of both periods; the parts add up.
func (m *madeIndex) changes() (indexTable, error) {
	t := indexTable{columns: slices.Concat(words("unit", "from", "to", "indicator"), doubles("score_change", "rank_change"))}
	if m.frame.periods == nil {
		return t, fail.New(fail.Invalid, "changes: the spec names no period")
	}
	years := m.frame.years()
	for k := 1; k < len(years); k++ {
		if err := m.change(&t, years[k-1], years[k]); err != nil {
			return t, err
		}
	}
	m.notes = append(m.notes, fmt.Sprintf("parts of the change, Shapley: over all orders up to 10 indicators, else %d drawn ones, seed %d; rank_change below 0: up", shapleyOrders, *m.spec.Uncertainty.Seed))
	return t, nil
}

const shapleyOrders = 400

func (m *madeIndex) change(t *indexTable, from, to string) error {
	rows := map[string][2]int{}
	var units []string
	for r, u := range m.frame.units {
		if m.frame.periods[r] == from {
			rows[u] = [2]int{r, -1}
		}
	}
	for r, u := range m.frame.units {
		if pair, both := rows[u]; both && m.frame.periods[r] == to {
			rows[u] = [2]int{pair[0], r}
			units = append(units, u)
		}
	}
	at := func(k int) composite.Columns {
		return m.leaves.Each(func(_ int, x []float64) []float64 {
			out := make([]float64, len(units))
			for i, u := range units {
				out[i] = x[rows[u][k]]
			}
			return out
		})
	}
	before, after := at(0), at(1)
	score := func(c composite.Columns) ([]float64, error) {
		nodes, err := m.choices.Tree.Aggregate(c, m.choices.Means[0])
		if err != nil {
			return nil, m.explained(err)
		}
		return nodes[m.choices.Tree.Root()], nil
	}
	rank := func(c composite.Columns) ([]float64, error) {
		s, err := score(c)
		out := make([]float64, len(s))
		for u, r := range composite.Ranks(s) {
			out[u] = float64(r)
		}
		return out, err
	}
	scores, err := composite.Shapley(before, after, score, shapleyOrders, *m.spec.Uncertainty.Seed)
	if err != nil {
		return err
	}
	ranks, err := composite.Shapley(before, after, rank, shapleyOrders, *m.spec.Uncertainty.Seed)
	if err != nil {
		return err
	}
	for u, unit := range units {
		for i, n := range m.spec.Indicators {
			t.rows = append(t.rows, numbersOrNull([]any{unit, from, to, n.ID}, scores[u][i], ranks[u][i]))
		}
	}
	return nil
}
