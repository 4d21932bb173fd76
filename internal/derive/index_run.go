package derive

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"slices"

	"asterism/composite"
	"asterism/internal/fail"
	"asterism/internal/lake"
)

// IndexComputation is a run of a composite index on plain files.
type IndexComputation struct {
	Computation        // Name and Input are the data
	SpecName    string // for messages
	Spec        []byte
	Table       string // one of IndexTables
}

// IndexTables are what can be asked of an index.
var IndexTables = []string{"scores", "values", "weights", "sensitivity", "reversals", "changes"}

// ComputeIndex makes an index and writes one of its tables; the notes have the hash of every step.
func ComputeIndex(ctx context.Context, c IndexComputation) error {
	s, err := ReadIndexSpec(c.SpecName, c.Spec)
	if err != nil {
		return err
	}
	f, err := s.frame(ctx, c.Name, c.Input)
	if err != nil {
		return err
	}
	m, err := s.make(f)
	if err != nil {
		return err
	}
	t, err := m.table(c.Table)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(c.Output, 1<<20)
	text := &textWriter{w: w, format: c.Format}
	out, err := newOutput(t.columns, text.write)
	if err != nil {
		return err
	}
	out.notes, out.digits = c.Notes, true
	for _, note := range m.notes {
		out.noted("%s", note)
	}
	for _, row := range t.rows {
		if err := out.Row(row...); err != nil {
			return err
		}
	}
	if err := out.close(); err != nil {
		return fail.As(fail.Unavailable, err, "write the result")
	}
	text.end()
	return fail.As(fail.Unavailable, w.Flush(), "write the result")
}

// indexTable is a result: columns and rows.
type indexTable struct {
	columns []lake.Column
	rows    [][]any
}

func (m *madeIndex) table(name string) (indexTable, error) {
	if name == "scores" || name == "sensitivity" {
		if err := m.instead(); err != nil {
			return indexTable{}, err
		}
	}
	switch name {
	case "values":
		return m.values(), nil
	case "weights":
		return m.weights()
	case "sensitivity":
		return m.sensitivity()
	case "reversals":
		return m.reversals()
	case "changes":
		return m.changes()
	}
	return m.scores()
}

// keys are the first cells of a row.
func (m *madeIndex) keys(r int) []any {
	if m.frame.periods == nil {
		return []any{m.frame.units[r]}
	}
	return []any{m.frame.units[r], m.frame.periods[r]}
}

func (m *madeIndex) keyColumns() []lake.Column {
	if m.frame.periods == nil {
		return words("unit")
	}
	return words("unit", "period")
}

// aggregates are the nodes below the index that are groups, from the top.
func (m *madeIndex) aggregates() []int {
	tree := m.choices.Tree
	var list []int
	for p := tree.Leaves; p < tree.Root(); p++ {
		list = append(list, p)
	}
	slices.SortStableFunc(list, func(a, b int) int { return tree.Level[b] - tree.Level[a] })
	return list
}

