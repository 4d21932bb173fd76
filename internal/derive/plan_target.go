package derive

import "strconv"

// planTarget is a target whose series the data may hold: how many entities are wanted at or above a threshold in the year due.
type planTarget struct {
	ID        string            `yaml:"id"`
	Test      string            `yaml:"test"` // count_above: clusters ≥ threshold_cny, goal of them | value: one entity ≥ goal
	Span      struct{ To int }  `yaml:"span"`
	Goal      float64           `yaml:"goal"`
	Threshold string            `yaml:"threshold_cny"`
	Series    *planTargetSeries `yaml:"series"`
}

// planTargetSeries says which observations are the target's.
type planTargetSeries struct {
	EntityType string `yaml:"entity_type"`
	EntityID   string `yaml:"entity_id"`
	Indicator  string `yaml:"indicator"`
}

var planTargetColumns = []typed{{"plan_id", "VARCHAR"}, {"target_id", "VARCHAR"}, {"entity_type", "VARCHAR"}, {"entity_id", "VARCHAR"}, {"indicator", "VARCHAR"},
	{"threshold", "DOUBLE"}, {"goal", "BIGINT"}, {"due_year", "BIGINT"}, {"file", "VARCHAR"}}

func targetRows(p planZones, file string) (rows [][]string) {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	for _, t := range p.Targets {
		if t.Series == nil {
			continue
		}
		threshold, goal := t.Threshold, number(t.Goal)
		if t.Test == "value" {
			threshold, goal = number(t.Goal), "1"
		}
		rows = append(rows, []string{p.ID, t.ID, t.Series.EntityType, t.Series.EntityID, t.Series.Indicator, threshold, goal, strconv.Itoa(t.Span.To), file})
	}
	return rows
}
