package page

import (
	"math"

	"asterism/internal/chart"
)

// cross collects values by category and series, as charts want them.
type cross struct {
	categories, names []string
	values            map[[2]string]float64
	doubtful          map[[2]string]bool
}

func newCross() *cross {
	return &cross{values: map[[2]string]float64{}, doubtful: map[[2]string]bool{}}
}

func (c *cross) add(category, name string, value float64) {
	key := [2]string{category, name}
	if len(c.categories) == 0 || c.categories[len(c.categories)-1] != category {
		c.categories = append(c.categories, category)
	}
	c.note(name)
	c.values[key] += value
}

// doubt marks a value as not complete yet; each series has a cut-off of its own.
func (c *cross) doubt(category, name string) { c.doubtful[[2]string{category, name}] = true }

// doubted lists a series' categories that are not complete.
func (c *cross) doubted(name string) []string {
	var all []string
	for _, category := range c.categories {
		if c.doubtful[[2]string{category, name}] {
			all = append(all, category)
		}
	}
	return all
}

func (c *cross) note(name string) {
	for _, n := range c.names {
		if n == name {
			return
		}
	}
	c.names = append(c.names, name)
}

// series are the values over all categories, in the order in which the series were met.
func (c *cross) series() ([]string, []chart.Series) {
	all := make([]chart.Series, len(c.names))
	for i, name := range c.names {
		all[i].Name = name
		for _, category := range c.categories {
			v, ok := c.values[[2]string{category, name}]
			if !ok {
				v = math.NaN()
			}
			all[i].Values = append(all[i].Values, v)
			all[i].Doubtful = append(all[i].Doubtful, c.doubtful[[2]string{category, name}])
		}
	}
	return c.categories, all
}
