package page

import (
	"slices"

	"asterism/internal/chart"
)

// rising are the years from the first on.
func (c *comparison) rising() []string {
	years := slices.Clone(c.Years)
	slices.Reverse(years)
	return years
}

// lines are a series an entity over the years; what nobody puts is a gap.
func (c *comparison) lines(years []string, fill func(put func(id, year string, x float64))) []chart.Series {
	series := make([]chart.Series, len(c.Chosen))
	for i, e := range c.Chosen {
		series[i] = chart.Series{Name: e.Name, Values: gaps(len(years))}
	}
	fill(func(id, year string, x float64) {
		i, j := slices.Index(c.ids(), id), slices.Index(years, year)
		if i >= 0 && j >= 0 {
			series[i].Values[j] = x
		}
	})
	return series
}
