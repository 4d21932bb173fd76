package derive

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"asterism/composite"
)

// instead puts what might have been chosen instead into the choices: what the spec says, or the usual.
func (m *madeIndex) instead() error {
	list := m.spec.Uncertainty.Instead
	if list == nil {
		usual, lifted := m.usual()
		if lifted != nil {
			m.choices.Stages[slices.Index(m.stages, "normalise")][0] = m.spec.step(*lifted, m.frame)
		}
		list = &usual
	}
	means := map[string]string{}
	for _, x := range *list {
		means[x.Do] += " | " + strings.TrimPrefix(described(x), "; ")
		if x.Do == "aggregate" {
			m.choices.Means = append(m.choices.Means, x.aggregations())
			continue
		}
		at := slices.Index(m.stages, x.Do)
		m.choices.Stages[at] = append(m.choices.Stages[at], m.spec.step(x, m.frameOf(at)))
	}
	for _, do := range stepOrder {
		if means[do] != "" {
			m.notes = append(m.notes, fmt.Sprintf("instead of %s:%s", do, strings.TrimPrefix(means[do], " |")))
		}
	}
	return nil
}

// frameOf is the frame of the rows as a stage meets them: before the screening, all.
func (m *madeIndex) frameOf(stage int) *indexFrame {
	if at := slices.Index(m.stages, "screen"); at > stage {
		return m.whole
	}
	return m.frame
}

// usual are the choices that handbooks leave open, for an arithmetic index on min-max or z-scores: no treatment, the other of the two scales, the geometric
// mean. That takes numbers above 0, so scales are lifted to 1–100 and 100 ± 10, which moves no arithmetic rank. Any other index varies in its weights alone.
func (m *madeIndex) usual() (list []IndexStep, lifted *IndexStep) {
	low, high, middle, sd := 1.0, 100.0, 100.0, 10.0
	scales := []IndexStep{{Do: "normalise", Method: "minmax", Range: &[2]float64{low, high}}, {Do: "normalise", Method: "zscore", Mean: &middle, SD: &sd}}
	var own []IndexStep
	plain := true
	for _, x := range m.spec.Steps {
		if x.Do == "normalise" {
			own = append(own, x)
		}
	}
	for _, how := range m.choices.Means[0] {
		plain = plain && how.Method == "arithmetic"
	}
	if len(own) != 1 || len(own[0].Indicators) > 0 || !plain || !slices.Contains([]string{"", "minmax", "zscore"}, own[0].Method) || own[0].Over == "period" {
		return nil, nil
	}
	if slices.Contains(m.stages, "treat") {
		list = append(list, IndexStep{Do: "treat", Method: "none"})
	}
	if own[0].Method == "zscore" {
		slices.Reverse(scales)
	}
	return append(list, scales[1], IndexStep{Do: "aggregate", Method: "geometric"}), &scales[0]
}

// withoutGeometric takes the usual geometric mean back where it met a number that is not above 0: a z-score below −10.
func (m *madeIndex) withoutGeometric(err error) bool {
	var refused *composite.Nonpositive
	if m.spec.Uncertainty.Instead != nil || !errors.As(err, &refused) {
		return false
	}
	m.choices.Means = m.choices.Means[:1]
	m.notes = append(m.notes, "the geometric mean is left out: "+refused.Error())
	return true
}

// intervals are the ranks' intervals; nil where the spec asks for none.
func (m *madeIndex) intervals() ([]composite.RankRange, error) {
	d := m.spec.Uncertainty
	if *d.Replications == 0 {
		return nil, nil
	}
	r, err := composite.RankIntervals(m.choices, *d.Replications, *d.Level, *d.Seed)
	if m.withoutGeometric(err) {
		r, err = composite.RankIntervals(m.choices, *d.Replications, *d.Level, *d.Seed)
	}
	if err != nil {
		return nil, m.spec.at("$.uncertainty", m.explained(err))
	}
	m.notes = append(m.notes, fmt.Sprintf("rank_low, rank_high: at least %g of %d replications, seed %d; weights ± %v", *d.Level, *d.Replications, *d.Seed, d.Weights))
	return r, nil
}