// scores: unit, [period], score, rank, rank_low, rank_high, and the score of every group, from the best rank down, year by year.
func (m *madeIndex) scores() (indexTable, error) {
	doubt, err := m.intervals()
	if err != nil {
		return indexTable{}, err
	}
	t := indexTable{columns: slices.Concat(m.keyColumns(), doubles("score"), wholeColumns("rank", "rank_low", "rank_high"))}
	tree := m.choices.Tree
	for _, p := range m.aggregates() {
		t.columns = append(t.columns, doubles(tree.Nodes[p].Name)...)
	}
	rank := m.ranks(m.nodes[tree.Root()])
	order := make([]int, len(rank))
	for r := range order {
		order[r] = r
	}
	within := m.choices.Within
	slices.SortStableFunc(order, func(a, b int) int {
		if within != nil && within[a] != within[b] {
			return within[a] - within[b]
		}
		return last(rank[a]) - last(rank[b])
	})
	for _, r := range order {
		row := append(m.keys(r), numberOrNull(m.nodes[tree.Root()][r]), wholeOrNull(rank[r]))
		if doubt == nil {
			row = append(row, nil, nil)
		} else {
			row = append(row, wholeOrNull(doubt[r].Low), wholeOrNull(doubt[r].High))
		}
		for _, p := range m.aggregates() {
			row = append(row, numberOrNull(m.nodes[p][r]))
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}

// last puts units without a rank behind all others.
func last(rank int) int {
	if rank == 0 {
		return math.MaxInt32
	}
	return rank
}

func wholeOrNull(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// ranks of scores, year by year.
func (m *madeIndex) ranks(score []float64) []int {
	if m.choices.Within == nil {
		return composite.Ranks(score)
	}
	out := make([]int, len(score))
	for _, rows := range m.frame.parts("period", "period") {
		part := make([]float64, len(rows))
		for k, r := range rows {
			part[k] = score[r]
		}
		for k, rank := range composite.Ranks(part) {
			out[rows[k]] = rank
		}
	}
	return out
}

// values: the normalised indicators.
func (m *madeIndex) values() indexTable {
	t := indexTable{columns: m.keyColumns()}
	for _, n := range m.spec.Indicators {
		t.columns = append(t.columns, doubles(n.ID)...)
	}
	for r := range m.frame.units {
		row := m.keys(r)
		for _, x := range m.leaves {
			row = append(row, numberOrNull(x[r]))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// weights: of every node what it was given, what it has in the index, and what it does.
func (m *madeIndex) weights() (indexTable, error) {
	t := indexTable{columns: slices.Concat(words("id", "group"), wholeColumns("level"), doubles("weight", "effective", "correlation", "correlation2", "shift"), wholeColumns("most"), words("most_unit"))}
	does, err := composite.LeaveOut(m.choices, m.nodes)
	if err != nil {
		return t, m.explained(err)
	}
	tree := m.choices.Tree
	for i, d := range does {
		n := tree.Nodes[i]
		row := []any{n.Name, n.Parent, tree.Level[i], n.Weight, d.Weight, numberOrNull(d.Correlation), numberOrNull(d.Correlation * d.Correlation), numberOrNull(d.Shift), d.Most, nil}
		if d.MostUnit >= 0 {
			row[len(row)-1] = m.frame.units[d.MostUnit]
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}

// sensitivity: what of the choices decides the ranks.
func (m *madeIndex) sensitivity() (indexTable, error) {
	t := indexTable{columns: slices.Concat(words("factor"), doubles("first", "first_low", "first_high", "total", "total_low", "total_high"))}
	d := m.spec.Uncertainty
	factors := m.choices.Factors()
	if len(factors) == 0 {
		return t, m.spec.at("$.uncertainty", fail.New(fail.Invalid, "nothing varies, so nothing can decide; give weights or instead"))
	}
	s, err := composite.RankSensitivity(m.choices, d.Sensitivity, *d.Seed)
	if m.withoutGeometric(err) {
		factors = m.choices.Factors()
		s, err = composite.RankSensitivity(m.choices, d.Sensitivity, *d.Seed)
	}
	if err != nil {
		return t, m.spec.at("$.uncertainty", m.explained(err))
	}
	for k, f := range factors {
		name := map[int]string{-1: "aggregate", -2: "weights"}[f]
		if f >= 0 {
			name = m.stages[f]
		}
		x := s[k]
		t.rows = append(t.rows, numbersOrNull([]any{name}, x.First, x.FirstLow, x.FirstHigh, x.Total, x.TotalLow, x.TotalHigh))
	}
	m.notes = append(m.notes, fmt.Sprintf("mean absolute shift of rank; %d indices, seed %d; bootstrap 5 %% and 95 %%", d.Sensitivity*(len(factors)+2), *d.Seed))
	return t, nil
}

// reversals: what a unit's absence does to the order of the others.
func (m *madeIndex) reversals() (indexTable, error) {
	t := indexTable{columns: slices.Concat(words("unit"), wholeColumns("pairs", "most"))}
	if m.frame.periods != nil || len(m.frame.units) > 2000 {
		return t, fail.New(fail.Invalid, "reversals: of one period and up to %d units", 2000)
	}
	r, err := composite.LeaveUnitOut(len(m.frame.units), func(keep []bool) ([]float64, error) {
		part, err := m.spec.make(m.frame.keep(keep))
		if err != nil {
			return nil, err
		}
		return part.nodes[m.choices.Tree.Root()], nil
	})
	if err != nil {
		return t, err
	}
	for u, x := range r {
		t.rows = append(t.rows, []any{m.frame.units[u], x.Pairs, x.Most})
	}
	return t, nil
}
